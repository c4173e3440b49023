"""Changes that touch many pages, with breaking news published meanwhile.

    nice .venv/bin/python benchmarks/wide.py [--stories 10000] [--keep FOLDER]

An author is renamed who signed one story in six, a section is renamed, a template changes, a
background is edited that one story in twenty carries, and two thousand stories are imported at
once. During each, breaking news is published again and again, the worker is killed once and
started again, and a reader fetches pages from the published root: all must stand.
"""

import argparse
import json
import os
import random
import signal
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))

from shared import newsroom

IMPORTED = 2000
KILL_AFTER = 3.0
"""Seconds of a change after which the worker is killed."""
PAUSE = 1.0
"""Seconds between two breaking stories."""
FEW = 50
"""Files that are left when a change counts as almost done: breaking news leaves as many."""


class Reader(threading.Thread):
    """Opens pages at random and notes what is not there."""

    def __init__(self, site: Path) -> None:
        super().__init__(daemon=True)
        stories = [entry.name for entry in os.scandir(site / "a")]
        self.pages = [site / "a" / name / "index.html" for name in stories[:20_000]]
        self.read, self.missing, self.over = 0, 0, threading.Event()

    def run(self) -> None:
        choose = random.Random(1)
        while not self.over.wait(0.005):
            body = choose.choice(self.pages).read_bytes()
            self.read += 1
            self.missing += not body.rstrip().endswith(b"</html>")


def rename_author() -> None:
    from django.db.models import Count

    from nashra.changes.unit import unit_of_work
    from nashra.newsroom.models import Author, StoryAuthor

    rows = StoryAuthor.objects.values("author").annotate(n=Count("pk")).order_by("-n")
    author = Author.objects.get(pk=rows[0]["author"])
    with unit_of_work(cause="author"):
        author.name += " الأكبر"
        author.save()


def rename_section() -> None:
    from nashra.changes.unit import unit_of_work
    from nashra.newsroom.models import SectionPage

    section = SectionPage.objects.exclude(slug="inbox").order_by("pk").last()
    with unit_of_work(cause="section"):
        section.title += " والناس"
        section.save()


def change_template() -> None:
    from nashra.publishing.models import Epoch

    # What a new template does: the digest of the global input is no longer that of the epoch.
    Epoch.objects.update(digest="")
    from nashra.changes.unit import unit_of_work
    from nashra.newsroom.models import HomePage

    with unit_of_work(cause="template"):
        front = HomePage.objects.first()
        front.tagline = f"{time.time()}"
        front.save()


def edit_background() -> None:
    from django.db.models import Count

    from nashra.changes.unit import unit_of_work
    from nashra.newsroom.models import Storyline

    line = Storyline.objects.annotate(n=Count("stories")).order_by("n").first()
    with unit_of_work(cause="background"):
        line.background = f"<p>يذكر أن الأعمال بدأت قبل {time.time():.0f} ثانية.</p>"
        line.save()


def import_many(folder: Path) -> None:
    from nashra.wire.importer import import_paths

    folder.mkdir(exist_ok=True)
    season = int(time.time())
    for number in range(IMPORTED):
        text = (
            f"الميناء يستقبل السفينة رقم {number} من موسم {season}\n\n"
            f"وصلت السفينة رقم {number} إلى الرصيف فجرا.\n"
        )
        (folder / f"{number}.txt").write_text(text, encoding="utf-8")
    for item in import_paths(paths=[str(folder)], section=None, agency=None, publish=False):
        if item.error:
            raise SystemExit(item.error)


def during(home: Any, change: Callable[[], None]) -> dict[str, Any]:
    """One change with all that happens meanwhile."""
    editor, reader = newsroom.Editor(home), Reader(home.folder / "site")
    reader.start()
    work = threading.Thread(target=change)
    with newsroom.worker(home) as worker:
        started = time.monotonic()
        work.start()
        seen = [editor.publish("flash")]
        while time.monotonic() - started < KILL_AFTER:
            seen.append(editor.publish("flash"))
            time.sleep(PAUSE)
        worker.send_signal(signal.SIGKILL)
        worker.wait()
        left = newsroom.left()
    with newsroom.worker(home, settled=False):
        while work.is_alive() or newsroom.left() > FEW:
            seen.append(editor.publish("flash"))
            time.sleep(PAUSE)
        newsroom.settle()
        seconds = time.monotonic() - started
    reader.over.set()
    reader.join()
    return {
        "seconds": round(seconds, 1), "left_when_killed": left,
        "breaking": newsroom.milliseconds(seen), "pages_read": reader.read,
        "pages_missing": reader.missing,
    }  # fmt: skip


def main() -> None:
    """Prints a line of JSON for each change."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--stories", type=int, default=10_000)
    options.add_argument("--keep", type=Path, help="where newsrooms are kept between runs")
    options.add_argument("--only", help="the name of one change")
    given = options.parse_args()
    folder = given.keep or Path(tempfile.mkdtemp(prefix="nashra-bench-"))
    home = newsroom.newsroom(folder, given.stories)
    newsroom.enter(home)
    changes: dict[str, Callable[[], None]] = {
        "author": rename_author, "background": edit_background,
        "imports": lambda: import_many(folder / "wire"),
        "section": rename_section, "template": change_template,
    }  # fmt: skip
    for name, change in changes.items():
        if given.only in {None, name}:
            found = {"stories": given.stories, "change": name} | during(home, change)
            print(json.dumps(found), flush=True)


if __name__ == "__main__":
    main()
