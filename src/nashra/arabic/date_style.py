"""Writing dates in Arabic: month tradition, digits, Hijri, the clock at the head of a page.

Order and punctuation are those of CLDR's long Arabic date pattern (day, month, year); the pair of
month names with a slash is the style of the international agencies.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Final, Literal

from babel import Locale
from hijridate import Gregorian

from nashra.arabic.digits import NumberingSystem, convert_digits
from nashra.arabic.months import Tradition, hijri_month_names, month_names

MonthStyle = Literal[
    "egyptian_levantine", "levantine_egyptian", "maghrebi", "moroccan", "egyptian", "levantine"
]

_TRADITIONS: Final[dict[MonthStyle, tuple[Tradition, ...]]] = {
    "egyptian_levantine": ("egyptian", "levantine"),
    "levantine_egyptian": ("levantine", "egyptian"),
    "maghrebi": ("maghrebi",),
    "moroccan": ("moroccan",),
    "egyptian": ("egyptian",),
    "levantine": ("levantine",),
}


@dataclass(frozen=True)
class DateStyle:
    """How a newsroom writes dates: which month names, in which order, in which digits."""

    months: MonthStyle = "egyptian_levantine"
    digits: NumberingSystem = "latn"


def month_label(month: int, style: DateStyle) -> str:
    """A month by its number (1-12) in the style: «ديسمبر/ كانون الأول», «غشت»."""
    return "/ ".join(month_names(name)[month - 1] for name in _TRADITIONS[style.months])


@lru_cache(maxsize=1)
def _weekdays() -> tuple[str, ...]:
    wide = Locale.parse("ar").days["format"]["wide"]
    return tuple(str(wide[number]) for number in range(7))


def weekday_name(day: date) -> str:
    """The Arabic name of the day of the week (CLDR)."""
    return _weekdays()[day.weekday()]


def format_date(day: date, style: DateStyle, *, weekday: bool = False) -> str:
    """A date in words: «1 ديسمبر/ كانون الأول 2020», with the weekday in front if asked.

    A ``datetime`` is read in its own zone.
    """
    written = f"{day.day} {month_label(day.month, style)} {day.year}"
    if weekday:
        written = f"{weekday_name(day)} {written}"
    return convert_digits(written, style.digits)


def format_hijri(day: date, style: DateStyle) -> str:
    """A date by the Umm al-Qura calendar: «25 شوال 1436 هـ».

    ``ValueError`` outside 1924-08-01 to 2077-11-16, where the table has no answer.
    """
    try:
        there = Gregorian(day.year, day.month, day.day).to_hijri()
    except OverflowError as error:
        raise ValueError(f"no Hijri date is known for {day.isoformat()}") from error
    written = f"{there.day} {hijri_month_names()[there.month - 1]} {there.year} هـ"
    return convert_digits(written, style.digits)


def zone_label(moment: datetime) -> str:
    """``GMT`` or its distance from it (``GMT+3``, ``GMT+5:30``); ``ValueError`` if naive."""
    offset = moment.utcoffset()
    if offset is None:
        raise ValueError("a clock needs a zone")
    if not offset:
        return "GMT"
    sign = "-" if offset < timedelta(0) else "+"
    hours, minutes = divmod(int(abs(offset).total_seconds()) // 60, 60)
    return f"GMT{sign}{hours}" + (f":{minutes:02d}" if minutes else "")


def format_clock(moment: datetime, style: DateStyle) -> str:
    """Time, zone and date: «19:31 GMT 01 ديسمبر/ كانون الأول 2020»; ``ValueError`` if naive."""
    written = (
        f"{moment:%H:%M} {zone_label(moment)} "
        f"{moment.day:02d} {month_label(moment.month, style)} {moment.year}"
    )
    return convert_digits(written, style.digits)
