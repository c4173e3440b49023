"""A newsroom of any size with its worker, and how long its publications take to be seen."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[2]))

from shared import processes
from shared.asked import figures
from shared.processes import memory, tree
from tests.homes import Home

LONGEST = 30.0
"""Seconds after which a publication counts as lost."""


def seeded(folder: Path, stories: int) -> Home:
    """A newsroom of ``stories`` that need not be built; one that stands in ``folder`` is taken."""
    home = Home(folder / f"newsroom-{stories}")
    if not (home.folder / SEEDED).exists():
        shutil.rmtree(home.folder, ignore_errors=True)
        home.folder.mkdir(parents=True)
        seed = home.command("bench", "seed", "--stories", str(stories), "--json")
        done = subprocess.run(seed, env=home.environment, check=True, stdout=subprocess.PIPE)
        (home.folder / SEEDED).write_bytes(done.stdout)
    return home


def newsroom(folder: Path, stories: int) -> Home:
    """The same, published. A build that was killed is gone on with."""
    home = seeded(folder, stories)
    if not (home.folder / BUILT).exists():
        (home.folder / BUILT).write_text(json.dumps(_build(home)) + "\n", encoding="utf-8")
    return home


SEEDED, BUILT = "seeded.json", "built.json"


def made(home: Home) -> dict[str, Any]:
    """How it was made: seconds and bytes of its seeding; seconds, files and memory of its build;
    seconds from the start of its worker until its root was signed for the first time."""
    parts = {
        "seed": home.folder / SEEDED,
        "build": home.folder / BUILT,
    }
    return {name: json.loads(file.read_text(encoding="utf-8")) for name, file in parts.items()}


def _build(home: Home) -> dict[str, Any]:
    """Builds what is missing, and signs it; memory is that of all processes, in MB."""
    before = int(home.python(_FILES))
    begun, most = time.monotonic(), dict[str, float]()
    process = subprocess.Popen(home.command("build"), env=home.environment)
    while process.poll() is None:
        time.sleep(1)
        for name, value in memory(tree(process.pid)).items():
            most[name] = max(value, most.get(name, 0.0))
    if process.returncode:
        raise SystemExit(f"nashra build ended with {process.returncode}")
    seconds = time.monotonic() - begun
    files = int(home.python(_FILES))
    # One that was killed and goes on makes but what was left.
    return {"seconds": round(seconds, 1), "files": files, "made": files - before, "memory": most}


_FILES = """
import django; django.setup()
from nashra.publishing.models import PublishedFile
print(PublishedFile.objects.count())
"""


def enter(home: Home) -> None:
    """Makes this process one of the newsroom's desk."""
    os.environ |= home.environment
    import django

    django.setup()


@contextmanager
def worker(home: Home, *, settled: bool = True) -> Iterator[subprocess.Popen[bytes]]:
    """The newsroom's worker, ready; with ``settled``, also done with what it found."""
    bell = home.folder / "run" / "bell"
    bell.unlink(missing_ok=True)
    process = subprocess.Popen(home.command("worker"), env=home.environment)
    try:
        # Verification at start reads the whole manifest; then the worker listens.
        _until(bell.exists)
        if settled:
            settle()
        yield process
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(30)


def _until(true: Any, seconds: float = 600) -> None:
    deadline = time.monotonic() + seconds
    while not true():
        if time.monotonic() > deadline:
            raise SystemExit("waited in vain")
        time.sleep(0.05)


def left() -> int:
    """Files that are still to be rendered, those of an earlier epoch included."""
    from nashra.changes.models import Change
    from nashra.publishing.models import Epoch, PageTask, PublishedFile

    epoch = Epoch.objects.order_by("-number").values_list("number", flat=True).first() or 0
    waiting = Change.objects.filter(planned_at=None).count() + PageTask.objects.count()
    return waiting + PublishedFile.objects.filter(epoch__lt=epoch).count()


def settle() -> None:
    """Waits until nothing is left to publish."""
    _until(lambda: left() == 0, 3600)


def signed() -> None:
    """Waits until all that is published is signed."""
    from nashra.mirror import following

    _until(following.settled)


def rest(worker: subprocess.Popen[bytes]) -> None:
    """Waits until the worker has looked at all of its files, and sleeps. Raises FailedError."""
    processes.rest([worker.pid], seconds=3600)


class Editor:
    """Publishes stories one after another, and watches the published root as a reader would."""

    def __init__(self, home: Home) -> None:
        from nashra.newsroom.models import Author, SectionPage, Tag

        self.site = home.folder / "site"
        self.section = SectionPage.objects.exclude(slug="inbox").first()
        self.author, self.tag = Author.objects.last(), Tag.objects.last()
        self.number = 0
        self.pressed = 0.0
        """When the last story was told to be published, by the performance counter."""

    def publish(self, urgency: str = "normal") -> dict[str, float]:
        """Seconds from the commit until a story is seen at each of its places."""
        from nashra.newsroom import actions
        from nashra.newsroom.content import StoryContent

        self.number += 1
        self.author.refresh_from_db()
        content = StoryContent(
            headline=f"خبر القياس رقم {self.number}", urgency=urgency,
            authors=(self.author.name,), tags=(self.tag.name,),
            body=(("paragraph", "<p>نص قصير.</p>"),) * 6,
        )  # fmt: skip
        story = actions.create_draft(section=self.section, actor=None, content=content)
        self.pressed = time.perf_counter()
        actions.publish_story(story=story, actor=None)
        return self._seen(story.public_id, time.perf_counter())

    def _seen(self, public_id: str, committed: float) -> dict[str, float]:
        waiting = {
            "article": self.site / "a" / public_id / "index.html",
            "home": self.site / "index.html",
            "section": self.site / "section" / self.section.slug / "index.html",
            "tag": self.site / "tag" / self.tag.slug / "index.html",
            "author": self.site / "author" / self.author.slug / "index.html",
        }
        needle, seen = public_id.encode(), {}
        looked: dict[str, int] = {}
        while waiting:
            for place, file in list(waiting.items()):
                if not file.exists() or looked.get(place) == (node := file.stat().st_ino):
                    continue
                looked[place] = node
                if place == "article" or needle in file.read_bytes():
                    seen[place] = time.perf_counter() - committed
                    del waiting[place]
            if time.perf_counter() - committed > LONGEST:
                raise SystemExit(f"{public_id} was not seen at {sorted(waiting)}")
            time.sleep(0.001)
        return seen


def milliseconds(all_seen: list[dict[str, float]]) -> dict[str, Any]:
    """Median, 99th percentile and maximum of the article alone and of all places, in ms."""
    return {
        "article": figures([seen["article"] for seen in all_seen]),
        "everywhere": figures([max(seen.values()) for seen in all_seen]),
        "publications": len(all_seen),
    }
