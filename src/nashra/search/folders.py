"""Where indexes stand, and which one serves."""

import os
import secrets
import shutil
from pathlib import Path

from nashra.search.engine import BrokenIndexError, Index

KEPT = 2
"""Indexes that stay: the one that serves and the one before, which somebody may still read."""


def place(home: Path) -> Path:
    """The folder of all indexes."""
    return home / "search"


def pointer(home: Path) -> Path:
    """The file that names the index which serves."""
    return place(home) / "current"


def new(home: Path) -> Path:
    """A name for an index that is to be built; made later."""
    return place(home) / f"index-{secrets.token_hex(4)}"


def current(home: Path) -> Path | None:
    """The folder of the index that serves, None where there is none."""
    try:
        name = pointer(home).read_text(encoding="ascii").strip()
    except (FileNotFoundError, UnicodeDecodeError):
        return None
    folder = place(home) / name
    return folder if name.startswith("index-") and folder.is_dir() else None


def serve(home: Path, folder: Path) -> None:
    """From now on this one serves; indexes that nobody reads any more go."""
    before = current(home)
    fresh = pointer(home).with_suffix(".new")
    fresh.write_text(folder.name, encoding="ascii")
    os.replace(fresh, pointer(home))
    kept = {folder, before}
    for other in place(home).glob("index-*"):
        if other not in kept:
            shutil.rmtree(other, ignore_errors=True)


class Opened:
    """The index that serves, open, for one process; opened again when another one does."""

    def __init__(self) -> None:
        self._home: Path | None = None
        self._stamp = 0
        self._index: Index | None = None

    def get(self, home: Path) -> Index:
        """Raises BrokenIndexError where there is none that can be read."""
        try:
            stamp = pointer(home).stat().st_mtime_ns
        except FileNotFoundError:
            raise BrokenIndexError("there is no index yet") from None
        if self._index is None or (home, stamp) != (self._home, self._stamp):
            folder = current(home)
            if folder is None:
                raise BrokenIndexError("there is no index yet")
            self._index = Index(folder)
            self._home, self._stamp = home, stamp
        return self._index
