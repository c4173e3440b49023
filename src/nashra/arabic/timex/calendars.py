"""The two calendars of Arabic news, and arithmetic on days.

Gregorian by the standard library; Hijri by hijridate's table of Umm al-Qura (1343-1500, that is
1924-2077), the civil calendar of Saudi Arabia. Countries that sight the moon may differ from it
by a day: callers treat one day of difference as doubt and not as error.
"""

from __future__ import annotations

import calendar
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from typing import Final, Protocol

from hijridate import Gregorian, Hijri

from nashra.arabic.timex.model import CalendarName

#: Years outside are of another calendar, or no years.
FIRST_YEAR: Final = 1800
LAST_YEAR: Final = 2199
FIRST_HIJRI_YEAR: Final = 1300
LAST_HIJRI_YEAR: Final = 1500


class Calendar(Protocol):
    """Days, months and years of one calendar as Gregorian dates."""

    name: CalendarName

    def year_of(self, day: date) -> int | None:
        """The year of this calendar in which a day falls."""

    def day(self, year: int, month: int, day: int) -> date | None:
        """A day, or ``None`` if the calendar has no such day."""

    def may_have(self, month: int, day: int) -> bool:
        """Whether some year has such a day."""

    def month_of(self, day: date) -> int | None:
        """The month of this calendar in which a day falls."""

    def month_value(self, year: int, month: int) -> str | None:
        """A month in ISO 8601: itself, or the interval of its days."""

    def year_value(self, year: int) -> str | None:
        """A year in ISO 8601: itself, or the interval of its days."""


class _Gregorian:
    name: CalendarName = "gregorian"

    def year_of(self, day: date) -> int | None:
        return day.year

    def month_of(self, day: date) -> int | None:
        return day.month

    def day(self, year: int, month: int, day: int) -> date | None:
        return safe_date(year, month, day)

    def may_have(self, month: int, day: int) -> bool:
        return safe_date(2000, month, day) is not None

    def month_value(self, year: int, month: int) -> str | None:
        return f"{year:04d}-{month:02d}"

    def year_value(self, year: int) -> str | None:
        return f"{year:04d}"


class _Hijri:
    name: CalendarName = "hijri"

    def year_of(self, day: date) -> int | None:
        found = _hijri_of(day)
        return found[0] if found else None

    def month_of(self, day: date) -> int | None:
        found = _hijri_of(day)
        return found[1] if found else None

    def day(self, year: int, month: int, day: int) -> date | None:
        return _gregorian_of(year, month, day)

    def may_have(self, month: int, day: int) -> bool:
        return 1 <= month <= 12 and 1 <= day <= 30

    def month_value(self, year: int, month: int) -> str | None:
        first = self.day(year, month, 1)
        last = self.day(year, month, 30) or self.day(year, month, 29)
        return interval(first, last)

    def year_value(self, year: int) -> str | None:
        first = self.day(year, 1, 1)
        last = self.day(year, 12, 30) or self.day(year, 12, 29)
        return interval(first, last)


GREGORIAN: Final[Calendar] = _Gregorian()
HIJRI: Final[Calendar] = _Hijri()


@lru_cache(maxsize=1024)
def _gregorian_of(year: int, month: int, day: int) -> date | None:
    try:
        return date(*Hijri(year, month, day).to_gregorian().datetuple())
    except (ValueError, OverflowError):
        return None


@lru_cache(maxsize=1024)
def _hijri_of(day: date) -> tuple[int, int, int] | None:
    try:
        return Gregorian(day.year, day.month, day.day).to_hijri().datetuple()
    except (ValueError, OverflowError):
        return None


def safe_date(year: int, month: int, day: int) -> date | None:
    """A Gregorian day, or ``None`` if there is none."""
    try:
        return date(year, month, day)
    except (ValueError, OverflowError):
        return None


def shifted(day: date, days: int) -> date | None:
    """A day so many days later, or ``None`` beyond the years that there are."""
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return None


def shifted_month(day: date, months: int) -> tuple[int, int] | None:
    """Year and month so many months after those of a day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return (year, month + 1) if 1 <= year <= 9999 else None


def interval(first: date | None, last: date | None) -> str | None:
    """Two days as an ISO 8601 interval."""
    if first is None or last is None:
        return None
    return f"{first.isoformat()}/{last.isoformat()}"


def last_day(year: int, month: int) -> int:
    """How many days a Gregorian month has."""
    return calendar.monthrange(year, month)[1]


def moment_value(moment: datetime) -> str | None:
    """A moment to the minute: in UTC, or without a zone if it has none.

    ``isoformat`` and not ``strftime``, which leaves years before 1000 without their noughts.
    """
    if moment.tzinfo is None:
        return moment.isoformat(timespec="minutes")
    try:
        there = moment.astimezone(UTC)
    except OverflowError:
        return None
    return there.replace(tzinfo=None).isoformat(timespec="minutes") + "Z"


def week_value(day: date) -> str:
    """The ISO 8601 week of a day."""
    year, week, _ = day.isocalendar()
    return f"{year:04d}-W{week:02d}"


def nearest(kind: Calendar, anchor: date, month: int, day: int, *, future: bool) -> date | None:
    """The nearest such day not after the anchor, or not before it.

    29 February may be eight years away, and the last of a Hijri month of 30 days several.
    """
    year = kind.year_of(anchor)
    if year is None:
        return None
    for distance in range(-1, 9):
        value = kind.day(year + (distance if future else -distance), month, day)
        if value is not None and (value >= anchor if future else value <= anchor):
            return value
    return None
