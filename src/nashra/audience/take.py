"""From the spool into the tables: each file once, whatever happens in between."""

import logging
from collections.abc import Iterable
from datetime import timedelta
from pathlib import Path

from django.db import transaction
from django.utils import timezone

from nashra.audience import spool, tables
from nashra.audience.clock import minute_of
from nashra.audience.models import TakenFile
from nashra.changes import gate

log = logging.getLogger("nashra.audience")

FILES = 100
"""Taken at one go: what a worker that was away finds does not keep its other work waiting."""
STORIES = 10_000
"""Counts in one transaction, after which the rest waits for the next go."""
REMEMBERED = timedelta(days=2)
"""A file that is still there, or comes back, is known for so long."""
PATIENCE = 0.05
"""Seconds for which this gives way to whoever is in a hurry."""


def take_spool(home: Path) -> tuple[str, ...]:
    """Counts what waits in the spool and removes it; a file that cannot be read is put aside.

    A name is noted in the transaction that counts its views: a file left by a crash between the
    commit and its removal is only removed. Raises OSError where the folder cannot be read.
    """
    flushes = _read(spool.waiting(home, FILES))
    if flushes:
        _count(flushes)
        for file in flushes:
            file.unlink(missing_ok=True)
    return ()


def _read(files: Iterable[Path]) -> dict[Path, spool.Flush]:
    found: dict[Path, spool.Flush] = {}
    stories = 0
    for file in files:
        try:
            flush = spool.read(file)
        except FileNotFoundError:
            continue
        except (spool.BadSpoolFile, OSError) as error:
            _refuse(file, error)
            continue
        stories += len(flush.views) + len(flush.over)
        if found and stories > STORIES:
            break
        found[file] = flush
    return found


def _refuse(file: Path, error: Exception) -> None:
    try:
        kept: object = spool.put_aside(file)
    except OSError as second:
        kept = f"where it is ({second.strerror})"
    log.error("views in %s are not counted: %s. It is kept: %s", file.name, error, kept)


def _count(flushes: dict[Path, spool.Flush]) -> None:
    now = timezone.now()
    names = {file.name: flush for file, flush in flushes.items()}
    with gate.patient(PATIENCE), transaction.atomic():
        known = TakenFile.objects.filter(name__in=names).values_list("name", flat=True)
        new = {name: names[name] for name in names.keys() - set(known)}
        tables.add_minutes(_together(new.values(), minute_of(now)))
        TakenFile.objects.bulk_create([TakenFile(name=name, at=now) for name in sorted(new)])
        TakenFile.objects.filter(at__lt=now - REMEMBERED).exclude(name__in=names).delete()


def _together(flushes: Iterable[spool.Flush], now: int) -> dict[tuple[str, int], tuple[int, int]]:
    """Views and floods by story and minute."""
    found: dict[tuple[str, int], tuple[int, int]] = {}
    for flush in flushes:
        # A clock that was ahead must not leave views in a minute that is yet to come.
        minute = min(flush.minute, now)
        for public_id in {*flush.views, *flush.over}:
            views, over = found.get((public_id, minute), (0, 0))
            more = flush.views.get(public_id, 0), flush.over.get(public_id, 0)
            found[public_id, minute] = views + more[0], over + more[1]
    return found
