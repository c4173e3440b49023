"""Writing a batch: intend, write, complete. A crash at any point repeats work and skips none."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from nashra.changes import gate
from nashra.changes.models import Priority
from nashra.publishing import followers, pages, tables
from nashra.publishing.batch import Rendered
from nashra.publishing.lease import Lease, LeaseLost
from nashra.publishing.models import Dependency, PageFailure, PageTask, PublishedFile
from nashra.publishing.numbers import file_number, key_number
from nashra.publishing.pages import NO_EPOCH
from nashra.publishing.store import Root

REMOVAL_RANK = 99
"""A page goes after everything else of its change, when nothing links to it any more."""
AFTER_SWEEP = Priority.SWEEP + 1
"""What old pages may still link to goes after the sweep that renews them."""
LONGEST_WAIT = timedelta(minutes=5)


@dataclass
class Commit:
    """One batch on its way to the published root.

    ``tag`` names what another process staged.
    """

    root: Root
    lease: Lease
    epoch: int
    results: Sequence[Rendered]
    tasks: dict[str, PageTask]
    tag: str = ""

    def run(self) -> dict[str, bool]:
        """Writes all files; returns addresses that came into being (True) or went (False).

        Raises OSError where the root takes no files: the tasks stay, and what was written is
        written again. Raises LeaseLost where another worker took over.
        """
        self.rows = PublishedFile.objects.in_bulk([result.path for result in self.results])
        self.removals = [r.path for r in self.results if self._to_remove(r)]
        writes = [r for r in self.results if r.sha256 and self._differs(r)]
        changed = [*(result.path for result in writes), *self.removals]
        self._intend(writes)
        try:
            self._write(writes)
            return self._complete(changed)
        except LeaseLost:
            distrust(changed)
            raise

    def _differs(self, result: Rendered) -> bool:
        row = self.rows.get(result.path)
        return row is None or row.sha256 != result.sha256 or row.intended != row.sha256

    def _to_remove(self, result: Rendered) -> bool:
        if result.sha256 or result.error or result.path not in self.rows:
            return False
        task = self.tasks.get(result.path)
        return not result.epochal or (task is not None and task.rank == REMOVAL_RANK)

    def _intend(self, writes: list[Rendered]) -> None:
        if not writes:
            return
        with gate.urgent(), transaction.atomic():
            self.lease.check()
            tables.intend_files(self._row(result, sha256="") for result in writes)

    def _row(self, result: Rendered, *, sha256: str) -> PublishedFile:
        task = self.tasks.get(result.path)
        return PublishedFile(
            path=result.path, number=file_number(result.path), kind=result.kind, sha256=sha256,
            intended=result.sha256, size=result.size,
            epoch=self.epoch if result.epochal else NO_EPOCH,
            change=task.change if task else None, cause=task.cause if task else "wanted by a link",
            built_at=timezone.now(), sort_at=result.sort_at,
        )  # fmt: skip

    def _write(self, writes: list[Rendered]) -> None:
        for result in writes:
            if result.body is not None:
                self.root.stage(result.path, result.body)
            # Only now: whoever takes over clears what is staged, so that one who sleeps between
            # this look and the rename finds nothing to put in place.
            self.lease.check()
            self.root.place(result.path, tag=self.tag)
        for path in self.removals:
            self.lease.check()
            self.root.remove(path)

    def _complete(self, changed: list[str]) -> dict[str, bool]:
        with gate.urgent(), transaction.atomic():
            self.lease.check()
            outputs = [result for result in self.results if result.sha256]
            tables.complete_files(self._row(result, sha256=result.sha256) for result in outputs)
            PublishedFile.objects.filter(path__in=self.removals).delete()
            followers.changed(changed)
            orphans = self._depend(outputs)
            self._finish_tasks()
            self._enqueue(orphans, "no page shows it any more")
            return self._wake()

    def _depend(self, outputs: list[Rendered]) -> set[str]:
        """Stores what was read; returns pictures that lost their last page."""
        wanted = {file_number(r.path): {key_number(key) for key in r.keys} for r in outputs}
        held = tables.held_dependencies([*wanted, *map(file_number, self.removals)])
        dropped: set[int] = set()
        for file, keys in held.items():
            if gone := keys - wanted.get(file, set()):
                Dependency.objects.filter(file=file, key__in=gone).delete()
                dropped |= gone
        none: set[int] = set()
        tables.add_dependencies(
            (file, key)
            for file, keys in wanted.items()
            for key in sorted(keys - held.get(file, none))
        )
        return tables.unread_pictures(dropped)

    def _finish_tasks(self) -> None:
        done: list[str] = []
        for result in self.results:
            if result.error:
                self._fail(result)
            elif result.sha256 or result.path in self.removals or result.path not in self.rows:
                done.append(result.path)
            else:
                self._put_off(result)
        PageTask.objects.filter(path__in=done).delete()
        PageFailure.objects.filter(path__in=done).delete()

    def _put_off(self, result: Rendered) -> None:
        """A page that should go, goes behind everything that waits now and may link to it."""
        task = self.tasks.get(result.path)
        waits = PublishedFile.objects.filter(epoch__lt=self.epoch).exclude(path=result.path)
        old = result.kind in {"front", "static"} and waits.exists()
        last = PageTask.objects.aggregate(last=Max("position"))["last"] or 0
        priority = max(Priority.WIDE, task.priority if task else 0)
        PublishedFile.objects.filter(path=result.path).update(epoch=self.epoch)
        PageTask.objects.update_or_create(
            path=result.path,
            defaults={
                "rank": REMOVAL_RANK,
                "position": last,
                "priority": AFTER_SWEEP if old else priority,
                "change": task.change if task else None,
                "cause": task.cause if task else "it should not stand any more",
            },
        )

    def _fail(self, result: Rendered) -> None:
        task = self.tasks.get(result.path)
        attempts = (task.attempts if task else 0) + 1
        wait = min(timedelta(seconds=2**attempts), LONGEST_WAIT)
        PageTask.objects.update_or_create(
            path=result.path,
            defaults={
                "attempts": attempts,
                "not_before": timezone.now() + wait,
                "priority": task.priority if task else Priority.EDIT,
                "rank": task.rank if task else pages.rank_of(result.path),
                "change": task.change if task else None,
                "cause": task.cause if task else "wanted by a link",
            },
        )
        PublishedFile.objects.filter(path=result.path).update(epoch=self.epoch)
        PageFailure.objects.update_or_create(
            path=result.path,
            defaults={"error": result.error, "at": timezone.now(), "attempts": attempts},
        )

    def _wake(self) -> dict[str, bool]:
        """Has pages rendered again that waited for a file which stands now."""
        new = {
            result.path
            for result in self.results
            if result.sha256 and not (result.path in self.rows and self.rows[result.path].sha256)
        }
        waiting = tables.readers_of(f"absent:{path}" for path in new)
        self._enqueue(waiting, "a page it links to stands now")
        return dict.fromkeys(new, True) | dict.fromkeys(self.removals, False)

    def _enqueue(self, paths: Iterable[str], cause: str) -> None:
        priority = min((task.priority for task in self.tasks.values()), default=Priority.EDIT)
        tables.add_tasks(sorted(paths), priority=priority, cause=cause)


def distrust(paths: Iterable[str]) -> None:
    """Has files written again whatever their recorded hash, after two workers may have met."""
    names = list(paths)
    rows = PublishedFile.objects.filter(path__in=names)
    # What was never complete must not pass for something that stands.
    rows.filter(sha256="").update(intended="?")
    rows.exclude(sha256="").update(sha256="?", intended="")
    tables.add_tasks(names, priority=Priority.EDIT, cause="a worker wrote after its lease")
