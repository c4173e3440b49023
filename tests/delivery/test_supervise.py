"""One tree of processes: kept alive, stopped together, never left behind."""

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from nashra.delivery.supervise import CannotServeError, desk_socket
from tests.delivery.sites import Client, Site, answers, free_port, until
from tests.processes import below, command_of, parents

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")

WORKER = [sys.executable, "-c", "import time\nwhile True: time.sleep(60)"]
STUBBORN = [
    sys.executable,
    "-c",
    "import signal, time\nsignal.signal(signal.SIGTERM, signal.SIG_IGN)\n"
    "print('deaf', flush=True)\nwhile True: time.sleep(60)",
]


@dataclass
class Tree:
    site: Site
    process: subprocess.Popen[bytes]
    client: Client

    @property
    def socket(self) -> Path:
        return self.site.home / "run/desk.sock"

    def whole(self) -> bool:
        """Whether all three serve."""
        try:
            return bool(self.find("import ")) and self.client.ask("/desk/").status == 200
        except (OSError, AssertionError):
            return False

    def find(self, words: str) -> list[int]:
        return sorted(pid for pid in below(self.process.pid) if words in command_of(pid))

    def output(self) -> str:
        return (self.site.home / "log").read_text()


@contextlib.contextmanager
def tree(site: Site, worker: list[str]) -> Iterator[Tree]:
    port = free_port()
    command = [sys.executable, "-m", "tests.delivery.run_tree", str(site.home), str(port), *worker]
    with (site.home / "log").open("wb") as log:
        process = subprocess.Popen(command, stdout=log, stderr=log)
    try:
        yield Tree(site, process, Client(port))
    finally:
        children = below(process.pid)
        process.kill()
        process.wait()
        for child in children & set(parents()):
            with contextlib.suppress(ProcessLookupError):
                os.kill(child, signal.SIGKILL)


@pytest.mark.parametrize(
    ("number", "worker"),
    [(signal.SIGTERM, WORKER), (signal.SIGINT, WORKER), (signal.SIGTERM, STUBBORN)],
    ids=["SIGTERM", "SIGINT", "stubborn worker"],
)
def test_stops_whole(own_site: Site, number: signal.Signals, worker: list[str]) -> None:
    with tree(own_site, worker) as running:
        until(running.whole)
        if worker is STUBBORN:
            until(lambda: "deaf" in running.output())
        processes = below(running.process.pid)
        assert len(processes) >= 5
        held = running.client.connect()
        started = time.monotonic()
        running.process.send_signal(number)
        assert running.process.wait(8) == 0
        assert time.monotonic() - started < 5
        held.close()
        assert not processes & set(parents())
        assert not running.socket.exists()
        assert not answers(running.client.port)


def test_nothing_outlives_a_killed_supervisor(own_site: Site) -> None:
    with tree(own_site, STUBBORN) as running:
        until(running.whole)
        processes = below(running.process.pid)
        assert len(processes) >= 5
        running.process.kill()
        until(lambda: not processes & set(parents()), 3)
        with tree(own_site, WORKER) as successor:
            until(successor.whole)


def test_what_dies_comes_back(own_site: Site) -> None:
    with tree(own_site, WORKER) as running:
        until(running.whole)
        for words in ("children reader", "children desk", "import time"):
            for which in (0, -1):
                victim = running.find(words)[which]
                others = {pid for pid in below(running.process.pid) if words not in command_of(pid)}
                os.kill(victim, signal.SIGKILL)
                until(lambda gone=victim: gone not in parents())
                until(running.whole)
                assert others <= below(running.process.pid), "its neighbours were left in peace"
                if words == "import time":
                    break
        assert "starting it again" in running.output()
        assert running.process.poll() is None


def test_what_dies_at_once_is_not_started_without_pause(own_site: Site) -> None:
    with tree(own_site, [sys.executable, "-c", "print('begun', flush=True)"]) as running:
        until(lambda: answers(running.client.port) and answers(running.socket))
        time.sleep(2.5)
        assert 2 <= running.output().count("begun") <= 5
        assert running.client.ask("/").status == 200
        assert "publishing worker stopped (exit status 0)" in running.output()


def test_readers_leave_no_trace(own_site: Site) -> None:
    with tree(own_site, WORKER) as running:
        until(running.whole)
        for path in ("/", "/none/", "/desk/", "/%00", "/a/7m2qd4h/"):
            running.client.ask(path, user_agent="Gazelle/7", referer="https://friend.example/x")
            running.client.ask(path, "POST", user_agent="Gazelle/7", x_forwarded_for="203.0.113.9")
        running.client.raw(b"Gazelle/7 nonsense\r\n\r\n", 0.2)
        until(lambda: "ready" in running.output())
        running.process.send_signal(signal.SIGTERM)
        assert running.process.wait(8) == 0
        kept = running.output()
        for word in ("Gazelle", "friend.example", "203.0.113.9", "127.0.0.1"):
            assert word not in kept


def test_port_taken(own_site: Site) -> None:
    with socket.socket() as holder:
        holder.bind(("127.0.0.1", 0))
        holder.listen()
        port = holder.getsockname()[1]
        done = subprocess.run(
            [sys.executable, "-m", "tests.delivery.run_tree", str(own_site.home), str(port)],
            capture_output=True,
            timeout=10,
            check=False,
        )
    assert done.returncode == 1
    assert f"Port {port}" in done.stderr.decode()
    assert f"المنفذ {port}" in done.stderr.decode()


def test_one_server_for_a_folder(own_site: Site) -> None:
    with tree(own_site, WORKER) as running:
        until(running.whole)
        again = [sys.executable, "-m", "tests.delivery.run_tree", str(own_site.home)]
        done = subprocess.run(
            [*again, str(free_port())], capture_output=True, timeout=10, check=False
        )
        assert done.returncode == 1
        assert str(running.process.pid) in done.stderr.decode()
        assert running.whole()


def test_folder_too_deep_for_a_socket() -> None:
    with pytest.raises(CannotServeError, match="too deep"):
        desk_socket(Path("/" + "deep/" * 30))
