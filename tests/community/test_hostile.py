"""Ten thousand hostile strings: what is kept of them is clean, and what is shown is only text."""

import unicodedata
from itertools import islice
from typing import Any
from urllib.parse import urlencode

import pytest
from django.test import Client
from lxml import html

from nashra.changes.unit import unit_of_work
from nashra.community.importing.plain import LONGEST, guest_name, paragraphs
from nashra.community.models import Comment, DiscussionSettings
from nashra.community.text import LARGEST, MOST_MARKS, settled
from nashra.community.text import paragraphs as shown
from nashra.community.web import common
from tests.community.hostile import strings
from tests.community.written import known

COUNT = 10_000


def _is_clean(text: str) -> bool:
    marks = 0
    for char in text:
        kind = unicodedata.category(char)
        marks = marks + 1 if kind in {"Mn", "Me"} else 0
        if marks > MOST_MARKS or (
            kind in {"Cc", "Cf", "Cs", "Cn", "Co", "Zl", "Zp"} and char not in "\n\u200c\u200d"
        ):
            return False
    return text == text.strip() and "\n\n\n" not in text


def test_what_is_kept_is_clean_by_either_way() -> None:
    for given in strings(COUNT):
        if len(given) <= LARGEST:
            kept = settled(given)
            assert _is_clean(kept), ascii(given)
            assert settled(kept) == kept, ascii(given)
        kept, shortened = paragraphs(given)
        assert _is_clean(kept), ascii(given)
        assert len(kept) <= LONGEST + 1
        assert shortened or len(given) < 100_000 or not kept
        assert _is_clean(guest_name(given))
        assert "\n" not in guest_name(given)


def test_an_address_that_is_linked_leads_to_a_page_of_the_web() -> None:
    links = {
        piece.url
        for given in strings(COUNT)
        if len(given) <= LARGEST
        for line in shown(settled(given))
        for piece in line
        if piece.url
    }
    assert len(links) > 15
    for link in links:
        assert link.lower().startswith(("http://", "https://")), link
        assert not set(link) & set(' "<>\n\t@'), link


POSTED = 65
TEXT = {"p", "a", "bdi", "br"}


def _send(client: Client, story: Any, text: str) -> Any:
    # What no browser sends, a program does: lone surrogates as three bytes.
    sent = urlencode({"text": text}, encoding="utf-8", errors="surrogatepass")
    return client.post(
        f"/talk/{story.public_id}/comments/", sent, headers={"Accept": "application/json"},
        content_type="application/x-www-form-urlencoded",
    )  # fmt: skip


@pytest.fixture
def patient_newsroom(newsroom: Any) -> None:
    with unit_of_work(cause="test"):
        settings = DiscussionSettings.load()
        settings.flood_comments, settings.most_links, settings.longest = 100, 20, 10_000
        settings.save()


def test_what_is_posted_is_stored_clean_and_given_back_as_text(
    patient_newsroom: None, make_story: Any, make_user: Any
) -> None:
    story, writers = make_story(), []
    for _ in range(4):
        user = known(make_user())
        common.gestures.succeeded(str(user.pk), "")
        writers.append(Client())
        writers[-1].force_login(user)
    answers = [
        _send(writers[number % 4], story, text)
        for number, text in enumerate(islice(strings(1400), 10, 10 + POSTED))
    ]
    assert {answer.status_code for answer in answers} <= {201, 400}
    taken = [answer.json()["comment"] for answer in answers if answer.status_code == 201]
    assert len(taken) == Comment.objects.count() > POSTED // 2
    for comment in Comment.objects.all():
        assert _is_clean(comment.text)
    for item in taken:
        for element in html.fragment_fromstring(item["html"], create_parent="main").iter():
            _check(element)
    for comment in Comment.objects.order_by("created_at")[:40]:
        page = writers[0].get(f"/talk/c/{comment.pk}/")
        if page.status_code == 404:  # somebody else's
            continue
        root = html.document_fromstring(page.content.decode())
        assert not root.xpath("//script[not(@src)] | //iframe | //img | //svg | //base")
        assert not root.xpath("//@*[starts-with(name(), 'on')]")


def _check(element: Any) -> None:
    if element.tag in {"main", "article", "div"}:
        return
    assert element.tag in TEXT, element.tag
    assert not [name for name in element.attrib if name.startswith("on") or name == "style"]
    if element.tag == "a":
        assert element.get("href").lower().startswith(("http://", "https://"))
