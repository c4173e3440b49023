"""One process tree in the foreground: readers' server, desk, live hub, publishing worker.

A process that ends is started again, a little later each time that it ends soon. All of them stop
together, and none outlives this one.
"""

import fcntl
import os
import select
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType

from nashra.delivery.children import hub_arguments, reader_arguments
from nashra.delivery.hub.server import HubSettings
from nashra.delivery.server import ReaderSettings

FIRST_WAIT = 0.5
LONGEST_WAIT = 30.0
STEADY_SECONDS = 10.0
"""A process that ran this long starts again with the shortest wait."""

STOP_SECONDS = 4.0
"""What a process gets to stop by itself."""

LONGEST_SOCKET = 100
"""Bytes in a Unix socket's path; the kernel takes 107."""

Say = Callable[[str], None]


class CannotServeError(Exception):
    """Why serving cannot begin, in words for the person who started it."""


@dataclass(frozen=True, kw_only=True)
class Plan:
    """What to run."""

    settings: ReaderSettings
    host: str
    port: int
    run: Path
    """Folder of the socket and the lock."""
    worker: tuple[str, ...]
    """Command of the publishing worker; empty for none."""
    desk: str
    """``module:name`` of the desk's WSGI application; empty for none."""
    hub: HubSettings | None = None
    """The live hub; None for none."""
    desk_threads: int = min(8, 2 * (os.cpu_count() or 1) + 1)
    """Requests that the desk works on at one time."""


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


def desk_socket(run: Path) -> Path:
    """Where the desk listens. Raises :class:`CannotServeError` for a path too long for a socket."""
    path = run / "desk.sock"
    if len(os.fsencode(path)) > LONGEST_SOCKET:
        raise CannotServeError(
            f"NASHRA_HOME أعمق من أن يوضع فيه مقبس: {path}\n"
            f"NASHRA_HOME lies too deep for a Unix socket ({LONGEST_SOCKET} bytes at most): {path}"
        )
    return path


def _children(plan: Plan) -> list[Child]:
    start = [sys.executable, "-m", "nashra.delivery.children"]
    me = str(os.getpid())
    reader = reader_arguments(plan.settings, plan.host, plan.port)
    children = [Child("readers' server", [*start, "reader", me, *reader])]
    if plan.desk:
        where = str(plan.settings.desk_socket)
        desk = [*start, "desk", me, where, plan.desk, str(plan.desk_threads)]
        children.append(Child("desk", desk))
    if plan.hub:
        children.append(Child("live hub", [*start, "hub", me, *hub_arguments(plan.hub)]))
    if plan.worker:
        children.append(Child("publishing worker", [*start, "run", me, *plan.worker]))
    return children


def _check_port(host: str, port: int) -> None:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind((host, port))
        except (OSError, OverflowError) as error:
            raise CannotServeError(
                f"المنفذ {port} على {host} غير متاح؛ اختر غيره بالخيار --port.\n"
                f"Port {port} on {host} cannot be used ({error}); choose another with --port."
            ) from error


def is_serving(run: Path) -> bool:
    """Whether a server holds the lock of a home's ``run`` folder."""
    try:
        with (run / "serve.lock").open("a+") as held:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except FileNotFoundError:
        return False
    except BlockingIOError:
        return True
    return False


@contextmanager
def _lock(run: Path) -> Iterator[None]:
    run.mkdir(parents=True, exist_ok=True, mode=0o700)
    run.chmod(0o700)
    with (run / "serve.lock").open("a+") as held:
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            held.seek(0)
            number = held.read().strip() or "?"
            raise CannotServeError(
                f"نشرة تعمل من هذا المجلد الآن (العملية {number}).\n"
                f"Nashra is already serving from this folder (process {number})."
            ) from error
        held.truncate(0)
        held.write(f"{os.getpid()}\n")
        held.flush()
        yield


def _is_answering(plan: Plan) -> bool:
    """Whether readers' server and desk both accept connections."""
    try:
        with socket.create_connection((plan.host, plan.port), timeout=0.5):
            pass
        if plan.desk:
            with socket.socket(socket.AF_UNIX) as link:
                link.connect(str(plan.settings.desk_socket))
    except OSError:
        return False
    return True


@dataclass
class Supervisor:
    """Keeps the children running until a signal comes."""

    plan: Plan
    say: Say
    ready: Callable[[], None]
    prepare: Callable[[], None]
    _stopping: bool = False
    _announced: bool = False
    _children: list[Child] = field(default_factory=list)

    def run(self) -> None:
        """Returns after SIGTERM or SIGINT; raises CannotServeError before anything runs."""
        with _lock(self.plan.run):
            _check_port(self.plan.host, self.plan.port)
            self.prepare()
            with self._signals() as woken:
                self._children = _children(self.plan)
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
                self.say(
                    f"{child.name} stopped ({_how(status)}); "
                    f"starting it again in {child.due - now:.1f} s"
                )
            if child.process is None and child.due <= now:
                child.start(now)
        if not self._announced and _is_answering(self.plan):
            self._announced = True
            self.ready()

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
        self.plan.settings.desk_socket.unlink(missing_ok=True)


def _how(status: int) -> str:
    return f"signal {-status}" if status < 0 else f"exit status {status}"


def supervise(
    plan: Plan,
    *,
    say: Say,
    ready: Callable[[], None],
    prepare: Callable[[], None] = lambda: None,
) -> None:
    """Serves in the foreground.

    ``prepare`` is called before anything starts, once it is certain that serving can begin,
    ``ready`` when readers and the desk are answered, ``say`` with a line for each thing that goes
    wrong.

    Returns after SIGTERM or SIGINT, with everything stopped. Raises :class:`CannotServeError` when
    the port is taken or the folder already serves.
    """
    Supervisor(plan, say, ready, prepare).run()
