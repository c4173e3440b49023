"""Published files in memory: bounded, and never older than a second.

An answer's body, length and tag come out of one read of one opened file. The engine replaces files
by renaming, so what was opened stays whole however often its name is given to another file.
"""

import hashlib
import time
from collections import OrderedDict
from dataclasses import dataclass, field
from email.utils import formatdate
from pathlib import Path

from nashra.delivery.disk import Identity, OpenFile, find, identity, open_file
from nashra.delivery.negotiate import SUFFIXES

CHECK_SECONDS = 1.0
"""How long an answer may trust its last look at the disk."""

DEFAULT_BUDGET = 64 * 1024 * 1024
LARGEST_KEPT = 256 * 1024
"""A reader who asks and never takes the answer holds one copy of it; so copies are kept small."""
_ENTRY_COST = 1024
_OPEN_COST = 64 * 1024
_CHUNK = 256 * 1024

Head = list[tuple[str, str]]


@dataclass(slots=True)
class Variant:
    """The content of one file in one encoding, with what is said about it."""

    encoding: str
    """Empty for the plain file."""
    identity: Identity
    body: bytes | None
    """None for a file too large for memory, which is read in parts for every answer."""
    file: OpenFile | None
    """That large file, open: what its name leads to may change, what is sent does not."""
    etag: str
    """Strong: made of the bytes themselves, so two variants or versions never share one."""
    size: int
    mtime: int
    """Seconds since the epoch."""
    modified: str
    """The same as an HTTP date."""
    heads: dict[int, tuple[int, Head]] = field(default_factory=dict)
    """Heads built before: by status, with the version of the policy that they state."""

    @property
    def cost(self) -> int:
        """Bytes that it takes of the budget."""
        return len(self.body) if self.body is not None else _OPEN_COST


@dataclass(slots=True)
class Entry:
    """What stood under one name at one look; another look makes another entry."""

    checked: float
    found: dict[str, Identity]
    gone: bool
    loaded: dict[str, Variant] = field(default_factory=dict)


def _read(file: OpenFile, encoding: str, largest: int) -> Variant:
    """Reads an open file once: content and tag belong together whatever happens to its name."""
    digest = hashlib.sha256()
    parts: list[bytes] = []
    size = 0
    while part := file.read(size, _CHUNK):
        digest.update(part)
        size += len(part)
        if size <= largest:
            parts.append(part)
        else:
            parts.clear()
    return Variant(
        encoding=encoding,
        identity=identity(file.found),
        body=b"".join(parts) if size <= largest else None,
        file=file if size > largest else None,
        etag=f'"{digest.hexdigest()[:32]}"',
        size=size,
        mtime=int(file.found.st_mtime),
        modified=formatdate(int(file.found.st_mtime), usegmt=True),
    )


class FileCache:
    """Files below a root, by name and encoding, the least recently asked for dropped first."""

    def __init__(
        self, root: Path, *, budget: int = DEFAULT_BUDGET, largest: int = LARGEST_KEPT
    ) -> None:
        """``budget`` bounds the bytes kept in all, ``largest`` those of one file."""
        self.root = root
        self._budget, self._largest = budget, min(largest, budget)
        self._entries: OrderedDict[str, Entry] = OrderedDict()
        self.known: dict[str, Entry] = {}
        """What addresses led to in this second, as :meth:`know` was told."""
        self._known_since = 0.0
        self.kept = 0
        """Bytes that count against the budget now."""

    def look_up(self, name: str, now: float | None = None) -> Entry | None:
        """What stands under a name, at most a second old; None where nothing does.

        Raises OSError when the disk or the rights fail.
        """
        now = time.monotonic() if now is None else now
        entry = self._entries.get(name)
        if entry is None or now - entry.checked >= CHECK_SECONDS:
            return self._look_again(name, entry, now)
        self._entries.move_to_end(name)
        return entry

    def _look_again(self, name: str, entry: Entry | None, now: float) -> Entry | None:
        found, gone = find(self.root, name)
        if not found:
            self.forget(name)
            return None
        fresh = Entry(checked=now, found=found, gone=gone)
        if entry is None:
            self.kept += _ENTRY_COST
        else:
            fresh.loaded = entry.loaded
        self._entries[name] = fresh
        for encoding, held in list(fresh.loaded.items()):
            if found.get(encoding) != held.identity:
                self.kept -= fresh.loaded.pop(encoding).cost
        self._entries.move_to_end(name)
        self._shrink()
        return fresh

    def trusts(self, entry: Entry) -> bool:
        """Whether what was seen then still counts."""
        return time.monotonic() - entry.checked < CHECK_SECONDS

    def know(self, path: str, entry: Entry) -> None:
        """Remembers an address for as long as the look at its file is trusted."""
        now = time.monotonic()
        if now - self._known_since >= CHECK_SECONDS:
            self.known.clear()
            self._known_since = now
        self.known[path] = entry

    def look_at_disk_next(self, name: str) -> None:
        """Ends the trust in the last look at a name; what was read and still stands is kept."""
        entry = self._entries.get(name)
        if entry is not None:
            entry.checked = float("-inf")

    def is_large(self, entry: Entry, encoding: str) -> bool:
        """Whether reading it would take long enough to keep other readers waiting."""
        return encoding not in entry.loaded and entry.found[encoding][2] > self._largest

    def load(self, name: str, encoding: str) -> Variant:
        """The content of a file that :meth:`look_up` found, read if it is not in memory.

        Raises FileNotFoundError when it went away in the meantime, OSError when the disk fails.
        """
        entry = self._entries.get(name)
        held = entry.loaded.get(encoding) if entry is not None else None
        if held is not None:
            return held
        variant = self.read(name, encoding)
        self.keep(name, encoding, variant)
        return variant

    def read(self, name: str, encoding: str) -> Variant:
        """As :meth:`load`, always from disk and without keeping it; safe in another thread."""
        return _read(open_file(self.root, name + SUFFIXES[encoding]), encoding, self._largest)

    def keep(self, name: str, encoding: str, variant: Variant) -> None:
        """Remembers what was read if the name is still known; drops what exceeds the budget."""
        entry = self._entries.get(name)
        if entry is None:
            return
        earlier = entry.loaded.pop(encoding, None)
        if earlier is not None:
            self.kept -= earlier.cost
        entry.loaded[encoding] = variant
        self.kept += variant.cost
        self._shrink()

    def forget(self, name: str) -> None:
        """Drops all that is remembered of a name, so that the next look is at the disk."""
        entry = self._entries.pop(name, None)
        if entry is not None:
            self.kept -= _ENTRY_COST + sum(held.cost for held in entry.loaded.values())
            # Addresses that are known hold on to the entry, and must not to what it holds.
            entry.loaded.clear()

    def _shrink(self) -> None:
        while self.kept > self._budget and self._entries:
            self.forget(next(iter(self._entries)))
