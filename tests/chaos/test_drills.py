"""Long drills with real processes: each fault while editors save and readers read."""

import os
import shutil
import signal
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from tests.chaos import drill as drills
from tests.chaos.drill import Drill, Editor
from tests.delivery.sites import answers, until
from tests.trees import differences, files

pytestmark = pytest.mark.chaos

WRITERS = ("worker", "renderer")
BOUNDARIES = (
    {"at": "stage"},
    {"at": "place", "word": ".br"},
    {"at": "place", "word": "index.html", "after": 2},
    {"at": "placed", "word": ".gz"},
    {"at": "placed", "after": 5},
    {"at": "remove"},
    {"at": "commit"},
    {"at": "commit", "after": 1},
    {"at": "commit", "after": 2},
    {"at": "committed", "after": 1},
    {"at": "sql", "word": "DELETE FROM \"publishing_pagetask\""},
)  # fmt: skip


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    folder = tmp_path_factory.mktemp("model")
    yield drills.template(folder / "home", 150)
    shutil.rmtree(folder)


@pytest.fixture
def drill(model: Path) -> Iterator[Drill]:
    with drills.drill(model) as running:
        yield running


@contextmanager
def at_work(drill: Drill, seed: int) -> Iterator[Editor]:
    """Serves, with a reader who reads and an editor who edits; held to the laws at the end."""
    drill.serve()
    drill.reader.start()
    with drills.editor(drill, seed) as editor:
        editor.start()
        yield editor
    drill.judge()


def edits(editor: Editor, number: int) -> None:
    """Waits until so many more edits were made."""
    goal = editor.done + number
    until(lambda: editor.done >= goal, 120)


def test_a_worker_killed_at_every_boundary(drill: Drill) -> None:
    with at_work(drill, 1) as editor:
        for plan in BOUNDARIES:
            drill.strike("worker", do="kill", **plan)
        assert not editor.refused


def test_processes_killed_at_random(drill: Drill) -> None:
    with at_work(drill, 2) as editor:
        for role in ("worker", "desk", "worker", "renderer", "desk", "worker"):
            edits(editor, 4)
            if role == "renderer":
                # A new name of a section shows on every page: too many for one process.
                editor.make_soon("rename_section", 1)
            drill.kill(role)
        with drill.reader.interrupted():
            drill.kill("reader")
            until(lambda: not answers(drill.port))
            until(lambda: answers(drill.port))
        edits(editor, 3)


def test_the_supervisor_killed(drill: Drill) -> None:
    with at_work(drill, 3) as editor:
        for _ in range(3):
            edits(editor, 4)
            with drill.reader.interrupted():
                drill.fall()
                drill.serve()


def test_two_workers_more_of_which_one_sleeps_through_its_lease(drill: Drill) -> None:
    with at_work(drill, 4) as editor:
        others = [drill.start("worker") for _ in range(2)]
        try:
            edits(editor, 4)
            drill.kill("worker")
            edits(editor, 4)
            for at in (
                {"at": "place"},
                {"at": "stage", "after": 3},
                {"at": "committed", "after": 1},
            ):
                generation = drill.ask("SELECT generation FROM publishing_workerlease")
                drill.strike("worker", do="stop", **at)
                until(
                    lambda held=generation: (
                        drill.ask("SELECT generation FROM publishing_workerlease") > held
                    ),
                    60,
                )
                edits(editor, 2)
                for worker in [*drill.find("worker"), *(other.pid for other in others)]:
                    os.kill(worker, signal.SIGCONT)
        finally:
            for other in others:
                other.send_signal(signal.SIGCONT)
                other.terminate()
                assert other.wait(30) == 0


def test_a_root_that_takes_no_files(drill: Drill) -> None:
    with at_work(drill, 5) as editor:
        for at, error in (
            ("stage", "ENOSPC"), ("place", "EROFS"), ("remove", "EACCES"), ("stage", "EIO"),
        ):  # fmt: skip
            lasting = [drill.suffer(role, at=at, do=error, lasts=True) for role in WRITERS]
            edits(editor, 5)
            for file in lasting:
                file.unlink()
        assert not editor.refused


def _mounted(*arguments: str) -> bool:
    return subprocess.run(["mount", *arguments], capture_output=True, check=False).returncode == 0


def test_a_disk_that_is_really_full(model: Path) -> None:
    with drills.drill(model, size="64m") as drill, at_work(drill, 6) as editor:
        edits(editor, 5)
        if drill.limited:
            filler = drill.home.folder / "filler"
            drills.fill(filler)
            refused = len(editor.refused)
            until(lambda: len(editor.refused) > refused + 3, 120)
            filler.unlink()
        else:
            lasting = drill.suffer("worker", at="stage", do="ENOSPC", lasts=True)
            edits(editor, 8)
            lasting.unlink()
        edits(editor, 8)


def test_a_root_that_is_really_read_only(drill: Drill) -> None:
    site = str(drill.home.folder / "site")
    bound = _mounted("--bind", site, site)
    try:
        with at_work(drill, 7) as editor:
            edits(editor, 3)
            if bound and _mounted("-o", "remount,bind,ro", site):
                edits(editor, 6)
                assert _mounted("-o", "remount,bind,rw", site)
            else:
                lasting = drill.suffer("worker", at="stage", do="EROFS", lasts=True)
                edits(editor, 6)
                lasting.unlink()
            edits(editor, 3)
            assert not editor.refused
    finally:
        if bound:
            subprocess.run(["umount", "-l", site], check=True)


def test_a_clock_that_jumps_both_ways(drill: Drill) -> None:
    hour, day = 3600, 86_400
    with at_work(drill, 8) as editor:
        other = drill.start("worker")
        try:
            for ahead in (hour, -day, 30 * day, 0):
                drill.clock(ahead)
                edits(editor, 3)
                drill.keeps_up()
            assert not editor.refused
        finally:
            other.terminate()
            other.wait(30)


def test_a_database_that_is_locked(drill: Drill) -> None:
    drill.home.environment["NASHRA_FAULTS_PATIENCE"] = "0.5"
    with at_work(drill, 9) as editor:
        edits(editor, 5)
        with closing(sqlite3.connect(drill.database)) as other:
            other.execute("BEGIN IMMEDIATE")
            refused = len(editor.refused)
            read = len(drill.reader.seen)
            until(lambda: len(editor.refused) >= refused + 6, 120)
            until(lambda: len(drill.reader.seen) > read + 50)
            other.rollback()
        edits(editor, 5)


@pytest.mark.parametrize("names", [("db.sqlite3",), ("db.sqlite3", "db.sqlite3-wal")])
def test_a_database_that_is_gone_for_a_while(drill: Drill, names: tuple[str, ...]) -> None:
    away = drill.folder / "away"
    away.mkdir()
    with at_work(drill, 10) as editor:
        edits(editor, 5)
        for name in names:
            (drill.home.folder / name).rename(away / name)
        read = len(drill.reader.seen)
        for role in ("desk", "worker"):
            drill.kill(role)
        until(lambda: len(drill.reader.seen) > read + 100)
        assert not drill.database.exists(), "nobody made another one in its place"
        for name in reversed(names):
            (away / name).rename(drill.home.folder / name)
        edits(editor, 5)


def test_power_is_lost(drill: Drill) -> None:
    """The last commits of the worker and the files since are gone; what editors saved is not."""
    drill.serve()
    drill.reader.start()
    with drills.editor(drill, 11) as editor:
        editor.start()
        edits(editor, 10)
        worker = drill.find("worker")[-1]
        os.kill(worker, signal.SIGSTOP)
        edits(editor, 6)
        editor.rest()
        saved = drill.snapshot()
        os.kill(worker, signal.SIGCONT)
        drill.settle()
    drill.judge_reading()
    drill.fall()
    drill.lose_power(saved, number=11)
    drill.serve()
    drill.reader.start()
    drill.judge()


COMMANDS = {
    "build": ["build", "--clean"],
    "verify": ["verify", "--repair"],
}


@pytest.mark.parametrize("command", sorted(COMMANDS))
def test_a_command_killed_again_and_again(drill: Drill, command: str) -> None:
    site = drill.home.folder / "site"
    for number, plan in enumerate(BOUNDARIES):
        if command == "verify":
            (site / "robots.txt").write_text("wrong")
            (site / "index.html.br").unlink(missing_ok=True)
            (site / f"stray-{number}.html").write_text("stray")
        struck = drill.suffer(command, do="kill", **plan)
        done = drill.start(*COMMANDS[command]).wait(120)
        assert done == (0 if struck.exists() else -signal.SIGKILL)
        struck.unlink(missing_ok=True)
    assert drill.home.run(*COMMANDS[command]).returncode == 0
    clean = drill.clean_build()
    assert differences(files(site), clean) == []
    assert drill.home.run("verify").returncode == 0
