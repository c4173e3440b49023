"""From changed keys to files: pure."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from nashra.changes.models import Priority

WIDE_FROM = 200
"""A change that touches more files than this stands behind ordinary edits."""


@dataclass(frozen=True, order=True)
class Task:
    """A file to be rendered again; tasks sort in the order in which they are to be done."""

    priority: int
    change: int
    rank: int
    path: str


def plan(
    *,
    change: int,
    priority: int,
    readers: Iterable[str],
    arising: Iterable[str],
    rank_of: Callable[[str], int],
) -> list[Task]:
    """The tasks of one change.

    ``readers`` are files that read one of its keys, ``arising`` those that a key may bring into
    being. What arises keeps the change's own priority however wide the change is: a story that is
    published while its author is renamed does not wait.
    """
    new = set(arising)
    old = set(readers) - new
    wide = max(priority, Priority.WIDE) if len(old) > WIDE_FROM else priority
    return sorted(
        Task(priority if path in new else wide, change, rank_of(path), path) for path in new | old
    )
