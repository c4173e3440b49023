"""A live coverage as readers get it: pages, and the files from which a page catches up."""

import json
import shutil
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import html

from nashra.newsroom import actions, queries
from nashra.newsroom.actions import EntryContent
from nashra.newsroom.models import Coverage, JournalEntry, StoryPage
from nashra.publishing.models import PageFailure, PublishedFile
from nashra.publishing.worker import Worker
from tests.properties import harness
from tests.publishing.conftest import Published, address


@pytest.fixture
def coverage(published: Published) -> Coverage:
    return actions.start_coverage(story=published.story("العاصفة"), actor=None)


def post(coverage: Coverage, words: str = "فُتح الطريق.", **more: Any) -> JournalEntry:
    content = more.pop("content", None) or EntryContent(html=f"<p>{words}</p>")
    return actions.post_entry(coverage=coverage, actor=None, content=content, **more)


def edit(entry: JournalEntry, words: str, **more: Any) -> JournalEntry:
    flags = {"key": entry.key, "pinned": entry.pinned, "urgent": entry.urgent} | more
    return actions.edit_entry(
        entry=entry, actor=None, version=entry.version,
        content=EntryContent(html=f"<p>{words}</p>"), **flags,
    )  # fmt: skip


def page(published: Published, path: str) -> Any:
    return html.document_fromstring(published.read(path))


def shown(root: Any) -> list[str]:
    return [" ".join(one.text_content().split()) for one in root.xpath("//article[@data-slot]")]


def read_json(folder: Path, path: str) -> Any:
    return json.loads((folder / path.lstrip("/")).read_text(encoding="utf-8"))


def test_an_entry_is_on_its_pages_and_in_the_tail(published: Published, coverage: Coverage) -> None:
    published.worker.drain()
    entry = post(coverage, key=True, pinned=True, urgent=True)
    published.worker.drain()
    story = address(coverage.story)
    for path in (story, f"{story}live/", f"{story}live/0/"):
        found = page(published, path).xpath(f"//article[@id='e-{entry.pk}']")[0]
        assert (found.get("data-n"), found.get("data-slot")) == ("2", "0")
        assert "فُتح الطريق." in found.text_content()
    root = page(published, story)
    section = root.xpath("//section[@class='journal']")[0]
    assert (section.get("data-live"), section.get("data-count")) == (coverage.pk, "2")
    assert section.get("data-state") == "live"
    assert root.xpath("//nav[@class='moments']//a/@href") == [f"live/0/#e-{entry.pk}"]
    assert len(root.xpath("//*[@class='pin']")) == 1
    tail = read_json(published.site, f"{story}live/tail.json")
    assert [event["n"] for event in tail["events"]] == [1, 2]
    assert list(tail) == ["v", "coverage", "state", "next", "count", "first", "events"]
    told = tail["events"][1]
    assert list(told) == [
        "n", "type", "entry", "slot", "at", "urgent", "key", "pinned", "html",
    ]  # fmt: skip
    assert (told["type"], told["entry"], told["slot"], told["urgent"]) == (
        "post",
        entry.pk,
        0,
        True,
    )


def test_a_post_touches_few_files(published: Published, coverage: Coverage) -> None:
    for _ in range(60):
        post(coverage)
    published.worker.drain()
    before = dict(PublishedFile.objects.values_list("path", "built_at"))
    post(coverage)
    published.worker.drain()
    after = dict(PublishedFile.objects.values_list("path", "built_at"))
    own = address(coverage.story)
    assert {path for path in after if after[path] != before.get(path)} == {
        own, f"{own}live/", f"{own}live/1/", f"{own}live/tail.json"
    }  # fmt: skip


def test_the_story_shows_the_newest_twenty_and_the_way_to_the_rest(
    published: Published, coverage: Coverage
) -> None:
    for number in range(103):
        post(coverage, f"تحديث {number}.")
    published.worker.drain()
    story = address(coverage.story)
    newest = page(published, story)
    assert len(shown(newest)) == 20
    assert "تحديث 102." in shown(newest)[0]
    assert newest.xpath("//p[@class='all']/a/@href")[0] == "live/"
    every = page(published, f"{story}live/")
    assert len(shown(every)) == 53
    assert every.xpath("//nav[@class='pager']/a/@href") == ["2/", "1/", "0/"]
    stable = page(published, f"{story}live/1/")
    assert len(shown(stable)) == 50
    assert stable.xpath("//nav[@class='pager']/a/@href") == ["../2/", "../0/"]
    assert read_json(published.site, f"{story}live/0.json")["count"] == 50
    sealed = read_json(published.site, f"{story}live/1.json")
    assert [event["n"] for event in sealed["events"]] == list(range(51, 101))
    assert read_json(published.site, f"{story}live/tail.json")["first"] == 101


def test_a_retraction_takes_the_words_away_everywhere(
    published: Published, coverage: Coverage
) -> None:
    entry = post(coverage, "غرقت السفينة")
    edit(entry, "غرقت السفينة كلها", key=True)
    for _ in range(60):
        post(coverage)
    published.worker.drain()
    entry.refresh_from_db()
    actions.retract_entry(entry=entry, actor=None, reason="لم يثبت الخبر.")
    published.worker.drain()
    own = address(coverage.story)
    files = [f"{own}live/0.json", f"{own}live/tail.json", f"{own}live/0/", own]
    assert not [path for path in files if "غرقت السفينة" in published.read(path)]
    assert "لم يثبت الخبر." in published.read(f"{own}live/0/")
    tail = read_json(published.site, f"{own}live/tail.json")
    assert (tail["events"][-1]["type"], tail["events"][-1]["entry"]) == ("retract", entry.pk)


def test_states_are_said(published: Published, coverage: Coverage) -> None:
    own = address(coverage.story)
    soon = timezone.now() + timedelta(hours=1)
    actions.pause_coverage(coverage=coverage, actor=None, next_expected_at=soon)
    published.worker.drain()
    tail = read_json(published.site, f"{own}live/tail.json")
    assert tail["state"] == "paused"
    assert tail["next"] == soon.isoformat(timespec="seconds")
    banner = page(published, own).xpath("//div[@class='state']")[0].text_content()
    assert "متوقفة" in banner
    assert "نعود" in banner
    actions.end_coverage(coverage=coverage, actor=None, summary="مرت العاصفة.\nلا ضحايا.")
    published.worker.drain()
    root = page(published, own)
    assert root.xpath("//p[@class='sum']/text()") == ["مرت العاصفة.", "لا ضحايا."]
    assert root.xpath("//section[@class='journal']/@data-state") == ["ended"]


def test_cards_say_that_a_story_is_covered_live(published: Published) -> None:
    story = published.story("العاصفة")
    section = f"/section/{story.get_parent().slug}/"

    def marks() -> list[str]:
        link = f"//article[contains(@class, 'card')][.//a[contains(@href, '{story.public_id}')]]"
        return [str(text) for text in page(published, section).xpath(f"{link}//b/text()")]

    published.worker.drain()
    assert queries.modified_at(story.public_id) is None
    coverage = actions.start_coverage(story=story, actor=None)
    published.worker.drain()
    assert marks() == ["مباشر"]
    begun = queries.modified_at(story.public_id)
    assert begun is not None
    actions.pause_coverage(coverage=coverage, actor=None)
    published.worker.drain()
    assert marks() == ["مباشر"]
    assert queries.modified_at(story.public_id) == begun
    actions.end_coverage(coverage=coverage, actor=None, summary="مرت العاصفة.")
    published.worker.drain()
    assert marks() == []


def test_machines_read_a_live_blog(published: Published, coverage: Coverage) -> None:
    said = EntryContent(kind="statement", speaker="مدير الميناء", text="لن نغلق الحوض")
    post(coverage, content=said)
    gone = post(coverage, "خطأ")
    actions.retract_entry(entry=gone, actor=None, reason="لم يثبت")
    actions.end_coverage(coverage=coverage, actor=None, summary="انتهت")
    published.worker.drain()
    root = page(published, address(coverage.story))
    data = json.loads(root.xpath("//script[@type='application/ld+json']/text()")[0])
    assert data["@type"] == "LiveBlogPosting"
    assert data["coverageStartTime"] <= data["coverageEndTime"] <= data["dateModified"]
    (update,) = data["liveBlogUpdate"]
    assert update["@type"] == "BlogPosting"
    assert update["articleBody"] == "لن نغلق الحوض"
    assert update["url"].startswith("https://nashra.example/a/")


def test_what_an_entry_points_to_may_go(published: Published, coverage: Coverage) -> None:
    other = published.story("الطريق الساحلي")
    post(coverage, content=EntryContent(kind="link", story=other.public_id))
    published.worker.drain()
    own = address(coverage.story)
    assert f"../{other.public_id}/" in published.read(own)
    assert f"../{other.public_id}/" in published.read(f"{own}live/tail.json")
    other.refresh_from_db()
    actions.retract_story(story=other, actor=None, reason="لم يثبت")
    published.worker.drain()
    for path in (own, f"{own}live/", f"{own}live/tail.json"):
        assert other.public_id not in published.read(path)


def test_the_files_go_with_the_story_and_come_back(
    published: Published, coverage: Coverage
) -> None:
    for _ in range(50):
        post(coverage)
    published.worker.drain()
    own = address(coverage.story)
    paths = [f"{own}live/{name}" for name in ("", "0/", "tail.json", "0.json")]
    assert all(published.stands(path) for path in paths)
    story = StoryPage.objects.get(pk=coverage.story.pk)
    actions.retract_story(story=story, actor=None, reason="لم يثبت")
    published.worker.drain()
    assert not any(published.stands(path) for path in paths)
    story.refresh_from_db()
    actions.restore_story(story=story, actor=None)
    published.worker.drain()
    assert all(published.stands(path) for path in paths)
    assert not PageFailure.objects.exists()


def test_a_story_without_a_coverage_says_nothing_of_one(published: Published) -> None:
    story = published.story()
    published.worker.drain()
    assert "journal" not in page(published, address(story)).xpath("string(//main/@class)")
    assert not page(published, address(story)).xpath("//*[@data-live]")
    assert not published.stands(f"{address(story)}live/")


Step = Callable[[Coverage, list[JournalEntry], int], None]


def _post(coverage: Coverage, entries: list[JournalEntry], number: int) -> None:
    if coverage.state != Coverage.State.ENDED:
        post(coverage, f"تحديث {number}", key=number % 3 == 0, pinned=number % 5 == 0)


def _edit(coverage: Coverage, entries: list[JournalEntry], number: int) -> None:
    entry = entries[number % len(entries)]
    if entry.state == JournalEntry.State.PUBLISHED:
        edit(entry, f"معدل {number}", key=bool(number % 2))


def _retract(coverage: Coverage, entries: list[JournalEntry], number: int) -> None:
    entry = entries[number % len(entries)]
    actions.retract_entry(entry=entry, actor=None, reason=f"سبب {number}")


def _state(coverage: Coverage, entries: list[JournalEntry], number: int) -> None:
    match number % 4:
        case 0 if coverage.state != Coverage.State.ENDED:
            actions.pause_coverage(coverage=coverage, actor=None)
        case 1 if coverage.state != Coverage.State.ENDED:
            actions.resume_coverage(coverage=coverage, actor=None)
        case 2:
            actions.end_coverage(coverage=coverage, actor=None, summary=f"خلاصة {number}")
        case _:
            actions.reopen_coverage(coverage=coverage, actor=None)


STEPS = st.lists(
    st.tuples(st.sampled_from([_post, _edit, _retract, _state]), st.integers(0, 200)),
    min_size=1, max_size=12,
)  # fmt: skip


def fold(files: Iterator[Any]) -> tuple[str, dict[str, tuple[int, int, str]]]:
    """What a page that was told every event holds: its banner, and its entries by id."""
    state, entries, last = "", {}, 0
    for event in (event for file in files for event in file["events"]):
        assert event["n"] == last + 1
        last = event["n"]
        if event["type"] == "state":
            state = event["html"]
        else:
            entries[event["entry"]] = (event["slot"], event["n"], event["html"])
    return state, entries


def _words(markup: Any) -> str:
    return " ".join(html.fragment_fromstring(markup, create_parent="div").text_content().split())


@pytest.fixture
def seeded(published: Published, coverage: Coverage) -> Published:
    for number in range(46):
        post(coverage, f"تحديث أول {number}")
    published.worker.drain()
    return published


@given(steps=STEPS)
@settings(
    max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_events_folded_give_what_the_page_shows(
    steps: list[tuple[Step, int]], seeded: Published
) -> None:
    folder = seeded.site.parent / "copy"
    harness.copy_root(seeded.site, folder)
    with harness.undone():
        coverage = Coverage.objects.get()
        for step, number in steps:
            coverage.refresh_from_db()
            step(coverage, list(coverage.entries.order_by("slot")), number)
        worker = Worker(root=folder, home=folder.parent)
        worker.drain()
        assert not PageFailure.objects.exists()
        own = address(coverage.story)
        coverage.refresh_from_db()
        names = [*range(coverage.events // 50), "tail"]
        state, entries = fold(read_json(folder, f"{own}live/{name}.json") for name in names)
        root = html.document_fromstring(worker.root.file(f"{own}live/").read_text("utf-8"))
        assert _words(state) == " ".join(
            root.xpath("//div[@class='state']")[0].text_content().split()
        )
        page = {
            one.get("id").removeprefix("e-"): (
                int(one.get("data-slot")), int(one.get("data-n")),
                " ".join(one.text_content().split()),
            )
            for one in root.xpath("//article[@data-slot]")
        }  # fmt: skip
        assert page == {key: (slot, n, _words(text)) for key, (slot, n, text) in entries.items()}
        assert list(page) == sorted(page, key=lambda key: -page[key][0])
        assert root.xpath("//section[@class='journal']/@data-count") == [str(coverage.events)]
    shutil.rmtree(folder)
