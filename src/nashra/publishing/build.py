"""Building the published root from the newsroom's data."""

from nashra.changes.models import Priority
from nashra.publishing import pages
from nashra.publishing.commit import enqueue
from nashra.publishing.models import PublishedFile
from nashra.publishing.worker import Worker


def prepare(worker: Worker, *, clean: bool = False) -> int:
    """Lists what a build has to do; ``worker.drain()`` does it. Returns the number of files.

    Without ``clean`` these are files that are missing or should not stand; with it, every file is
    rendered again. Old files stay up meanwhile.
    """
    wanted = set(pages.every_path())
    held = set(PublishedFile.objects.values_list("path", flat=True))
    if not held:
        worker.assumed = frozenset(wanted)
    if clean:
        worker.renew_epoch(forced=True)
    todo = wanted if clean else wanted - held
    surplus = {path for path in held - wanted if _wrongly_standing(path)}
    enqueue(todo | surplus, priority=Priority.WIDE, cause="build")
    return len(todo) + len(surplus)


def _wrongly_standing(path: str) -> bool:
    found = pages.kind_of(path)
    return found is None or found[0].name != "picture"
