"""``nashra import-comments``: whole discussions, their places, and doing it again."""

import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from nashra.cli.comments_command import import_comments
from nashra.community.importing import store
from nashra.community.models import Comment, Discussion
from tests.community.importing.exports import comment, disqus, item, post, wxr

LINK = "https://old.example/2021/03/01/harbour/"
Import = Callable[..., Any]


def _invoke(folder: Path, text: str | bytes, *options: str, name: str = "export.xml") -> Result:
    file = folder / name
    file.write_bytes(text.encode() if isinstance(text, str) else text)
    report = ["--unplaced", str(folder / "unplaced.tsv")]
    return CliRunner().invoke(import_comments, [str(file), "--json", *report, *options])


@pytest.fixture
def bring(tmp_path: Path) -> Import:
    """Imports a text; returns what the command says of it."""

    def run(text: str | bytes, *options: str, name: str = "export.xml", status: int = 0) -> Any:
        result = _invoke(tmp_path, text, *options, name=name)
        assert result.exit_code == status, result.output
        return json.loads(result.stdout.splitlines()[0])

    return run


@pytest.fixture
def story(make_story: Any) -> Any:
    return make_story(source_url=LINK)


def _seen(story: Any) -> list[tuple[str, int | None, str | None, str]]:
    """Published comments by place: text, place, what they stand beneath, name."""
    rows = Comment.objects.filter(discussion=story.public_id, state="published")
    found = rows.order_by("parent__slot", "slot").select_related("parent")
    return [(row.text, row.slot, row.parent and row.parent.text, row.guest) for row in found]


def test_threads_are_kept_in_two_levels_and_in_the_order_of_their_days(
    bring: Import, story: Any
) -> None:
    told = bring(wxr(item(LINK, [
        comment(31, "جواب على الجواب", parent=30, at="2021-03-01 13:00:00", name="منى"),
        comment(30, "جواب", parent=10, at="2021-03-01 12:00:00"),
        comment(20, "الثاني", at="2021-03-01 11:00:00"),
        comment(10, "الأول", at="2021-03-01 09:00:00"),
    ])))  # fmt: skip
    assert (told["new"], told["stories"], told["errors"]) == (4, 1, [])
    assert told["origin"] == "wxr:old.example"
    first = [row for row in _seen(story) if row[2] is None]
    assert first == [("الأول", 0, None, "سلمى"), ("الثاني", 1, None, "سلمى")]
    replies = [row for row in _seen(story) if row[2]]
    assert replies == [("جواب", 0, "الأول", "سلمى"), ("جواب على الجواب", 1, "الأول", "منى")]
    deepest = Comment.objects.get(text="جواب على الجواب")
    assert deepest.answers is not None
    assert deepest.answers.text == "جواب"
    assert Comment.objects.get(text="جواب").answers is None
    discussion = Discussion.objects.get(pk=story.public_id)
    assert (discussion.slots, discussion.comments) == (2, 4)
    assert Comment.objects.get(text="الأول").replies_given == 2
    assert Comment.objects.get(text="الأول").created_at == datetime(2021, 3, 1, 9, tzinfo=UTC)


def test_only_the_name_of_an_author_is_kept(bring: Import, story: Any) -> None:
    bring(wxr(item(LINK, [
        comment(1, "نص", name="hadi@private.example"),
        comment(2, "نص آخر", name="<b>أبو\u202e سمير</b>"),
    ])))  # fmt: skip
    rows = {row.text: row for row in Comment.objects.all()}
    assert rows["نص"].guest == "زائر"
    assert rows["نص آخر"].guest == "أبو سمير"
    for row in Comment.objects.values():
        kept = json.dumps(row, default=str, ensure_ascii=False)
        assert "private" not in kept
        assert "192.0.2" not in kept
        assert row["author_id"] is None


def test_what_was_approved_is_published_and_the_rest_waits_or_is_counted(
    bring: Import, story: Any
) -> None:
    told = bring(wxr(item(LINK, [
        comment(1, "منشور"),
        comment(2, "ينتظر", approved="0"),
        comment(3, "مزعج", approved="spam"),
        comment(4, "محذوف", approved="trash"),
        comment(5, "مع خبره", approved="post-trashed"),
        comment(6, "رابط", kind="pingback"),
        comment(7, "رابط", kind="trackback"),
        comment(8, "<script>x()</script> <!-- no -->"),
        comment(1, "مرة أخرى"),
    ])))  # fmt: skip
    assert (told["new"], told["waiting"]) == (2, 1)
    assert told["skipped"] == {"deleted": 2, "empty": 1, "notice": 2, "spam": 1, "twice": 1}
    assert [row[0] for row in _seen(story)] == ["منشور"]
    waiting = Comment.objects.get(state="waiting")
    assert (waiting.text, waiting.slot, waiting.published_at) == ("ينتظر", None, None)


def test_answers_to_what_readers_do_not_have_move_up(bring: Import, story: Any) -> None:
    bring(wxr(item(LINK, [
        comment(1, "أول"),
        comment(2, "مزعج", parent=1, approved="spam"),
        comment(3, "جواب المزعج", parent=2),
        comment(4, "ينتظر", approved="0"),
        comment(5, "جواب المنتظر", parent=4),
        comment(6, "جواب الغائب", parent=99),
        comment(7, "حلقة", parent=8),
        comment(8, "حلقة أخرى", parent=7),
    ])))  # fmt: skip
    above = {text: parent for text, _, parent, _ in _seen(story)}
    assert above.pop("جواب المزعج") == "أول"
    assert set(above) == {"أول", "جواب المنتظر", "جواب الغائب", "حلقة", "حلقة أخرى"}
    assert set(above.values()) == {None}


def test_importing_again_changes_nothing_and_brings_what_is_new(bring: Import, story: Any) -> None:
    one = [comment(1, "أول"), comment(2, "جواب", parent=1)]
    bring(wxr(item(LINK, one)))
    before = list(Comment.objects.order_by("pk").values())
    again = bring(wxr(item(LINK, one)))
    assert (again["new"], again["known"]) == (0, 2)
    assert list(Comment.objects.order_by("pk").values()) == before
    later = [*one, comment(3, "لاحق", parent=1, at="2021-03-02 10:00:00")]
    assert bring(wxr(item(LINK, later)))["new"] == 1
    assert ("لاحق", 1, "أول", "سلمى") in _seen(story)
    assert Discussion.objects.get().comments == 3


def test_what_a_moderator_decided_since_stays(bring: Import, story: Any) -> None:
    from nashra.changes.unit import unit_of_work

    export = wxr(item(LINK, [comment(1, "أول"), comment(2, "ثان")]))
    bring(export)
    with unit_of_work(cause="test"):
        Comment.objects.filter(text="أول").update(state="rejected", rule="respect")
    assert bring(export)["known"] == 2
    assert Comment.objects.get(text="أول").state == "rejected"


def test_an_interrupted_import_is_finished_by_the_next(
    bring: Import, story: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store, "BATCH", 4)
    export = wxr(item(LINK, [
        comment(key, f"تعليق {key}", parent=1 if key % 3 == 0 else 0,
                at=f"2021-03-01 10:{key:02d}:00")
        for key in range(1, 15)
    ]))  # fmt: skip
    whole, units = store._Batch.keep, iter(range(2))

    def interrupted(self: Any, batch: Any) -> Any:
        if next(units, None) is None:
            raise KeyboardInterrupt
        return whole(self, batch)

    with monkeypatch.context() as patch:
        patch.setattr(store._Batch, "keep", interrupted)
        assert _invoke(tmp_path, export).exit_code != 0
    assert Comment.objects.count() == 8
    told = bring(export)
    assert (told["new"], told["known"]) == (6, 8)
    first = Comment.objects.filter(parent=None).order_by("slot")
    assert [row.slot for row in first] == list(range(10))
    assert [row.created_at for row in first] == sorted(row.created_at for row in first)
    assert sorted(Comment.objects.exclude(parent=None).values_list("slot", flat=True)) == [
        0,
        1,
        2,
        3,
    ]


def test_a_dry_run_says_the_same_and_keeps_nothing(bring: Import, story: Any) -> None:
    export = wxr(item(LINK, [comment(1, "أول"), comment(2, "جواب", parent=1)]))
    told = bring(export, "--dry-run")
    assert (told["new"], told["known"], Comment.objects.count()) == (2, 0, 0)
    bring(export)
    told = bring(export, "--dry-run")
    assert (told["new"], told["known"]) == (0, 2)


def test_disqus(bring: Import, story: Any) -> None:
    told = bring(disqus(
        {7: LINK.replace("https://", "http://www.")},
        post(102, 7, "<p>جواب</p>", parent=101, at="2020-05-05T06:00:00Z"),
        post(101, 7, "<p>سطر<br>وسطر</p><p>فقرة <a href='https://x.example/a/'>هنا</a></p>"),
        post(103, 7, "", deleted="true"),
        post(104, 7, "جواب المحذوف", parent=103),
        post(105, 7, "مزعج", spam="true"),
        post(106, 999, "بلا حديث"),
    ))  # fmt: skip
    assert told["format"] == "disqus"
    assert (told["new"], told["unplaced"]) == (3, 1)
    assert told["skipped"] == {"deleted": 1, "spam": 1}
    text = "سطر\nوسطر\nفقرة هنا (https://x.example/a/)"
    assert {(row[0], row[2]) for row in _seen(story)} == {
        (text, None), ("جواب", text), ("جواب المحذوف", None),
    }  # fmt: skip


def test_a_json_list_and_lines_of_json(bring: Import, story: Any) -> None:
    rows = [
        {"_id": {"$oid": "a1"}, "user_name": "رنا", "comment_text": "أول",
         "date": {"$date": "2024-11-24T11:07:00.000Z"}, "article_url": LINK, "likes": -3},
        {"id": 2, "author": {"name": "زيد"}, "text": "جواب \ud800", "created_at": 1732446600,
         "url": LINK, "parent_id": "a1"},
        {"id": 3, "text": "بلا صفحة"},
        {"id": 4, "text": "ينتظر", "url": LINK, "status": "pending"},
    ]  # fmt: skip
    told = bring(json.dumps(rows, indent=1), name="list.json", status=1)
    assert (told["new"], told["waiting"], told["remarks"]) == (3, 1, {"undated": 1})
    assert len(told["errors"]) == 1
    assert ("جواب", 0, "أول", "زيد") in _seen(story)
    lines = "\n".join(json.dumps(row, ensure_ascii=True) for row in rows)
    assert bring(lines, name="lines.jsonl", status=1)["known"] == 3


@pytest.mark.parametrize("link", [
    "http://old.example/2021/03/01/harbour",
    "https://www.old.example/2021/03/01/harbour/?utm_source=x#comments",
])  # fmt: skip
def test_an_address_is_known_in_its_other_spellings(bring: Import, story: Any, link: str) -> None:
    assert bring(wxr(item(link, [comment(1, "أول")])))["new"] == 1
    assert len(_seen(story)) == 1


def test_an_imported_story_is_known_by_its_address(
    bring: Import, newsroom: Any, tmp_path: Path
) -> None:
    from nashra.cli.import_command import import_command

    page = ('<html lang="ar"><head><link rel="canonical" href="https://old.example/?p=77">'
            '<title>فتح الطريق</title></head><body><article><h1>فتح الطريق الساحلي</h1>'
            + "<p>أعلنت بلدية رأس الشيح أن الطريق الساحلي يفتح أمام السيارات صباح الغد.</p>" * 6
            + "</article></body></html>")  # fmt: skip
    (tmp_path / "page.html").write_text(page)
    made = CliRunner().invoke(import_command, [str(tmp_path / "page.html"), "--json"])
    story = json.loads(made.stdout)["story"]
    bring(wxr(item("https://old.example/road/", [comment(1, "أول")], post=77)))
    assert Comment.objects.get().discussion_id == story


def test_an_address_of_this_newsroom_is_its_story(bring: Import, story: Any) -> None:
    link = f"https://nashra.example/a/{story.public_id}/"
    assert bring(wxr(item(link, [comment(1, "أول")])))["new"] == 1


def test_what_has_no_story_is_listed_and_the_list_becomes_the_map(
    bring: Import, story: Any, tmp_path: Path
) -> None:
    export = wxr(
        item("https://old.example/a?x=1", [comment(1, "أول"), comment(2, "جواب", parent=1)]),
        item("https://old.example/b", [comment(3, "آخر")], post=6),
    )
    told = bring(export)
    assert (told["new"], told["unplaced"]) == (0, 3)
    report = tmp_path / "unplaced.tsv"
    rows = [line.split("\t") for line in report.read_text().splitlines()[1:]]
    assert [(row[0], row[1], row[2]) for row in rows] == [
        ("https://old.example/a?x=1", "", "2"), ("https://old.example/b", "", "1"),
    ]  # fmt: skip
    rows[0][1] = story.public_id
    filled = tmp_path / "map.tsv"
    filled.write_text("\n".join("\t".join(row) for row in rows))
    told = bring(export, "--map", str(filled))
    assert (told["new"], told["unplaced"]) == (2, 1)
    assert [row[0] for row in _seen(story)] == ["أول", "جواب"]


def test_a_map_that_names_no_story_is_refused_with_its_line(tmp_path: Path, story: Any) -> None:
    mapped = tmp_path / "map.txt"
    mapped.write_text(
        f"# a remark\nhttps://old.example/a {story.public_id}\nhttps://b.example zzz\n"
    )
    result = _invoke(tmp_path, wxr(), "--map", str(mapped))
    assert result.exit_code == 1
    assert "map.txt:3" in result.output
