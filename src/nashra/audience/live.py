"""What the desk sees of the last hour: a bounded number of rows, however large the archive."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from nashra.audience import clock, queries
from nashra.audience.models import DayViews, MinuteViews, Ranked, StoryTotal
from nashra.audience.snapshot import SITE
from nashra.newsroom.models import StoryPage

MINUTES = 60
RECENT = 10
"""Minutes in which a story rises."""
RISES_FROM = 20
"""Views in them, below which nothing is said to rise."""
RISES_BY = 2
"""How many times its own pace of the fifty minutes before."""
SHOWN = 20
RISING = 10
FLOODED = 10

_TABLE = MinuteViews._meta.db_table
_PACE = (MINUTES - RECENT) // RECENT
# Every name and number is a constant of this module or a table's own.
_HOUR = f"""
WITH v AS (
    SELECT public_id, SUM(views) AS n, SUM(over) AS flood,
        SUM(CASE WHEN minute > %s THEN views ELSE 0 END) AS recent
    FROM {_TABLE} WHERE minute > %s GROUP BY public_id
)
SELECT * FROM (SELECT 'read', public_id FROM v WHERE n > 0
    ORDER BY n DESC, public_id LIMIT {SHOWN})
UNION ALL SELECT * FROM (SELECT 'rising', public_id FROM v
    WHERE recent >= {RISES_FROM} AND recent * {_PACE} >= {RISES_BY} * (n - recent)
    ORDER BY recent * {_PACE} - (n - recent) DESC, public_id LIMIT {RISING})
UNION ALL SELECT * FROM (SELECT 'flooded', public_id FROM v WHERE flood > 0
    ORDER BY flood DESC, public_id LIMIT {FLOODED})
"""  # noqa: S608
_SITE = f"SELECT minute, SUM(views) FROM {_TABLE} WHERE minute > %s GROUP BY minute"  # noqa: S608


@dataclass(frozen=True, kw_only=True)
class StoryNow:
    """A story's views; ``minutes`` has one number for each of the last sixty, the oldest first."""

    public_id: str
    page: StoryPage
    """Without its body."""
    minutes: tuple[int, ...]
    today: int
    total: int
    over: int
    """Above the cap in the last hour; in no other figure."""
    rises: bool

    @property
    def hour(self) -> int:
        """Views of the last hour."""
        return sum(self.minutes)

    @property
    def pace(self) -> float:
        """Views a minute in the last ten minutes."""
        return sum(self.minutes[-RECENT:]) / RECENT


@dataclass(frozen=True, kw_only=True)
class Now:
    """The site's views at a moment."""

    at: datetime
    first: datetime
    """When the first of ``minutes`` began."""
    minutes: tuple[int, ...]
    today: int
    week: int
    read: tuple[StoryNow, ...]
    rising: tuple[StoryNow, ...]
    flooded: tuple[StoryNow, ...]

    @property
    def last(self) -> int:
        """Views of the last minute that is over."""
        return self.minutes[-2]


def now(at: datetime) -> Now:
    """The last sixty minutes, the one that runs included. Nine statements, whatever was viewed."""
    last = clock.minute_of(at)
    start = last - MINUTES
    lists: dict[str, list[str]] = defaultdict(list)
    for name, public_id in queries.rows(_HOUR, [last - RECENT, start]):
        lists[name].append(public_id)
    known = _stories({key for ids in lists.values() for key in ids}, last, set(lists["rising"]))
    site = dict(queries.rows(_SITE, [start]))
    spans = dict(
        Ranked.objects.filter(list_name__in=SITE.values()).values_list("list_name", "views")
    )
    chosen = {name: tuple(known[key] for key in ids if key in known) for name, ids in lists.items()}
    return Now(
        at=at, first=clock.moment_of(start + 1),
        minutes=tuple(site.get(minute, 0) for minute in range(start + 1, last + 1)),
        today=spans.get(SITE["today"], 0), week=spans.get(SITE["week"], 0),
        read=chosen.get("read", ()), rising=chosen.get("rising", ()),
        flooded=chosen.get("flooded", ()),
    )  # fmt: skip


def _stories(ids: Iterable[str], last: int, rising: set[str]) -> dict[str, StoryNow]:
    wanted = sorted(ids)
    where = clock.zone()
    day = clock.day_of(last, where)
    midnight = clock.start_of(day, where)
    rows: dict[str, dict[int, MinuteViews]] = {key: {} for key in wanted}
    for row in MinuteViews.objects.filter(public_id__in=wanted):
        rows[row.public_id][row.minute] = row
    days = _values(DayViews.objects.filter(day=day, public_id__in=wanted))
    totals = _values(StoryTotal.objects.filter(public_id__in=wanted))
    found = StoryPage.objects.filter(public_id__in=wanted).defer("body")
    pages: dict[str, StoryPage] = {page.public_id: page for page in found}
    return {
        key: StoryNow(
            public_id=key, page=page, rises=key in rising,
            minutes=tuple(
                rows[key][minute].views if minute in rows[key] else 0
                for minute in range(last - MINUTES + 1, last + 1)
            ),
            today=days.get(key, 0) + _sum(rows[key], midnight),
            total=totals.get(key, 0) + _sum(rows[key], 0),
            over=sum(row.over for m, row in rows[key].items() if m > last - MINUTES),
        )
        for key, page in pages.items()
    }  # fmt: skip


def _sum(rows: dict[int, MinuteViews], start: int) -> int:
    return sum(row.views for minute, row in rows.items() if minute >= start)


def _values(rows: object) -> dict[str, int]:
    return dict(rows.values_list("public_id", "views"))  # type: ignore[attr-defined]
