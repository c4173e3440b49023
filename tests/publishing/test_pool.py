"""Wide changes, rendered by several processes: the same bytes, whatever happens meanwhile."""

import os
import shutil
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.homes import Home
from tests.properties.harness import differences, files

STORIES = 160
RENAME = """
import django; django.setup()
from nashra.changes.unit import unit_of_work
from nashra.newsroom.models import Author
for author in Author.objects.all():
    with unit_of_work(cause="rename"):
        author.name += " الجديد"
        author.save()
"""
FLASH = """
import django; django.setup()
from nashra.newsroom import actions, queries
from nashra.newsroom.content import StoryContent
from nashra.newsroom.models import Author, SectionPage
section = SectionPage.objects.exclude(slug="inbox").first()
story = actions.create_draft(section=section, actor=None, content=StoryContent(
    headline="عاجل", urgency="flash", body=(("paragraph", "<p>نص.</p>"),),
    authors=(Author.objects.first().name,)))
actions.publish_story(story=story, actor=None)
print(story.public_id)
"""
SETTLED = """
import django; django.setup()
from nashra.changes.models import Change
from nashra.publishing.models import PageTask
print(Change.objects.filter(planned_at=None).count() + PageTask.objects.count())
"""


def _until(true: Callable[[], bool], seconds: float = 90.0) -> None:
    deadline = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.05)


def _renderers(worker: int) -> list[int]:
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                parent = int((entry / "stat").read_text().rpartition(")")[2].split()[1])
                command = (entry / "cmdline").read_bytes()
            except OSError:
                continue
            if parent == worker and b"publishing.renderer" in command:
                found.append(int(entry.name))
    return found


@pytest.fixture(scope="module")
def seeded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = Home(tmp_path_factory.mktemp("seeded") / "home")
    home.seed(STORIES)
    return home.folder


@pytest.fixture
def home(seeded: Path, tmp_path: Path) -> Iterator[Home]:
    home = Home(shutil.copytree(seeded, tmp_path / "home"))
    home.environment["NASHRA_RENDERERS"] = "2"
    yield home
    for worker in getattr(home, "workers", []):
        worker.kill()
        worker.wait()


def _clean(home: Home, folder: Path) -> dict[str, bytes]:
    """What one process alone makes of the same newsroom, from nothing."""
    twin = Home(folder)
    folder.mkdir()
    for name in ("db.sqlite3", "db.sqlite3-wal"):
        if (home.folder / name).exists():
            shutil.copy(home.folder / name, folder / name)
    twin.environment["NASHRA_RENDERERS"] = "0"
    twin.python(
        "import django; django.setup()\n"
        "from nashra.publishing import models as m\n"
        "for model in (m.PublishedFile, m.Dependency, m.PageTask, m.Epoch, m.WorkerLease):\n"
        "    model.objects.all().delete()"
    )
    twin.run("build").check_returncode()
    return files(folder / "site")


def test_renderers_make_what_one_process_makes(home: Home, tmp_path: Path) -> None:
    built = home.run("build")
    assert built.returncode == 0, built.stderr
    site = files(home.folder / "site")
    assert len(site) > STORIES
    assert not differences(site, _clean(home, tmp_path / "twin"))
    assert not list((home.folder / "site/.nashra-new").iterdir())

    worker = subprocess.Popen(home.command("worker"), env=home.environment)
    home.workers = [worker]  # type: ignore[attr-defined]
    home.python(RENAME)
    _until(lambda: len(_renderers(worker.pid)) == 2)
    os.kill(_renderers(worker.pid)[0], signal.SIGKILL)
    flash = home.python(FLASH)
    _until(lambda: (home.folder / f"site/a/{flash}/index.html").exists())
    _until(lambda: home.python(SETTLED) == "0")
    assert not differences(files(home.folder / "site"), _clean(home, tmp_path / "renamed"))
    worker.send_signal(signal.SIGTERM)
    assert worker.wait(20) == 0


def test_a_killed_worker_leaves_no_renderer_behind(home: Home) -> None:
    build = subprocess.Popen(home.command("build"), env=home.environment)
    home.workers = [build]  # type: ignore[attr-defined]
    _until(lambda: len(_renderers(build.pid)) == 2)
    left = _renderers(build.pid)
    build.kill()
    build.wait()
    _until(lambda: not any(Path(f"/proc/{pid}").exists() for pid in left))
    assert home.run("build").returncode == 0
    assert home.run("verify").stdout == "Nothing is wrong.\n"
