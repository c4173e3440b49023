"""From an editor's commit to readers: article, home, section, tag and author page.

    nice .venv/bin/python benchmarks/publish.py [--stories 1000 10000] [--times 40] [--keep FOLDER]

Alone, and during a sweep that renders every page again. The ratio of the largest newsroom to the
smallest says whether a publication costs what it changed, or what the archive holds.
"""

import argparse
import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))

from shared import newsroom


def one(folder: Path, stories: int, times: int) -> dict[str, Any]:
    """The figures of one newsroom; runs in a process of its own."""
    home = newsroom.newsroom(folder, stories)
    newsroom.enter(home)
    from nashra.changes.unit import unit_of_work
    from nashra.newsroom.models import HomePage
    from nashra.publishing.models import PublishedFile

    with newsroom.worker(home):
        editor = newsroom.Editor(home)
        for _ in range(3):
            editor.publish()
        newsroom.settle()
        newest = PublishedFile.objects.order_by("-built_at").first()
        editor.publish()
        newsroom.settle()
        changed = PublishedFile.objects.filter(built_at__gt=newest.built_at).count()
        alone = []
        for _ in range(times):
            alone.append(editor.publish())
            newsroom.settle()
        with unit_of_work(cause="bench"):
            front = HomePage.objects.first()
            front.tagline = f"{time.time()}"
            front.save()
        during = []
        while len(during) < times:
            during.append(editor.publish())
            time.sleep(0.2)
        still = newsroom.left()
        newsroom.settle()
    return {
        "stories": stories, "files": PublishedFile.objects.count(), "files_changed": changed,
        "alone": newsroom.milliseconds(alone), "during_a_sweep": newsroom.milliseconds(during),
        "left_of_the_sweep_at_its_end": still,
    }  # fmt: skip


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
        print(json.dumps(one(folder, given.stories[0], given.times)))
        return
    found = []
    for stories in given.stories:
        command = [sys.executable, __file__, "--one", "--stories", str(stories)]
        command += ["--times", str(given.times), "--keep", str(folder)]
        out = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout
        found.append(json.loads(out.splitlines()[-1]))
    first, last = (row["alone"]["everywhere"]["p50"] for row in (found[0], found[-1]))
    print(json.dumps({"newsrooms": found, "ratio": round(last / first, 2)}))


if __name__ == "__main__":
    main()
