"""A date proper as it is written, and the checks that its readings share."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from nashra.arabic.timex.calendars import (
    GREGORIAN,
    HIJRI,
    Calendar,
    nearest,
    safe_date,
    shifted,
    shifted_month,
)
from nashra.arabic.timex.model import CalendarName, Certainty, Reading


@dataclass(frozen=True)
class WrittenDay:
    """«27 سبتمبر/أيلول [2020]», «غرة رمضان»."""

    calendar: Calendar
    day: int
    #: One month, or several if their names disagree.
    months: frozenset[int]
    year: int | None = None
    #: The Gregorian year beside a Hijri month: «رمضان 2021».
    gregorian_year: int | None = None
    direction: int | None = None
    year_direction: int | None = None
    #: The day is an ordinal: after a weekday it may count the weekdays of the month.
    ordinal: bool = False
    #: Day and month are bare numbers that could change places.
    swappable: bool = False


@dataclass(frozen=True)
class NumericDay:
    """«1/12/2020»: one reading, or two with the likelier first."""

    calendar: Calendar
    options: tuple[date, ...]
    sure: bool


@dataclass(frozen=True)
class DayOfMonth:
    """«3 من الشهر الجاري»; without a direction it is a month of the story."""

    day: int
    direction: int | None


Core = WrittenDay | NumericDay | DayOfMonth


def reading(
    value: date | None, certainty: Certainty, calendar: CalendarName = "gregorian"
) -> Reading:
    """The reading of a day."""
    return Reading(None if value is None else value.isoformat(), "day", certainty, calendar)


def checked(value: date | None, weekday: int | None, calendar: Calendar = GREGORIAN) -> Reading:
    """A day that the text leaves no choice about, against the weekday beside it."""
    if value is None:
        return reading(None, "contradicted", calendar.name)
    if weekday is None or value.weekday() == weekday:
        return reading(value, "certain", calendar.name)
    if calendar is HIJRI:
        return sighted(value, weekday)
    return reading(None, "contradicted", calendar.name)


def sighted(value: date, weekday: int) -> Reading:
    """A Hijri day whose weekday is the table's neighbour: the moon was seen a day apart."""
    for distance in (-1, 1):
        near = shifted(value, distance)
        if near is not None and near.weekday() == weekday:
            return reading(near, "ambiguous", "hijri")
    return reading(value, "contradicted", "hijri")


def closest(kind: Calendar, month: int, day: int, to: date) -> date | None:
    """The day of that name nearest to another day."""
    around = [nearest(kind, to, month, day, future=future) for future in (False, True)]
    return min(
        (value for value in around if value is not None),
        key=lambda value: abs((value - to).days),
        default=None,
    )


def day_of_month(core: DayOfMonth, weekday: int | None, anchor: date | None) -> Reading:
    """A day of the anchor\'s month or of one beside it."""
    if anchor is None or core.direction is None:
        return reading(None, "ambiguous")
    place = shifted_month(anchor, core.direction)
    return checked(safe_date(*place, core.day) if place else None, weekday)
