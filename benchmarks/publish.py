"""From an editor's commit to readers: article, home, section, tag and author page.

    nice .venv/bin/python benchmarks/publish.py [--stories 1000 10000] [--times 40] [--keep FOLDER]

Alone, the newsrooms in turns, and during a sweep that renders every page again. The ratio of the
largest newsroom to the smallest says whether a publication costs what it changed, or what the
archive holds.
"""

import argparse
import json
import sys
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))

from shared import newsroom
from shared.asked import Asked, answer

SWEEPING = 0.2
"""Seconds between two publications during a sweep."""


def one(folder: Path, stories: int) -> None:
    """Answers what :meth:`Asked.ask` asks."""
    home = newsroom.newsroom(folder, stories)
    newsroom.enter(home)
    with newsroom.worker(home) as worker:
        newsroom.rest(worker)
        editor = newsroom.Editor(home)
        verbs = {"settled": _settled, "changed": _changed, "publish": _publish, "sweep": _sweep}
        for line in sys.stdin:
            verb, times = line.split()
            answer(verbs[verb](editor, int(times)))


def _settled(editor: newsroom.Editor, times: int) -> int:
    from nashra.publishing.models import PublishedFile

    for _ in range(times):
        editor.publish()
        newsroom.settle()
    return PublishedFile.objects.count()


def _changed(editor: newsroom.Editor, times: int) -> int:
    """Files that one publication writes."""
    from nashra.publishing.models import PublishedFile

    newest = PublishedFile.objects.order_by("-built_at").first()
    _settled(editor, times)
    return PublishedFile.objects.filter(built_at__gt=newest.built_at).count()


def _publish(editor: newsroom.Editor, times: int) -> list[dict[str, float]]:
    seen = []
    for _ in range(times):
        seen.append(editor.publish())
        newsroom.settle()
    return seen


def _sweep(editor: newsroom.Editor, times: int) -> dict[str, Any]:
    from nashra.changes.unit import unit_of_work
    from nashra.newsroom.models import HomePage

    with unit_of_work(cause="bench"):
        front = HomePage.objects.first()
        front.tagline = f"{time.time()}"
        front.save()
    seen = []
    for _ in range(times):
        seen.append(editor.publish())
        time.sleep(SWEEPING)
    return newsroom.milliseconds(seen) | {"left_at_its_end": newsroom.left()}


def main() -> None:
    """Prints one line of JSON."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--stories", type=int, nargs="+", default=[1000, 10_000])
    options.add_argument("--times", type=int, default=40)
    options.add_argument("--keep", type=Path, help="where newsrooms are kept between runs")
    options.add_argument("--one", action="store_true", help=argparse.SUPPRESS)
    given = options.parse_args()
    folder = given.keep or Path(tempfile.mkdtemp(prefix="nashra-bench-"))
    if given.one:
        one(folder, given.stories[0])
        return
    with ExitStack() as stack:
        rooms = [stack.enter_context(Asked(__file__, folder, stories)) for stories in given.stories]
        rows = [
            {"stories": stories, "files": room.ask("settled 3"), "changed": room.ask("changed 1")}
            for stories, room in zip(given.stories, rooms, strict=True)
        ]
        alone: list[list[dict[str, float]]] = [[] for _ in rooms]
        for _ in range(given.times):
            for seen, room in zip(alone, rooms, strict=True):
                seen += room.ask("publish 1")
        for row, seen, room in zip(rows, alone, rooms, strict=True):
            row |= {"alone": newsroom.milliseconds(seen)}
            row |= {"during_a_sweep": room.ask(f"sweep {given.times}")}
    first, last = (row["alone"]["everywhere"]["p50"] for row in (rows[0], rows[-1]))
    print(json.dumps({"newsrooms": rows, "ratio": round(last / first, 2)}))


if __name__ == "__main__":
    main()
