"""The worker: turns committed changes into files, exactly and in order, and may be killed."""

import gc
import logging
import select
import time
from collections.abc import Callable, Generator, Iterable
from contextlib import closing
from pathlib import Path

from django.conf import settings
from django.db import OperationalError, connection, transaction
from django.db.models import F, Q
from django.utils import timezone

from nashra.changes import gate
from nashra.changes.bell import Bell
from nashra.changes.models import Change, Priority
from nashra.newsroom import queries
from nashra.newsroom.actions.publish_due import publish_due
from nashra.publishing import epochs, followers, lease, pages, periodic, tables, verify
from nashra.publishing.batch import Batch, Rendered
from nashra.publishing.commit import AFTER_SWEEP, LONGEST_WAIT, REMOVAL_RANK, Commit
from nashra.publishing.lease import Lease
from nashra.publishing.memory import Memory
from nashra.publishing.models import PageFailure, PageTask, PublishedFile
from nashra.publishing.plan import Task, plan
from nashra.publishing.pool import Pool
from nashra.publishing.store import Root

log = logging.getLogger("nashra.publishing")

BATCH = 40
"""Files rendered and written between two looks at the outbox."""
POOL_FROM = 3 * BATCH
"""Files that wait together before other processes are asked to render them."""
LATER_RANK = 5
"""Archives, feeds and sitemaps come in a batch of their own, after what readers wait for."""
IDLE = 0.1
"""Seconds between two looks at an empty outbox, should its bell not ring."""
DUE_EVERY = 1.0
"""Seconds between two looks for what is scheduled."""
BEAT_EVERY = 2.0
WHOLE_EVERY = 30.0
"""Seconds after which followers have a whole piece again: where editors never rest, what they
publish is signed too."""


class Worker:
    """Holds the lease and works off outbox, tasks and sweep, one small step at a time.

    With ``renderers`` that many processes render what a wide change touches; the worker alone
    decides what is put in place.
    """

    def __init__(
        self, *, root: Path | None = None, home: Path | None = None, renderers: int = 0
    ) -> None:
        self.root = Root(root or settings.NASHRA_SITE_ROOT)
        self.home = home or settings.NASHRA_HOME
        self.root.folder.mkdir(parents=True, exist_ok=True)
        self.lease: Lease = lease.acquire()
        self.memory = Memory()
        self.pool = Pool(self.root.folder, renderers)
        self.bell: Bell | None = None
        self._inspection: Generator[list[verify.Fault]] | None = None
        self._next_due = self._next_beat = self._next_whole = 0.0
        following = periodic.Periodic(
            name="followers", every=followers.EVERY, run=self._follow, resident=True
        )
        self._timetable = periodic.Timetable(self.home, own=(following,))
        self.memory.first = lease.first_build_goes_on()
        self._recover()
        self.renew_epoch()

    def start(self) -> "Worker":
        """Mends what a crash or a power loss left, and publishes a root that is empty yet.

        What stands is looked at in between: what editors publish meanwhile does not wait for it.
        """
        empty = not PublishedFile.objects.exists()
        self._inspection = verify.inspect(self.root)
        while empty and self._inspect():
            pass
        if self.is_first():
            self.begin_first()
        return self

    def is_first(self) -> bool:
        """Whether nothing is published yet, or the build that began so has not come to its end.

        One that was killed goes on as it began, so that each page is rendered once.
        """
        return self.memory.first or not PublishedFile.objects.exists()

    def begin_first(self) -> None:
        """From now on what is to be written counts as standing, in navigation too."""
        self.memory.first = True
        lease.note_first_build(goes_on=True)
        self.renew_epoch()

    def _inspect(self) -> bool:
        """Looks at a few hundred published files; False where all have been looked at."""
        # Strays stay: a newsroom may have put a file there, and only `verify --repair` takes it.
        try:
            found = next(self._inspection, None) if self._inspection else None
            if found is None:
                self._inspection = None
                return False
            with gate.urgent():
                verify.rewrite(found)
        except (OSError, OperationalError):
            # What was found may be lost, and an iterator that failed says that it is at its end.
            self._inspect_anew()
            raise
        return True

    def _inspect_anew(self) -> None:
        """Begins an inspection again that is going on: it reads through the connection."""
        if self._inspection is not None:
            self._inspection.close()
            self._inspection = verify.inspect(self.root)

    def _recover(self) -> None:
        """Takes up what a predecessor left between two transactions."""
        self.root.clear_staged()
        torn = PublishedFile.objects.exclude(intended=F("sha256")).values_list("path", flat=True)
        tables.add_tasks(list(torn), priority=Priority.EDIT, cause="its writing was interrupted")
        self._add_fixed()

    def _add_fixed(self) -> None:
        """Every page of a new release may link to what an older one did not have."""
        fixed = {p for code in queries.languages() for p in pages.arising(f"site:{code}")}
        held = set(PublishedFile.objects.filter(path__in=fixed).values_list("path", flat=True))
        if held:
            missing = sorted(fixed - held)
            tables.add_tasks(missing, priority=Priority.EDIT, cause="a release brought it")

    def renew_epoch(self, *, forced: bool = False) -> None:
        """Looks whether a global input has changed, and tells servers the inline code's hashes."""
        exists = self.memory.stands if self.memory.first else epochs.stands
        self.epoch = epochs.current_epoch(exists=exists, renew=forced)
        epochs.write_headers(self.home)

    def step(self) -> bool:
        """Does the most urgent thing; False where there is nothing to do.

        Raises LeaseLost where another worker took over, OSError where the root takes no files.
        """
        self._keep_time()
        self.plan_waiting()
        given = self.pool.in_flight
        if tasks := self._tasks(Priority.SWEEP, given) or self._stale(given):
            return self._work_off(tasks)
        if given:
            return self._collect(wait=IDLE)
        if self.memory.first:
            self._end_first()
            return True
        return self._publish(self._tasks(AFTER_SWEEP, given)) or self._inspect()

    def _work_off(self, tasks: list[PageTask]) -> bool:
        few = len(tasks) < POOL_FROM and tasks[0].priority <= Priority.EDIT
        alone = few or tasks[0].priority == Priority.BREAKING or tasks[0].rank == REMOVAL_RANK
        busy = bool(self.pool.in_flight)
        if tasks[0].rank == REMOVAL_RANK and busy:
            # What is being rendered now may still link to it.
            return self._collect(wait=IDLE)
        if alone or not self.pool.usable or not (busy or len(tasks) >= POOL_FROM):
            late = tasks[0].rank >= LATER_RANK
            return self._publish([t for t in tasks if late or t.rank < LATER_RANK][:BATCH])
        for start in range(0, len(tasks), BATCH):
            part = tasks[start : start + BATCH]
            if not self.pool.give(part, epoch=self.epoch.number, first=self.memory.first):
                break
        return self._collect(wait=IDLE)

    def _collect(self, *, wait: float) -> bool:
        """Puts one finished chunk in place, if one is ready before the bell rings."""
        done = self.pool.take(wait=wait, also=[self.bell] if self.bell else [])
        if done is None:
            return True
        chunk = done.chunk
        try:
            if not done.overtaken:
                self._commit(done.results, chunk.tasks, epoch=chunk.epoch, tag=chunk.tag)
        finally:
            # On a full disk most of all.
            self.root.drop_all(tag=chunk.tag)
        return True

    def _stale(self, given: set[str]) -> list[PageTask]:
        size = POOL_FROM + len(given) if self.pool.usable else BATCH
        return [
            PageTask(path=path, priority=Priority.SWEEP, rank=0, cause="new epoch")
            for path in epochs.stale(self.epoch.number, size)
            if path not in given
        ]

    def _end_first(self) -> None:
        """A page that could not be made may be linked to already: then all are looked at again."""
        self.memory.forget()
        self.memory.first = False
        lease.note_first_build(goes_on=False)
        self.renew_epoch(forced=PageFailure.objects.exists())

    def _keep_time(self) -> None:
        now = time.monotonic()
        if now >= self._next_due:
            self._next_due = now + DUE_EVERY
            publish_due()
            self.pool.rest()
        if now >= self._next_beat:
            self._next_beat = now + BEAT_EVERY
            with gate.urgent():
                self.lease.beat(f"epoch {self.epoch.number}")
        if self._timetable.due(now) and not self._hurried(late=self._timetable.late(now)):
            self.pool.note(self._timetable.run(now), forget=False)

    def _follow(self, home: Path) -> tuple[str, ...]:
        now, called = time.monotonic(), self._rings
        if now >= self._next_whole:
            self._next_whole, called = now + WHOLE_EVERY, followers.never
        followers.work(self.root, self.lease, called=called)
        return ()

    def _rings(self) -> bool:
        """Whether something was committed since this round began."""
        return self.bell is not None and bool(select.select([self.bell], [], [], 0)[0])

    def catch_up(self, *, progress: Callable[[], None] | None = None) -> None:
        """Has followers do all that is left to them; a worker that stays does it piece by piece.

        Raises LeaseLost.
        """

        def beat() -> None:
            with gate.urgent():
                self.lease.beat("signing")
            if progress:
                progress()

        followers.catch_up(self.root, self.lease, progress=beat)

    def _hurried(self, *, late: bool) -> bool:
        """Whether something waits for which periodic work has to: an edit, if not for long."""
        least = Priority.BREAKING if late else Priority.EDIT
        waiting = Change.objects.filter(planned_at=None, priority__lte=least)
        return waiting.exists() or PageTask.objects.filter(priority__lte=least).exists()

    def plan_waiting(self) -> None:
        """Turns up to fifty waiting changes into tasks, the most urgent first."""
        for change in Change.objects.filter(planned_at=None).order_by("priority", "id")[:50]:
            tasks = plan(
                change=change.pk, priority=change.priority,
                readers=tables.readers_of(change.keys),
                arising=(path for key in change.keys for path in pages.arising(key)),
                rank_of=pages.rank_of,
            )  # fmt: skip
            with gate.urgent(), transaction.atomic():
                self.lease.check()
                self._add(change, tasks)
                Change.objects.filter(pk=change.pk).update(planned_at=timezone.now())
            self.memory.forget(change.keys)
            self.pool.note([*change.keys, *(task.path for task in tasks)], forget=True)
            if any(key.startswith("site:") for key in change.keys):
                self.renew_epoch()

    def _add(self, change: Change, tasks: Iterable[Task]) -> None:
        by_priority: dict[int, list[str]] = {}
        for task in tasks:
            by_priority.setdefault(task.priority, []).append(task.path)
        for priority, paths in by_priority.items():
            tables.add_tasks(paths, priority=priority, cause=change.cause, change=change.pk)

    def _tasks(self, least: int, given: set[str]) -> list[PageTask]:
        """The next tasks of one priority, in order; removals in a batch of their own.

        Together with them a page that is about to lose its link would still be on disk.
        """
        now = timezone.now()
        # Nothing is put off for longer than this: if it seems so, the clock was set back.
        beyond = now + LONGEST_WAIT
        due = PageTask.objects.filter(priority__lte=least).filter(
            Q(not_before=None) | Q(not_before__lte=now) | Q(not_before__gt=beyond)
        )
        size = POOL_FROM + len(given) if self.pool.usable else BATCH
        found = due.order_by("priority", "position", "rank", "id")[:size]
        tasks = [task for task in found if task.path not in given]
        return [task for task in tasks if _stage(task) == _stage(tasks[0])]

    def _publish(self, tasks: list[PageTask]) -> bool:
        if not tasks:
            return False
        batch = Batch(self.epoch, self.memory)
        batch.render_all(task.path for task in tasks)
        results = list(batch.results.values())
        self._commit(results, {task.path: task for task in tasks}, epoch=self.epoch.number)
        return True

    def _commit(
        self, results: list[Rendered], tasks: dict[str, PageTask], *, epoch: int, tag: str = ""
    ) -> None:
        commit = Commit(
            root=self.root, lease=self.lease, epoch=epoch, results=results, tasks=tasks, tag=tag
        )
        stood = commit.run()
        self.memory.settle(stood)
        # In a first build everything counts as standing from the beginning.
        news = {f"absent:{path}" for path in stood}
        forget = bool(stood) and not self.memory.first
        self.pool.note(news.union(result.path for result in results), forget=forget)
        if not self.epoch.links.isdisjoint(stood):
            self.renew_epoch()

    def drain(self, *, progress: Callable[[], None] | None = None) -> None:
        """Works until nothing is left to do now; what failed waits for its next attempt."""
        while self.step():
            if progress:
                progress()
        epochs.write_headers(self.home)

    def run(self, *, stopping: Callable[[], bool]) -> None:
        """Works until told to stop. Trouble with disk or database is logged and waited out."""
        wait, self._timetable.stays = IDLE, True
        # What is loaded now stays: looking through all of it took 70 ms of every fifth publication.
        gc.freeze()
        with Bell() as self.bell, closing(self.pool):
            while not stopping():
                self.bell.hush()
                try:
                    idle, wait = self._round(), IDLE
                except (OSError, OperationalError):
                    wait = min(wait * 2, 10.0)
                    log.exception("publishing is held up; trying again in %.1f s", wait)
                    self.memory.forget()
                    # A database that was away and is back is a file that must be opened again.
                    self._inspect_anew()
                    connection.close()
                    idle = True
                if idle:
                    select.select([self.bell], [], [], wait)
        self.lease.release()

    def _round(self) -> bool:
        """One step; whether there was nothing to do."""
        if self.step():
            return False
        epochs.write_headers(self.home)
        return True

    def close(self) -> None:
        """Lets renderers go and gives the lease back."""
        self.pool.close()
        self.lease.release()


def hurry_disk() -> None:
    """Lets this process's commits reach the disk later: what a worker writes can be made again."""
    if connection.vendor == "sqlite":
        connection.settings_dict["OPTIONS"]["init_command"] += "PRAGMA synchronous=NORMAL;"
        connection.close()


def _stage(task: PageTask) -> tuple[int, bool]:
    return task.priority, task.rank == REMOVAL_RANK
