"""Who may write the published root.

A generation grows with each holder. A holder looks at it in the transaction before it writes files
and again in the one after, so that a worker that slept through its lease changes nothing for good.
"""

import os
import socket
import time
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection, transaction
from django.utils import timezone

from nashra.publishing.models import WorkerLease

LEASE_TIME = timedelta(seconds=15)
"""A holder that has not been heard of for so long has lost its lease."""

_GENERATION = f"SELECT generation FROM {WorkerLease._meta.db_table} WHERE id = 1"  # noqa: S608


class LeaseLost(RuntimeError):
    """Another worker holds the lease now."""


class LeaseTaken(RuntimeError):
    """A living worker holds the lease."""


def _here(holder: str) -> bool:
    return holder.rpartition(":")[0] == socket.gethostname()


def _alive(holder: str) -> bool:
    """Whether the holder may still be running: unknown on another host, so believed there."""
    if not _here(holder):
        return True
    pid = holder.rpartition(":")[2]
    try:
        os.kill(int(pid), 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _fresh(heartbeat: datetime | None) -> bool:
    """A heartbeat from the future is no more to be trusted than an old one: the clock jumped."""
    return heartbeat is not None and abs(timezone.now() - heartbeat) < LEASE_TIME


class _Watch:
    """How long a holder has been silent, by this process's own steady clock.

    The wall clock does not tell: one that is set forward makes the last heartbeat of a living
    worker look old.
    """

    def __init__(self) -> None:
        self._heard: tuple[int, datetime | None] | None = None
        self._since = 0.0

    def silent(self, row: WorkerLease) -> bool:
        """Whether nothing was heard between looks that lie at least 15 s apart."""
        now, heard = time.monotonic(), (row.generation, row.heartbeat_at)
        if heard != self._heard:
            self._heard, self._since = heard, now
        return now - self._since >= LEASE_TIME.total_seconds()


_watch = _Watch()


def _held(row: WorkerLease) -> bool:
    """Whether another worker holds the lease."""
    if not row.holder or row.holder == holder_name() or not _alive(row.holder):
        return False
    if not _here(row.holder) and not _fresh(row.heartbeat_at):
        return False
    return not _watch.silent(row)


@dataclass(frozen=True)
class Lease:
    """A right to write, as long as nobody took a later generation."""

    generation: int

    def check(self) -> None:
        """Raises LeaseLost where a later generation has been taken. Call inside a transaction."""
        with connection.cursor() as cursor:
            # Asked before every file: the object layer took longer than the rename.
            cursor.execute(_GENERATION)
            row = cursor.fetchone()
        if row is None or row[0] != self.generation:
            raise LeaseLost(f"generation {self.generation} has been followed by {row}")

    def beat(self, state: str = "") -> None:
        """Says that the holder lives and what it does; raises LeaseLost."""
        rows = WorkerLease.objects.filter(pk=1, generation=self.generation)
        if not rows.update(heartbeat_at=timezone.now(), state=state[:200]):
            raise LeaseLost(f"generation {self.generation} has been followed")

    def release(self) -> None:
        """Gives the lease back, if it is still held."""
        WorkerLease.objects.filter(pk=1, generation=self.generation).update(holder="", state="")


def acquire() -> Lease:
    """Takes the lease from nobody, from a dead process, or from one not heard of for 15 s.

    Raises LeaseTaken where a living worker holds it. Of a process on this host that runs, silence
    is what this process itself has not heard: ask again until then.
    """
    with transaction.atomic():
        row, _ = WorkerLease.objects.select_for_update().get_or_create(pk=1)
        if _held(row):
            raise LeaseTaken(f"{row.holder} is publishing")
        row.generation += 1
        row.holder = holder_name()
        row.heartbeat_at = timezone.now()
        row.save()
        return Lease(row.generation)


def note_first_build(*, goes_on: bool) -> None:
    """Keeps in mind, beyond a crash, that a root is built from nothing."""
    WorkerLease.objects.filter(pk=1).update(first_build=goes_on)


def first_build_goes_on() -> bool:
    """Whether a build from nothing has begun and not come to its end."""
    return WorkerLease.objects.filter(pk=1, first_build=True).exists()


def holder_name() -> str:
    """This process as a lease names it."""
    return f"{socket.gethostname()}:{os.getpid()}"


def worker_alive() -> bool:
    """Whether some worker holds the lease and has been heard of lately."""
    row = WorkerLease.objects.filter(pk=1).first()
    if row is None or not row.holder or row.heartbeat_at is None:
        return False
    return _fresh(row.heartbeat_at) and _alive(row.holder)
