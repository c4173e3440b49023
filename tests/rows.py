"""The whole database, to be read once and put back for each test that wants it so."""

from typing import Any

Table = dict[str, tuple[list[str], list[tuple[Any, ...]]]]


class Rows:
    """What all tables but those of full-text search held at one moment."""

    def __init__(self, read: Table) -> None:
        self._read = read

    @classmethod
    def now(cls) -> "Rows":
        return cls(_read_all())

    def put_back(self) -> None:
        from nashra.changes import guard

        with guard.suspended():
            _put_back(self._read)


def _read_all() -> Table:
    from django.db import connection

    found: Table = {}
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            if table != "django_migrations" and "_fts" not in table:
                cursor.execute(f'SELECT * FROM "{table}"')
                names = [column[0] for column in cursor.description]
                found[table] = (names, cursor.fetchall())
    return found


def _put_back(rows: Table) -> None:
    from django.contrib.contenttypes.models import ContentType
    from django.db import connection, transaction
    from wagtail.models import Site

    with transaction.atomic(), connection.cursor() as cursor:
        for table, (names, values) in rows.items():
            cursor.execute(f'SELECT * FROM "{table}"')
            if cursor.fetchall() == values:
                continue
            cursor.execute(f'DELETE FROM "{table}"')
            marks = ", ".join(["%s"] * len(names))
            columns = ", ".join(f'"{name}"' for name in names)
            cursor.executemany(f'INSERT INTO "{table}" ({columns}) VALUES ({marks})', values)
    ContentType.objects.clear_cache()
    Site.clear_site_root_paths_cache()
