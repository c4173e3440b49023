"""Markup of a comment to plain text with paragraphs."""

from __future__ import annotations

import html
import re
from typing import Final

import nh3

from nashra.community.text import settled

LONGEST: Final = 20_000
"""Characters that are kept of one comment; more is an attack or a mistake, and is reported."""
LONGEST_NAME: Final = 40
_MARKUP_READ: Final = 60_000
"""Characters of markup that are read at all."""

_MARKS_OF_HTML: Final = re.compile(r"<[a-zA-Z/!?]|&[#a-zA-Z]")
_BLOCKS: Final = ("p", "div", "blockquote", "ul", "ol", "pre", "h1", "h2", "h3", "h4", "tr")
_PARAGRAPH: Final = re.compile(rf"</?(?:{'|'.join(_BLOCKS)})>")
_LINE: Final = re.compile(r"<br>|</?li>")
_LINK: Final = re.compile(r'<a href="([^"]*)">(.*?)</a>', re.DOTALL)
_TAG: Final = re.compile(r"<[^>]*>")
_BREAKS: Final = re.compile(r"\n\n+")
_ADDRESS: Final = re.compile(r"\S+@\S+\.\S+")


def paragraphs(markup: str) -> tuple[str, bool]:
    """The text of a comment, one paragraph a line; and whether it was shortened.

    A link becomes its text and, where they differ, its address after it. Scripts and styles go with
    what is in them; every other element leaves its text.
    """
    shortened = len(markup) > _MARKUP_READ
    markup = markup[:_MARKUP_READ]
    text = _flattened(markup) if _MARKS_OF_HTML.search(markup) else markup
    text = _BREAKS.sub("\n", settled(text))
    if len(text) > LONGEST:
        return text[:LONGEST].rstrip() + "…", True
    return text, shortened


def _flattened(markup: str) -> str:
    cleaned = nh3.clean(
        markup, tags={"a", "br", "li", *_BLOCKS}, attributes={"a": {"href"}},
        url_schemes={"http", "https"}, link_rel=None, url_relative="deny",
    )  # fmt: skip
    cleaned = _LINK.sub(_link, cleaned)
    cleaned = _LINE.sub("\n", _PARAGRAPH.sub("\n", cleaned))
    return html.unescape(_TAG.sub("", cleaned))


def _link(found: re.Match[str]) -> str:
    address, text = found[1], _TAG.sub("", found[2]).strip()
    shown = re.sub(r"\Ahttps?://(?:www\.)?|/\Z", "", text)
    # WordPress cuts long addresses: the text is then the beginning of where it leads.
    if not shown or shown.rstrip("….") in address:
        return f" {address} "
    return f"{found[2]} ({address})"


def guest_name(name: str) -> str:
    """What is shown as a guest's name: one line, no address of a person; empty if nothing is."""
    text = _TAG.sub(" ", html.unescape(name[:1000]))
    text = " ".join(settled(_ADDRESS.sub(" ", text)).split())
    return settled(text[:LONGEST_NAME])
