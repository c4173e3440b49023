"""Building the published root from the newsroom's data."""

from collections.abc import Iterable, Iterator

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
    with connection.cursor() as cursor:
        cursor.execute("CREATE TEMPORARY TABLE IF NOT EXISTS nashra_wanted (path text PRIMARY KEY)")
        cursor.execute("DELETE FROM nashra_wanted")
        for part in chunks(pages.every_path()):
            cursor.executemany(
                "INSERT INTO nashra_wanted VALUES (%s) ON CONFLICT DO NOTHING",
                [(path,) for path in part],
            )


def _wanted(*, missing: bool) -> Iterator[str]:
    among = f"path NOT IN (SELECT path FROM {_FILES})" if missing else "1 = 1"  # noqa: S608
    return _paths(f"SELECT path FROM nashra_wanted WHERE path > %s AND {among}")  # noqa: S608


def _unwanted() -> Iterator[str]:
    return _paths(
        f"SELECT path FROM {_FILES} "  # noqa: S608
        "WHERE path > %s AND path NOT IN (SELECT path FROM nashra_wanted)"
    )


def _paths(sql: str) -> Iterator[str]:
    last = ""
    while True:
        with connection.cursor() as cursor:
            cursor.execute(f"{sql} ORDER BY path LIMIT 500", [last])
            found = [str(row[0]) for row in cursor.fetchall()]
        yield from found
        if not found:
            return
        last = found[-1]


def _add(paths: Iterable[str]) -> None:
    for part in chunks(paths):
        with transaction.atomic():
            tables.add_tasks(part, priority=Priority.WIDE, cause="build")


def _wrongly_standing(path: str) -> bool:
    found = pages.kind_of(path)
    return found is None or found[0].name != "picture"
