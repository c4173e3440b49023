"""A bell beside the outbox, so that the worker need not be asked ten times a second for its speed.

Losing a ring costs nothing but time: the outbox is the truth, and the worker looks at it anyway.
"""

import contextlib
import socket
from pathlib import Path
from types import TracebackType

from django.conf import settings

LONGEST_ADDRESS = 100
"""Bytes of a Unix socket's path that every system takes (108 on Linux, 104 on the BSDs)."""


def _address() -> str | None:
    path = str(Path(settings.NASHRA_HOME) / "run" / "bell")
    return path if len(path.encode()) <= LONGEST_ADDRESS else None


def ring() -> None:
    """Tells a listening worker that something was committed; does nothing where none listens."""
    if (address := _address()) is None:
        return
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as caller:
        caller.setblocking(False)
        # Nobody listens, or the bell rings already and is not yet heard.
        with contextlib.suppress(OSError):
            caller.sendto(b"!", address)


class Bell:
    """The listening end; where the home's path is too long for a socket, it never rings."""

    def __init__(self) -> None:
        self.socket = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self.socket.setblocking(False)
        if (address := _address()) is not None:
            Path(address).parent.mkdir(parents=True, exist_ok=True)
            Path(address).unlink(missing_ok=True)
            self.socket.bind(address)

    def fileno(self) -> int:
        """For ``select``."""
        return self.socket.fileno()

    def hush(self) -> None:
        """Takes note of all rings so far. Call before looking at the outbox."""
        with contextlib.suppress(BlockingIOError):
            while True:
                self.socket.recv(16)

    def __enter__(self) -> "Bell":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:  # fmt: skip
        self.socket.close()
