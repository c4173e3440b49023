"""The worker: turns committed changes into files, exactly and in order, and may be killed."""

import logging
import time
from collections.abc import Callable
from pathlib import Path

from django.conf import settings
from django.db import OperationalError, transaction
from django.db.models import F, Q
from django.utils import timezone

from nashra.changes.models import Change, Priority
from nashra.newsroom.actions.publish_due import publish_due
from nashra.publishing import epochs, pages, verify
from nashra.publishing.batch import Batch
from nashra.publishing.commit import AFTER_SWEEP, REMOVAL_RANK, Commit, enqueue
from nashra.publishing.lease import Lease, LeaseLost, acquire
from nashra.publishing.memory import Memory
from nashra.publishing.models import Dependency, PageTask, PublishedFile
from nashra.publishing.plan import plan
from nashra.publishing.store import Root

log = logging.getLogger("nashra.publishing")

BATCH = 40
"""Files rendered and written between two looks at the outbox."""
IDLE = 0.1
"""Seconds between two looks at an empty outbox."""
DUE_EVERY = 1.0
"""Seconds between two looks for what is scheduled."""
BEAT_EVERY = 2.0


class Worker:
    """Holds the lease and works off outbox, tasks and sweep, one small step at a time."""

    def __init__(self, *, root: Path | None = None, home: Path | None = None) -> None:
        self.root = Root(root or settings.NASHRA_SITE_ROOT)
        self.home = home or settings.NASHRA_HOME
        self.root.folder.mkdir(parents=True, exist_ok=True)
        self.lease: Lease = acquire()
        self.assumed: frozenset[str] = frozenset()
        self.memory = Memory()
        self._next_due = self._next_beat = 0.0
        self._recover()
        self.renew_epoch()

    def start(self) -> "Worker":
        """Mends what a crash or a power loss left, and publishes a root that is empty yet."""
        verify.clear_temporary(self.root)
        # Strays stay: a newsroom may have put a file there, and only `verify --repair` takes it.
        found = [f for f in verify.faults(self.root, deep=False) if f.fault != verify.STRAY]
        if not PublishedFile.objects.exists():
            self.assumed = frozenset(fault.path for fault in found)
        verify.repair(self.root, found)
        return self

    def _recover(self) -> None:
        """Takes up what a predecessor left between two transactions."""
        torn = PublishedFile.objects.exclude(intended=F("sha256")).values_list("path", flat=True)
        enqueue(torn, priority=Priority.EDIT, cause="its writing was interrupted")

    def renew_epoch(self, *, forced: bool = False) -> None:
        """Looks whether a global input has changed, and tells servers the inline code's hashes."""
        self.epoch = epochs.current_epoch(renew=forced)
        epochs.write_headers(self.home)

    def step(self) -> bool:
        """Does the most urgent thing; False where there is nothing to do.

        Raises LeaseLost where another worker took over, OSError where the root takes no files.
        """
        self._keep_time()
        self._plan()
        if tasks := self._tasks(Priority.SWEEP):
            return self._publish(tasks)
        if paths := epochs.stale(self.epoch.number):
            swept = [
                PageTask(path=path, priority=Priority.SWEEP, rank=0, cause="new epoch")
                for path in paths
            ]
            return self._publish(swept)
        return self._publish(self._tasks(AFTER_SWEEP))

    def _keep_time(self) -> None:
        now = time.monotonic()
        if now >= self._next_due:
            self._next_due = now + DUE_EVERY
            publish_due()
        if now >= self._next_beat:
            self._next_beat = now + BEAT_EVERY
            self.lease.beat(f"epoch {self.epoch.number}")

    def _plan(self) -> None:
        """Turns waiting changes into tasks, the most urgent first."""
        for change in Change.objects.filter(planned_at=None).order_by("priority", "id")[:50]:
            with transaction.atomic():
                self.lease.check()
                readers = Dependency.objects.filter(key__in=change.keys)
                tasks = plan(
                    change=change.pk, priority=change.priority,
                    readers=readers.values_list("path", flat=True).distinct(),
                    arising=(path for key in change.keys for path in pages.arising(key)),
                    rank_of=pages.rank_of,
                )  # fmt: skip
                for priority in {task.priority for task in tasks}:
                    paths = [task.path for task in tasks if task.priority == priority]
                    enqueue(paths, priority=priority, cause=change.cause, change=change.pk)
                Change.objects.filter(pk=change.pk).update(planned_at=timezone.now())
            self.memory.forget()
            if any(key.startswith("site:") for key in change.keys):
                self.renew_epoch()

    def _tasks(self, least: int) -> list[PageTask]:
        """The next tasks of one priority, in order; removals in a batch of their own.

        Together with them a page that is about to lose its link would still be on disk.
        """
        now = timezone.now()
        due = PageTask.objects.filter(priority__lte=least).filter(
            Q(not_before=None) | Q(not_before__lte=now)
        )
        tasks = list(due.order_by("priority", "position", "rank", "path")[:BATCH])
        return [task for task in tasks if _stage(task) == _stage(tasks[0])]

    def _publish(self, tasks: list[PageTask]) -> bool:
        if not tasks:
            return False
        batch = Batch(self.epoch, self.memory, assumed=self.assumed)
        for task in tasks:
            batch.render(task.path)
        commit = Commit(
            root=self.root, lease=self.lease, epoch=self.epoch.number,
            results=list(batch.results.values()), tasks={task.path: task for task in tasks},
        )  # fmt: skip
        changed = commit.run()
        if changed:
            self.memory.settle()
        if any(_navigation(path) for path in changed):
            self.renew_epoch()
        return True

    def drain(self, *, progress: Callable[[], None] | None = None) -> None:
        """Works until nothing is left to do now; what failed waits for its next attempt."""
        while self.step():
            if progress:
                progress()
        epochs.write_headers(self.home)

    def run(self, *, stopping: Callable[[], bool]) -> None:
        """Works until told to stop. Trouble with disk or database is logged and waited out."""
        wait = IDLE
        while not stopping():
            try:
                idle = not self.step()
                wait = IDLE
            except LeaseLost:
                raise
            except (OSError, OperationalError):
                log.exception("publishing is held up; trying again in %.0f s", wait)
                idle, wait = True, min(wait * 2, 10.0)
            if idle:
                epochs.write_headers(self.home)
                time.sleep(wait)
        self.lease.release()


def _stage(task: PageTask) -> tuple[int, bool]:
    return task.priority, task.rank == REMOVAL_RANK


def _navigation(path: str) -> bool:
    """Whether every page links to this address."""
    found = pages.kind_of(path)
    if found is None:
        return False
    kind, parts = found
    return kind.name in {"home", "static"} or (kind.name == "front" and parts["kind"] == "section")
