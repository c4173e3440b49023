"""The files in which the readers' server leaves what it counted: read with suspicion.

They lie in ``run/views`` beneath the data home, one for each flush and minute::

    {"v":1,"minute":"2026-11-23T18:24Z","views":{"abc1234":17},"over":{"abc1234":400}}
"""

import json
import os
import re
import stat
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from heapq import nsmallest
from pathlib import Path
from typing import Any

MOST_BYTES = 1_000_000
"""Of one file; one with ten thousand stories, all of them flooded, has half of that."""
MOST_STORIES = 10_000
MOST_VIEWS = 1_000_000_000
"""Of one story in one file: more is no count."""
KEPT_ASIDE = 100
"""Unreadable files that are kept to be looked at."""

_NAME = re.compile(r"[0-9]{20}-[0-9A-Za-z_-]{1,40}\.json")
_MINUTE = re.compile(r"20\d\d-\d\d-\d\dT\d\d:\d\dZ")
_ID = re.compile(r"[0-9a-z]{7}")


class BadSpoolFile(ValueError):
    """A file is not what the readers' server writes; the message says how."""


@dataclass(frozen=True, kw_only=True)
class Flush:
    """What one file holds: views and floods by story, of one minute since 1970."""

    minute: int
    views: Mapping[str, int]
    over: Mapping[str, int]


def folder(home: Path) -> Path:
    """Where the files lie."""
    return home / "run" / "views"


def waiting(home: Path, size: int) -> list[Path]:
    """Up to ``size`` complete files, the oldest first. Raises OSError but where none ever were."""
    try:
        with os.scandir(folder(home)) as entries:
            names = nsmallest(size, (e.name for e in entries if e.name.endswith(".json")))
    except FileNotFoundError:
        return []
    return [folder(home) / name for name in names]


def read(file: Path) -> Flush:
    """What a file holds. Raises BadSpoolFile where it is torn or false, OSError."""
    if not _NAME.fullmatch(file.name):
        raise BadSpoolFile("its name is not one that the readers' server gives")
    try:
        values = json.loads(_bytes(file))
    except (ValueError, RecursionError) as error:
        raise BadSpoolFile(f"it is no JSON: {error}") from error
    if not isinstance(values, dict) or values.get("v") != 1:
        raise BadSpoolFile('it is no object with "v":1')
    return Flush(
        minute=_minute(values.get("minute")),
        views=_counts("views", values.get("views", {})),
        over=_counts("over", values.get("over", {})),
    )


def put_aside(file: Path) -> Path:
    """Moves a file where it is not read again; the oldest of many such go. Raises OSError."""
    aside = file.parent / "unreadable"
    aside.mkdir(exist_ok=True)
    held = sorted(aside.iterdir(), key=lambda old: old.lstat().st_mtime)
    for old in held[: max(0, len(held) - KEPT_ASIDE + 1)]:
        if not old.is_dir() or old.is_symlink():
            old.unlink()
    return file.replace(aside / file.name)


def _bytes(file: Path) -> bytes:
    try:
        # A pipe would keep the worker waiting, a link would lead it elsewhere.
        descriptor = os.open(file, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    except FileNotFoundError:
        raise
    except OSError as error:
        raise BadSpoolFile(f"it cannot be opened: {error.strerror}") from error
    with os.fdopen(descriptor, "rb") as opened:
        found = os.fstat(descriptor)
        if not stat.S_ISREG(found.st_mode):
            raise BadSpoolFile("it is no regular file")
        if found.st_size > MOST_BYTES:
            raise BadSpoolFile(f"it has {found.st_size} bytes, more than {MOST_BYTES}")
        return opened.read(MOST_BYTES)


def _minute(value: Any) -> int:
    if not isinstance(value, str) or not _MINUTE.fullmatch(value):
        raise BadSpoolFile(f'its "minute" is {_short(value)}')
    try:
        moment = datetime.strptime(value, "%Y-%m-%dT%H:%MZ").replace(tzinfo=UTC)
    except ValueError as error:
        raise BadSpoolFile(f'its "minute" is {_short(value)}') from error
    return int(moment.timestamp()) // 60


def _counts(name: str, value: Any) -> dict[str, int]:
    if not isinstance(value, dict) or len(value) > MOST_STORIES:
        raise BadSpoolFile(f'its "{name}" is no object of at most {MOST_STORIES} stories')
    for public_id, count in value.items():
        if not _ID.fullmatch(public_id):
            raise BadSpoolFile(f'its "{name}" names {_short(public_id)}, which is no story')
        if type(count) is not int or not 0 < count <= MOST_VIEWS:
            raise BadSpoolFile(f'its "{name}" counts {_short(count)} for {public_id}')
    return value


def _short(value: Any) -> str:
    return repr(value)[:60]
