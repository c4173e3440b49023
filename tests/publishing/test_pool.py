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
from tests.processes import below, command_of
from tests.trees import differences, files

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


def _until(true: Callable[[], bool], seconds: float = 90.0) -> None:
    deadline = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.05)


def _renderers(worker: int) -> list[int]:
    return [pid for pid in below(worker) if "publishing.renderer" in command_of(pid)]


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


@pytest.mark.chaos
def test_renderers_make_what_one_process_makes(home: Home, tmp_path: Path) -> None:
    built = home.run("build")
    assert built.returncode == 0, built.stderr
    site = files(home.folder / "site")
    assert len(site) > STORIES
    assert not differences(site, home.clean_build(tmp_path / "twin"))
    assert not list((home.folder / "site/.nashra-new").iterdir())

    worker = subprocess.Popen(home.command("worker"), env=home.environment)
    home.workers = [worker]  # type: ignore[attr-defined]
    home.python(RENAME)
    _until(lambda: len(_renderers(worker.pid)) == 2)
    os.kill(_renderers(worker.pid)[0], signal.SIGKILL)
    flash = home.python(FLASH)
    _until(lambda: (home.folder / f"site/a/{flash}/index.html").exists())
    _until(home.settled)
    assert not differences(files(home.folder / "site"), home.clean_build(tmp_path / "renamed"))
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
