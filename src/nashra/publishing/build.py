"""Building the published root from the newsroom's data."""

from collections.abc import Iterable, Iterator
from itertools import count

from django.db import connection, transaction

from nashra.changes.models import Priority
from nashra.newsroom.bulk import chunks
from nashra.publishing import pages, tables
from nashra.publishing.models import PageTask, PublishedFile
from nashra.publishing.worker import Worker

_FILES = PublishedFile._meta.db_table


def prepare(worker: Worker, *, clean: bool = False) -> int:
    """Lists what a build has to do; ``worker.drain()`` does it. Returns the number of files.

    Without ``clean`` these are files that are missing or should not stand; with it, every file is
    rendered again. Old files stay up meanwhile.
    """
    first = worker.is_first()
    if clean:
        worker.renew_epoch(forced=True)
    _list_wanted()
    _add(_wanted(missing=not clean))
    _add(path for path in _unwanted() if _wrongly_standing(path))
    if first:
        worker.begin_first()
    return PageTask.objects.count()


def _list_wanted() -> None:
    """Keeps what should stand in a table of this connection: a million paths are no small set."""
    numbers = count(1)
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS nashra_wanted")
        cursor.execute(
            "CREATE TEMPORARY TABLE nashra_wanted (number integer PRIMARY KEY, path text UNIQUE)"
        )
        for part in chunks(pages.every_path()):
            cursor.executemany(
                "INSERT INTO nashra_wanted VALUES (%s, %s) ON CONFLICT DO NOTHING",
                [(next(numbers), path) for path in part],
            )


def _wanted(*, missing: bool) -> Iterator[str]:
    among = f"path NOT IN (SELECT path FROM {_FILES})" if missing else "1 = 1"  # noqa: S608
    return _paths(
        f"SELECT path, number FROM nashra_wanted WHERE number > %s AND {among} "  # noqa: S608
        "ORDER BY number LIMIT 500", 0,
    )  # fmt: skip


def _unwanted() -> Iterator[str]:
    return _paths(
        f"SELECT path, path FROM {_FILES} "  # noqa: S608
        "WHERE path > %s AND path NOT IN (SELECT path FROM nashra_wanted) ORDER BY path LIMIT 500",
        "",
    )


def _paths(sql: str, last: int | str) -> Iterator[str]:
    """The first column of rows whose second is greater than the last one's."""
    while True:
        with connection.cursor() as cursor:
            cursor.execute(sql, [last])
            found = cursor.fetchall()
        yield from (str(path) for path, _ in found)
        if not found:
            return
        last = found[-1][1]


def _add(paths: Iterable[str]) -> None:
    for part in chunks(paths):
        with transaction.atomic():
            tables.add_tasks(part, priority=Priority.WIDE, cause="build")


def _wrongly_standing(path: str) -> bool:
    found = pages.kind_of(path)
    return found is None or found[0].name != "picture"
