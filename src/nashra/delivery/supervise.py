"""One process tree in the foreground: readers' server, desk, live hub, publishing worker.

A process that ends is started again, a little later each time that it ends soon. All of them stop
together, and none outlives this one. Here it is settled what runs; :mod:`nashra.delivery.watch`
keeps it running.
"""

import fcntl
import os
import socket
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

from nashra.delivery.children import hub_arguments, reader_arguments
from nashra.delivery.hub.server import HubSettings
from nashra.delivery.server import ReaderSettings
from nashra.delivery.watch import Orders

LONGEST_SOCKET = 100
"""Bytes in a Unix socket's path; the kernel takes 107."""


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
    announcement: str
    """What is printed once readers and the desk are answered."""
    hub: HubSettings | None = None
    """The live hub; None for none."""
    desk_threads: int = min(8, 2 * (os.cpu_count() or 1) + 1)
    """Requests that the desk works on at one time."""


def desk_socket(run: Path) -> Path:
    """Where the desk listens. Raises :class:`CannotServeError` for a path too long for a socket."""
    path = run / "desk.sock"
    if len(os.fsencode(path)) > LONGEST_SOCKET:
        raise CannotServeError(
            f"NASHRA_HOME أعمق من أن يوضع فيه مقبس: {path}\n"
            f"NASHRA_HOME lies too deep for a Unix socket ({LONGEST_SOCKET} bytes at most): {path}"
        )
    return path


def _commands(plan: Plan) -> dict[str, list[str]]:
    start = [sys.executable, "-m", "nashra.delivery.children"]
    me = str(os.getpid())
    reader = reader_arguments(plan.settings, plan.host, plan.port)
    commands = {"readers' server": [*start, "reader", me, *reader]}
    if plan.desk:
        where = str(plan.settings.desk_socket)
        desk = [*start, "desk", me, where, plan.desk, str(plan.desk_threads)]
        commands["desk"] = desk
    if plan.hub:
        commands["live hub"] = [*start, "hub", me, *hub_arguments(plan.hub)]
    if plan.worker:
        commands["publishing worker"] = [*start, "run", me, *plan.worker]
    return commands


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
def _lock(run: Path) -> Iterator[int]:
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
        yield held.fileno()


def supervise(plan: Plan, *, prepare: Callable[[], None] = lambda: None) -> NoReturn:
    """Serves in the foreground, until SIGTERM or SIGINT.

    ``prepare`` is called before anything starts, once it is certain that serving can begin. Then
    this process becomes the supervisor: whatever it has imported so far is let go. Raises
    :class:`CannotServeError` when the port is taken or the folder already serves.
    """
    with _lock(plan.run) as lock:
        _check_port(plan.host, plan.port)
        prepare()
        orders = Orders(
            commands=_commands(plan),
            host=plan.host,
            port=plan.port,
            desk=str(plan.settings.desk_socket) if plan.desk else "",
            announcement=plan.announcement,
        )
        sys.stdout.flush()
        sys.stderr.flush()
        os.set_inheritable(lock, True)
        watch = [sys.executable, "-m", "nashra.delivery", str(lock), orders.text()]
        os.execv(sys.executable, watch)  # noqa: S606
