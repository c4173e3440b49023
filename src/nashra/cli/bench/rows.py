"""Rows of the bench, written without building an object for each."""

from collections.abc import Iterable
from typing import Any

from django.db import connection
from django.db.models import AutoField, Model


class Table:
    """A model's table, filled by tuples; through the object layer a row takes ten times as long.

    ``names`` are the fields that a tuple holds, in its order; all others take their defaults.
    """

    def __init__(self, model: type[Model], *names: str) -> None:
        self._fields: list[Any] = [_field(model, name) for name in names]
        rest = [
            field for field in model._meta.local_concrete_fields
            if field not in self._fields and not isinstance(field, AutoField)
        ]  # fmt: skip
        self._defaults = tuple(f.get_db_prep_save(f.get_default(), connection) for f in rest)
        quote = connection.ops.quote_name
        columns = ", ".join(quote(field.column) for field in [*self._fields, *rest])
        marks = ", ".join(["%s"] * (len(self._fields) + len(rest)))
        # Names of the model's own table and columns.
        table = quote(model._meta.db_table)
        self._sql = f"INSERT INTO {table} ({columns}) VALUES ({marks})"  # noqa: S608

    def insert(self, rows: Iterable[tuple[Any, ...]]) -> None:
        """Writes rows whose values are as :func:`stored` gives them."""
        with connection.cursor() as cursor:
            cursor.executemany(self._sql, [(*row, *self._defaults) for row in rows])


def stored(model: type[Model], name: str, value: Any) -> Any:
    """A value as the database takes it: numbers and text as they are, moments and keys not."""
    return _field(model, name).get_db_prep_save(value, connection)


def _field(model: type[Model], name: str) -> Any:
    return model._meta.get_field(name)
