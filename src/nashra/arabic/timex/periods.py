"""Months, years, decades, centuries, quarters and seasons: what they mean.

Values of decades («195»), centuries («19»), halves («2020-H1»), quarters («2020-Q1») and
seasons («2020-SU») are those of TIMEX3 in ISO 24617-1 (ISO-TimeML).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from nashra.arabic.timex.calendars import (
    GREGORIAN,
    Calendar,
    shifted,
    shifted_month,
    week_value,
)
from nashra.arabic.timex.model import ANY_YEAR, Anchor, Certainty, Granularity, Reading
from nashra.arabic.timex.month_rules import YearPart
from nashra.arabic.timex.words import Unit


@dataclass(frozen=True)
class MonthPhrase:
    """A month with or without its year."""

    calendar: Calendar
    months: frozenset[int]
    years: YearPart
    mod: str | None = None

    def read(self, anchor: Anchor | None) -> Reading:
        """The month; without a year the last one not after the anchor."""
        if len(self.months) != 1:
            return self._reading(None, 0, "contradicted")
        [month] = self.months
        stated = self.years.year
        if stated is not None:
            if self.years.hijri or self.calendar is GREGORIAN:
                return self._reading(stated, month, "certain")
            return self._in_gregorian_year(stated, month)
        if anchor is None:
            return self._reading(None, month, "ambiguous")
        year = self.calendar.year_of(anchor.day)
        now = self.calendar.month_of(anchor.day)
        if year is None or now is None:
            return self._reading(None, month, "ambiguous")
        return self._near(year, now, month)

    def _near(self, year: int, now: int, month: int) -> Reading:
        direction = self.years.direction
        if self.years.year_direction is not None:
            return self._reading(year + self.years.year_direction, month, "certain")
        if direction is not None and direction > 0:
            year += (month <= now) + direction - 1
        elif direction is not None and direction < 0:
            year -= (month >= now) - direction - 1
        else:
            year -= month > now and direction is None
        sure = direction in (-1, 1) or (direction == 0 and month == now)
        return self._reading(year, month, "certain" if sure else "ambiguous")

    def _in_gregorian_year(self, stated: int, month: int) -> Reading:
        """The Hijri month that begins in a Gregorian year, if only one does."""
        found = []
        for year in (stated - 579, stated - 578, stated - 580):
            first = self.calendar.day(year, month, 1)
            if first is not None and first.year == stated:
                found.append(year)
        if not found:
            return self._reading(None, month, "ambiguous")
        return self._reading(found[0], month, "certain" if len(found) == 1 else "ambiguous")

    def _reading(self, year: int | None, month: int, certainty: Certainty) -> Reading:
        value = None if year is None else self.calendar.month_value(year, month)
        if value is None and certainty == "certain":
            certainty = "ambiguous"
        return Reading(value, "month", certainty, self.calendar.name, mod=self.mod)


@dataclass(frozen=True)
class YearPhrase:
    """A year by its number."""

    calendar: Calendar
    year: int
    sure: bool = True
    mod: str | None = None

    def read(self, anchor: Anchor | None) -> Reading:
        """The year; a Hijri one as the interval of its days."""
        value = self.calendar.year_value(self.year)
        certainty: Certainty = "certain" if self.sure and value else "ambiguous"
        return Reading(value, "year", certainty, self.calendar.name, mod=self.mod)


@dataclass(frozen=True)
class UnitPhrase:
    """«الأسبوع الماضي», «هذا العام», «نهاية الشهر»: a unit so many away from the anchor's."""

    unit: Unit
    direction: int
    sure: bool = True
    mod: str | None = None

    def read(self, anchor: Anchor | None) -> Reading:
        """The unit around the anchor, shifted."""
        granularity: Granularity = self.unit
        if anchor is None:
            return Reading(None, granularity, "ambiguous", mod=self.mod)
        value = unit_value(anchor, self.unit, self.direction)
        # The week begins on Saturday, Sunday or Monday in different countries (CLDR weekData).
        doubtful = self.unit == "week" and anchor.day.weekday() >= 5
        sure = self.sure and value is not None and not doubtful
        return Reading(value, granularity, "certain" if sure else "ambiguous", mod=self.mod)


def unit_value(anchor: Anchor, unit: Unit, distance: int) -> str | None:
    """The ISO or TIMEX3 value of the unit so many after the anchor's."""
    day = anchor.day
    if unit == "day" or unit == "week":
        moved = shifted(day, distance * (7 if unit == "week" else 1))
        if moved is None:
            return None
        return week_value(moved) if unit == "week" else moved.isoformat()
    if unit == "month":
        place = shifted_month(day, distance)
        return None if place is None else f"{place[0]:04d}-{place[1]:02d}"
    width = {"year": 1, "decade": 10, "century": 100}.get(unit)
    if width is None:
        return None
    number = day.year // width + distance
    digits = {1: 4, 10: 3, 100: 2}[width]
    return f"{number:0{digits}d}" if 0 < number < 10**digits else None


@dataclass(frozen=True)
class DecadePhrase:
    """«الخمسينيات», «تسعينيات القرن الماضي», «العقد الأول من القرن العشرين»."""

    decade: int
    #: The century's first two digits, if the text says them, or how far it lies from now.
    century: int | None = None
    century_away: int | None = None
    mod: str | None = None

    def read(self, anchor: Anchor | None) -> Reading:
        """The decade; of no stated century it is the last that is over."""
        century, certainty = self.century, "certain"
        if century is None and self.century_away is not None:
            century = None if anchor is None else anchor.day.year // 100 + self.century_away
        elif century is None:
            certainty = "ambiguous"
            over = anchor is None or anchor.day.year % 100 < self.decade * 10 + 10
            century = 19 if anchor is None else anchor.day.year // 100 - over
        if century is None:
            return Reading(None, "decade", "ambiguous", mod=self.mod)
        value = f"{century:02d}{self.decade}"
        sure: Certainty = "certain" if certainty == "certain" else "ambiguous"
        return Reading(value, "decade", sure, mod=self.mod)


@dataclass(frozen=True)
class CenturyPhrase:
    """«القرن التاسع عشر»; of another era it has no value here."""

    century: int
    calendar: Calendar | None = GREGORIAN
    mod: str | None = None

    def read(self, anchor: Anchor | None) -> Reading:
        """The century by its first two digits."""
        if self.calendar is not GREGORIAN:
            name = "gregorian" if self.calendar is None else self.calendar.name
            return Reading(None, "century", "ambiguous", name, mod=self.mod)
        return Reading(f"{self.century - 1:02d}", "century", "certain", mod=self.mod)


@dataclass(frozen=True)
class PartPhrase:
    """A part of a year: quarter («Q1»), half («H2») or season («SU»)."""

    part: str
    granularity: Granularity
    year: int | None = None
    year_direction: int | None = None
    #: «الصيف الماضي»: the season itself is the last or the next.
    direction: int | None = None
    sure: bool = True

    def read(self, anchor: Anchor | None) -> Reading:
        """The part of its year; a season of no year is none in particular."""
        year = self.year
        if year is None and self.year_direction is not None and anchor is not None:
            year = anchor.day.year + self.year_direction
        if year is None and self.direction is not None and anchor is not None:
            year = anchor.day.year + self._turn(anchor)
        if year is None:
            loose = self.year_direction is None and self.direction is None
            value = f"{ANY_YEAR}-{self.part}" if loose else None
            return Reading(value, self.granularity, "ambiguous", vague=loose)
        sure = self.sure and self.direction is None
        return Reading(
            f"{year:04d}-{self.part}", self.granularity, "certain" if sure else "ambiguous"
        )

    def _turn(self, anchor: Anchor) -> int:
        """To which year the last or next season belongs, by its first month."""
        month = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}.get(self.part, 1)
        assert self.direction is not None
        if self.direction > 0:
            return int(month <= anchor.day.month) + self.direction - 1
        if self.direction < 0:
            return self.direction + 1 - int(month + 2 >= anchor.day.month)
        return 0


@dataclass(frozen=True)
class VaguePhrase:
    """A word that points at no date: «الآن», «مؤخرا», «اليوم التالي»."""

    value: str | None
    granularity: Granularity | None = None

    def read(self, anchor: Anchor | None) -> Reading:
        """The reference of TIMEX3, or nothing."""
        return Reading(self.value, self.granularity, "ambiguous", vague=True)


Period = (
    MonthPhrase | YearPhrase | UnitPhrase | DecadePhrase | CenturyPhrase | PartPhrase | VaguePhrase
)
ReadPeriod = Callable[[Anchor | None], Reading]
