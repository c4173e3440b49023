"""What readers are told of views: pages, fragments and numbers, and only when they changed."""

import json
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from lxml import html

from nashra.audience import ranking, snapshot
from nashra.audience.models import MinuteViews, Ranked
from nashra.audience.ranking import MOST_RECENT
from nashra.audience.take import take_spool
from nashra.changes.unit import unit_of_work
from nashra.newsroom import actions
from nashra.newsroom.models import Newsroom, StoryPage
from nashra.publishing import periodic, verify
from nashra.publishing.models import PageFailure
from tests.audience.spooling import spool_file
from tests.properties.harness import clean_build
from tests.publishing.conftest import Published
from tests.trees import differences, files

NOW = datetime(2024, 3, 5, 12, 30, tzinfo=UTC)
"""14:30 in the newsroom's zone."""


@pytest.fixture
def view(
    published: Published, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Callable[..., list[str]]:
    """Counts views of stories at a time, tells readers, and publishes; gives what was rendered."""
    monkeypatch.setattr(periodic, "_jobs", {})

    def count(
        views: Mapping[StoryPage, int], *, at: datetime = NOW, now: datetime = NOW
    ) -> list[str]:
        if views:
            spool_file(tmp_path, {story.public_id: n for story, n in views.items()}, at=at)
        take_spool(tmp_path)
        published.worker.drain()
        paths = snapshot.refresh(now)
        published.worker.drain()
        assert not PageFailure.objects.exists()
        return paths

    return count


def _reads(published: Published, path: str) -> list[tuple[str, str]]:
    """Headlines with what stands beneath them."""
    root = html.document_fromstring(published.read(path))
    items = root.xpath("//ol[contains(@class, 'reads')]/li")
    return [
        (str(li.xpath("string(.//a)")), " ".join(li.xpath("string(.//*[@class='when'])").split()))
        for li in items
    ]


def _names(published: Published, path: str) -> list[str]:
    return [headline for headline, _ in _reads(published, path)]


def _json(published: Published, path: str) -> Any:
    return json.loads(published.read(path))


def test_before_anybody_viewed_anything_the_pages_stand_and_say_so(published: Published) -> None:
    for path in ("/most-read/", "/most-read/week/", "/section/local/most-read/"):
        assert "لا مشاهدات بعد" in published.read(path)
    assert "No views yet" in published.read("/en/most-read/")
    assert published.read("/n/recent.json") == '{"v":1,"n":{}}'
    assert _names(published, "/most-read/fragment.html") == []


def test_most_read_today_and_in_seven_days(published: Published, view: Any) -> None:
    first, second, other = (
        published.story("مرفأ الصيد"), published.story("سوق السمك"),
        published.story("مباراة الأحد", section="sport"),
    )  # fmt: skip
    view({first: 2, second: 11, other: 3})
    view({first: 500}, at=NOW - timedelta(days=3))
    view({other: 900}, at=NOW - timedelta(days=7))
    assert _reads(published, "/most-read/") == [
        ("سوق السمك", "11 مشاهدة، البلد"), ("مباراة الأحد", "3 مشاهدات، الرياضة"),
        ("مرفأ الصيد", "مشاهدتان، البلد"),
    ]  # fmt: skip
    assert _names(published, "/most-read/week/") == ["مرفأ الصيد", "سوق السمك", "مباراة الأحد"]
    assert _names(published, "/most-read/fragment.html")[0] == "سوق السمك"
    assert _reads(published, "/section/local/most-read/") == [
        ("سوق السمك", "11 مشاهدة"), ("مرفأ الصيد", "مشاهدتان"),
    ]  # fmt: skip
    assert _names(published, "/section/sport/most-read/week/") == ["مباراة الأحد"]
    assert _names(published, "/en/most-read/") == []
    assert _json(published, f"/a/{other.public_id}/n.json") == {"v": 1, "n": 903}
    assert _json(published, "/n/recent.json")["n"] == {
        first.public_id: 502, second.public_id: 11, other.public_id: 903,
    }  # fmt: skip


def test_a_day_ends_when_the_newsrooms_does(published: Published, view: Any) -> None:
    story = published.story()
    night = datetime(2024, 3, 4, 21, 59, tzinfo=UTC)
    view({story: 4}, at=night, now=night)
    assert _reads(published, "/most-read/")[0][1].startswith("4 مشاهدات")
    view({}, now=night + timedelta(minutes=1))
    assert _names(published, "/most-read/") == []
    assert _names(published, "/most-read/week/") == ["عنوان"]


def test_only_what_changed_is_written(published: Published, view: Any) -> None:
    one, other = published.story("مرفأ الصيد"), published.story("سوق السمك")
    view({one: 5, other: 2})
    assert view({}) == []
    paths = view({other: 1})
    assert f"/a/{one.public_id}/n.json" not in paths
    assert f"/a/{other.public_id}/n.json" in paths
    assert not [path for path in paths if path.startswith(("/en/", "/section/sport/"))]
    assert f"/a/{one.public_id}/" not in paths


def test_a_retracted_story_is_gone_from_all_of_them_at_once(
    published: Published, view: Any
) -> None:
    story, other = published.story("خبر يُسحب"), published.story("خبر يبقى")
    view({story: 50, other: 5})
    actions.retract_story(story=story, reason="خطأ في الأصل", actor=None)
    published.worker.drain()
    for path in ("/most-read/", "/most-read/week/", "/most-read/fragment.html"):
        assert _names(published, path) == ["خبر يبقى"]
    assert _names(published, "/section/local/most-read/") == ["خبر يبقى"]
    assert _json(published, "/n/recent.json")["n"] == {other.public_id: 5}
    assert not published.stands(f"/a/{story.public_id}/n.json")
    assert list(verify.faults(published.worker.root)) == []
    view({})
    assert story.public_id not in Ranked.objects.values_list("public_id", flat=True)
    actions.restore_story(story=story, actor=None)
    published.worker.drain()
    assert _json(published, f"/a/{story.public_id}/n.json") == {"v": 1, "n": 50}


def test_the_newsrooms_digits(published: Published, view: Any) -> None:
    story = published.story()
    with unit_of_work(cause="test"):
        room = Newsroom.objects.get()
        room.digits = "arab"
        room.save()
    view({story: 1234})
    assert _reads(published, "/most-read/")[0][1].startswith("١٢٣٤ مشاهدة")
    assert _json(published, f"/a/{story.public_id}/n.json")["n"] == 1234


def test_a_list_has_ten_and_the_file_of_numbers_stays_small(
    published: Published, view: Any
) -> None:
    stories = [published.story(f"خبر {number}") for number in range(12)]
    view({story: 10**8 + number for number, story in enumerate(stories)})
    assert _names(published, "/most-read/") == [f"خبر {number}" for number in range(11, 1, -1)]
    assert len(_json(published, "/n/recent.json")["n"]) == 12
    entry = len('"abc1234":1000000000000,')
    assert MOST_RECENT * entry <= 24 * 1024


def test_a_clean_build_gives_the_same_bytes(
    published: Published, view: Any, tmp_path: Path
) -> None:
    one, other = published.story("مرفأ الصيد"), published.story("مباراة", section="sport")
    view({one: 5, other: 2})
    spool_file(tmp_path, {one.public_id: 7}, at=NOW)
    take_spool(tmp_path)
    published.worker.catch_up()
    assert differences(files(published.site), clean_build(tmp_path / "clean")) == []


def test_a_section_page_leads_to_its_most_read(published: Published) -> None:
    published.story()
    published.worker.drain()
    root = html.document_fromstring(published.read("/section/local/"))
    assert "most-read/" in root.xpath("//p[@class='ways']/a/@href")
    footer = html.document_fromstring(published.read("/")).xpath("//footer//a/@href")
    assert "most-read/" in footer


def test_the_worker_takes_and_shows_by_itself(published: Published, tmp_path: Path) -> None:
    story = published.story()
    published.worker.drain()
    spool_file(tmp_path, {story.public_id: 3})
    published.restart()
    published.worker.drain()
    assert _json(published, f"/a/{story.public_id}/n.json") == {"v": 1, "n": 3}
    assert MinuteViews.objects.get().views == 3


@pytest.mark.parametrize("candidates", [1, 2, 3, 100])
def test_a_lists_most_read_are_found_however_seldom_they_are_read(
    newsroom: Any, make_story: Any, monkeypatch: pytest.MonkeyPatch, candidates: int
) -> None:
    monkeypatch.setattr(ranking, "CANDIDATES", candidates)
    monkeypatch.setattr(ranking, "PLACES", 2)
    read = [make_story(f"مقروء {number}") for number in range(3)]
    seldom = [make_story(f"رياضة {number}", slug="sport") for number in range(3)]
    english = make_story("English", language="en")
    ids = [story.public_id for story in (*read, *seldom, english)]
    viewed = dict(zip(ids, (90, 80, 80, 3, 2, 2, 1), strict=True))
    sport = seldom[0].get_parent().pk
    found = ranking.most_read(viewed)
    assert found["all:ar"] == [(ids[0], 90), (ids[2], 80)], "the newer of two goes first"
    assert found[f"section:{sport}"] == [(ids[3], 3), (ids[5], 2)]
    assert found["all:en"] == [(ids[6], 1)]
