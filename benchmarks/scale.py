"""What one edit costs in an archive of a thousand, a hundred thousand, a million stories.

    nice .venv/bin/python benchmarks/scale.py [--stories 1000 100000] [--times 20]
        [--keep FOLDER] [--write] [--note SENTENCE]

Each newsroom is seeded and built (unless it stands in FOLDER), then every verb of
`shared/verbs.py` is done ``--times`` times, the newsrooms in turns, each beside its own worker:
seconds from the click and from the commit until readers see it, and from the commit until nothing
is left to do; after each story that is published, until the root is signed. Then the same verbs
are done in one process, in which each file that is put in place and each row that is written is
counted.
"""

import argparse
import json
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from contextlib import ExitStack
from itertools import chain
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))
sys.path.insert(0, str(Path(__file__).parent))

from shared import newsroom
from shared.asked import Asked, answer, figures
from shared.report import write_results
from shared.verbs import VERBS, Desk

COUNTED = 2
"""Times that each verb is counted; the larger figure is told."""


def one(folder: Path, stories: int) -> None:
    """Answers what :meth:`Asked.ask` asks."""
    home = newsroom.newsroom(folder, stories)
    newsroom.enter(home)
    desk = Desk(home)
    with newsroom.worker(home) as worker:
        newsroom.rest(worker)
        for line in sys.stdin:
            question = line.strip()
            if question == "count":
                break
            if question == "signed":
                newsroom.signed()
                answer(time.perf_counter() - desk.committed)
                continue
            seconds = desk.do(question)
            newsroom.settle()
            answer(seconds)
        else:
            return
    answer({"size": _size(home), "verbs": _count(home, desk)})


def _count(home: Any, desk: Desk) -> dict[str, dict[str, int]]:
    """Files and rows of each verb, edit and publication together."""
    from django.db import connection

    from nashra.publishing.store import Root
    from nashra.publishing.worker import Worker

    placed: list[str] = []

    class Counted(Root):
        def place(self, path: str, *, tag: str = "") -> None:
            super().place(path, tag=tag)
            placed.append(path)

        def remove(self, path: str) -> None:
            super().remove(path)
            placed.append(path)

    worker = Worker()
    worker.root = Counted(worker.root.folder)
    worker.drain()
    found: dict[str, dict[str, int]] = {verb: {"files": 0, "rows": 0} for verb in VERBS}
    for _ in range(COUNTED):
        for verb, prepare in VERBS.items():
            desk.number += 1
            placed.clear()
            rows = connection.connection.total_changes
            click, _ = prepare(desk)
            click()
            worker.drain()
            now = {"files": len(placed), "rows": connection.connection.total_changes - rows}
            found[verb] = {name: max(now[name], found[verb][name]) for name in now}
    worker.close()
    return found


def _size(home: Any) -> dict[str, Any]:
    """Rows by table, and bytes of the database."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT name FROM pragma_table_list WHERE type = 'table'")
        names = [name for (name,) in cursor.fetchall()]
        rows = {}
        for name in names:
            cursor.execute(f'SELECT count(*) FROM "{name}"')
            rows[name] = cursor.fetchone()[0]
    database = (home.folder / "db.sqlite3").stat().st_size
    most = dict(sorted(rows.items(), key=lambda row: -row[1])[:12])
    return {"rows": most, "all_rows": sum(rows.values()), "database_bytes": database}


def measure(rooms: dict[int, Asked], times: int, say: Callable[[str], None]) -> list[Any]:
    """A row for each newsroom."""
    seen: dict[int, dict[str, list[Any]]] = {n: {verb: [] for verb in VERBS} for n in rooms}
    signed: dict[int, list[float]] = {n: [] for n in rooms}
    for turn in range(times):
        say(f"turn {turn + 1} of {times}")
        for verb in VERBS:
            for stories, room in rooms.items():
                seen[stories][verb].append(room.ask(verb))
                if verb == "publish":
                    signed[stories].append(room.ask("signed"))
    return [_row(n, seen[n], signed[n]) | room.ask("count") for n, room in rooms.items()]


def _row(stories: int, seen: dict[str, list[Any]], signed: list[float]) -> dict[str, Any]:
    def of(start: str, found: Iterable[Any]) -> dict[str, float]:
        return figures([one[start] for one in found])

    everything = list(chain(*seen.values()))
    return {
        "stories": stories, "all": of("committed", everything),
        "clicked": of("clicked", everything), "done": of("done", everything),
        "signed": figures(signed),
        "seconds": {verb: of("committed", found) for verb, found in seen.items()},
    }  # fmt: skip


def main() -> None:
    """Prints a list of JSON; with ``--write`` keeps it for docs/benchmarks.md."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--stories", type=int, nargs="+", default=[1000, 100_000])
    options.add_argument("--times", type=int, default=20)
    options.add_argument("--keep", type=Path, help="where newsrooms are kept between runs")
    options.add_argument("--write", action="store_true", help="keep the results, render the table")
    options.add_argument("--note", action="append", default=[], help="a sentence for the table")
    options.add_argument("--one", action="store_true", help=argparse.SUPPRESS)
    given = options.parse_args()
    folder = given.keep or Path(tempfile.mkdtemp(prefix="nashra-bench-"))
    if given.one:
        one(folder, given.stories[0])
        return
    # One after the other, so that each has the machine to itself while it is made.
    made = [newsroom.made(newsroom.newsroom(folder, stories)) for stories in given.stories]
    with ExitStack() as stack:
        rooms = {n: stack.enter_context(Asked(__file__, folder, n)) for n in given.stories}
        rows = measure(rooms, given.times, lambda text: print(text, file=sys.stderr, flush=True))
    for row, how in zip(rows, made, strict=True):
        row["made"] = how
    print(json.dumps(rows))
    if given.write:
        sizes = " ".join(map(str, given.stories))
        command = f"benchmarks/scale.py --stories {sizes} --times {given.times}"
        write_results(
            part="scale", command=command, times=given.times, newsrooms=rows, notes=given.note
        )


if __name__ == "__main__":
    main()
