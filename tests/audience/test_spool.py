"""Every view counts once: from the spool into the tables, through crashes and bad files."""

import contextlib
import os
import shutil
from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nashra.audience import queries, roll, tables
from nashra.audience import take as taking
from nashra.audience.clock import minute_of
from nashra.audience.models import DayViews, HourViews, MinuteViews, StoryTotal, TakenFile
from nashra.audience.take import take_spool
from tests.audience.spooling import left, raw_file, spool_file

pytestmark = pytest.mark.django_db

NOON = datetime(2024, 3, 5, 12, 30, tzinfo=UTC)
IDS = st.sampled_from(["aaaaaaa", "bbbbbbb", "c2c2c2c", "d9d9d9d"])
COUNTS = st.dictionaries(IDS, st.integers(1, 1000), max_size=4)
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("flush"), st.integers(0, 300), COUNTS, COUNTS),
        st.tuples(st.just("take")),
        st.tuples(st.just("crash before the removal")),
        st.tuples(st.just("crash before the commit")),
        st.tuples(st.just("again")),
        st.tuples(st.just("roll"), st.integers(0, 300)),
    ),
    max_size=14,
)


class Killed(BaseException):
    """Stands for kill -9: nothing catches it."""


def _totals(home: Path) -> dict[str, tuple[int, int]]:
    take_spool(home)
    return {key: (row.views, row.over) for key, row in queries.totals().items()}


def _crash(home: Path, monkeypatch: pytest.MonkeyPatch, where: Any, name: str) -> None:
    def die(*_: Any, **__: Any) -> None:
        raise Killed

    with monkeypatch.context() as patched:
        patched.setattr(where, name, die)
        with contextlib.suppress(Killed):
            take_spool(home)


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(steps=STEPS)
def test_totals_are_exact_whatever_happens(
    steps: list[tuple[Any, ...]], monkeypatch: pytest.MonkeyPatch
) -> None:
    for model in (MinuteViews, HourViews, DayViews, StoryTotal, TakenFile):
        model.objects.all().delete()
    views: Counter[str] = Counter()
    over: Counter[str] = Counter()
    with TemporaryDirectory() as folder:
        home = Path(folder)
        copies: list[Path] = []
        for step in steps:
            match step:
                case ("flush", ago, some, flooded):
                    file = spool_file(home, some, over=flooded, at=NOON - timedelta(minutes=ago))
                    copies.append(Path(shutil.copy(file, home)))
                    views.update(some)
                    over.update(flooded)
                case ("take",):
                    take_spool(home)
                case ("crash before the removal",):
                    _crash(home, monkeypatch, Path, "unlink")
                case ("crash before the commit",):
                    _crash(home, monkeypatch, taking.TakenFile.objects, "bulk_create")
                case ("again",):
                    for copy in copies:
                        shutil.copy(copy, home / "run" / "views")
                case ("roll", ago):
                    roll.roll(NOON + timedelta(minutes=ago))
        held = _totals(home)
    assert {key: row[0] for key, row in held.items() if row[0]} == dict(views)
    assert {key: row[1] for key, row in held.items() if row[1]} == dict(over)


def test_a_flush_writes_one_row_a_story(tmp_path: Path) -> None:
    for _ in range(20):
        spool_file(tmp_path, {"abc1234": 3, "abc1235": 1}, at=NOON)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        take_spool(tmp_path)
    upserts = [q["sql"] for q in asked if "audience_minuteviews" in q["sql"]]
    assert len(upserts) == 1, upserts
    assert MinuteViews.objects.count() == 2
    assert _totals(tmp_path) == {"abc1234": (60, 0), "abc1235": (20, 0)}
    assert left(tmp_path) == []


BAD = {
    "torn": b'{"v":1,"minute":"2026-11-23T18:24Z","vie',
    "empty": b"",
    "no text": b"\xff\xfe\x00",
    "another version": b'{"v":2,"minute":"2026-11-23T18:24Z","views":{}}',
    "a list": b"[]",
    "no minute": b'{"v":1,"views":{"abc1234":1}}',
    "a day that is not": b'{"v":1,"minute":"2026-02-31T18:24Z","views":{"abc1234":1}}',
    "a false id": b'{"v":1,"minute":"2026-11-23T18:24Z","views":{"../etc":1}}',
    "a false count": b'{"v":1,"minute":"2026-11-23T18:24Z","views":{"abc1234":"1"}}',
    "a negative count": b'{"v":1,"minute":"2026-11-23T18:24Z","views":{"abc1234":-1}}',
    "true": b'{"v":1,"minute":"2026-11-23T18:24Z","views":{"abc1234":true}}',
    "a huge count": b'{"v":1,"minute":"2026-11-23T18:24Z","views":{"abc1234":1e99}}',
    "digits without end": b'{"v":1,"minute":"2026-11-23T18:24Z","views":{"abc1234":%s}}'
    % (b"9" * 6000),
    "nesting": b"[" * 100_000,
    "too big": b" " * 1_000_001,
    "floods of nothing": b'{"v":1,"minute":"2026-11-23T18:24Z","views":{},"over":[]}',
}


@pytest.mark.parametrize("body", BAD.values(), ids=BAD)
def test_a_bad_file_is_named_and_kept_and_the_rest_goes_on(
    body: bytes, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    good = spool_file(tmp_path, {"abc1234": 2}, at=NOON)
    bad = raw_file(tmp_path, body)
    also_good = spool_file(tmp_path, {"abc1234": 5}, at=NOON)
    take_spool(tmp_path)
    assert _totals(tmp_path) == {"abc1234": (7, 0)}
    assert not good.exists()
    assert not also_good.exists()
    assert left(tmp_path) == []
    assert (bad.parent / "unreadable" / bad.name).read_bytes() == body
    assert [bad.name in record.getMessage() for record in caplog.records] == [True]


def test_what_is_no_file_is_put_aside(tmp_path: Path) -> None:
    folder = tmp_path / "run" / "views"
    folder.mkdir(parents=True)
    secret = tmp_path / "secret"
    secret.write_text('{"v":1,"minute":"2026-11-23T18:24Z","views":{"abc1234":1}}')
    (folder / f"{1:020}-link.json").symlink_to(secret)
    os.mkfifo(folder / f"{2:020}-pipe.json")
    (folder / f"{3:020}-folder.json").mkdir()
    (folder / "another-name.json").write_text("{}")
    (folder / ".half-written").write_text("{")
    take_spool(tmp_path)
    assert _totals(tmp_path) == {}
    assert left(tmp_path) == []
    assert len(list((folder / "unreadable").iterdir())) == 4
    assert (folder / ".half-written").exists()


def test_bad_files_do_not_fill_the_disk(tmp_path: Path) -> None:
    for _ in range(250):
        raw_file(tmp_path, b"{")
    for _ in range(3):
        take_spool(tmp_path)
    assert len(list((tmp_path / "run" / "views" / "unreadable").iterdir())) == 100


def test_a_clock_that_was_ahead_leaves_no_views_in_times_to_come(tmp_path: Path) -> None:
    spool_file(tmp_path, {"abc1234": 2}, at=datetime.now(UTC) + timedelta(days=300))
    take_spool(tmp_path)
    assert MinuteViews.objects.get().minute <= minute_of(datetime.now(UTC))


def test_a_long_absence_is_taken_up_in_pieces(tmp_path: Path) -> None:
    for _ in range(250):
        spool_file(tmp_path, {"abc1234": 1}, at=NOON)
    take_spool(tmp_path)
    assert len(left(tmp_path)) == 150
    take_spool(tmp_path)
    take_spool(tmp_path)
    assert _totals(tmp_path) == {"abc1234": (250, 0)}


def test_much_is_moved_in_pieces(newsroom: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(roll, "STORIES", 10)
    tables.add_minutes({(f"{n:07}", minute_of(NOON) - 200): (n + 1, 0) for n in range(30)})
    before = queries.totals()
    for still in (20, 10, 0, 0):
        roll.roll(NOON, longest=0)
        assert MinuteViews.objects.count() == still
        assert queries.totals() == before


def test_rows_are_bounded_by_stories_and_the_old_go(newsroom: Any, tmp_path: Path) -> None:
    for ago in range(0, 50 * 60, 7):
        spool_file(tmp_path, {"abc1234": 1, "abc1235": 2}, at=NOON - timedelta(minutes=ago))
    while left(tmp_path):
        take_spool(tmp_path)
    roll.roll(NOON)
    assert MinuteViews.objects.filter(minute__lt=minute_of(NOON) - 120).count() == 0
    assert HourViews.objects.filter(public_id="abc1234").count() <= roll.KEPT_HOURS
    assert DayViews.objects.filter(public_id="abc1234").count() == 3
    before = _totals(tmp_path)
    roll.roll(NOON + timedelta(days=500))
    assert (MinuteViews.objects.count(), HourViews.objects.count()) == (0, 0)
    assert DayViews.objects.count() == 0
    assert _totals(tmp_path) == before == {"abc1234": (429, 0), "abc1235": (858, 0)}
