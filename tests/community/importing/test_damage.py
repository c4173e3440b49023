"""Damaged, hostile and very large exports: every fault has a place, and the rest goes on."""

import io
import json
import tracemalloc
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from nashra.community.importing.model import Entry, Fault, State
from nashra.community.importing.reading import reader_of
from tests.community.importing.exports import RSS, comment, disqus, item, post, wxr

LINK = "https://old.example/1"
SAMPLES = Path(__file__).parents[4] / "shared" / "samples"


def _read(raw: bytes | str) -> tuple[list[Entry], list[Fault]]:
    file = io.BytesIO(raw.encode() if isinstance(raw, str) else raw)
    found = reader_of(file)
    if isinstance(found, Fault):
        return [], [found]
    items = list(found[1](file))
    return (
        [one for one in items if isinstance(one, Entry)],
        [one for one in items if isinstance(one, Fault)],
    )


def _texts(entries: list[Entry]) -> list[str]:
    return [entry.html for entry in entries]


def test_broken_markup_costs_one_comment_and_has_a_place() -> None:
    broken = comment(2, "x").replace("<wp:comment_author>", "<wp:comment_author <")
    text = wxr(
        item(LINK, [comment(1, "أول"), broken, comment(3, "ثالث")]),
        item(LINK, [comment(4, "رابع")]),
    )
    entries, faults = _read(text)
    assert _texts(entries) == ["أول", "ثالث", "رابع"]
    # The two halves of the broken item are still the same thread.
    assert [entry.thread for entry in entries] == [entries[0].thread] * 2 + [entries[2].thread]
    assert entries[2].thread != entries[0].thread
    line = text[: text.index("<wp:comment_author <")].count("\n") + 1
    assert faults[0].params["line"] == line
    assert f"السطر {line}" in faults[0].message
    assert f"line {line}" in faults[0].message


def test_what_stood_before_the_break_of_a_comment_is_kept() -> None:
    broken = comment(2, "كامل").replace("<wp:commentmeta>", "<wp:commentmeta")
    entries, faults = _read(wxr(item(LINK, [broken, comment(3, "ثالث")])))
    assert _texts(entries) == ["كامل", "ثالث"]
    assert faults


def test_a_file_that_is_cut_off_gives_what_it_has() -> None:
    whole = wxr(item(LINK, [comment(key, f"نص {key}") for key in range(40)]))
    cut = whole.encode()[: len(whole.encode()) * 2 // 3]
    entries, faults = _read(cut)
    assert _texts(entries) == [f"نص {key}" for key in range(len(entries))]
    assert len(entries) >= 25
    assert [fault.code for fault in faults] == ["cut_off"] or "incomplete" in faults[0].code


def test_disqus_goes_on_behind_a_fault() -> None:
    good = [post(key, 7, f"نص {key}") for key in range(6)]
    good[2] = good[2].replace("</createdAt>", "</created>")
    entries, faults = _read(disqus({7: LINK}, *good))
    assert [entry.key for entry in entries if entry.html] == ["0", "1", "3", "4", "5"]
    # Where it broke, and that a comment is missing there.
    assert [fault.code for fault in faults] == ["broken", "incomplete"]


def test_bytes_that_mean_nothing_are_told_and_cost_themselves_only() -> None:
    raw = wxr(item(LINK, [comment(1, "قبل @ بعد"), comment(2, "سليم")])).encode()
    entries, faults = _read(raw.replace(b"@", b"\xff\xfe"))
    assert entries[0].html.startswith("قبل")
    assert entries[0].html.endswith("بعد")
    assert entries[1].html == "سليم"
    assert [fault.code for fault in faults] == ["bytes_lost"]


def test_control_characters_of_old_databases_are_passed_over() -> None:
    entries, faults = _read(wxr(item(LINK, [comment(1, "أ\x0bب\x08ج")])))
    assert (_texts(entries), faults) == (["أبج"], [])


@pytest.mark.parametrize("encoding", ["utf-16", "windows-1256", "utf-8-sig"])
def test_encodings(encoding: str) -> None:
    text = wxr(item(LINK, [comment(1, "مرحبا"), comment(2, "أهلا")])).replace("UTF-8", encoding)
    entries, faults = _read(text.encode(encoding))
    assert (_texts(entries), faults) == (["مرحبا", "أهلا"], [])


BOMB = ('<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">'
        '<!ENTITY c SYSTEM "file:///etc/passwd">]>')  # fmt: skip


@pytest.mark.parametrize("kind", ["wxr", "disqus"])
def test_a_dtd_is_refused_and_no_entity_is_read(kind: str) -> None:
    whole = wxr(item(LINK, [comment(1, "&b;&c;")])) if kind == "wxr" else disqus(
        {7: LINK}, post(1, 7, "&c;"))  # fmt: skip
    text = BOMB + whole.split("?>", 1)[1]
    entries, faults = _read(text)
    assert entries == []
    assert [fault.code for fault in faults] == ["forbidden"]


def test_an_entity_that_nobody_declared_is_a_fault_with_a_place() -> None:
    text = wxr(item(LINK, [comment(1, "x").replace("<![CDATA[x]]>", "&nbsp;"), comment(2, "بعد")]))
    entries, faults = _read(text)
    assert _texts(entries) == ["بعد"]
    assert len(faults) == 2  # the entity, and the comment without its text


@pytest.mark.parametrize("attack", [
    "<x>" * 300_000, "<x " + "a='1' " * 300_000, "<!--" + "x" * 2_000_000, "<" * 200_000,
])  # fmt: skip
def test_towers_and_endless_tags_end_at_a_limit(attack: str) -> None:
    text = RSS + item(LINK, [comment(1, "قبل")]) + attack + item(LINK, [comment(2, "بعد")])
    tracemalloc.start()
    entries, faults = _read(text)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert _texts(entries)[0] == "قبل"
    assert faults
    assert peak < 3 * len(text.encode()) + 16_000_000


class _Endless(io.RawIOBase):
    """A file that is made while it is read."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self._pieces = pieces

    def read(self, size: int = -1) -> bytes:
        return next(self._pieces, b"")


def test_memory_does_not_grow_with_the_file() -> None:
    from nashra.community.importing import wxr as reader

    def peak(count: int) -> int:
        def pieces() -> Iterator[bytes]:
            yield RSS.encode()
            for number in range(count):
                yield item(LINK, [comment(number, "كلام " * 2000)]).encode()
            yield b"</channel></rss>"

        tracemalloc.start()
        read = sum(isinstance(one, Entry) for one in reader.read(_Endless(pieces())))  # type: ignore[arg-type]
        highest = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert read == count
        return highest

    assert peak(1200) < peak(100) * 1.5


@pytest.mark.parametrize("raw", [b"", b"\x89PNG\r\n", b"<html><body>x</body></html>", b"plain"])
def test_what_is_no_export_is_an_error(raw: bytes) -> None:
    assert [fault.code for fault in _read(raw)[1]] == ["unknown_format"]


def test_broken_json_goes_on_with_the_next_object() -> None:
    rows = [json.dumps({"id": key, "text": f"نص {key}", "url": LINK}) for key in range(5)]
    rows[1] = rows[1].replace('"text":', '"text"')
    entries, faults = _read("[" + ",\n".join(rows) + "]")
    assert [entry.key for entry in entries] == ["0", "2", "3", "4"]
    assert faults[0].params["line"] == 2
    entries, faults = _read("[" + ",\n".join(rows[2:])[:-9])
    assert [entry.key for entry in entries] == ["2", "3"]
    assert len(faults) == 1
    assert _read('[{"text": ' + "[" * 200_000)[1]


@pytest.mark.parametrize("ended", ["]", ",", "", ",["])
def test_a_list_that_never_ends_says_so(ended: str) -> None:
    row = json.dumps({"id": 1, "text": "نص", "url": LINK})
    entries, faults = _read(f"[{row}\n{ended}")
    assert [entry.key for entry in entries] == ["1"]
    assert [fault.code for fault in faults] == ([] if ended == "]" else ["cut_off"])
    assert [fault.code for fault in _read("[" * 100_000)[1]] == ["cut_off"]


def _sample(name: str) -> bytes:
    if not SAMPLES.is_dir():
        pytest.skip("the samples folder is not beside the repository")
    return (SAMPLES / name).read_bytes()


@pytest.mark.parametrize(("name", "states"), [
    ("comments/isso_disqus.xml", {"published": 5, "deleted": 1}),
    ("comments/random_data.json", {"published": 35}),
    ("wxr/theme-preview.xml", {"published": 2}),
    ("wxr/themeunittestdata.wordpress.xml", {"published": 26, "waiting": 3, "notice": 4}),
    ("wxr/wordpress_wxr_funke.xml", {}),
])  # fmt: skip
def test_exports_of_others(name: str, states: dict[str, int]) -> None:
    entries, faults = _read(_sample(name))
    assert faults == []
    counts = {state: sum(entry.state == state for entry in entries) for state in State}
    assert {state: count for state, count in counts.items() if count} == states
    assert all(entry.at for entry in entries)


def test_the_samples_find_a_place_and_every_comment_is_accounted_for(
    make_story: Any, tmp_path: Path
) -> None:
    from nashra.community.importing.run import import_file

    names = ("comments/isso_disqus.xml", "wxr/themeunittestdata.wordpress.xml",
             "comments/random_data.json")  # fmt: skip
    story = make_story().public_id
    for name in names:
        total = len(_read(_sample(name))[0])
        told = import_file(
            SAMPLES / name, origin=None, dry=False, progress=lambda what, count: None,
            find_story=lambda addresses: story if addresses else None,
        )  # fmt: skip
        unplaced = sum(one.comments for one in told.unplaced)
        assert told.new + unplaced + sum(told.skipped.values()) == total, name
