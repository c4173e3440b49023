"""Which stories are read most, by edition and section."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from django.db import connection

from nashra.audience import clock, queries
from nashra.newsroom.models import Placement
from nashra.newsroom.queries import languages

PLACES = 10
"""Stories in one list."""
NEWEST = 300
"""Stories whose counts readers get in one file, beside the most read."""
MOST_RECENT = 1_000
"""Of these at all: with thirteen digits each the file has 24 KB."""
SPANS = {"today": 1, "week": 7}
"""Spans with their days; the last of them is today."""

_PLACEMENTS = Placement._meta.db_table
# Every name is a constant of this module or a table's own.
_MOST_READ = f"""
SELECT list_name, public_id, n FROM (
    SELECT p.list_name, v.public_id, v.n, ROW_NUMBER() OVER (
        PARTITION BY p.list_name ORDER BY v.n DESC, p.published_at DESC, v.public_id
    ) AS place
    FROM (SELECT public_id, SUM(views) AS n FROM ({queries.SPAN}) GROUP BY public_id) v
    JOIN {_PLACEMENTS} p ON p.public_id = v.public_id
    WHERE p.live AND v.n > 0 AND (p.list_name LIKE 'all:%%' OR p.list_name LIKE 'section:%%')
) WHERE place <= %s ORDER BY list_name, place
"""  # noqa: S608

_VIEWS = f"SELECT SUM(views) FROM ({queries.SPAN})"  # noqa: S608

Lists = dict[str, list[tuple[str, int]]]
"""Stories with their views, the most read first, by the name of the list."""


def since(span: str, now: datetime) -> tuple[date, int]:
    """The first day of a span, and the minute since 1970 at which it begins."""
    where = clock.zone()
    day = now.astimezone(where).date() - timedelta(days=SPANS[span] - 1)
    return day, clock.start_of(day, where)


def most_read(now: datetime) -> Lists:
    """The most read of every edition and section in each span."""
    found: Lists = {}
    for span in SPANS:
        day, minute = since(span, now)
        values = [connection.ops.adapt_datefield_value(day), minute, PLACES]
        for name, public_id, views in queries.rows(_MOST_READ, values):
            found.setdefault(f"{name}/{span}", []).append((public_id, views))
    return found


def views(span: str, now: datetime) -> int:
    """All views of a span."""
    day, minute = since(span, now)
    values = [connection.ops.adapt_datefield_value(day), minute]
    total: int | None = queries.rows(_VIEWS, values)[0][0]
    return total or 0


def recent(ranked: Lists) -> list[str]:
    """The newest stories of all editions and the most read, each once."""
    found = dict.fromkeys(_newest())
    found |= dict.fromkeys(public_id for rows in ranked.values() for public_id, _ in rows)
    return list(found)[:MOST_RECENT]


def _newest() -> Iterator[str]:
    rows: list[tuple[datetime, str]] = []
    for language in languages():
        live = Placement.objects.filter(list_name=f"all:{language}", live=True)
        newest = live.order_by("-published_at", "-slot")
        rows += newest.values_list("published_at", "public_id")[:NEWEST]
    return (public_id for _, public_id in sorted(rows, reverse=True)[:NEWEST])
