"""The index follows the outbox: what is published is found, what is withdrawn is not."""

from __future__ import annotations

import re
import time
from collections import deque
from collections.abc import Iterable, Iterator
from pathlib import Path
from types import TracebackType
from typing import Final

from nashra.changes.models import Change
from nashra.newsroom import bulk
from nashra.newsroom import queries as newsroom
from nashra.newsroom.models import Placement
from nashra.search import documents
from nashra.search.engine import Index, Writer

BATCH: Final = 40
"""Stories put into the index at one time."""
CHANGES: Final = 500
"""Changes read at one time."""
REST: Final = 20.0
"""Seconds without work after which the writer lets go of its memory."""

_STORY: Final = re.compile(r"story:(\w+)/(?:state|text|said)$")
_PERSON: Final = re.compile(r"person:(\d+)$")


def cursor_of(folder: Path) -> int:
    """The last change that an index holds; 0 where it does not say."""
    try:
        return int((folder / "cursor").read_text(encoding="ascii"))
    except (FileNotFoundError, ValueError):
        return 0


def note_cursor(folder: Path, change: int) -> None:
    """Written after the commit: a kill between the two has some stories put in once more."""
    fresh = folder / "cursor.new"
    fresh.write_text(str(change), encoding="ascii")
    fresh.replace(folder / "cursor")


class Follower:
    """Puts into one index what the outbox tells. Used by one process at a time."""

    def __init__(self, index: Index) -> None:
        self.index = index
        self.change = cursor_of(index.folder)
        self._writer: Writer | None = None
        self._waiting: deque[str] = deque()
        self._reached = self.change
        self._used = 0.0

    def __enter__(self) -> Follower:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:  # fmt: skip
        self.close()

    def follow(self, *, longest: float | None) -> bool:
        """Works for about ``longest`` seconds; whether there was anything to do.

        Where it stops in the middle of much work it goes on with the next call, and where it is
        killed the next process does all of it again, which changes nothing.
        """
        if not self._waiting and not self._read():
            self._rest()
            return False
        end = None if longest is None else time.monotonic() + longest
        while self._waiting:
            part = [self._waiting.popleft() for _ in range(min(BATCH, len(self._waiting)))]
            self._put(part)
            if end is not None and time.monotonic() >= end:
                break
        if self._writer:
            self._writer.commit()
        if not self._waiting:
            self.change = self._reached
            note_cursor(self.index.folder, self.change)
        return True

    def _read(self) -> bool:
        rows = Change.objects.filter(pk__gt=self.change).order_by("pk")
        found = list(rows.values_list("pk", "keys")[:CHANGES])
        if not found:
            return False
        self._reached = found[-1][0]
        self._waiting.extend(dict.fromkeys(_concerned(key for _, keys in found for key in keys)))
        return True

    def _put(self, public_ids: list[str]) -> None:
        if self._writer is None:
            self._writer = self.index.writer()
        self._used = time.monotonic()
        self._writer.remove(public_ids)
        self._writer.put(list(documents.entries(public_ids)))

    def _rest(self) -> None:
        if self._writer and time.monotonic() - self._used > REST:
            self.close()

    def close(self) -> None:
        """Lets the index go; what waited is done again by whoever follows it next."""
        if self._writer:
            self._writer.close()
            self._writer = None


def _concerned(keys: Iterable[str]) -> Iterator[str]:
    """The stories of which the index may hold something else now."""
    for key in keys:
        if match := _STORY.match(key):
            yield match[1]
        elif match := _PERSON.match(key):
            # Statements are found by the names of those who made them.
            lists = [f"person:{match[1]}:{language}" for language in newsroom.languages()]
            rows = Placement.objects.filter(list_name__in=lists, live=True)
            yield from bulk.column(rows, "public_id")
