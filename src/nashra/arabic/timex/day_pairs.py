"""A Hijri day beside a Gregorian one: each is checked against the other."""

from __future__ import annotations

from datetime import date

from nashra.arabic.timex.calendars import GREGORIAN, HIJRI, Calendar, nearest, shifted
from nashra.arabic.timex.day_parts import (
    Core,
    DayOfMonth,
    NumericDay,
    WrittenDay,
    closest,
    day_of_month,
    reading,
)
from nashra.arabic.timex.model import Certainty, Reading


def both_calendars(cores: tuple[Core, ...], weekday: int | None, anchor: date | None) -> Reading:
    """«25 شوال 1436 الموافق 10 أغسطس 2015»: each is checked against the other."""
    hijri, plain = sorted(cores, key=lambda core: _calendar(core) is GREGORIAN)
    options = _options(plain, anchor) or _around(plain, _options(hijri, anchor))
    if not options:
        lost = _impossible(plain) or _impossible(hijri)
        return reading(None, "contradicted" if lost else "ambiguous")
    if weekday is not None:
        fitting = [day for day in options if day.weekday() == weekday]
        if not fitting:
            return reading(options[0], "contradicted")
        options = fitting
    apart = [(_apart(hijri, day), place) for place, day in enumerate(options)]
    known = [(distance, place) for distance, place in apart if distance is not None]
    if not known:
        return reading(options[0], "ambiguous")
    distance, place = min(known)
    certainty: Certainty = "certain" if distance == 0 else "ambiguous"
    return reading(options[place], certainty if distance <= 1 else "contradicted")


def _calendar(core: Core) -> Calendar:
    return GREGORIAN if isinstance(core, DayOfMonth) else core.calendar


def _impossible(core: Core) -> bool:
    if not isinstance(core, WrittenDay):
        return False
    return len(core.months) != 1 or not core.calendar.may_have(min(core.months), core.day)


def _options(core: Core, anchor: date | None) -> list[date]:
    """The days that a core may mean, the likeliest first."""
    if isinstance(core, NumericDay):
        return list(core.options)
    if isinstance(core, DayOfMonth):
        value = day_of_month(core, None, anchor).value
        return [date.fromisoformat(value)] if value else []
    if len(core.months) != 1:
        return []
    [month] = core.months
    if core.year is not None:
        found: list[date | None] = [core.calendar.day(core.year, month, core.day)]
    elif anchor is not None:
        found = [nearest(core.calendar, anchor, month, core.day, future=f) for f in (False, True)]
    else:
        found = []
    return [day for day in found if day is not None]


def _around(core: Core, others: list[date]) -> list[date]:
    """The days of a core without a year that lie nearest to some known days."""
    if not isinstance(core, WrittenDay) or len(core.months) != 1 or core.year is not None:
        return []
    [month] = core.months
    near = (closest(core.calendar, month, core.day, other) for other in others)
    return [day for day in near if day is not None]


def _apart(hijri: Core, day: date) -> int | None:
    """By how many days a Hijri core misses a day; ``None`` where the table has no answer."""
    if isinstance(hijri, WrittenDay) and len(hijri.months) == 1:
        [month] = hijri.months
        if hijri.year is None:
            there = closest(HIJRI, month, hijri.day, day)
        else:
            there = _table_day(hijri.year, month, hijri.day)
        return None if there is None else abs((there - day).days)
    if isinstance(hijri, NumericDay):
        return min(abs((option - day).days) for option in hijri.options)
    return 99


def _table_day(year: int, month: int, day: int) -> date | None:
    """A Hijri day; the thirtieth of a month that has 29 in the table is the day after it."""
    value = HIJRI.day(year, month, day)
    if value is None and day == 30:
        before = HIJRI.day(year, month, 29)
        return None if before is None else shifted(before, 1)
    return value
