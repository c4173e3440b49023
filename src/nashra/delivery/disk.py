"""The published root on disk, walked so that nothing outside it is reachable.

Every folder on the way is opened by its name within the one above, and a symbolic link is never
followed: a link that someone puts below the root leads nowhere.
"""

import errno
import os
import stat
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from nashra.delivery.negotiate import SUFFIXES

MARKER = "gone.txt"
"""Stands beside the ``index.html`` of a story that was taken back."""

Identity = tuple[int, int, int, int, int]
"""Device, inode, size, time of writing and of change in ns: another value, another content."""

_FOLDER = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC
_FILE = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
_BY_NUMBER = sys.platform == "linux"
_ABSENT = (errno.ENOENT, errno.ENOTDIR, errno.ELOOP, errno.ENAMETOOLONG, errno.ENXIO)


def identity(found: os.stat_result) -> Identity:
    """What tells one content of a name from the next."""
    return (found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns, found.st_ctime_ns)


@contextmanager
def _folder_of(root: Path, name: str) -> Iterator[tuple[int, str]]:
    *folders, last = name.split("/")
    held = os.open(root, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        for folder in folders:
            deeper = os.open(folder, _FOLDER, dir_fd=held)
            os.close(held)
            held = deeper
        yield held, last
    finally:
        os.close(held)


def _regular(folder: int, name: str) -> Identity | None:
    try:
        found = os.stat(name, dir_fd=folder, follow_symlinks=False)
    except FileNotFoundError:
        return None
    return identity(found) if stat.S_ISREG(found.st_mode) else None


def find(root: Path, name: str) -> tuple[dict[str, Identity], bool]:
    """Encodings in which a file stands (the plain one under ``""``), and whether it is a tombstone.

    Empty where nothing stands. Raises OSError when the disk or the rights fail.
    """
    found: dict[str, Identity] = {}
    try:
        with _folder_of(root, name) as (folder, last):
            for encoding, suffix in SUFFIXES.items():
                seen = _regular(folder, last + suffix)
                if seen is not None:
                    found[encoding] = seen
            gone = last == "index.html" and _regular(folder, MARKER) is not None
    except OSError as error:
        if error.errno in _ABSENT:
            return {}, False
        raise
    return (found, gone) if "" in found else ({}, False)


class OpenFile:
    """A regular file that stays what it was when opened; closed when nobody holds it any more."""

    def __init__(self, descriptor: int, path: Path) -> None:
        """Takes the descriptor over. Raises FileNotFoundError if it is no regular file's."""
        self._descriptor = descriptor
        self._path = path
        self.found = os.fstat(descriptor)
        if not stat.S_ISREG(self.found.st_mode):
            raise FileNotFoundError(errno.ENOENT, "no regular file")

    def read(self, place: int, size: int) -> bytes:
        """At most ``size`` bytes from a place; safe in several threads at once."""
        return os.pread(self._descriptor, size, place)

    @property
    def address(self) -> str:
        """A path that leads to this file, whatever its name leads to by now.

        Only Linux can do that; elsewhere it is the name, and a file that is replaced in that very
        instant is sent under its predecessor's head.
        """
        return f"/proc/self/fd/{self._descriptor}" if _BY_NUMBER else str(self._path)

    def __del__(self) -> None:
        """Closes it."""
        os.close(self._descriptor)


def open_file(root: Path, name: str) -> OpenFile:
    """Opens a published file.

    Raises FileNotFoundError where no regular file stands, OSError when the disk or the rights fail.
    """
    try:
        with _folder_of(root, name) as (folder, last):
            return OpenFile(os.open(last, _FILE, dir_fd=folder), root / name)
    except OSError as error:
        if error.errno in _ABSENT:
            raise FileNotFoundError(errno.ENOENT, "no such published file", name) from error
        raise
