"""The real stack as a user starts it, and a real browser."""

import os
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
            if wanted(*self.get(path)):
                return time.monotonic() - started
            if time.monotonic() - started > seconds:
                raise AssertionError(f"{path} did not come right within {seconds} s")
            time.sleep(0.03)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def environment(home: Path) -> dict[str, str]:
    """The caller's environment without the tests' own settings."""
    hidden = ("NASHRA_", "DJANGO_", "PYTEST_")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(hidden)}
    return kept | {"NASHRA_HOME": str(home)}


def nashra(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "nashra.cli.main", *arguments]


def start(home: Path, port: int) -> Stack:
    process = subprocess.Popen(
        nashra("demo", "--port", str(port)), env=environment(home),
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True,
    )  # fmt: skip
    stack = Stack(home, port, process)
    deadline = time.monotonic() + 120
    while time.monotonic() < deadline:
        try:
            if stack.get("/healthz")[0] == 200 and stack.get("/desk/login/")[0] == 200:
                return stack
        except OSError:
            time.sleep(0.2)
    process.kill()
    raise AssertionError("the demo did not come up")


def stop(stack: Stack) -> None:
    """Ends the stack as Ctrl-C and systemd do; nothing of it may be left."""
    stack.process.send_signal(signal.SIGTERM)
    assert stack.process.wait(15) == 0
    listing = subprocess.run(["ps", "-eo", "args"], capture_output=True, text=True, check=True)
    assert str(stack.home) not in listing.stdout


@pytest.fixture(scope="session")
def stack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    running = start(tmp_path_factory.mktemp("demo"), free_port())
    yield running
    stop(running)


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
        page.on("console", lambda said: said.type == "error" and self.append(said.text))
        page.on("pageerror", lambda error: self.append(str(error)))


@pytest.fixture
def complaints() -> Complaints:
    return Complaints()
