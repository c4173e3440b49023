"""A folder that nobody vouches for, walked in the order of hash lists. Pure Python.

Every folder is opened by its name within the one above and every file within its folder, no link is
followed, nothing but regular files is read, and of the entries of a folder only so many are held in
memory.
"""

import errno
import hashlib
import os
import sqlite3
import stat
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from itertools import islice

from nashra.mirror.names import Place, own_place

DEEPEST = 64
"""Folders within folders that are looked into; published addresses have a handful."""
HELD = 20_000
"""Entries of one folder that are sorted in memory; of a larger one they are sorted on disk."""
LARGEST = 1 << 30
"""Bytes of a file; nothing that is published comes near it."""
_CHUNK = 1 << 18
_FOLDER = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC
_FILE = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
_NO_FILE = (errno.ELOOP, errno.ENXIO, errno.EISDIR)


class NoFile(Exception):
    """What stands under a name cannot be read as a file; says what it is."""


@dataclass(frozen=True)
class Entry:
    """Something in the folder; ``fault`` says why it is no file, empty if it is one."""

    name: str
    place: Place
    folder: int
    """Descriptor of the folder that it lies in, open until the next entry is asked for."""
    fault: str = ""

    def read(self, most: int) -> bytes:
        """All of it, if it has no more bytes than ``most``. Raises NoFile, OSError."""
        with _Opened(self.folder, self.name.rpartition("/")[2], most) as file:
            body = bytearray()
            while part := os.read(file.descriptor, _CHUNK):
                body += part
                if len(body) > most:
                    raise NoFile("larger than it can be")
            return bytes(body)

    def digest(self) -> str:
        """SHA-256 of its bytes. Raises NoFile, OSError."""
        state = hashlib.sha256()
        with _Opened(self.folder, self.name.rpartition("/")[2], LARGEST) as file:
            left = file.size + 1
            while left > 0 and (part := os.read(file.descriptor, _CHUNK)):
                state.update(part)
                left -= len(part)
        return state.hexdigest()

    def written_at(self) -> float:
        """When it was last written, by its folder; 0 where it is gone."""
        try:
            name = self.name.rpartition("/")[2]
            return os.stat(name, dir_fd=self.folder, follow_symlinks=False).st_mtime
        except OSError:
            return 0.0


class _Opened:
    """A regular file of so many bytes at most, open."""

    def __init__(self, folder: int, name: str, most: int) -> None:
        try:
            self.descriptor = os.open(name, _FILE, dir_fd=folder)
        except OSError as error:
            if error.errno in _NO_FILE:
                raise NoFile("no regular file") from error
            raise
        found = os.fstat(self.descriptor)
        self.size = found.st_size
        fault = "" if stat.S_ISREG(found.st_mode) else "no regular file"
        if fault or found.st_size > most:
            os.close(self.descriptor)
            raise NoFile(fault or "larger than it can be")

    def __enter__(self) -> "_Opened":
        return self

    def __exit__(self, *_: object) -> None:
        os.close(self.descriptor)


@dataclass
class Walk:
    """All entries beneath a folder of the root, in the order of lists, but for folders.

    ``ending`` is that of files which stand where their name without it says. ``left_out`` names
    what is not looked at, with the kind that it must be of.
    """

    root: int
    """Descriptor of the root."""
    base: str = ""
    """Folder within the root, with a final slash."""
    ending: str = ""
    left_out: Mapping[str, str] = field(default_factory=dict)
    _entries: Iterator[Entry] | None = field(default=None, repr=False)
    _next: Entry | None = None

    def upto(self, place: Place | None) -> Iterator[Entry]:
        """The entries before a place, or all that are left, each of which nobody asked for."""
        while (entry := self.peek()) is not None and (place is None or entry.place < place):
            yield entry
            self._next = None

    def at(self, place: Place) -> Entry | None:
        """The entry at a place, None where nothing stands; call where :meth:`upto` has ended."""
        entry = self.peek()
        if entry is None or entry.place != place:
            return None
        return entry

    def drop(self) -> None:
        """Goes on behind the entry that :meth:`at` gave."""
        self._next = None

    def peek(self) -> Entry | None:
        """The next entry, None at the end."""
        if self._next is None:
            if self._entries is None:
                self._entries = self._walk()
            self._next = next(self._entries, None)
        return self._next

    def _walk(self) -> Iterator[Entry]:
        try:
            held = _down(self.root, self.base)
        except OSError as error:
            yield self._closed(self.base, self.root, error)
            return
        if held is None:
            return
        try:
            yield from self._folder(held, self.base, 0)
        except OSError as error:
            # A disk that fails: what is named until here is told, and what was not read is missing.
            yield self._closed(self.base, held, error)
        finally:
            os.close(held)

    def _closed(self, whole: str, folder: int, error: OSError) -> Entry:
        name = whole.rstrip("/") or "."
        return Entry(name, self._place(name), folder, f"cannot be opened: {error.strerror}")

    def _folder(self, folder: int, name: str, depth: int) -> Iterator[Entry]:
        for kind, last in _sorted(folder, self.ending):
            whole = name + last
            if self.left_out.get(whole) == kind:
                continue
            place = self._place(whole)
            if kind == "link":
                yield Entry(whole, place, folder, "a symbolic link")
            elif kind == "other":
                yield Entry(whole, place, folder, "no regular file")
            elif kind == "file":
                yield Entry(whole, place, folder)
            elif depth == DEEPEST:
                yield Entry(whole, place, folder, "a folder too deep to look into")
            else:
                yield from self._deeper(folder, whole, last, depth)

    def _deeper(self, folder: int, whole: str, last: str, depth: int) -> Iterator[Entry]:
        try:
            held = os.open(last, _FOLDER, dir_fd=folder)
        except OSError as error:
            yield self._closed(whole, folder, error)
            return
        try:
            yield from self._folder(held, f"{whole}/", depth + 1)
        except OSError as error:
            yield self._closed(whole, folder, error)
        finally:
            os.close(held)

    def _place(self, whole: str) -> Place:
        folder, slash, last = whole[len(self.base) :].rpartition("/")
        own, variant = _own(last, self.ending)
        return os.fsencode(f"/{folder}{slash}{own}"), variant


def _own(last: str, ending: str) -> tuple[str, str]:
    """A name's place within its folder."""
    if ending:
        return (last[: -len(ending)], "") if last.endswith(ending) else (last, "?")
    return own_place(last)


def _down(root: int, base: str) -> int | None:
    """The folder ``base`` of the root, open; None where there is none."""
    held = os.dup(root)
    for part in base.split("/")[:-1]:
        try:
            deeper = os.open(part, _FOLDER, dir_fd=held)
        except OSError as error:
            if error.errno in (errno.ENOENT, errno.ENOTDIR, errno.ELOOP):
                return None
            raise
        finally:
            os.close(held)
        held = deeper
    return held


def _sorted(folder: int, ending: str) -> Iterator[tuple[str, str]]:
    """``(kind, name)`` of what lies in a folder, by place."""
    with os.scandir(folder) as entries:
        found = ((_key(one, ending), _kind(one), one.name) for one in entries)
        few = list(islice(found, HELD + 1))
        if len(few) <= HELD:
            yield from ((kind, name) for _, kind, name in sorted(few))
            return
        with closing(_sorter(few, found)) as database:
            for kind, name in database.execute("SELECT kind, name FROM names ORDER BY key"):
                yield kind, os.fsdecode(name)


def _sorter(
    few: list[tuple[bytes, str, str]], more: Iterator[tuple[bytes, str, str]]
) -> sqlite3.Connection:
    """The entries in a nameless file that SQLite sorts with little memory."""
    database = sqlite3.connect("")
    database.execute("CREATE TABLE names (key BLOB, kind TEXT, name BLOB)")
    for rows in (few, more):
        database.executemany(
            "INSERT INTO names VALUES (?, ?, ?)", ((k, d, os.fsencode(n)) for k, d, n in rows)
        )
    return database


def _key(entry: "os.DirEntry[str]", ending: str) -> bytes:
    """Sorts as addresses do: all that lies in ``x/`` stands together, where ``x/`` does."""
    if entry.is_dir(follow_symlinks=False):
        return os.fsencode(entry.name) + b"/\x00"
    own, variant = _own(entry.name, ending)
    return os.fsencode(own) + b"\x00" + variant.encode()


def _kind(entry: "os.DirEntry[str]") -> str:
    if entry.is_symlink():
        return "link"
    if entry.is_dir(follow_symlinks=False):
        return "folder"
    return "file" if entry.is_file(follow_symlinks=False) else "other"
