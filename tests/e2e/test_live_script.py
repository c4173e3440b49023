"""The pure parts of the script that follows a page, run where they will run: in a browser."""

import json
import random
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest

from nashra.arabic.plurals import plural_category, since
from nashra.publishing.labels import LIVE_WORDS
from nashra.publishing.scripts import live_part

SEGMENT = 50
NUMBERS = [0, 1, 2, 3, 10, 11, 99, 100, 101, 102, 103, 110, 111, 999, 1000, 12_345, 1_000_002]


@pytest.fixture(scope="module")
def pure(browser: Any) -> Iterator[Any]:
    """Calls one of the pure functions by name with plain values."""
    page = browser.new_page()
    source = live_part("1-words") + live_part("2-book")

    def call(body: str, value: Any) -> Any:
        return page.evaluate(f"value => {{ {source}\n{body} }}", value)

    yield call
    page.close()


def test_times_are_said_as_on_the_server(pure: Any) -> None:
    seconds = [60, 61, 119, 120, 180, 300, 600, 660, 3540, 3600, 7200, 10_800, 36_000, 39_600]
    said = pure(
        "return value.seconds.map(s => ago(s, value.words, value.digits).text)",
        {"seconds": seconds, "words": LIVE_WORDS["ar"], "digits": "arab"},
    )
    assert said == [since(timedelta(seconds=one), digits="arab") for one in seconds]
    assert "منذ ٥ دقائق" in said
    assert "منذ دقيقتين" in said
    english = pure(
        "return value.seconds.map(s => ago(s, value.words, 'latn').text)",
        {"seconds": [0, 59, 60, 300, 3600, 7200], "words": LIVE_WORDS["en"]},
    )
    assert english == [
        "just now", "just now", "1 minute ago", "5 minutes ago", "1 hour ago", "2 hours ago",
    ]  # fmt: skip


def test_a_time_tells_when_it_will_read_differently(pure: Any) -> None:
    text = (
        "return value.seconds.every(s => { const a = ago(s, value.words, 'latn');"
        " const b = ago(s + a.next, value.words, 'latn');"
        " const c = ago(s + a.next - 1, value.words, 'latn');"
        " return a.next > 0 && a.text !== b.text && a.text === c.text; })"
    )
    seconds = [random.Random(7).randrange(43_000) for _ in range(200)]
    assert pure(text, {"seconds": seconds, "words": LIVE_WORDS["ar"]})


def test_counted_nouns_take_the_form_that_cldr_asks_for(pure: Any) -> None:
    names = ("zero", "one", "two", "few", "many", "other")
    for language in ("ar", "en"):
        found = pure(
            "return value.numbers.map(n => category(n, value.language))",
            {"numbers": NUMBERS, "language": language},
        )
        wanted = [plural_category(number, locale=language) for number in NUMBERS]
        assert [names[one] for one in found] == wanted
    said = pure(
        "return value.numbers.map(n => counted(n, value.words.views, value.words, 'latn'))",
        {"numbers": [1, 2, 3, 11, 110, 12_345], "words": LIVE_WORDS["ar"]},
    )
    assert said == [
        "مشاهدة واحدة", "مشاهدتان", "3 مشاهدات", "11 مشاهدة", "110 مشاهدات", "12,345 مشاهدة",
    ]  # fmt: skip
    assert pure("return grouped(value, 'arab')", 1_234_567) == "١٬٢٣٤٬٥٦٧"


def _missing(have: int, first: int) -> list[int]:
    """The same by its meaning: which sealed segments hold an event between the two."""
    return sorted({(number - 1) // SEGMENT for number in range(have + 1, first)})


def test_a_gap_takes_as_few_files_as_it_can(pure: Any) -> None:
    cases = [(have, have // SEGMENT * SEGMENT + 1) for have in range(0, 120, 7)]
    cases += [
        (have, (have + missed) // SEGMENT * SEGMENT + 1)
        for have in range(0, 130, 3)
        for missed in (1, 49, 50, 51, 99, 100, 101, 149, 150, 200, 600)
    ]
    found = pure("return value.map(([have, first]) => missing(have, first))", cases)
    assert found == [_missing(have, first) for have, first in cases]
    for have in range(130):
        for missed, requests in ((100, 3), (150, 4), (200, 5), (600, 13)):
            first = (have + missed) // SEGMENT * SEGMENT + 1
            assert len(_missing(have, first)) + 1 <= requests


def _history(seed: int, size: int) -> list[dict[str, Any]]:
    """A journal's events: new entries, edits and retractions of any that stand, states."""
    chance, events, slots = random.Random(seed), [], dict[str, int]()
    for number in range(1, size + 1):
        kind = chance.choices(["post", "edit", "retract", "state"], [6, 3, 1, 0.5])[0]
        if kind == "state" or (kind != "post" and not slots):
            events.append({"n": number, "type": "state", "entry": None, "html": f"s{number}"})
            continue
        name = f"n{number}" if kind == "post" else chance.choice(list(slots))
        slot = slots.setdefault(name, len(slots))
        events.append(
            {"n": number, "type": kind, "entry": name, "slot": slot, "html": f"h{number}"}
        )
    return events


@pytest.mark.parametrize("seed", range(12))
def test_whatever_the_way_events_come_the_journal_is_the_same(pure: Any, seed: int) -> None:
    chance = random.Random(seed * 31)
    events = _history(seed, 130)
    have = chance.randrange(40)
    # Lost, doubled and disordered, in pieces; at the end whatever the files still hold.
    wild = [event for event in events if chance.random() < 0.8]
    wild += chance.sample(events, 30)
    chance.shuffle(wild)
    pieces, left = [], list(wild)
    while left:
        size = chance.randrange(1, 9)
        pieces.append(left[:size])
        left = left[size:]
    pieces.append(events)
    once = pure(
        "const b = opened(value.have); const t = fold(b, value.events); return [b, t.length]",
        {"have": have, "events": events},
    )
    body = (
        "const b = opened(value.have); let seen = [];"
        "value.pieces.forEach(p => fold(b, p).forEach(e => seen.push([e.id, e.n])));"
        "return [b, seen, gap(b)]"
    )
    book, seen, gap = pure(body, {"have": have, "pieces": pieces})
    assert json.dumps(book, sort_keys=True) == json.dumps(once[0], sort_keys=True)
    assert not gap
    assert book["have"] == len(events)
    assert len(seen) == len({tuple(one) for one in seen}), "something was shown twice"
    for name in book["entries"]:
        numbers = [number for entry, number in seen if entry == name]
        assert numbers == sorted(numbers), "an older state was shown after a newer one"


def test_entries_that_a_page_never_had_are_known_from_those_that_are_new(pure: Any) -> None:
    events = [
        {"n": 6, "type": "edit", "entry": "old", "slot": 1, "html": "a"},
        {"n": 7, "type": "post", "entry": "new", "slot": 5, "html": "b"},
        {"n": 8, "type": "retract", "entry": "new", "slot": 5, "html": "c"},
    ]
    found = pure("const b = opened(5); fold(b, value); return b.entries", events)
    assert found["old"]["fresh"] is False
    assert (found["new"]["fresh"], found["new"]["gone"], found["new"]["html"]) == (True, True, "c")
