"""The real stack as a user starts it, and a real browser."""

import fcntl
import os
import random
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.homes import migrated

CHROMIUM = Path("/usr/bin/chromium")
ARGUMENTS = (
    "--no-sandbox", "--disable-gpu", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--no-first-run",
)  # fmt: skip


@dataclass
class Stack:
    """A running demo newsroom."""

    home: Path
    port: int
    process: subprocess.Popen[bytes]

    def run(self, *arguments: str) -> str:
        """What a command of Nashra prints when it ends well."""
        done = subprocess.run(
            nashra(*arguments), env=environment(self.home), capture_output=True, text=True,
            timeout=120, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        return done.stdout

    @property
    def origin(self) -> str:
        return f"http://localhost:{self.port}"

    @property
    def password(self) -> str:
        return (self.home / "keys" / "demo-password").read_text(encoding="ascii")

    def get(self, path: str) -> tuple[int, str]:
        """Status and text of an address, following no redirect beyond the site."""
        try:
            with urllib.request.urlopen(f"{self.origin}{path}", timeout=10) as answer:
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as error:
            with error:
                return error.code, error.read().decode()

    def until(self, path: str, wanted: Callable[[int, str], bool], seconds: float) -> float:
        """Waits until an address answers as wanted; returns the seconds that took."""
        started = time.monotonic()
        while True:
            status, text = self.get(path)
            if wanted(status, text):
                return time.monotonic() - started
            if time.monotonic() - started > seconds:
                raise AssertionError(f"{path} did not come right within {seconds} s: {status}")
            time.sleep(0.03)


def free_port() -> int:
    """A port nobody listens at, below those that the system hands out for outgoing connections."""
    while True:
        port = random.randrange(20_000, 32_000)
        with socket.socket() as probe:
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port


def environment(home: Path) -> dict[str, str]:
    """The caller's environment without the tests' own settings."""
    hidden = ("NASHRA_", "DJANGO_", "PYTEST_")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(hidden)}
    return kept | {"NASHRA_HOME": str(home)}


def nashra(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "nashra.cli.main", *arguments]


def start(home: Path, port: int, **variables: str) -> Stack:
    """Runs ``nashra demo`` with more variables until readers and the desk are answered."""
    log = home.with_name(f"{home.name}.log")
    with log.open("ab") as output:
        process = subprocess.Popen(
            nashra("demo", "--port", str(port)), env=environment(home) | variables,
            stdout=output, stderr=output, start_new_session=True,
        )  # fmt: skip
    stack = Stack(home, port, process)
    deadline = time.monotonic() + 120
    while time.monotonic() < deadline and process.poll() is None:
        try:
            if stack.get("/healthz")[0] == 200 and stack.get("/desk/login/")[0] == 200:
                return stack
        except OSError:
            pass
        time.sleep(0.1)
    _kill(process)
    raise AssertionError(f"the demo did not come up: {log.read_text(encoding='utf-8')[-2000:]}")


def _kill(process: subprocess.Popen[bytes]) -> None:
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except ProcessLookupError:
        return
    process.wait(10)


def _left(stack: Stack) -> list[str]:
    """Processes of the stack that still run: of its group, or with its data home."""
    listing = subprocess.run(["ps", "-eo", "pgid=,args="], capture_output=True, text=True)
    lines = [line.split(None, 1) for line in listing.stdout.splitlines()]
    found = [args for group, args in lines if int(group) == stack.process.pid]
    mark = f"NASHRA_HOME={stack.home}\0".encode()
    for entry in Path("/proc").glob("[0-9]*/environ"):
        try:
            if mark in entry.read_bytes():
                found.append(entry.with_name("cmdline").read_text().replace("\0", " "))
        except OSError:
            continue
    return found


def stop(stack: Stack, how: signal.Signals = signal.SIGTERM) -> None:
    """Ends the stack as systemd does, or Ctrl-C; nothing of it may be left."""
    try:
        stack.process.send_signal(how)
        assert stack.process.wait(15) == 0
        assert _left(stack) == []
    finally:
        _kill(stack.process)


@dataclass(frozen=True)
class Founded:
    """A demo newsroom that was built and never served; copy it, do not start it."""

    home: Path
    port: int

    def copy(self, target: Path) -> Path:
        shutil.copytree(self.home, target)
        return target


@pytest.fixture(scope="session")
def founded(tmp_path_factory: pytest.TempPathFactory) -> Founded:
    """Built once for all processes of a run: it takes most of a minute."""
    base = tmp_path_factory.getbasetemp()
    base = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    home, note = base / "founded", base / "founded.port"
    with (base / "founded.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not note.exists():
            port = free_port()
            home.mkdir()
            shutil.copy(migrated(), home / "db.sqlite3")
            done = subprocess.run(
                nashra("demo", "--no-serve", "--port", str(port)), env=environment(home),
                capture_output=True, text=True, timeout=300, check=False,
            )  # fmt: skip
            assert done.returncode == 0, done.stderr
            assert f"http://localhost:{port}/desk/" in done.stdout
            note.write_text(str(port), encoding="ascii")
    return Founded(home, int(note.read_text(encoding="ascii")))


@pytest.fixture(scope="session")
def stack(founded: Founded, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    home = founded.copy(tmp_path_factory.mktemp("demo") / "home")
    running = start(home, _claimed(founded))
    yield running
    stop(running)


def _claimed(founded: Founded) -> int:
    """The port that the pages name, for the first process that asks; others move to their own."""
    try:
        founded.home.with_suffix(".claim").touch(exist_ok=False)
    except FileExistsError:
        return free_port()
    return founded.port


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    # Not for the session: its event loop would forbid Django's ORM to the tests of other files.
    if not CHROMIUM.exists():
        pytest.skip(f"{CHROMIUM} is not installed")
    api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    with api.sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=str(CHROMIUM), args=list(ARGUMENTS))
        yield started
        started.close()


class Complaints(list[str]):
    """What a page's console complained of."""

    def watch(self, page: Any) -> None:
        page.on("console", self._listen)
        page.on("pageerror", lambda error: self.append(str(error)))

    def _listen(self, said: Any) -> None:
        if said.type == "error":
            self.append(f"{said.text} ({said.location.get('url', '')})")


@pytest.fixture
def complaints() -> Complaints:
    return Complaints()
