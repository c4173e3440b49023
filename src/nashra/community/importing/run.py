"""One file from its bytes to the newsroom's tables."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from nashra.community.importing import store
from nashra.community.importing.model import Fault
from nashra.community.importing.reading import reader_of
from nashra.community.importing.staging import FindStory, Staging, Unplaced, staging

MOST_FAULTS: Final = 100
"""Faults of one file that are told one by one."""
_PULSE: Final = 1000
"""Things read between two notices of progress."""


@dataclass(kw_only=True)
class Summary:
    """What became of one file. Every comment of it is in exactly one of the counts of ``lost``,
    ``new``, ``known`` and ``unplaced``, beside those that ``skipped`` names."""

    file: str
    format: str = ""
    origin: str = ""
    stories: int = 0
    new: int = 0
    waiting: int = 0
    """Of the new ones: those that wait for a moderator."""
    known: int = 0
    """Brought by an earlier import."""
    unplaced: list[Unplaced] = field(default_factory=list)
    skipped: Counter[str] = field(default_factory=Counter)
    """By reason: ``spam``, ``deleted``, ``notice``, ``empty``, ``twice``."""
    remarks: Counter[str] = field(default_factory=Counter)
    """Of what was kept: ``shortened``, ``undated``."""
    faults: list[Fault] = field(default_factory=list)

    def to_json(self) -> dict[str, object]:
        """The summary as one line of the command says it."""
        return {
            "file": self.file,
            "format": self.format,
            "origin": self.origin,
            "stories": self.stories,
            "new": self.new,
            "waiting": self.waiting,
            "known": self.known,
            "unplaced": sum(one.comments for one in self.unplaced),
            "skipped": dict(sorted(self.skipped.items())),
            "remarks": dict(sorted(self.remarks.items())),
            "errors": [fault.message for fault in self.faults],
        }


Progress = Callable[[str, int], None]
"""Told ``"read"`` or ``"kept"`` and how many so far."""

_SKIPPED: Final = ("spam", "deleted", "notice", "empty", "twice")
_REMARKS: Final = ("shortened", "undated")


def import_file(
    path: Path, *, origin: str | None, find_story: FindStory, dry: bool, progress: Progress
) -> Summary:
    """Imports one file; what cannot be read is told in the summary's faults.

    ``origin`` names the site that the ids of the comments are of; None takes the host of the file's
    addresses. ``dry`` reads, places and counts and changes nothing.
    """
    summary = Summary(file=str(path))
    with staging() as table:
        try:
            for count in _read(path, table, summary):
                progress("read", count)
        except OSError as error:
            summary.faults.append(Fault("unreadable", {"detail": error.strerror or str(error)}))
        table.settle(find_story)
        summary.unplaced = list(table.unplaced())
        summary.origin = origin or f"{summary.format}:{table.host()}"
        for count in _keep(table, summary, dry=dry):
            progress("kept", count)
        summary.skipped += Counter({name: table.counts[name] for name in _SKIPPED})
        summary.remarks += Counter({name: table.counts[name] for name in _REMARKS})
    return summary


def _read(path: Path, table: Staging, summary: Summary) -> Iterator[int]:
    more = 0
    with path.open("rb") as file:
        found = reader_of(file)
        if isinstance(found, Fault):
            summary.faults.append(found)
            return
        summary.format, read = found
        for count, item in enumerate(read(file)):
            if count % _PULSE == 0:
                yield count
            if not isinstance(item, Fault):
                table.add(item)
            elif len(summary.faults) < MOST_FAULTS:
                summary.faults.append(item)
            else:
                more += 1
    if more:
        summary.faults.append(Fault("more", {"count": more}))


def _keep(table: Staging, summary: Summary, *, dry: bool) -> Iterator[int]:
    for story, total in table.stories():
        summary.stories += 1
        comments = table.comments(story)
        if dry:
            known = store.count_known(origin=summary.origin, comments=comments)
            summary.known += known
            summary.new += total - known
            continue
        for counts in store.keep(story=story, origin=summary.origin, comments=comments):
            summary.new += counts["new"]
            summary.waiting += counts["waiting"]
            summary.known += counts["known"]
            yield summary.new + summary.known
