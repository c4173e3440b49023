"""Named reads of what was counted. Each is one statement, so that it sees one moment.

Minutes that are still to be moved and what they become are added up: see ``models``.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection

from nashra.audience.models import DayViews, MinuteViews, ShownCount, StoryTotal

_MINUTES = MinuteViews._meta.db_table
_DAYS = DayViews._meta.db_table
_TOTALS = StoryTotal._meta.db_table
_SHOWN = ShownCount._meta.db_table

# Every name in these statements is a constant of this module or a table's own.
ALL_TIME = (
    f"SELECT public_id, views, over FROM {_TOTALS} UNION ALL "  # noqa: S608
    f"SELECT public_id, views, over FROM {_MINUTES}"
)
SPAN = (
    f"SELECT public_id, views, over FROM {_DAYS} WHERE day >= %s UNION ALL "  # noqa: S608
    f"SELECT public_id, views, over FROM {_MINUTES} WHERE minute >= %s"
)


@dataclass(frozen=True, kw_only=True)
class Counted:
    """Views of a story in some time, and those above the cap, which are in no other figure."""

    views: int
    over: int


def rows(sql: str, values: Iterable[Any] = ()) -> list[tuple[Any, ...]]:
    """What one statement gives."""
    with connection.cursor() as cursor:
        cursor.execute(sql, list(values))
        return list(cursor.fetchall())


def totals() -> dict[str, Counted]:
    """All views of every story that was ever viewed."""
    return _counted(ALL_TIME, [])


def since(day: date, minute: int) -> dict[str, Counted]:
    """Views since a day of the newsroom began, which was at ``minute`` since 1970."""
    return _counted(SPAN, [connection.ops.adapt_datefield_value(day), minute])


def views_since(day: date, minute: int) -> dict[str, int]:
    """The same without floods, and without stories that had no views."""
    sql = f"SELECT public_id, SUM(views) FROM ({SPAN}) GROUP BY public_id HAVING SUM(views) > 0"  # noqa: S608
    return dict(rows(sql, [connection.ops.adapt_datefield_value(day), minute]))


def _counted(source: str, values: list[Any]) -> dict[str, Counted]:
    sql = f"SELECT public_id, SUM(views), SUM(over) FROM ({source}) GROUP BY public_id"  # noqa: S608
    return {key: Counted(views=views, over=over) for key, views, over in rows(sql, values)}


def changed_counts() -> dict[str, int]:
    """All views of those stories whose count is not the one that readers are told."""
    recent = f"SELECT DISTINCT public_id FROM {_MINUTES}"  # noqa: S608
    sql = (
        f"SELECT v.public_id, SUM(v.views) AS n FROM ({ALL_TIME}) v "  # noqa: S608
        f"LEFT JOIN {_SHOWN} s ON s.public_id = v.public_id "
        f"WHERE v.public_id IN ({recent}) "
        "GROUP BY v.public_id HAVING n <> COALESCE(MAX(s.views), 0)"
    )
    return dict(rows(sql))
