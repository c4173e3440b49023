"""Minutes, hours and days in which views are counted; days are the newsroom's own."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from nashra.newsroom import queries


def zone() -> ZoneInfo:
    """The newsroom's zone."""
    return ZoneInfo(queries.newsroom().zone)


def minute_of(moment: datetime) -> int:
    """Whole minutes since 1970 in UTC."""
    return int(moment.timestamp()) // 60


def moment_of(minute: int) -> datetime:
    """When a minute began."""
    return datetime.fromtimestamp(minute * 60, UTC)


def day_of(minute: int, where: ZoneInfo) -> date:
    """The day to which a minute belongs."""
    return moment_of(minute).astimezone(where).date()


def start_of(day: date, where: ZoneInfo) -> int:
    """The first minute of a day."""
    return minute_of(datetime(day.year, day.month, day.day, tzinfo=where))


def days(first: int, end: int, where: ZoneInfo) -> Iterator[tuple[date, int, int]]:
    """Each day between two minutes, with the part of that stretch which lies in it."""
    while first < end:
        day = day_of(first, where)
        until = min(end, max(first + 1, start_of(day + timedelta(days=1), where)))
        yield day, first, until
        first = until
