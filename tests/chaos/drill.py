"""A newsroom of real processes; its editor and its reader never stop while things go wrong."""

import json
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Any

from tests.chaos.reading import ReaderLoop, keep_history
from tests.delivery.sites import answers, free_port, short_folder, until
from tests.homes import KNOWN, Home
from tests.processes import below, command_of
from tests.trees import differences, files

_CATCH_UP = """
import django; django.setup()
from nashra.publishing.worker import Worker
worker = Worker()
worker.catch_up()
worker.close()
"""

REPOSITORY = Path(__file__).parents[2]
PROCESSES = {
    "worker": "nashra.cli.main worker",
    "desk": "nashra.delivery.children desk",
    "reader": "nashra.delivery.children reader",
    "renderer": "nashra.publishing.renderer",
}
_WAITING = """
SELECT (SELECT count(*) FROM changes_change WHERE planned_at IS NULL)
+ (SELECT count(*) FROM publishing_pagetask)
+ (SELECT count(*) FROM publishing_publishedfile
   WHERE sha256 <> intended OR epoch < (SELECT max(number) FROM publishing_epoch))
+ (SELECT count(*) FROM search_waiting)
+ (SELECT count(*) FROM changes_change
   WHERE id > coalesce((SELECT change FROM search_cursor WHERE name = 'related'), 0))
"""


def _path() -> list[str]:
    return [path for path in os.environ.get("PYTHONPATH", "").split(os.pathsep) if path]


class Drill:
    """A home on its own, its processes, and the faults that they suffer."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.home = folder, Home(folder / "home")
        self.faults, self.port = folder / "faults", free_port()
        self.faults.mkdir()
        self.database = self.home.folder / "db.sqlite3"
        self.log = folder / "log"
        self.home.environment |= {
            "NASHRA_FAULTS": str(self.faults), "NASHRA_FAULTS_FROM": str(REPOSITORY),
            "NASHRA_GUARD_READS": "1",
            "PYTHONPATH": os.pathsep.join([str(Path(__file__).parent / "site"), *_path()]),
        }  # fmt: skip
        keep_history(self.database)
        self.reader = ReaderLoop(self.port)
        self.tree: subprocess.Popen[bytes] | None = None
        self.started: list[subprocess.Popen[bytes]] = []
        self.limited = False
        """Whether its disk has an end."""

    def start(self, *arguments: str) -> subprocess.Popen[bytes]:
        """A command of Nashra's, as its user would run it, what it says kept in the log."""
        with self.log.open("ab") as log:
            process = subprocess.Popen(
                self.home.command(*arguments), env=self.home.environment, stdout=log, stderr=log
            )
        self.started.append(process)
        return process

    def serve(self) -> None:
        """Starts the tree and waits until readers are answered."""
        self.tree = self.start("serve", "--port", str(self.port))
        socket = self.home.folder / "run/desk.sock"
        until(lambda: answers(self.port) and answers(socket), 60)

    def find(self, role: str) -> list[int]:
        """Processes of a role, the oldest first."""
        assert self.tree is not None
        words = PROCESSES[role]
        return sorted(pid for pid in below(self.tree.pid) if words in command_of(pid))

    def kill(self, role: str) -> None:
        """kill -9, as soon as there is one; returns when it is no more."""
        until(lambda: bool(self.find(role)), 60)
        victim = self.find(role)[-1]
        os.kill(victim, signal.SIGKILL)
        until(lambda: victim not in self.find(role), 30)

    def suffer(self, role: str, **plan: Any) -> Path:
        """Tells processes of a role what goes wrong; the file is gone when it has happened."""
        file = self.faults / f"{role}.json"
        temporary = file.with_suffix(".new")
        temporary.write_text(json.dumps(plan))
        os.replace(temporary, file)
        return file

    def strike(self, role: str, **plan: Any) -> None:
        """As :meth:`suffer`, and waits until it has happened."""
        file = self.suffer(role, **plan)
        until(lambda: not file.exists(), 120)

    def clock(self, seconds: float) -> None:
        """Sets the wall clock of all processes but the readers' server."""
        file = self.faults / "clock.json"
        file.with_suffix(".new").write_text(json.dumps(seconds))
        os.replace(file.with_suffix(".new"), file)

    def ask(self, question: str) -> Any:
        """One value out of the database."""
        with closing(sqlite3.connect(f"file:{self.database}?mode=ro", uri=True)) as link:
            return link.execute(question).fetchone()[0]

    def keeps_up(self) -> None:
        """Waits until what editors decided is published, whatever they decide meanwhile."""
        last = self.ask("SELECT max(id) FROM changes_change")
        for question in (
            f"SELECT count(*) FROM changes_change WHERE planned_at IS NULL AND id <= {last}",
            "SELECT count(*) FROM publishing_pagetask "
            f"WHERE priority <= 10 AND position BETWEEN 1 AND {last}",
        ):
            until(lambda asked=question: self.ask(asked) == 0, 60)

    def settle(self, seconds: float = 120) -> None:
        """Waits until all that was decided is published."""
        until(lambda: self.ask(_WAITING) == 0, seconds)

    def fall(self) -> None:
        """Kills all at once, as an end of the machine does."""
        assert self.tree is not None
        children = below(self.tree.pid)
        self.tree.kill()
        self.tree.wait()
        self.tree = None
        until(lambda: not any(command_of(child) for child in children), 10)

    def snapshot(self) -> bytes:
        """The database as it is now."""
        copy = self.folder / "snapshot"
        with closing(sqlite3.connect(self.database)) as link, closing(sqlite3.connect(copy)) as to:
            link.backup(to)
        return copy.read_bytes()

    def lose_power(self, saved: bytes, *, number: int) -> None:
        """Has the database forget all since ``saved``, and the disk what was written since.

        The next start is of another boot.
        """
        chance, site = random.Random(number), self.home.folder / "site"
        snapshot = (self.folder / "snapshot").stat().st_mtime
        for name in ("db.sqlite3-wal", "db.sqlite3-shm"):
            (self.home.folder / name).unlink(missing_ok=True)
        self.database.write_bytes(saved)
        for file in sorted(path for path in site.rglob("*") if path.is_file()):
            if file.stat().st_mtime >= snapshot and chance.random() < 0.8:
                chance.choice((_vanish, _empty, _zeros, _half))(file)
        (self.home.folder / "run/boot").write_text("another")

    def stop(self) -> None:
        """Ends the tree as Ctrl-C does."""
        if self.tree is not None:
            self.tree.send_signal(signal.SIGINT)
            try:
                assert self.tree.wait(30) in {0, -signal.SIGKILL}
            finally:
                self.tree.kill()
                self.tree.wait()
                self.tree = None

    def clean_build(self) -> dict[str, bytes]:
        """The files that a build from nothing makes of the same data."""
        other = Home(self.folder / "clean")
        shutil.copytree(
            self.home.folder, other.folder, ignore=shutil.ignore_patterns("site", "run", "static")
        )
        with closing(sqlite3.connect(other.folder / "db.sqlite3")) as link:
            for table in KNOWN:
                link.execute(f"DELETE FROM {table}")
            link.commit()
        other.run("build").check_returncode()
        tree = files(other.folder / "site")
        shutil.rmtree(other.folder)
        return tree

    def judge_reading(self, *, least: int = 100) -> None:
        """Ends the reader, and holds what was read to the laws; another may begin."""
        self.reader.stop()
        found = self.reader.judge(self.database)
        assert not found, "\n".join(found[:20])
        assert len(self.reader.seen) >= least, "hardly anything was read"
        self.reader = ReaderLoop(self.port)

    def judge(self) -> None:
        """Settles, stops, and holds what was read and what stands to the laws."""
        try:
            self.settle()
            self.judge_reading()
            self.stop()
            # Lists and signature are some seconds behind what is published at any time.
            self.home.python(_CATCH_UP)
            clean = self.clean_build()
            differ = differences(files(self.home.folder / "site"), clean)
            assert not differ, "\n".join(differ[:20])
            verified = self.home.run("verify")
            assert verified.returncode == 0, verified.stdout
        except BaseException:
            print(self.log.read_text(errors="replace")[-20_000:])
            raise


def _vanish(file: Path) -> None:
    file.unlink()


def _empty(file: Path) -> None:
    file.write_bytes(b"")


def _zeros(file: Path) -> None:
    file.write_bytes(bytes(file.stat().st_size))


def _half(file: Path) -> None:
    body = file.read_bytes()
    file.write_bytes(body[: len(body) // 2])


def fill(file: Path) -> None:
    """Takes all room that is left."""
    with suppress(OSError), file.open("wb", buffering=0) as rest:
        while True:
            rest.write(bytes(4096))


class Editor(threading.Thread):
    """Makes edits in a process of its own, one after another, until told to stop."""

    def __init__(self, drill: Drill, seed: int, pause: float = 0.15) -> None:
        super().__init__(name="editor", daemon=True)
        self.random, self.pause = random.Random(seed), pause
        self.done, self.refused = 0, list[str]()
        self._soon: list[tuple[str, int]] = []
        self._ended = threading.Event()
        paths = [drill.home.environment["PYTHONPATH"], str(REPOSITORY)]
        environment = {**drill.home.environment, "PYTHONPATH": os.pathsep.join(paths)}
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.chaos.editor"], env=environment, text=True,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        )  # fmt: skip

    def make(self, name: str, number: int) -> str:
        """Makes one edit; returns why not, empty if it was made. Raises where it dies."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(json.dumps([name, number]) + "\n")
        self.process.stdin.flush()
        answer = self.process.stdout.readline()
        assert answer, f"the editor stumbled over {name} {number}"
        return str(json.loads(answer))

    def make_soon(self, name: str, number: int) -> None:
        """Has an edit made next."""
        self._soon.append((name, number))

    def run(self) -> None:
        from tests.chaos.editing import EDITS

        names = sorted(EDITS)
        self.problem: BaseException | None = None
        try:
            while not self._ended.wait(self.pause):
                drawn = (self.random.choice(names), self.random.randrange(10_000))
                if why := self.make(*(self._soon.pop() if self._soon else drawn)):
                    self.refused.append(why)
                else:
                    self.done += 1
        except BaseException as error:
            self.problem = error

    def rest(self) -> None:
        """Ends its work; raises what it stumbled over."""
        if self.is_alive():
            self._ended.set()
            self.join()
            if self.problem is not None:
                raise self.problem

    def leave(self) -> None:
        self._ended.set()
        self.process.kill()
        self.process.wait()
        for pipe in (self.process.stdin, self.process.stdout):
            assert pipe is not None
            pipe.close()


@contextmanager
def editor(drill: Drill, seed: int = 1) -> Iterator[Editor]:
    """Somebody who edits; ``start()`` has them do so without a pause for thought."""
    somebody = Editor(drill, seed)
    try:
        yield somebody
        somebody.rest()
    finally:
        somebody.leave()


def template(folder: Path, stories: int) -> Path:
    """A home with so many published stories and their pages, to be copied."""
    home = Home(folder)
    home.seed(stories)
    home.run("build").check_returncode()
    return folder


@contextmanager
def drill(model: Path, *, size: str = "") -> Iterator[Drill]:
    """A drill in a copy of a home; nothing of it is left.

    With ``size`` the home is a disk of its own that has so much room, where this may be done.
    """
    folder = short_folder()
    (folder / "home").mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(folder / "home")]
    limited = bool(size) and subprocess.run(mount, check=False).returncode == 0
    shutil.copytree(model, folder / "home", dirs_exist_ok=True)
    running = Drill(folder)
    running.limited = limited
    try:
        yield running
    finally:
        if running.reader.is_alive():
            running.reader._ended.set()
            running.reader.join()
        for process in running.started:
            children = below(process.pid)
            process.kill()
            process.wait()
            until(lambda left=children: not any(command_of(child) for child in left), 10)
        if limited:
            subprocess.run(["umount", "-l", str(folder / "home")], check=True)
        shutil.rmtree(folder)
