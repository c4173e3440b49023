"""Rows of this room written many at once; each statement adds to what stands."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.db import connection, models

from nashra.audience.models import DayViews, HourViews, MinuteViews, ShownCount, StoryTotal

_MINUTES = MinuteViews._meta.db_table


def _add(model: type[models.Model], columns: tuple[str, ...], source: str, key: str) -> str:
    table = model._meta.db_table
    return (
        f"INSERT INTO {table} ({', '.join(columns)}) {source} "
        f"ON CONFLICT ({key}) DO UPDATE SET "
        f"views = {table}.views + excluded.views, over = {table}.over + excluded.over"
    )


# Every name in these statements is a constant of this module or a table's own.
_ADD_MINUTE = _add(
    MinuteViews, ("public_id", "minute", "views", "over"),
    "VALUES (%s, %s, %s, %s)", "public_id, minute",
)  # fmt: skip
_SHOW = (
    f"INSERT INTO {ShownCount._meta.db_table} (public_id, views) VALUES (%s, %s) "  # noqa: S608
    "ON CONFLICT (public_id) DO UPDATE SET views = excluded.views"
)


def _many(sql: str, rows: Iterable[tuple[Any, ...]]) -> None:
    with connection.cursor() as cursor:
        cursor.executemany(sql, list(rows))


def _run(sql: str, values: list[Any]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)


def add_minutes(counted: Mapping[tuple[str, int], tuple[int, int]]) -> None:
    """Adds views and floods, by story and minute: one row each."""
    _many(_ADD_MINUTE, ((*place, *counts) for place, counts in sorted(counted.items())))


def show(counts: Mapping[str, int]) -> None:
    """Puts what readers are told of these stories."""
    _many(_SHOW, sorted(counts.items()))


def _from_minutes(column: str, ids: int) -> str:
    marks = ", ".join(["%s"] * ids)
    return (
        f"SELECT public_id, {column} SUM(views), SUM(over) FROM {_MINUTES} "  # noqa: S608
        f"WHERE public_id IN ({marks}) AND minute >= %s AND minute < %s GROUP BY public_id"
    )


def roll_hour(ids: list[str], hour: int) -> None:
    """Adds these stories' minutes of one hour since 1970 to that hour."""
    source = _from_minutes("%s,", len(ids))
    sql = _add(HourViews, ("public_id", "hour", "views", "over"), source, "hour, public_id")
    _run(sql, [hour, *ids, hour * 60, hour * 60 + 60])


def roll_day(ids: list[str], day: date, start: int, end: int) -> None:
    """Adds these stories' minutes from ``start`` to before ``end`` to a day."""
    source = _from_minutes("%s,", len(ids))
    sql = _add(DayViews, ("public_id", "day", "views", "over"), source, "day, public_id")
    _run(sql, [connection.ops.adapt_datefield_value(day), *ids, start, end])


def roll_totals(ids: list[str], end: int) -> None:
    """Adds these stories' minutes before ``end`` to their totals."""
    source = _from_minutes("", len(ids))
    _run(_add(StoryTotal, ("public_id", "views", "over"), source, "public_id"), [*ids, 0, end])
