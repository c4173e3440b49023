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
    shifted_month,
)
from nashra.arabic.timex.model import Anchor, CalendarName, Certainty, Reading


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
            return _both_calendars(self.cores, self.weekday, day)
        if not self.cores:
            return _named(self, day)
        [core] = self.cores
        if isinstance(core, NumericDay):
            return _numeric(core, self, day)
        if isinstance(core, DayOfMonth):
            return _day_of_month(core, self.weekday, day)
        return _written(core, self, day)


def _reading(
    value: date | None, certainty: Certainty, calendar: CalendarName = "gregorian"
) -> Reading:
    return Reading(None if value is None else value.isoformat(), "day", certainty, calendar)


def _checked(value: date | None, weekday: int | None, calendar: Calendar = GREGORIAN) -> Reading:
    """A day that the text leaves no choice about, against the weekday beside it."""
    if value is None:
        return _reading(None, "contradicted", calendar.name)
    if weekday is None or value.weekday() == weekday:
        return _reading(value, "certain", calendar.name)
    if calendar is HIJRI:
        return _sighted(value, weekday)
    return _reading(None, "contradicted", calendar.name)


def _sighted(value: date, weekday: int) -> Reading:
    """A Hijri day whose weekday is the table's neighbour: the moon was seen a day apart."""
    for distance in (-1, 1):
        near = shifted(value, distance)
        if near is not None and near.weekday() == weekday:
            return _reading(near, "ambiguous", "hijri")
    return _reading(value, "contradicted", "hijri")


def _written(core: WrittenDay, phrase: DayPhrase, anchor: date | None) -> Reading:
    kind = core.calendar
    if len(core.months) != 1:
        return _reading(None, "contradicted", kind.name)
    [month] = core.months
    if not kind.may_have(month, core.day):
        return _reading(None, "contradicted", kind.name)
    reading = _placed(core, month, phrase, anchor)
    if core.ordinal and phrase.weekday is not None and core.day <= 5 and kind is GREGORIAN:
        return _counted_weekday(core, month, phrase.weekday, anchor, reading)
    if core.swappable and core.day <= 12 and core.day != month and reading.certainty == "certain":
        return replace(reading, certainty="ambiguous")
    return reading


def _placed(core: WrittenDay, month: int, phrase: DayPhrase, anchor: date | None) -> Reading:
    """The day in its year: stated, or the anchor's neighbour."""
    kind, weekday = core.calendar, phrase.weekday
    if core.gregorian_year is not None:
        return _in_gregorian_year(core, month, weekday)
    if core.year is not None:
        return _stated(core, month, phrase, anchor)
    if anchor is None:
        return _reading(None, "ambiguous", kind.name)
    if phrase.relative is not None:
        near = shifted(anchor, phrase.relative)
        return _near_day(core, month, near, weekday)
    year = kind.year_of(anchor)
    if core.year_direction is not None and year is not None:
        return _checked(kind.day(year + core.year_direction, month, core.day), weekday, kind)
    direction = core.direction if core.direction is not None else phrase.direction
    return _yearless(core, month, anchor, weekday, direction)


def _stated(core: WrittenDay, month: int, phrase: DayPhrase, anchor: date | None) -> Reading:
    assert core.year is not None
    kind, weekday = core.calendar, phrase.weekday
    value = kind.day(core.year, month, core.day)
    if value is None:
        # The table of Umm al-Qura has an end, and 29 days where the moon may have given 30.
        doubtful = kind is HIJRI and kind.may_have(month, core.day)
        return _reading(None, "ambiguous" if doubtful else "contradicted", kind.name)
    if phrase.relative is not None and anchor is not None:
        near = shifted(anchor, phrase.relative)
        if near != value:
            return _reading(value, "contradicted", kind.name)
    if weekday is None or value.weekday() == weekday:
        return _reading(value, "certain", kind.name)
    return _sighted(value, weekday) if kind is HIJRI else _reading(value, "contradicted", kind.name)


def _in_gregorian_year(core: WrittenDay, month: int, weekday: int | None) -> Reading:
    """A Hijri day in a Gregorian year, which now and then holds two of them."""
    assert core.gregorian_year is not None
    first = HIJRI.year_of(date(core.gregorian_year, 1, 1))
    if first is None:
        return _reading(None, "ambiguous", "hijri")
    days = [HIJRI.day(first + later, month, core.day) for later in range(2)]
    held = [day for day in days if day is not None and day.year == core.gregorian_year]
    if len(held) == 1:
        return _checked(held[0], weekday, HIJRI)
    return _reading(held[0] if held else None, "ambiguous", "hijri")


def _near_day(core: WrittenDay, month: int, near: date | None, weekday: int | None) -> Reading:
    """«اليوم 27 سبتمبر»: the named day must be the day that the anchor gives."""
    kind = core.calendar
    if near is None:
        return _reading(None, "ambiguous", kind.name)
    there = _closest(kind, month, core.day, near)
    apart = 99 if there is None else abs((there - near).days)
    if apart > (1 if kind is HIJRI else 0):
        return _reading(None, "contradicted", kind.name)
    checked = _checked(near, weekday)
    certainty: Certainty = "ambiguous" if apart else checked.certainty
    return replace(checked, calendar=kind.name, certainty=certainty)


def _closest(kind: Calendar, month: int, day: int, to: date) -> date | None:
    """The day of that name nearest to another day."""
    around = [nearest(kind, to, month, day, future=future) for future in (False, True)]
    return min(
        (value for value in around if value is not None),
        key=lambda value: abs((value - to).days),
        default=None,
    )


def _yearless(
    core: WrittenDay, month: int, anchor: date, weekday: int | None, direction: int | None
) -> Reading:
    kind = core.calendar
    past = nearest(kind, anchor, month, core.day, future=False)
    future = nearest(kind, anchor, month, core.day, future=True)
    if weekday is not None:
        return _by_weekday(kind, weekday, direction, past, future)
    if direction == 1:
        return _reading(future, "certain" if future else "ambiguous", kind.name)
    if direction == 0:
        year = kind.year_of(anchor)
        value = None if year is None else kind.day(year, month, core.day)
        sure = value is not None and kind.month_of(anchor) == month
        return _reading(value, "certain" if sure else "ambiguous", kind.name)
    sure = direction is not None and past is not None
    return _reading(past, "certain" if sure else "ambiguous", kind.name)


def _by_weekday(
    kind: Calendar, weekday: int, direction: int | None, past: date | None, future: date | None
) -> Reading:
    """Of the last and the next such day the one with the right weekday."""
    options = {None: (past, future), 0: (past, future), -1: (past,), 1: (future,)}[direction]
    for value in options:
        if value is not None and value.weekday() == weekday:
            return _reading(value, "certain", kind.name)
    if kind is HIJRI:
        for value in options:
            if value is not None and _sighted(value, weekday).certainty == "ambiguous":
                return _sighted(value, weekday)
    return _reading(None, "contradicted", kind.name)


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
    return _reading(counted, "ambiguous")


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
            return _reading(fitting[0], "certain")
        if core.calendar is HIJRI:
            return _sighted_or_same(core, phrase.weekday)
        return _reading(core.options[0], "ambiguous" if fitting else "contradicted")
    if phrase.relative is not None and anchor is not None:
        near = shifted(anchor, phrase.relative)
        agrees = near in core.options
        return _reading(
            near if agrees else core.options[0], "certain" if agrees else "contradicted"
        )
    sure = core.sure and len(core.options) == 1
    return _reading(core.options[0], "certain" if sure else "ambiguous", core.calendar.name)


def _sighted_or_same(core: NumericDay, weekday: int) -> Reading:
    value = core.options[0]
    if value.weekday() != weekday:
        return _sighted(value, weekday)
    return _reading(value, "certain" if core.sure else "ambiguous", "hijri")


def _day_of_month(core: DayOfMonth, weekday: int | None, anchor: date | None) -> Reading:
    if anchor is None or core.direction is None:
        return _reading(None, "ambiguous")
    place = shifted_month(anchor, core.direction)
    return _checked(safe_date(*place, core.day) if place else None, weekday)


def _named(phrase: DayPhrase, anchor: date | None) -> Reading:
    """A weekday or a word like «أمس», or both."""
    weekday, relative = phrase.weekday, phrase.relative
    if anchor is None:
        return _reading(None, "ambiguous")
    if relative is not None:
        value = shifted(anchor, relative)
        return _reading(None, "ambiguous") if value is None else _checked(value, weekday)
    assert weekday is not None
    if phrase.direction == 1:
        return _reading(shifted(anchor, (weekday - anchor.weekday() - 1) % 7 + 1), "ambiguous")
    back = (anchor.weekday() - weekday) % 7
    if phrase.direction == -1 and back == 0:
        back = 7
    return _reading(shifted(anchor, -back), "ambiguous")


# --- a Hijri day beside a Gregorian one ----------------------------------------------


def _both_calendars(cores: tuple[Core, ...], weekday: int | None, anchor: date | None) -> Reading:
    """«25 شوال 1436 الموافق 10 أغسطس 2015»: each is checked against the other."""
    hijri, plain = sorted(cores, key=lambda core: _calendar(core) is GREGORIAN)
    options = _options(plain, anchor) or _around(plain, _options(hijri, anchor))
    if not options:
        lost = _impossible(plain) or _impossible(hijri)
        return _reading(None, "contradicted" if lost else "ambiguous")
    if weekday is not None:
        fitting = [day for day in options if day.weekday() == weekday]
        if not fitting:
            return _reading(options[0], "contradicted")
        options = fitting
    apart = [(_apart(hijri, day), place) for place, day in enumerate(options)]
    known = [(distance, place) for distance, place in apart if distance is not None]
    if not known:
        return _reading(options[0], "ambiguous")
    distance, place = min(known)
    certainty: Certainty = "certain" if distance == 0 else "ambiguous"
    return _reading(options[place], certainty if distance <= 1 else "contradicted")


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
        value = _day_of_month(core, None, anchor).value
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
    near = (_closest(core.calendar, month, core.day, other) for other in others)
    return [day for day in near if day is not None]


def _apart(hijri: Core, day: date) -> int | None:
    """By how many days a Hijri core misses a day; ``None`` where the table has no answer."""
    if isinstance(hijri, WrittenDay) and len(hijri.months) == 1:
        [month] = hijri.months
        if hijri.year is None:
            there = _closest(HIJRI, month, hijri.day, day)
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
