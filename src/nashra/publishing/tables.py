"""Many rows of publishing's own tables at once, without building an object for each.

A full build writes a dozen rows a page; through the object layer that took as long as rendering.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.db import connection

from nashra.newsroom.bulk import chunks
from nashra.publishing import pages
from nashra.publishing.models import Dependency, PageTask, PublishedFile
from nashra.publishing.numbers import key_number

_TASKS = PageTask._meta.db_table
_FILES = PublishedFile._meta.db_table
_DEPENDENCIES = Dependency._meta.db_table

_FILE_COLUMNS = (
    "path", "number", "kind", "sha256", "intended", "size", "epoch", "change", "cause", "built_at",
    "sort_at",
)  # fmt: skip


def _smaller(column: str) -> str:
    held, new = f"{_TASKS}.{column}", f"excluded.{column}"
    return f"{column} = CASE WHEN {held} < {new} THEN {held} ELSE {new} END"


# Every name in these statements is a constant of this module or a table's own.
_ADD_TASK = f"""
INSERT INTO {_TASKS} (path, priority, rank, position, change, cause, attempts, not_before)
VALUES (%s, %s, %s, %s, %s, %s, 0, NULL)
ON CONFLICT (path) DO UPDATE SET {_smaller("priority")}, {_smaller("position")},
rank = excluded.rank, change = excluded.change, cause = excluded.cause, attempts = 0,
not_before = NULL
"""  # noqa: S608
_ADD_DEPENDENCY = f"INSERT INTO {_DEPENDENCIES} (file, key) VALUES (%s, %s) ON CONFLICT DO NOTHING"  # noqa: S608


def _put_file(updated: Sequence[str]) -> str:
    marks = ", ".join(["%s"] * len(_FILE_COLUMNS))
    changes = ", ".join(f"{name} = excluded.{name}" for name in updated)
    return (
        f"INSERT INTO {_FILES} ({', '.join(_FILE_COLUMNS)}) VALUES ({marks}) "  # noqa: S608
        f"ON CONFLICT (path) DO UPDATE SET {changes}"
    )


_INTEND = _put_file(["intended"])
_COMPLETE = _put_file([name for name in _FILE_COLUMNS if name != "path"])


def _many(sql: str, rows: Iterable[tuple[Any, ...]]) -> None:
    with connection.cursor() as cursor:
        cursor.executemany(sql, list(rows))


def _moment(value: datetime) -> Any:
    return connection.ops.adapt_datetimefield_value(value)


def add_tasks(
    paths: Iterable[str], *, priority: int, cause: str, change: int | None = None
) -> None:
    """Adds files to the list of tasks; one that waits already keeps its better place."""
    for part in chunks(paths):
        _many(
            _ADD_TASK,
            [
                (path, priority, pages.rank_of(path), change or 0, change, cause[:200])
                for path in part
            ],
        )


def _file_row(row: PublishedFile) -> tuple[Any, ...]:
    moments = _moment(row.built_at), _moment(row.sort_at)
    return (
        row.path, row.number, row.kind, row.sha256, row.intended, row.size, row.epoch, row.change,
        row.cause, *moments,
    )  # fmt: skip


def intend_files(rows: Iterable[PublishedFile]) -> None:
    """Notes what is about to be written; of rows that exist nothing else changes."""
    _many(_INTEND, map(_file_row, rows))


def complete_files(rows: Iterable[PublishedFile]) -> None:
    """Puts rows into the manifest, whole."""
    _many(_COMPLETE, map(_file_row, rows))


def add_dependencies(pairs: Iterable[tuple[int, int]]) -> None:
    """Notes that files (first) read keys (second), both as numbers."""
    _many(_ADD_DEPENDENCY, pairs)


def held_dependencies(files: Iterable[int]) -> dict[int, set[int]]:
    """What these files read when they were last rendered, by file, as numbers."""
    held: dict[int, set[int]] = defaultdict(set)
    for part in chunks(files):
        for file, key in Dependency.objects.filter(file__in=part).values_list("file", "key"):
            held[file].add(key)
    return held


def readers_of(keys: Iterable[str]) -> set[str]:
    """Addresses of the files that read one of these keys when they were last rendered."""
    found: set[str] = set()
    for part in chunks({key_number(key) for key in keys}):
        files = Dependency.objects.filter(key__in=part).values("file")
        found.update(PublishedFile.objects.filter(number__in=files).values_list("path", flat=True))
    return found


def unread_pictures(keys: Iterable[int]) -> set[str]:
    """Addresses of the pictures among these numbers that no file shows any more."""
    found: set[str] = set()
    for part in chunks(keys):
        pictures = PublishedFile.objects.filter(kind="picture", number__in=part)
        shown = Dependency.objects.filter(key__in=part).values("key")
        found.update(pictures.exclude(number__in=shown).values_list("path", flat=True))
    return found
