"""What the parts of a day say together, and whether they agree."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from nashra.arabic.timex.calendars import (
    GREGORIAN,
    HIJRI,
    Calendar,
    nearest,
    safe_date,
    shifted,
)
from nashra.arabic.timex.day_pairs import both_calendars
from nashra.arabic.timex.day_parts import (
    Core,
    DayOfMonth,
    NumericDay,
    WrittenDay,
    checked,
    closest,
    day_of_month,
    reading,
    sighted,
)
from nashra.arabic.timex.model import Anchor, Certainty, Reading


@dataclass(frozen=True)
class DayPhrase:
    """Everything that says which day: «أمس الثلاثاء 27 سبتمبر»."""

    weekday: int | None = None
    relative: int | None = None
    direction: int | None = None
    cores: tuple[Core, ...] = ()
    #: Part of the day, see ``words.DAY_PARTS``.
    part: int | None = None
    #: A qualifier of the whole, as TIMEX3 ``mod``.
    mod: str | None = None

    def read(self, anchor: Anchor | None) -> Reading:
        """The day, as far as the parts agree."""
        return replace(self._read(anchor), mod=self.mod)

    def _read(self, anchor: Anchor | None) -> Reading:
        day = None if anchor is None else anchor.day
        if len(self.cores) == 2:
            return both_calendars(self.cores, self.weekday, day)
        if not self.cores:
            return _named(self, day)
        [core] = self.cores
        if isinstance(core, NumericDay):
            return _numeric(core, self, day)
        if isinstance(core, DayOfMonth):
            return day_of_month(core, self.weekday, day)
        return _written(core, self, day)


def _written(core: WrittenDay, phrase: DayPhrase, anchor: date | None) -> Reading:
    kind = core.calendar
    if len(core.months) != 1:
        return reading(None, "contradicted", kind.name)
    [month] = core.months
    if not kind.may_have(month, core.day):
        return reading(None, "contradicted", kind.name)
    found = _placed(core, month, phrase, anchor)
    if core.ordinal and phrase.weekday is not None and core.day <= 5 and kind is GREGORIAN:
        return _counted_weekday(core, month, phrase.weekday, anchor, found)
    if core.swappable and core.day <= 12 and core.day != month and found.certainty == "certain":
        return replace(found, certainty="ambiguous")
    return found


def _placed(core: WrittenDay, month: int, phrase: DayPhrase, anchor: date | None) -> Reading:
    """The day in its year: stated, or the anchor's neighbour."""
    kind, weekday = core.calendar, phrase.weekday
    if core.gregorian_year is not None:
        return _in_gregorian_year(core, month, weekday)
    if core.year is not None:
        return _stated(core, month, phrase, anchor)
    if anchor is None:
        return reading(None, "ambiguous", kind.name)
    if phrase.relative is not None:
        near = shifted(anchor, phrase.relative)
        return _near_day(core, month, near, weekday)
    year = kind.year_of(anchor)
    if core.year_direction is not None and year is not None:
        return checked(kind.day(year + core.year_direction, month, core.day), weekday, kind)
    direction = core.direction if core.direction is not None else phrase.direction
    return _yearless(core, month, anchor, weekday, direction)


def _stated(core: WrittenDay, month: int, phrase: DayPhrase, anchor: date | None) -> Reading:
    assert core.year is not None
    kind, weekday = core.calendar, phrase.weekday
    value = kind.day(core.year, month, core.day)
    if value is None:
        # The table of Umm al-Qura has an end, and 29 days where the moon may have given 30.
        doubtful = kind is HIJRI and kind.may_have(month, core.day)
        return reading(None, "ambiguous" if doubtful else "contradicted", kind.name)
    if phrase.relative is not None and anchor is not None:
        near = shifted(anchor, phrase.relative)
        if near != value:
            return reading(value, "contradicted", kind.name)
    if weekday is None or value.weekday() == weekday:
        return reading(value, "certain", kind.name)
    return sighted(value, weekday) if kind is HIJRI else reading(value, "contradicted", kind.name)


def _in_gregorian_year(core: WrittenDay, month: int, weekday: int | None) -> Reading:
    """A Hijri day in a Gregorian year, which now and then holds two of them."""
    assert core.gregorian_year is not None
    first = HIJRI.year_of(date(core.gregorian_year, 1, 1))
    if first is None:
        return reading(None, "ambiguous", "hijri")
    days = [HIJRI.day(first + later, month, core.day) for later in range(2)]
    held = [day for day in days if day is not None and day.year == core.gregorian_year]
    if len(held) == 1:
        return checked(held[0], weekday, HIJRI)
    return reading(held[0] if held else None, "ambiguous", "hijri")


def _near_day(core: WrittenDay, month: int, near: date | None, weekday: int | None) -> Reading:
    """«اليوم 27 سبتمبر»: the named day must be the day that the anchor gives."""
    kind = core.calendar
    if near is None:
        return reading(None, "ambiguous", kind.name)
    there = closest(kind, month, core.day, near)
    apart = 99 if there is None else abs((there - near).days)
    if apart > (1 if kind is HIJRI else 0):
        return reading(None, "contradicted", kind.name)
    found = checked(near, weekday)
    certainty: Certainty = "ambiguous" if apart else found.certainty
    return replace(found, calendar=kind.name, certainty=certainty)


def _yearless(
    core: WrittenDay, month: int, anchor: date, weekday: int | None, direction: int | None
) -> Reading:
    kind = core.calendar
    past = nearest(kind, anchor, month, core.day, future=False)
    future = nearest(kind, anchor, month, core.day, future=True)
    if weekday is not None:
        return _by_weekday(kind, weekday, direction, past, future)
    if direction is not None and abs(direction) == 2:
        return reading(_next_but_one(core, month, past, future, direction), "ambiguous", kind.name)
    if direction == 1:
        return reading(future, "certain" if future else "ambiguous", kind.name)
    if direction == 0:
        year = kind.year_of(anchor)
        value = None if year is None else kind.day(year, month, core.day)
        sure = value is not None and kind.month_of(anchor) == month
        return reading(value, "certain" if sure else "ambiguous", kind.name)
    sure = direction is not None and past is not None
    return reading(past, "certain" if sure else "ambiguous", kind.name)


def _next_but_one(
    core: WrittenDay, month: int, past: date | None, future: date | None, direction: int
) -> date | None:
    near = past if direction < 0 else future
    year = None if near is None else core.calendar.year_of(near)
    return None if year is None else core.calendar.day(year + direction // 2, month, core.day)


def _by_weekday(
    kind: Calendar, weekday: int, direction: int | None, past: date | None, future: date | None
) -> Reading:
    """Of the last and the next such day the one with the right weekday."""
    options = (past, future) if not direction else (future,) if direction > 0 else (past,)
    for value in options:
        if value is not None and value.weekday() == weekday:
            return reading(value, "certain", kind.name)
    if kind is HIJRI:
        for value in options:
            if value is not None and sighted(value, weekday).certainty == "ambiguous":
                return sighted(value, weekday)
    return reading(None, "contradicted", kind.name)


def _counted_weekday(
    core: WrittenDay, month: int, weekday: int, anchor: date | None, as_day: Reading
) -> Reading:
    """«الأحد الثاني من مايو» counts Sundays; it may name the second of May too."""
    year = core.year
    if year is None and anchor is not None and core.year_direction is not None:
        year = anchor.year + core.year_direction
    if year is None and anchor is not None:
        year = anchor.year if month <= anchor.month else anchor.year - 1
    if year is None:
        return as_day
    counted = nth_weekday(year, month, weekday, core.day)
    if as_day.certainty == "certain":
        same = counted is not None and as_day.value == counted.isoformat()
        return as_day if same else replace(as_day, certainty="ambiguous")
    return reading(counted, "ambiguous")


def nth_weekday(year: int, month: int, weekday: int, nth: int) -> date | None:
    """The nth Monday (0), Tuesday (1) and so on of a month."""
    first = safe_date(year, month, 1)
    if first is None:
        return None
    return safe_date(year, month, 1 + (weekday - first.weekday()) % 7 + 7 * (nth - 1))


def _numeric(core: NumericDay, phrase: DayPhrase, anchor: date | None) -> Reading:
    options: Iterable[date] = core.options
    if phrase.weekday is not None:
        fitting = [day for day in options if day.weekday() == phrase.weekday]
        if len(fitting) == 1 and (core.calendar is GREGORIAN):
            return reading(fitting[0], "certain")
        if core.calendar is HIJRI:
            return _sighted_or_same(core, phrase.weekday)
        return reading(core.options[0], "ambiguous" if fitting else "contradicted")
    if phrase.relative is not None and anchor is not None:
        near = shifted(anchor, phrase.relative)
        agrees = near in core.options
        return reading(near if agrees else core.options[0], "certain" if agrees else "contradicted")
    sure = core.sure and len(core.options) == 1
    return reading(core.options[0], "certain" if sure else "ambiguous", core.calendar.name)


def _sighted_or_same(core: NumericDay, weekday: int) -> Reading:
    value = core.options[0]
    if value.weekday() != weekday:
        return sighted(value, weekday)
    return reading(value, "certain" if core.sure else "ambiguous", "hijri")


def _named(phrase: DayPhrase, anchor: date | None) -> Reading:
    """A weekday or a word like «أمس», or both."""
    weekday, relative = phrase.weekday, phrase.relative
    if anchor is None:
        return reading(None, "ambiguous")
    if relative is not None:
        value = shifted(anchor, relative)
        return reading(None, "ambiguous") if value is None else checked(value, weekday)
    assert weekday is not None
    direction = phrase.direction or 0
    if direction > 0:
        ahead = (weekday - anchor.weekday() - 1) % 7 + 1 + 7 * (direction - 1)
        return reading(shifted(anchor, ahead), "ambiguous")
    back = (anchor.weekday() - weekday) % 7
    if direction < 0:
        back = (back or 7) - 7 * (direction + 1)
    return reading(shifted(anchor, -back), "ambiguous")
