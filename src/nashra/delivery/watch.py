"""The supervisor itself: ``python -m nashra.delivery LOCK ORDERS``.

``nashra serve`` becomes this when it has prepared the home (``supervise.supervise``). It must hold
nothing of what that took, so it imports the standard library alone. LOCK is the file descriptor of
the home's lock, which it holds until it ends; ORDERS are :class:`Orders` as JSON.
"""

import json
import os
import select
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, field
from types import FrameType

FIRST_WAIT = 0.5
LONGEST_WAIT = 30.0
STEADY_SECONDS = 10.0
"""A process that ran this long starts again with the shortest wait."""

STOP_SECONDS = 4.0
"""What a process gets to stop by itself."""


@dataclass(frozen=True)
class Orders:
    """What to keep running."""

    commands: dict[str, list[str]]
    """Each process's command, by what people call it."""
    host: str
    port: int
    desk: str
    """The desk's socket; empty where there is no desk."""
    announcement: str
    """What is said once all answer."""

    def text(self) -> str:
        """As JSON."""
        return json.dumps(asdict(self))


@dataclass
class Child:
    """A process that is kept running."""

    name: str
    command: list[str]
    process: subprocess.Popen[bytes] | None = None
    started: float = 0.0
    wait: float = FIRST_WAIT
    due: float = 0.0
    """When it is to be started, by the monotonic clock, while it does not run."""

    def start(self, now: float) -> None:
        """Starts it in a session of its own: a Ctrl-C reaches us alone, and we stop it in order."""
        self.process = subprocess.Popen(  # noqa: S603
            self.command, start_new_session=True, stdin=subprocess.DEVNULL
        )
        self.started = now

    def ended(self, now: float) -> int | None:
        """The exit status if it has ended since the last look; then the next start is set."""
        if self.process is None or (status := self.process.poll()) is None:
            return None
        self._kill_group(self.process.pid)
        self.process = None
        self.wait = FIRST_WAIT if now - self.started >= STEADY_SECONDS else self.wait
        self.due = now + self.wait
        self.wait = min(self.wait * 2, LONGEST_WAIT)
        return status

    def terminate(self) -> None:
        """Asks it to stop."""
        if self.process is not None and self.process.poll() is None:
            self.process.terminate()

    def finish(self, deadline: float) -> None:
        """Waits for it until the deadline, then ends it and all that it started."""
        if self.process is None:
            return
        try:
            self.process.wait(max(0.0, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            self._kill_group(self.process.pid)
            self.process.wait()
        self._kill_group(self.process.pid)
        self.process = None

    @staticmethod
    def _kill_group(group: int) -> None:
        try:
            os.killpg(group, signal.SIGKILL)
        except (ProcessLookupError, PermissionError):
            return


def _is_answering(orders: Orders) -> bool:
    """Whether readers' server and desk both accept connections."""
    try:
        with socket.create_connection((orders.host, orders.port), timeout=0.5):
            pass
        if orders.desk:
            with socket.socket(socket.AF_UNIX) as link:
                link.connect(orders.desk)
    except OSError:
        return False
    return True


@dataclass
class Supervisor:
    """Keeps the children running until a signal comes."""

    orders: Orders
    _stopping: bool = False
    _announced: bool = False
    _children: list[Child] = field(default_factory=list)

    def run(self) -> None:
        """Returns after SIGTERM or SIGINT, with everything stopped."""
        with self._signals() as woken:
            self._children = [Child(*named) for named in self.orders.commands.items()]
            try:
                while not self._stopping:
                    self._round(time.monotonic())
                    select.select([woken], [], [], self._pause(time.monotonic()))
                    self._drain(woken)
            finally:
                self._stop()

    @contextmanager
    def _signals(self) -> Iterator[socket.socket]:
        woken, waker = socket.socketpair()
        woken.setblocking(False)
        waker.setblocking(False)
        numbers = (signal.SIGTERM, signal.SIGINT, signal.SIGHUP, signal.SIGCHLD)
        before = [(number, signal.getsignal(number)) for number in numbers]
        earlier = signal.set_wakeup_fd(waker.fileno(), warn_on_full_buffer=False)
        for number in numbers:
            signal.signal(number, self._note)
        try:
            yield woken
        finally:
            for number, handler in before:
                signal.signal(number, handler)
            signal.set_wakeup_fd(earlier)
            woken.close()
            waker.close()

    def _note(self, number: int, frame: FrameType | None) -> None:
        if number != signal.SIGCHLD:
            self._stopping = True

    @staticmethod
    def _drain(woken: socket.socket) -> None:
        try:
            while woken.recv(512):
                continue
        except BlockingIOError:
            return

    def _round(self, now: float) -> None:
        for child in self._children:
            status = child.ended(now)
            if status is not None:
                print(
                    f"nashra: {child.name} stopped ({_how(status)}); "
                    f"starting it again in {child.due - now:.1f} s",
                    file=sys.stderr, flush=True,
                )  # fmt: skip
            if child.process is None and child.due <= now:
                child.start(now)
        if not self._announced and _is_answering(self.orders):
            self._announced = True
            print(self.orders.announcement, flush=True)

    def _pause(self, now: float) -> float:
        if not self._announced:
            return 0.05
        waits = [child.due - now for child in self._children if child.process is None]
        return max(0.0, min([1.0, *waits]))

    def _stop(self) -> None:
        for child in self._children:
            child.terminate()
        deadline = time.monotonic() + STOP_SECONDS
        for child in self._children:
            child.finish(deadline)
        if self.orders.desk:
            with suppress(FileNotFoundError):
                os.unlink(self.orders.desk)


def _how(status: int) -> str:
    return f"signal {-status}" if status < 0 else f"exit status {status}"


def main(lock: str, orders: str) -> None:
    """Keeps the orders' processes running until SIGTERM or SIGINT."""
    # Ours alone: a child that outlived us would keep the home locked.
    os.set_inheritable(int(lock), False)
    Supervisor(Orders(**json.loads(orders))).run()
