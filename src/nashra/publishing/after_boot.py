"""What a loss of power left is mended before the first reader is let in.

A process that was killed leaves every file whole. Only the loss of power, or a kernel that
stopped, takes bytes that were written and not yet on the disk; after either, the boot is another.
"""

import logging
import time
from itertools import chain
from pathlib import Path

from django.conf import settings
from django.db import OperationalError

from nashra.changes.models import Change, Priority
from nashra.publishing import verify
from nashra.publishing.lease import LeaseLost, LeaseTaken
from nashra.publishing.models import PageTask, PublishedFile
from nashra.publishing.worker import Worker

log = logging.getLogger("nashra.publishing")

BOOT = Path("/proc/sys/kernel/random/boot_id")
LONGEST = 20.0
"""Seconds that readers are kept waiting at most; the worker mends the rest while they read."""


def mend_after_boot() -> None:
    """Reads whole what was written last before the machine went down, and what editors have changed
    since as far as the database knows, and makes it again if wrong.

    Does nothing where the machine has not been down since the last time. Trouble is logged: what
    could not be mended here the worker mends.
    """
    stamp, boot = Path(settings.NASHRA_HOME) / "run" / "boot", _boot()
    # Bytes: the loss of power may have torn this file too.
    if boot and stamp.exists() and stamp.read_bytes() == boot.encode():
        return
    try:
        _mend(time.monotonic() + LONGEST)
        stamp.write_text(boot, encoding="ascii")
    except (OSError, OperationalError, LeaseTaken, LeaseLost) as error:
        log.warning("what the last boot left could not be looked at: %s", error)


def _boot() -> str:
    """What names this boot of the machine; empty where the system does not tell."""
    try:
        return BOOT.read_text(encoding="ascii").strip()
    except FileNotFoundError:
        return ""


def _mend(deadline: float) -> None:
    if not PublishedFile.objects.exists():
        return
    waiting = Change.objects.filter(planned_at=None)
    wrong = PageTask.objects.filter(priority__lte=Priority.EDIT, not_before=None)
    worker = Worker()
    try:
        # The database may have forgotten that these were published, and not the disk.
        while waiting.exists() and time.monotonic() < deadline:
            worker.plan_waiting()
        touched = verify.inspect_paths(worker.root, wrong.values("path"))
        for found in chain(verify.inspect_recent(worker.root), touched):
            verify.rewrite(found)
            if time.monotonic() > deadline:
                return
        while wrong.exists() and time.monotonic() < deadline and worker.step():
            pass
    finally:
        worker.close()
