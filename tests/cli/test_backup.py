"""Backup and restore: a drill, kills in the middle, and archives that are not to be trusted."""

import io
import json
import shutil
import signal
import subprocess
import sys
import tarfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from nashra.cli import backup
from nashra.cli.backup import BackupError
from tests.homes import Home
from tests.properties.harness import Killed
from tests.trees import differences, files

PICTURE = """
from tests.publishing.pictures import image
image("صورة")
"""
EDIT = """
import django; django.setup()
from nashra.newsroom import actions, queries
from nashra.newsroom.content import StoryContent
from nashra.newsroom.models import SectionPage, StoryPage
section = SectionPage.objects.exclude(slug="inbox").first()
for number in range({times}):
    story = actions.create_draft(section=section, actor=None, content=StoryContent(
        headline=f"{{number}}", body=(("paragraph", "<p>نص.</p>"),)))
    actions.publish_story(story=story, actor=None)
    gone = StoryPage.objects.filter(live=True).order_by("pk")[number]
    actions.retract_story(story=gone, actor=None, reason="تجربة")
"""


def quiet(done: int, total: int) -> None:
    """No progress is shown."""


@pytest.fixture(scope="module")
def seeded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = Home(tmp_path_factory.mktemp("seeded") / "home")
    home.environment["PYTHONPATH"] = str(Path(__file__).parents[2])
    home.seed(40, then=PICTURE)
    home.run("build").check_returncode()
    return home.folder


@pytest.fixture
def home(seeded: Path, tmp_path: Path) -> Iterator[Home]:
    home = Home(shutil.copytree(seeded, tmp_path / "home"))
    home.workers = []  # type: ignore[attr-defined]
    yield home
    for worker in home.workers:  # type: ignore[attr-defined]
        worker.kill()
        worker.wait()


def test_a_drill(home: Home, tmp_path: Path) -> None:
    """Taken while the newsroom works; then all is lost but the archive and the published root."""
    worker = subprocess.Popen(home.command("worker"), env=home.environment)
    home.workers.append(worker)  # type: ignore[attr-defined]
    editor = subprocess.Popen([sys.executable, "-c", EDIT.format(times=12)], env=home.environment)
    archive = tmp_path / "newsroom.tar"
    taken = home.run("backup", str(archive), "--json")
    assert taken.returncode == 0, taken.stderr
    assert json.loads(taken.stdout)["missing"] == []
    assert archive.stat().st_mode & 0o077 == 0
    assert "runs from this folder" in home.run("restore", str(archive), "--force").stderr
    assert editor.wait(60) == 0
    worker.send_signal(signal.SIGTERM)
    worker.wait(20)

    assert "--force" in home.run("restore", str(archive)).stderr
    done = home.run("restore", str(archive), "--force")
    assert done.returncode == 0, done.stderr
    [aside] = home.folder.glob("before-restore-*")
    assert {entry.name for entry in aside.iterdir()} >= {"db.sqlite3", "keys", "media"}
    assert (home.folder / "keys/django.key").stat().st_mode & 0o077 == 0
    # The old database stands beside a root that has moved on.
    home.run("verify", "--repair").check_returncode()
    assert home.run("verify").stdout == "Nothing is wrong.\n"
    site = files(home.folder / "site")
    assert not differences(site, home.clean_build(tmp_path / "twin"))

    # The new database beside an old root.
    kept = tmp_path / "old-root"
    (home.folder / "site").rename(kept)
    shutil.copytree(kept, home.folder / "site")
    home.python(EDIT.format(times=3))
    home.run("build").check_returncode()
    shutil.rmtree(home.folder / "site")
    kept.rename(home.folder / "site")
    repaired = home.run("verify", "--repair")
    assert repaired.returncode == 0, repaired.stdout
    assert "repaired, 0 left" in repaired.stdout
    assert not differences(files(home.folder / "site"), home.clean_build(tmp_path / "twin2"))
    assert home.ask("SELECT count(*) FROM newsroom_newsimage") == [(1,)]


def test_a_restore_killed_at_any_rename_is_finished_by_the_next_command(
    home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    archive = tmp_path / "a.tar"
    backup.back_up(home.folder, archive, progress=quiet)
    (home.folder / "db.sqlite3").write_bytes(b"the present one")
    (home.folder / "db.sqlite3-wal").write_bytes(b"its journal")
    # A restore leaves it alone, and it is many files to copy.
    shutil.rmtree(home.folder / "site")
    rename = Path.rename
    for number in range(12):
        for name in ("staged", "aside"):
            shutil.rmtree(home.folder / name, ignore_errors=True)
        target = tmp_path / f"try-{number}"
        shutil.copytree(home.folder, target)
        backup.unpack(archive, _made(target / "staged"), progress=quiet)
        left = number

        def dying(self: Path, other: Path) -> Path:
            nonlocal left
            if left == 0:
                raise Killed
            left -= 1
            return rename(self, other)

        with monkeypatch.context() as patch:
            patch.setattr(Path, "rename", dying)
            killed = False
            try:
                backup.swap(target, target / "staged", target / "aside")
            except Killed:
                killed = True
        assert backup.finish_swap(target) is killed
        assert killed or number > 4
        assert (target / "db.sqlite3").read_bytes()[:15] == b"SQLite format 3"
        assert (target / "aside/db.sqlite3").read_bytes() == b"the present one"
        assert not (target / "db.sqlite3-wal").exists(), "another database's journal"
        assert not backup.finish_swap(target)
        shutil.rmtree(target)


def _made(folder: Path) -> Path:
    folder.mkdir()
    return folder


def _tar(path: Path, *members: tuple[str, bytes | str]) -> Path:
    with tarfile.open(path, "w") as archive:
        for name, value in members:
            info = tarfile.TarInfo(name)
            if isinstance(value, str):
                info.type, info.linkname = tarfile.SYMTYPE, value
                archive.addfile(info)
            else:
                info.size = len(value)
                archive.addfile(info, io.BytesIO(value))
    return path


@pytest.mark.parametrize(
    "members",
    [
        [("../outside", b"x")],
        [("/etc/outside", b"x")],
        [("media/../../outside", b"x")],
        [("media/a", "/etc/passwd")],
        [("other/file", b"x")],
        [("keys", b"x")],
        [("db.sqlite3", b"x"), ("db.sqlite3", b"y")],
        [("db.sqlite3", b"x")],
        [("db.sqlite3", b"x"), ("manifest.json", b"{}")],
        [("db.sqlite3", b"x"), ("manifest.json", b'{"nashra": 1, "files": {"db.sqlite3": "0"}}')],
        [("db.sqlite3", b"x"), ("manifest.json", b'{"nashra": 2, "files": {}}')],
        [("manifest.json", b'{"nashra": 1, "files": {}}')],
        [("manifest.json", b'{"nashra": 1, "files": {}}'), ("media/late", b"x")],
    ],
)
def test_an_archive_that_is_none_of_ours(
    tmp_path: Path, members: list[tuple[str, bytes | str]]
) -> None:
    archive = _tar(tmp_path / "bad.tar", *members)
    with pytest.raises(BackupError):
        backup.unpack(archive, _made(tmp_path / "in"), progress=quiet)
    assert not (tmp_path / "outside").exists()


def test_a_cut_or_changed_archive_touches_nothing(home: Home, tmp_path: Path) -> None:
    archive = tmp_path / "a.tar"
    backup.back_up(home.folder, archive, progress=quiet)
    whole = archive.read_bytes()
    for body in (
        whole[: len(whole) // 2],
        b"",
        b"x" * 5000,
        whole.replace(b"SQLite", b"sqlite", 1),
    ):
        archive.write_bytes(body)
        before = (home.folder / "db.sqlite3").read_bytes()
        done = home.run("restore", str(archive), "--force")
        assert done.returncode == 1
        assert "nothing was changed" in done.stderr
        assert (home.folder / "db.sqlite3").read_bytes() == before
        assert not list(home.folder.glob("restoring-*"))


def test_no_newsroom_no_backup(tmp_path: Path) -> None:
    with pytest.raises(BackupError, match="no newsroom"):
        backup.back_up(tmp_path, tmp_path / "x.tar", progress=quiet)
    assert not list(tmp_path.iterdir())
