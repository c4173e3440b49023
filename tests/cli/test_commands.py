"""The commands of a newsroom's first day and of its worker, as a person runs them."""

import json
import shutil
import signal
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.homes import Home, migrated

SETUP = (
    "setup", "--name", "نشرة التجربة", "--name-en", "Trial", "--languages", "ar,en",
    "--origin", "https://trial.example", "--zone", "Asia/Beirut", "--months", "levantine",
    "--digits", "arab", "--admin", "mudir", "--email", "mudir@example.org",
)  # fmt: skip
PUBLISH = """
import django; django.setup()
from nashra.newsroom import actions, queries
from nashra.newsroom.content import StoryContent
section = queries.section_by_slug("local") or actions.create_section(
    actor=None, name="البلد", slug="local", language="ar")
for number in range(12):
    story = actions.create_draft(section=section, actor=None, content=StoryContent(
        headline=f"خبر {number}", body=(("paragraph", "<p>نص.</p>"),), tags=(f"وسم {number % 3}",)))
    actions.publish_story(story=story, actor=None)
print(story.public_id)
"""

FAIL = """
import django; django.setup()
from nashra.changes.models import Change
from nashra.changes.unit import unit_of_work
from nashra.newsroom import actions, queries
from nashra.newsroom.content import StoryContent
from nashra.newsroom.models import StoryPage
section = queries.section_by_slug("local") or actions.create_section(
    actor=None, name="البلد", slug="local", language="ar")
story = actions.create_draft(section=section, actor=None, content=StoryContent(
    headline="لا ينشر", body=(("paragraph", "<p>نص.</p>"),)))
before = Change.objects.count()
try:
    with unit_of_work(cause="test"):
        actions.publish_story(story=story, actor=None)
        raise RuntimeError
except RuntimeError:
    pass
print(Change.objects.count() - before, StoryPage.objects.get(pk=story.pk).live)
"""


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Home:
    made = Home(tmp_path_factory.mktemp("home"))
    shutil.copy(migrated(), made.folder / "db.sqlite3")
    done = made.run(*SETUP)
    assert done.returncode == 0, done.stderr
    return made


def test_setup_refuses_a_second_newsroom_and_bad_values(home: Home, tmp_path: Path) -> None:
    again = home.run(*SETUP)
    assert again.returncode == 1
    assert "توجد غرفة أخبار" in again.stderr
    other = Home(tmp_path)
    shutil.copy(migrated(), other.folder / "db.sqlite3")
    bad = other.run(*SETUP, "--zone", "Mars/Olympus")
    assert bad.returncode == 1
    assert "Mars/Olympus" in bad.stderr


def test_build_verify_explain_and_status(home: Home) -> None:
    public_id = home.python(PUBLISH)
    assert home.run("status").returncode == 1
    built = home.run("build")
    assert built.returncode == 0, built.stderr
    page = home.folder / "site" / "a" / public_id / "index.html"
    assert "خبر 11" in page.read_text(encoding="utf-8")
    assert home.run("verify").stdout == "Nothing is wrong.\n"
    page.write_text("torn", encoding="utf-8")
    found = home.run("verify")
    assert found.returncode == 1
    assert f"/a/{public_id}/: wrong size" in found.stdout
    assert "1 repaired, 0 left." in home.run("verify", "--repair").stdout
    told = json.loads(home.run("explain", f"/a/{public_id}/", "--json").stdout)
    assert f"story:{public_id}/card" in told["keys"]
    assert home.run("explain", "/nowhere/").returncode == 1
    status = json.loads(home.run("status", "--json").stdout)
    assert status["files"] > 30
    assert status["worker"] is False
    assert home.run("build", "--clean").returncode == 0
    assert home.run("verify").returncode == 0


def _wait(condition: Callable[[], bool], seconds: float = 20) -> bool:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if condition():
            return True
        time.sleep(0.05)
    return False


@pytest.mark.chaos
def test_a_worker_killed_again_and_again_publishes_all_that_was_committed(home: Home) -> None:
    for delay in (0.9, 1.4, 2.0):
        worker = home.start("worker")
        public_id = home.python(PUBLISH)
        time.sleep(delay / 3)
        worker.send_signal(signal.SIGKILL)
        worker.wait(10)
    worker = home.start("worker")
    page = home.folder / "site" / "a" / public_id / "index.html"
    assert _wait(page.exists)
    assert _wait(lambda: json.loads(home.run("status", "--json").stdout)["waiting"] == 0)
    assert _wait(lambda: json.loads(home.run("status", "--json").stdout)["tasks"] == 0)
    second = home.run("build")
    assert second.returncode == 1
    assert "is publishing" in second.stderr
    worker.send_signal(signal.SIGTERM)
    assert worker.wait(10) == 0
    assert home.run("verify").stdout == "Nothing is wrong.\n"


def test_a_unit_that_fails_leaves_neither_change_nor_outbox_row(home: Home) -> None:
    assert home.python(FAIL) == "0 False"


def test_help_needs_no_newsroom(tmp_path: Path) -> None:
    done = Home(tmp_path / "none").run("--help")
    assert done.returncode == 0
    for name in ("setup", "demo", "serve", "import", "build", "worker", "verify", "explain"):
        assert name in done.stdout
