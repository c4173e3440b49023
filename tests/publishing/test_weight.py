"""The reader's budget: one page, one flight."""

import re
from typing import Any

import brotli
import pytest
from lxml import html
from markupsafe import Markup, escape

from nashra.cli.demo.loader_schema import load_demo
from nashra.cli.demo.schema import Paragraph
from nashra.publishing import jinja, scripts, views
from tests.publishing import view_samples as samples

FLIGHT = 13 * 1024
"""Bytes of a 600-word story, Brotli 5: what ten packets of the first round trip carry."""
SCRIPT = 5 * 1024
LIVE = 8 * 1024
"""Bytes of ``/assets/live.js``, and of ``/assets/talk.js``, Brotli 5."""
LATER_SYNTAX = re.compile(
    r"\?\.(?!\d)|\?\?|\*\*|\.\.\.|\bcatch\s*\{|\.(?:flat|finally|matchAll)\(|\(\?<"
)
"""Operators, clauses and methods that came after ES2017: an old telephone would run nothing."""
WORDS = 600


def _six_hundred_words() -> views.StoryView:
    """All that a story can have, with 600 words of the demo newsroom's prose for its text."""
    stories = sorted(load_demo().stories, key=lambda story: story.id_hint)
    texts = [
        Markup(block.html).striptags()
        for story in stories
        if story.language == "ar"
        for block in story.body
        if isinstance(block, Paragraph)
    ]
    chosen, words = [], 0
    for text in texts:
        if words >= WORDS:
            break
        chosen.append(views.Paragraph(html=escape(text)))
        words += len(text.split())
    talk = views.DiscussionNotice(
        path="/a/k3v9x2m/discussion/", write="/talk/k3v9x2m/", closed=False
    )
    others = (samples.QUOTED, samples.TOLD, samples.BODY[-1])
    return samples.story(body=(*chosen, *others), words=words, additions={"discussion": talk})


def _size(view: views.AnyView) -> int:
    text = jinja.render(view, site=samples.SITE)
    return len(brotli.compress(text.encode(), quality=5))


def test_a_story_of_600_words_is_one_flight() -> None:
    view = _six_hundred_words()
    assert view.words >= WORDS
    assert _size(view) <= FLIGHT


def test_what_a_page_weighs_without_its_story() -> None:
    """Chrome of a page (style, script, navigation) leaves most of the flight to the text."""
    bare = samples.story(**samples.PLAIN | {"body": ()})
    assert _size(bare) <= FLIGHT * 0.7


def test_the_inline_script_is_small() -> None:
    root: Any = html.document_fromstring(jinja.render(samples.HOME, site=samples.SITE))
    scripts = [one.text for one in root.xpath("//script[not(@type)]")]
    assert len(scripts) == 1
    assert len(scripts[0].encode()) <= SCRIPT


@pytest.mark.parametrize(
    "text", [scripts.live_script(), scripts.talk_script()], ids=["live", "talk"]
)
def test_a_script_that_follows_is_small_and_for_old_browsers(text: str) -> None:
    assert len(brotli.compress(text.encode(), quality=5)) <= LIVE
    assert not re.findall(LATER_SYNTAX, text)
    assert not re.findall(r"^\s|//", text, re.MULTILINE), "indentation or a comment was left"
