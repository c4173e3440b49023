"""Items into the database and onto the desk."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from nashra.changes.models import Change
from nashra.newsroom import actions, queries
from nashra.newsroom.models import StoryPage
from nashra.wire.importer import import_paths
from nashra.wire.item import WireItem
from nashra.wire.models import WireRecord

pytestmark = pytest.mark.django_db

PAGE = """<DOC>
<DOCNO>{number}</DOCNO>
<URL>https://example.com/{number}</URL>
<SRC>skynews</SRC>
<CAT>{section}</CAT>
<TITLE>{title}</TITLE>
<TIME>{time}</TIME>
<AUTHOR>ليلى منصور</AUTHOR>
<TEXT>
{text}
</TEXT>
</DOC>"""
TEXT = "وصلت ثلاث سفن قمح إلى الرصيف الغربي صباح الأربعاء وبدأ تفريغها على الفور."


def write(folder: Path, number: str, **fields: str) -> Path:
    values = {
        "section": "economy",
        "title": "سفن القمح تصل",
        "time": "Wed, 06 May 2026 07:15:00 GMT",
        "text": TEXT,
    }
    path = folder / f"{number}.txt"
    path.write_text(PAGE.format_map(values | fields | {"number": number}))
    return path


def run(*paths: Path, **options: Any) -> list[WireItem]:
    asked: dict[str, Any] = {"section": None, "agency": None, "publish": False}
    items: Iterator[WireItem] = import_paths(
        paths=[str(path) for path in paths], **(asked | options)
    )
    return list(items)


def story_of(item: WireItem) -> StoryPage:
    story = queries.story_by_public_id(item.story or "")
    assert story is not None
    return story


def draft_of(item: WireItem) -> StoryPage:
    draft: StoryPage = story_of(item).get_latest_revision_as_object()
    return draft


def codes(item: WireItem) -> list[str]:
    return [warning.code for warning in item.warnings]


@pytest.fixture
def dump(tmp_path: Path, port_dump: bytes) -> Path:
    path = tmp_path / "port.txt"
    path.write_bytes(port_dump)
    return path


def test_a_dump_becomes_a_draft_with_its_parts(newsroom: Any, dump: Path) -> None:
    [item] = run(dump)
    assert (item.status, item.error) == ("created", None)
    story = draft_of(item)
    assert not story.live
    assert story.headline == ""
    assert story.get_parent().slug == "local"
    assert story.dateline is not None
    assert story.dateline.name == "رأس الشيح"
    assert [row.agency.name for row in story.story_agencies.all()] == ["وكالة الساحل"]
    assert {row.tag.name for row in story.story_tags.all()} == {"الميناء", "رأس الشيح"}
    kinds = [block.block_type for block in story.body]
    assert kinds == ["paragraph"] * 2 + ["statement"] + ["paragraph"] * 4
    [statement] = [block.value for block in story.body if block.block_type == "statement"]
    assert statement["source"] == "المكتب الإعلامي لهيئة الميناء"
    assert statement["quoted"]
    assert str(statement["text"]).startswith("تُعطى مراكب")
    record = WireRecord.objects.get()
    assert record.original() == dump.read_bytes()
    assert (record.version, record.story_id, record.format) == (1, story.pk, "text-dump")


def test_importing_twice_changes_nothing(newsroom: Any, dump: Path) -> None:
    [first] = run(dump)
    revisions = story_of(first).revisions.count()
    changes = Change.objects.count()
    received = WireRecord.objects.get().received_at
    [second] = run(dump)
    assert (second.status, second.story) == ("unchanged", first.story)
    assert StoryPage.objects.count() == 1
    assert story_of(first).revisions.count() == revisions
    assert Change.objects.count() == changes
    assert WireRecord.objects.get().received_at == received


def test_a_later_scrape_of_the_same_page_is_no_new_version(
    newsroom: Any, dump: Path, tmp_path: Path
) -> None:
    run(dump)
    later = tmp_path / "later.txt"
    later.write_text(dump.read_text().replace("342", "977"))
    [item] = run(later)
    assert item.status == "unchanged"


def test_a_changed_version_is_a_revision_and_readers_see_nothing(
    newsroom: Any, tmp_path: Path
) -> None:
    [first] = run(write(tmp_path, "a"), publish=True)
    story = story_of(first)
    assert story.live
    changes = Change.objects.count()
    [second] = run(write(tmp_path, "a", text=TEXT + "\nثم غادرت السفينة الأولى."), publish=True)
    assert (second.status, second.story) == ("updated", first.story)
    assert "published_before" in codes(second)
    story.refresh_from_db()
    assert len(story.body) == 1
    assert story.has_unpublished_changes
    assert len(draft_of(first).body) == 2
    assert Change.objects.count() == changes
    assert WireRecord.objects.get().version == 2


def test_an_editors_headline_and_tags_outlive_a_new_version(newsroom: Any, tmp_path: Path) -> None:
    from nashra.changes.unit import unit_of_work
    from nashra.newsroom.content import StoryContent

    [item] = run(write(tmp_path, "a", title=""))
    with unit_of_work(cause="test"):
        actions.revise_draft(
            story=story_of(item),
            actor=None,
            content=StoryContent(headline="عنوان المحرر", kicker="تقرير", tags=("القمح",)),
        )
    [second] = run(write(tmp_path, "a", title="", text=TEXT + "\nثم غادرت."))
    assert second.status == "updated"
    assert "draft_edited" in codes(second)
    draft = draft_of(item)
    assert (draft.headline, draft.kicker) == ("عنوان المحرر", "تقرير")
    assert [row.tag.name for row in draft.story_tags.all()] == ["القمح"]
    assert len(draft.body) == 2


def test_without_a_headline_publishing_leaves_a_draft(newsroom: Any, dump: Path) -> None:
    [item] = run(dump, publish=True)
    assert item.status == "created"
    assert "kept_without_headline" in codes(item)
    assert not story_of(item).live


def test_a_batch_is_published_in_order_of_its_dates(newsroom: Any, tmp_path: Path) -> None:
    write(tmp_path, "a", time="Wed, 06 May 2026 07:15:00 GMT")
    write(tmp_path, "b", time="Mon, 04 May 2026 07:15:00 GMT")
    write(tmp_path, "c", time="05/05/2026")
    items = run(tmp_path, publish=True)
    assert [Path(item.file).name for item in items] == ["b.txt", "c.txt", "a.txt"]
    assert all(story_of(item).live for item in items)
    moments = [story_of(item).first_published_at for item in items]
    assert moments[0] == datetime(2026, 5, 4, 7, 15, tzinfo=UTC)
    # Midnight in the newsroom's zone, Beirut.
    assert moments[1] == datetime(2026, 5, 4, 21, 0, tzinfo=UTC)
    economy = queries.section_by_slug("economy")
    assert economy is not None
    assert queries.list_head(f"section:{economy.pk}") == [item.story for item in reversed(items)]


def test_two_versions_in_one_batch_are_one_published_story(newsroom: Any, tmp_path: Path) -> None:
    first = write(tmp_path, "a")
    (tmp_path / "later").mkdir()
    later = write(tmp_path / "later", "a", text=TEXT + "\nثم غادرت السفينة الأولى.")
    created, updated = run(first, later, publish=True)
    assert (created.status, updated.status) == ("created", "updated")
    assert created.story == updated.story
    story = story_of(created)
    assert story.live
    assert len(story.body) == 2
    assert codes(updated) == []


def test_what_lacks_text_or_section_stays_a_draft(newsroom: Any, tmp_path: Path) -> None:
    bare = write(tmp_path, "a", text="")
    lost = write(tmp_path, "b", section="")
    without_text, without_section = run(bare, lost, publish=True)
    assert "kept_without_text" in codes(without_text)
    assert "kept_as_draft" in codes(without_section)
    assert not story_of(without_text).live
    assert not story_of(without_section).live


def test_a_retracted_story_is_not_published_again(newsroom: Any, tmp_path: Path) -> None:
    path = write(tmp_path, "a")
    [item] = run(path, publish=True)
    actions.retract_story(story=story_of(item), actor=None, reason="خبر غير صحيح")
    [again] = run(path, publish=True)
    assert again.status == "unchanged"
    assert not story_of(item).live
    assert "published_before" in codes(again)


def test_where_a_draft_goes(newsroom: Any, tmp_path: Path) -> None:
    cases = [
        (write(tmp_path, "a", section="economy"), {}, "economy", []),
        (write(tmp_path, "b", section="الرياضة"), {}, "sport", []),
        (write(tmp_path, "c", section="localNews"), {}, "local", []),
        (write(tmp_path, "d", section="متفرقات"), {}, "inbox", ["section_unknown"]),
        (write(tmp_path, "e", section=""), {}, "inbox", []),
        (write(tmp_path, "f", section="economy"), {"section": "sport"}, "sport", []),
    ]
    for path, options, slug, warned in cases:
        [item] = run(path, **options)
        assert story_of(item).get_parent().slug == slug, path
        assert codes(item) == warned, path


def test_a_section_that_does_not_exist_is_an_error(newsroom: Any, tmp_path: Path) -> None:
    [item] = run(write(tmp_path, "a"), section="nowhere")
    assert item.status == "error"
    assert item.error is not None
    assert item.error.code == "section_missing"
    assert WireRecord.objects.count() == StoryPage.objects.count() == 0


def test_a_draft_deleted_on_the_desk_is_made_anew(newsroom: Any, tmp_path: Path) -> None:
    from nashra.changes.unit import unit_of_work

    path = write(tmp_path, "a")
    [item] = run(path)
    with unit_of_work(cause="test"):
        story_of(item).delete()
    [again] = run(path)
    assert again.status == "created"
    assert again.story != item.story
    assert WireRecord.objects.count() == 1


def test_what_came_in_cannot_carry_markup(newsroom: Any, tmp_path: Path) -> None:
    hostile = TEXT + "\nكتب &lt;script&gt;alert(1)&lt;/script&gt; في النص ثم مضى إلى البحر."
    [item] = run(write(tmp_path, "a", text=hostile))
    html = "".join(str(block.value) for block in draft_of(item).body)
    assert "<script" not in html


def test_nothing_is_half_kept(
    newsroom: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: Any
) -> None:
    caplog.set_level("CRITICAL", logger="nashra.wire.importer")
    broken, whole = write(tmp_path, "a"), write(tmp_path, "b")
    save = WireRecord.save

    def refuse(self: WireRecord, *args: Any, **kwargs: Any) -> None:
        if self.source_name == str(broken):
            raise RuntimeError("disk full")
        save(self, *args, **kwargs)

    monkeypatch.setattr(WireRecord, "save", refuse)
    failed, kept = run(broken, whole)
    assert failed.error is not None
    assert (failed.error.code, failed.story) == ("failed", None)
    assert kept.status == "created"
    assert StoryPage.objects.count() == 1


def test_english_copy_goes_to_the_english_edition(newsroom: Any, tmp_path: Path) -> None:
    path = tmp_path / "en.txt"
    path.write_text(
        "Ships bring wheat to the western quay\n\n"
        "Three ships with wheat for the city's mills reached the western quay on Wednesday.\n"
        "Unloading will be over before the end of the week, the port's director said.\n"
    )
    [item] = run(path)
    assert item.headline == "Ships bring wheat to the western quay"
    assert story_of(item).locale.language_code == "en"
    [local] = run(path, section="local")
    assert local.status == "unchanged"
