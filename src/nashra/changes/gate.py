"""Who writes first where one database takes one writer at a time.

SQLite lets whoever asks at the right moment have the write lock, and those who wait sleep ever
longer between two looks. Bulk work that writes without a pause would keep an editor's publication
out for seconds. So whoever is in a hurry holds a file lock while waiting and writing, and bulk work
waits at that lock between two of its transactions.
"""

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path

from django.conf import settings

LONGEST_WAIT = 2.0
"""Seconds that bulk work gives way at most, so that it comes to an end under any load."""
_PAUSE = 0.004
_patient: ContextVar[bool] = ContextVar("nashra_patient", default=False)


@contextmanager
def _opened() -> Iterator[int]:
    file = Path(settings.NASHRA_HOME) / "run" / "gate"
    file.parent.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(file, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        yield descriptor
    finally:
        # Closing lets go of the lock, as the end of the process does.
        os.close(descriptor)


@contextmanager
def urgent() -> Iterator[None]:
    """A block whose transaction goes before bulk work; nothing where this is bulk work itself."""
    if _patient.get():
        yield
        return
    with _opened() as gate:
        fcntl.flock(gate, fcntl.LOCK_SH)
        yield


@contextmanager
def patient(longest: float = LONGEST_WAIT) -> Iterator[None]:
    """One piece of bulk work: waits until nobody is in a hurry, ``longest`` seconds at most."""
    with _opened() as gate:
        deadline = time.monotonic() + longest
        while not _free(gate) and time.monotonic() < deadline:
            time.sleep(_PAUSE)
    token = _patient.set(True)
    try:
        yield
    finally:
        _patient.reset(token)


def _free(gate: int) -> bool:
    try:
        fcntl.flock(gate, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
