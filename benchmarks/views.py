"""What counting costs: rows written for views, the minute's snapshot, the desk's page.

    nice .venv/bin/python benchmarks/views.py [--views 100000] [--stories 500] [--archive 100000]
                                              [--keep FOLDER]

The first line is of ``--views`` over ``--stories``, handed on every five seconds for five minutes.
The second is of a day on which every story of the archive was viewed, in minutes all over the last
two hours: the worst that a snapshot and the desk can be asked.
"""

import argparse
import json
import random
import shutil
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))

from shared import newsroom

from tests.homes import Home

FLUSHES = 60
SECONDS = 5


def home_of(folder: Path, stories: int) -> Home:
    """A newsroom of ``stories`` without its pages; one that stands there is taken."""
    home = Home(folder / f"views-{stories}")
    if not (home.folder / "seeded").exists():
        shutil.rmtree(home.folder, ignore_errors=True)
        home.folder.mkdir(parents=True)
        home.run_long("bench", "seed", "--stories", str(stories))
        (home.folder / "seeded").touch()
    return home


def leave(folder: Path, number: int, at: datetime, views: dict[str, int]) -> None:
    """One file of the readers' server."""
    minute = f"{at:%Y-%m-%dT%H:%MZ}"
    text = json.dumps({"v": 1, "minute": minute, "views": views, "over": {}})
    (folder / f"{number:020}-bench{time.time_ns()}.json").write_text(text)


def timed(work: Callable[[], Any]) -> float:
    """Milliseconds."""
    begun = time.perf_counter()
    work()
    return round((time.perf_counter() - begun) * 1000, 1)


def written() -> int:
    """Rows that this connection has written."""
    from django.db import connection

    connection.ensure_connection()
    count: int = connection.connection.total_changes
    return count


def counted(home: Path, ids: list[str], views: int) -> dict[str, Any]:
    """Views as readers make them, most of them of few stories."""
    from nashra.audience.take import take_spool

    folder = home / "run" / "views"
    folder.mkdir(parents=True, exist_ok=True)
    draw, start = random.Random(7), datetime.now(UTC) - timedelta(minutes=6)
    weights = [1 / (rank + 1) ** 0.8 for rank in range(len(ids))]
    took, distinct, before = [], 0, written()
    for number in range(FLUSHES):
        some = Counter(draw.choices(ids, weights, k=views // FLUSHES))
        distinct += len(some)
        leave(folder, number, start + timedelta(seconds=number * SECONDS), dict(some))
        took.append(timed(lambda: take_spool(home)))
    took.sort()
    return {
        "views": views // FLUSHES * FLUSHES, "stories": len(ids), "flushes": FLUSHES,
        "distinct_stories_of_all_flushes": distinct, "rows_written": written() - before,
        "ms_a_flush": {"p50": took[len(took) // 2], "max": took[-1]}, "ms_in_all": round(sum(took)),
    }  # fmt: skip


def worst_day(home: Path, ids: list[str]) -> dict[str, Any]:
    """Every story of the archive was viewed."""
    from nashra.audience import live, snapshot
    from nashra.audience.roll import roll
    from nashra.audience.take import take_spool

    now = datetime.now(UTC)
    folder = home / "run" / "views"
    for number, start in enumerate(range(0, len(ids), 900)):
        at = now - timedelta(minutes=number % 118)
        leave(folder, number, at, dict.fromkeys(ids[start : start + 900], 1 + at.minute))
    take = 0.0
    while any(folder.glob("*.json")):
        take += timed(lambda: take_spool(home))
    return {
        "stories_viewed": len(ids), "take_ms": round(take),
        "snapshot_ms": timed(lambda: snapshot.refresh(now)),
        "snapshot_again_ms": timed(lambda: snapshot.refresh(now)),
        "desk_ms": timed(lambda: live.now(now)),
        "roll_ms": timed(lambda: roll(now)),
        "roll_two_hours_later_ms": timed(lambda: roll(now + timedelta(hours=2))),
        "snapshot_after_ms": timed(lambda: snapshot.refresh(now)),
    }  # fmt: skip


def forget() -> None:
    """As if nothing had ever been viewed."""
    from django.apps import apps

    for model in apps.get_app_config("audience").get_models():
        model.objects.all().delete()


def main() -> None:
    """Prints two lines of JSON."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--views", type=int, default=100_000)
    options.add_argument("--stories", type=int, default=500)
    options.add_argument("--archive", type=int, default=100_000)
    options.add_argument("--keep", type=Path, help="where newsrooms are kept between runs")
    given = options.parse_args()
    folder = given.keep or Path(tempfile.mkdtemp(prefix="nashra-bench-"))
    home = home_of(folder, given.archive)
    newsroom.enter(home)
    from nashra.newsroom.models import StoryPage
    from nashra.publishing.worker import hurry_disk

    hurry_disk()
    forget()
    shutil.rmtree(home.folder / "run" / "views", ignore_errors=True)
    ids = list(StoryPage.objects.order_by("-pk").values_list("public_id", flat=True))
    print(json.dumps(counted(home.folder, ids[: given.stories], given.views)), flush=True)
    forget()
    print(json.dumps(worst_day(home.folder, ids)), flush=True)


if __name__ == "__main__":
    main()
