"""The desk's page of what is being read."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import translation
from lxml import html
from wagtail.users.models import UserProfile

from nashra.accounts.models import Role
from nashra.audience import desk as page_of_the_desk
from nashra.audience import live, snapshot, tables
from nashra.audience.clock import minute_of
from nashra.audience.models import MinuteViews
from nashra.audience.roll import roll
from nashra.audience.take import take_spool
from nashra.changes.unit import unit_of_work
from nashra.newsroom.admin.chart import ceiling, chart, spark
from nashra.newsroom.models import Newsroom
from tests.audience.spooling import spool_file
from tests.newsroom.conftest import Desk

NOW = datetime(2024, 3, 5, 12, 30, 40, tzinfo=UTC)
URL = "/desk/audience/"


@pytest.fixture
def at_noon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(page_of_the_desk, "timezone", SimpleNamespace(now=lambda: NOW))


@pytest.fixture
def viewed(tmp_path: Path) -> Callable[..., None]:
    """Counts a story's views, so many minutes ago."""

    def count(story: Any, views: int, *, ago: int, over: int = 0) -> None:
        some = {story.public_id: views} if views else {}
        flood = {story.public_id: over} if over else {}
        spool_file(tmp_path, some, over=flood, at=NOW - timedelta(minutes=ago))
        take_spool(tmp_path)

    return count


@pytest.fixture
def reporter(make_user: Callable[..., Any], section: Any) -> Desk:
    """Somebody with the least that one may have on the desk."""
    return Desk(make_user(Role.REPORTER, section=section("sport"), username="reporter"))


def _page(person: Desk, url: str = URL) -> Any:
    answer = person.get(url)
    assert answer.status_code == 200
    return html.document_fromstring(answer.content.decode())


def _words(node: Any) -> str:
    return " ".join(node.text_content().split())


def _stories(page: Any, heading: str) -> list[list[str]]:
    """Headline and figures of each story beneath a heading."""
    items = page.xpath(f"//section[@aria-labelledby='{heading}']//ol/li[.//a]")
    return [
        [_words(li.xpath(".//a")[0]), *(_words(dd) for dd in li.xpath(".//dd"))] for li in items
    ]


def test_before_any_view_it_says_so(reporter: Desk) -> None:
    text = _words(_page(reporter))
    for words in (
        "لم تُحصَ مشاهدة في الساعة الأخيرة", "لا خبر يصعد الآن",
        "لم يُشاهد خبر في الساعة الأخيرة",
    ):  # fmt: skip
        assert words in text
    assert _page(reporter).xpath("//svg[@role='img']") == []


def test_what_was_viewed_in_the_last_hour(
    reporter: Desk, make_story: Any, viewed: Any, at_noon: None
) -> None:
    story, other = make_story("مرفأ الصيد"), make_story("سوق السمك")
    viewed(story, 30, ago=40)
    viewed(story, 3, ago=1)
    viewed(other, 15, ago=1)
    viewed(story, 1000, ago=70)
    viewed(other, 5, ago=24 * 60)
    snapshot.refresh(NOW)
    roll(NOW)
    page = _page(reporter)
    assert _stories(page, "audience-read") == [
        ["مرفأ الصيد", "0.3", "33", "1,033", "1,033"], ["سوق السمك", "1.5", "15", "15", "20"],
    ]  # fmt: skip
    assert [_words(dd) for dd in page.xpath("//dl[@class='nashra-figures']//dd")] == [
        "18", "1,048", "1,053",
    ]  # fmt: skip


def test_a_story_rises_by_the_rule_that_is_shown(
    reporter: Desk, make_story: Any, viewed: Any, at_noon: None
) -> None:
    rising, new, even, few, falling = (
        make_story(name) for name in ("يصعد", "جديد", "ثابت", "قليل", "يهبط")
    )
    for ago in range(10, 60):
        viewed(rising, 1, ago=ago)
        viewed(even, 3, ago=ago)
        viewed(falling, 5, ago=ago)
    viewed(rising, 20, ago=3)
    viewed(new, 25, ago=2)
    viewed(even, 30, ago=3)
    viewed(few, 19, ago=0)
    viewed(falling, 20, ago=9)
    page = _page(reporter)
    assert [row[0] for row in _stories(page, "audience-rising")] == ["جديد", "يصعد"]
    assert "20" in _words(page.xpath("//p[@class='nashra-rule']")[0])
    marked = page.xpath("//section[@aria-labelledby='audience-read']//li[.//b]//a")
    assert sorted(_words(a) for a in marked) == ["جديد", "يصعد"]


def test_a_story_leads_to_its_form_whoever_may_change_it(
    reporter: Desk, desk: Desk, make_story: Any, viewed: Any, at_noon: None
) -> None:
    story = make_story()
    viewed(story, 2, ago=1)
    link = f"//a[@id='read-{story.public_id}']/@href"
    assert _page(reporter).xpath(link) == [f"/a/{story.public_id}/"]
    assert _page(desk).xpath(link) == [f"/desk/pages/{story.pk}/edit/"]


def test_a_flood_is_told_apart_in_plain_words(
    reporter: Desk, make_story: Any, viewed: Any, at_noon: None
) -> None:
    story = make_story("خبر مُغرَق")
    viewed(story, 3000, ago=2, over=41_000)
    snapshot.refresh(NOW)
    page = _page(reporter)
    flooded = page.xpath("//section[@aria-labelledby='audience-flooded']")[0]
    assert "خبر مُغرَق" in _words(flooded)
    assert "41,000" in _words(flooded)
    assert _stories(page, "audience-read")[0][-1] == "3,000"
    viewed(make_story("آخر"), 1, ago=1)
    page = _page(reporter)
    assert len(page.xpath("//section[@aria-labelledby='audience-flooded']//li")) == 1


def test_the_chart_says_in_words_and_in_a_table_what_it_draws(
    reporter: Desk, make_story: Any, viewed: Any, at_noon: None
) -> None:
    viewed(make_story(), 80, ago=10)
    viewed(make_story(), 7, ago=1)
    page = _page(reporter)
    svg = page.xpath("//figure//svg")[0]
    assert svg.get("role") == "img"
    named = [page.get_element_by_id(name) for name in svg.get("aria-labelledby").split()]
    assert [one.tag for one in named] == ["title", "desc"]
    assert "80" in _words(named[1])
    assert "14:20" in _words(named[1])
    assert "7" in _words(named[1])
    rows = {tuple(_words(cell) for cell in row) for row in page.xpath("//figure//tbody/tr")}
    assert len(rows) == 60
    assert {("14:20", "80"), ("14:29", "7"), ("14:30", "0"), ("13:31", "0")} <= rows
    assert len(svg.xpath("./rect")) == 2


def test_it_speaks_arabic_digits_and_english(
    reporter: Desk, make_story: Any, viewed: Any, at_noon: None
) -> None:
    viewed(make_story(), 12_345, ago=2)
    with unit_of_work(cause="test"):
        Newsroom.objects.update(digits="arab")
    assert "١٢٬٣٤٥" in _words(_page(reporter))
    profile = UserProfile.get_for_user(reporter.user)
    profile.preferred_language = "en"
    profile.save()
    with translation.override("en"):
        text = _words(_page(reporter))
    assert "Most viewed in the last hour" in text
    assert "12,345" in text


def test_its_script_gets_the_part_alone(reporter: Desk) -> None:
    answer = reporter.get(f"{URL}?part=1")
    assert "no-store" in answer["Cache-Control"]
    assert b"<html" not in answer.content
    page = _page(reporter)
    assert page.xpath("//*[@data-nashra-audience]/@data-nashra-audience") == [f"{URL}?part=1"]
    assert page.xpath("//a[@id='audience-refresh']/@href") == [URL]


def test_it_is_for_everybody_at_the_desk_and_nobody_else(reporter: Desk, make_user: Any) -> None:
    page = _page(reporter, "/desk/")
    assert URL in html.tostring(page).decode()
    assert Client().get(URL).status_code == 302
    stranger = Client()
    stranger.force_login(make_user(username="reader"))
    assert stranger.get(URL).status_code in {302, 403}
    assert reporter.client.post(URL).status_code == 405


def test_what_it_asks_does_not_grow(
    make_story: Any, viewed: Any, at_noon: None, newsroom: Any
) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            live.now(NOW)
        return len(queries)

    viewed(make_story(), 5, ago=3)
    before = asked()
    last = minute_of(NOW)
    tables.add_minutes({(f"{n:07}", last - n % 60): (1 + n % 9, n % 2) for n in range(3000)})
    assert MinuteViews.objects.count() == 3001
    assert asked() == before <= 10


@pytest.mark.parametrize(
    ("value", "top"), [(0, 2), (1, 2), (2, 2), (3, 4), (5, 10), (11, 20), (100, 100), (101, 200)]
)
def test_an_axis_ends_at_a_round_even_number(value: int, top: int) -> None:
    assert ceiling(value) == top


def test_time_runs_as_the_language_is_read() -> None:
    ltr = chart([1, 0, 4], NOW, mirrored=False)
    rtl = chart([1, 0, 4], NOW, mirrored=True)
    assert [bar.x for bar in ltr.bars] == sorted(bar.x for bar in ltr.bars)
    assert [bar.x for bar in rtl.bars] == [bar.x for bar in reversed(ltr.bars)]
    assert (ltr.bars[2].height, ltr.bars[2].y, ltr.bars[0].height) == (200, 0, 50)
    assert rtl.marks == tuple(reversed(ltr.marks))
    assert spark([0, 4], mirrored=False) == "0,19 1,1"
    assert spark([0, 4], mirrored=True) == "0,1 1,19"
