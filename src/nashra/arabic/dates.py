"""Dates in Arabic text: found where they stand, resolved against an anchor, never guessed.

Every mention says how far it can be trusted:

``certain``
    the text itself leaves one reading;
``ambiguous``
    the value is the likeliest reading (a year that is not stated is the anchor's, or the
    one before if the day were still to come), or there is none for want of an anchor;
``contradicted``
    the text disagrees with itself or with the anchor («اليوم السبت» on a Tuesday).
"""

from __future__ import annotations

import re
from bisect import bisect
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from typing import Final, Literal

from nashra.arabic import date_grammar as grammar
from nashra.arabic.clock_times import ClockTime, find_clock_times
from nashra.arabic.date_style import (
    DateStyle,
    format_clock,
    format_date,
    month_label,
    weekday_name,
    zone_label,
)
from nashra.arabic.digits import to_western

__all__ = [
    "Certainty",
    "DateMention",
    "DateStyle",
    "Granularity",
    "find_dates",
    "format_clock",
    "format_date",
    "month_label",
    "weekday_name",
    "zone_label",
]

Certainty = Literal["certain", "ambiguous", "contradicted"]
Granularity = Literal["year", "month", "day", "minute"]

#: Years outside are of another calendar, or no years.
_FIRST_YEAR: Final = 1800
_LAST_YEAR: Final = 2199


@dataclass(frozen=True)
class DateMention:
    """One date in a text.

    ``start`` and ``end`` are offsets into the text. ``value`` is ISO 8601 as fine as the
    granularity (``2020``, ``2020-09``, ``2020-09-27``, ``2020-12-01T19:31Z``; a time whose
    zone is not stated has none), or ``None`` where no reading can be defended.
    """

    text: str
    start: int
    end: int
    value: str | None
    granularity: Granularity
    calendar: Literal["gregorian"]
    certainty: Certainty


@dataclass(frozen=True)
class _Reading:
    value: str | None
    granularity: Granularity
    certainty: Certainty


def find_dates(text: str, anchor: date | datetime | None = None) -> list[DateMention]:
    """Every date and time that a text mentions, in order, without overlap.

    ``anchor`` is the moment the text was written, for what it leaves out; a ``datetime``
    counts by the day in its own zone. Without it such mentions have no value.
    """
    day = anchor.date() if isinstance(anchor, datetime) else anchor
    taken = bytearray(len(text))
    mentions: list[DateMention] = []
    for pattern, read in _READERS:
        for found in pattern.finditer(text):
            start, end = _trimmed(found)
            if taken.find(1, start, end) >= 0:
                continue
            reading = read(found, day)
            if reading is not None:
                taken[start:end] = b"\x01" * (end - start)
                mentions.append(_mention(text, start, end, reading))
    mentions.sort(key=lambda mention: mention.start)
    return sorted(_with_times(text, mentions, day), key=lambda mention: mention.start)


def _trimmed(found: re.Match[str]) -> tuple[int, int]:
    start, _end = found.span("all")
    return start, start + len(found.group("all").rstrip())


def _mention(text: str, start: int, end: int, reading: _Reading) -> DateMention:
    return DateMention(
        text=text[start:end],
        start=start,
        end=end,
        value=reading.value,
        granularity=reading.granularity,
        calendar="gregorian",
        certainty=reading.certainty,
    )


# --- parts ---------------------------------------------------------------------------


def _number(digits: str) -> int:
    return int(to_western(digits))


def _safe_date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _year(found: re.Match[str]) -> int | None:
    return None if found["year"] is None else _number(found["year"])


def _months(found: re.Match[str]) -> set[int]:
    """The months that the names of a match stand for: one, or two if they disagree."""
    names = (found[f"m{place}"] for place in range(1, 7))
    return {grammar.MONTHS[grammar.key(name)] for name in names if name}


def _direction(word: str | None) -> int | None:
    return None if word is None else grammar.DIRECTIONS[grammar.key(word)]


def _weekday(found: re.Match[str]) -> int | None:
    name = found["weekday"]
    return None if name is None else grammar.WEEKDAYS[grammar.key(name)]


def _relative(word: str | None) -> int | None:
    return None if word is None else grammar.RELATIVE_DAYS[grammar.key(word)]


# --- readings ------------------------------------------------------------------------


def _read_day_and_month(found: re.Match[str], anchor: date | None) -> _Reading | None:
    months, year = _months(found), _year(found)
    if len(months) != 1:
        return _Reading(None, "day", "contradicted")
    month, day = months.pop(), _number(found["day"])
    if _safe_date(2000, month, day) is None:
        return _Reading(None, "day", "contradicted") if 1 <= day <= 31 else None
    weekday = _weekday(found)
    if year is not None:
        value = _safe_date(year, month, day)
        if value is None:
            return _Reading(None, "day", "contradicted")
        agrees = weekday is None or value.weekday() == weekday
        return _Reading(value.isoformat(), "day", "certain" if agrees else "contradicted")
    if anchor is None:
        return _Reading(None, "day", "ambiguous")
    relative = _relative(found["relative"] or found["relative_only"])
    if relative is not None:
        return _read_near_day(anchor + timedelta(days=relative), month, day, weekday)
    year_direction = _direction(found["year_direction"])
    if year_direction is not None:
        value = _safe_date(anchor.year + year_direction, month, day)
        return _checked(value, weekday)
    return _read_yearless(anchor, month, day, weekday, _direction(found["direction"]))


def _read_near_day(near: date, month: int, day: int, weekday: int | None) -> _Reading:
    """«اليوم 27 سبتمبر»: the named day must be the day that the anchor gives."""
    if (near.month, near.day) != (month, day):
        return _Reading(None, "day", "contradicted")
    return _checked(near, weekday)


def _checked(value: date | None, weekday: int | None) -> _Reading:
    if value is None or (weekday is not None and value.weekday() != weekday):
        return _Reading(None, "day", "contradicted")
    return _Reading(value.isoformat(), "day", "certain")


def _nearest(anchor: date, month: int, day: int, *, future: bool) -> date | None:
    """The nearest such day not after the anchor, or not before it; 29 February may be far."""
    for distance in range(9):
        value = _safe_date(anchor.year + (distance if future else -distance), month, day)
        if value is not None and (value >= anchor if future else value <= anchor):
            return value
    return None


def _read_yearless(
    anchor: date, month: int, day: int, weekday: int | None, direction: int | None
) -> _Reading:
    past = _nearest(anchor, month, day, future=False)
    future = _nearest(anchor, month, day, future=True)
    if weekday is not None:
        for value in (past, future):
            if value is not None and value.weekday() == weekday:
                return _Reading(value.isoformat(), "day", "certain")
        return _Reading(None, "day", "contradicted")
    if direction == 1:
        return _Reading(_iso(future), "day", "certain")
    if direction == 0:
        value = _safe_date(anchor.year, month, day)
        if value is None or anchor.month != month:
            return _Reading(_iso(value), "day", "ambiguous")
        return _Reading(value.isoformat(), "day", "certain")
    return _Reading(_iso(past), "day", "ambiguous" if direction is None else "certain")


def _iso(value: date | None) -> str | None:
    return None if value is None else value.isoformat()


def _read_month(found: re.Match[str], anchor: date | None) -> _Reading | None:
    months, year = _months(found), _year(found)
    direction, year_direction = _direction(found["direction"]), _direction(found["year_direction"])
    stated = [year, direction, year_direction, found["named"]]
    # «مارس» is a verb too: a bare month is a date only if something beside says so.
    paired = len([place for place in range(1, 7) if found[f"m{place}"]]) > 1
    if not paired and all(part is None for part in stated):
        return None
    if len(months) != 1:
        return _Reading(None, "month", "contradicted")
    month = months.pop()
    if year is not None:
        return _Reading(f"{year}-{month:02d}", "month", "certain")
    if anchor is None:
        return _Reading(None, "month", "ambiguous")
    if year_direction is not None:
        return _Reading(f"{anchor.year + year_direction}-{month:02d}", "month", "certain")
    if direction == 1:
        year = anchor.year + (month <= anchor.month)
    elif direction == -1:
        year = anchor.year - (month >= anchor.month)
    else:
        year = anchor.year - (month > anchor.month and direction is None)
    certain = direction in (-1, 1) or (direction == 0 and month == anchor.month)
    return _Reading(f"{year}-{month:02d}", "month", "certain" if certain else "ambiguous")


def _read_day_name(found: re.Match[str], anchor: date | None) -> _Reading:
    weekday, relative = _weekday(found), _relative(found["relative"])
    if anchor is None or weekday is None:
        return _Reading(None, "day", "ambiguous")
    if relative is not None:
        return _checked(anchor + timedelta(days=relative), weekday)
    direction = _direction(found["direction"])
    if direction == 1:
        ahead = (weekday - anchor.weekday() - 1) % 7 + 1
        return _Reading((anchor + timedelta(days=ahead)).isoformat(), "day", "ambiguous")
    back = (anchor.weekday() - weekday) % 7
    if direction == -1 and back == 0:
        back = 7
    return _Reading((anchor - timedelta(days=back)).isoformat(), "day", "ambiguous")


def _read_numeric(found: re.Match[str], anchor: date | None) -> _Reading | None:
    if found["y1"]:
        year, month, day = (_number(found[name]) for name in ("y1", "n1", "d1"))
        unsure = False
    else:
        day, month, year = (_number(found[name]) for name in ("a2", "b2", "y2"))
        if month > 12 and day <= 12:
            day, month = month, day
            unsure = False
        else:
            unsure = day <= 12 and day != month
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        return None
    value = _safe_date(year, month, day)
    if value is None:
        return None
    return _Reading(value.isoformat(), "day", "ambiguous" if unsure else "certain")


def _read_year(found: re.Match[str], anchor: date | None) -> _Reading:
    return _Reading(str(_year(found)), "year", "certain")


_Reader = Callable[[re.Match[str], date | None], _Reading | None]
#: The fullest pattern first: what it takes, the next ones leave alone.
_READERS: Final[tuple[tuple[re.Pattern[str], _Reader], ...]] = (
    (grammar.DAY_AND_MONTH, _read_day_and_month),
    (grammar.NUMERIC, _read_numeric),
    (grammar.MONTH_ONLY, _read_month),
    (grammar.DAY_NAME, _read_day_name),
    (grammar.YEAR_ONLY, _read_year),
)


# --- times ---------------------------------------------------------------------------


def _with_times(text: str, days: list[DateMention], anchor: date | None) -> Iterator[DateMention]:
    """Join every date with the time that stands beside it; keep times that stand alone."""
    starts = [day.start for day in days]
    joined: set[int] = set()
    for clock in find_clock_times(text):
        place = bisect(starts, clock.start)
        near = [index for index in (place - 1, place) if 0 <= index < len(days)]
        if any(clock.start < days[i].end and clock.end > days[i].start for i in near):
            continue
        beside = next((i for i in near if i not in joined and _joined(text, clock, days[i])), None)
        if beside is not None:
            joined.add(beside)
            yield _timed(text, clock, days[beside])
        elif clock.stated:
            value = None if anchor is None else _moment(anchor, clock)
            yield _mention(text, clock.start, clock.end, _Reading(value, "minute", "ambiguous"))
    yield from (day for index, day in enumerate(days) if index not in joined)


def _joined(text: str, clock: ClockTime, day: DateMention) -> bool:
    if day.granularity != "day":
        return False
    if clock.end <= day.start:
        return grammar.JOINT.fullmatch(text, clock.end, day.start) is not None
    return grammar.JOINT.fullmatch(text, day.end, clock.start) is not None


def _moment(day: date, clock: ClockTime) -> str:
    moment = datetime.combine(day, clock.time)
    if clock.zone is None:
        return f"{moment:%Y-%m-%dT%H:%M}"
    return f"{moment.replace(tzinfo=clock.zone).astimezone(UTC):%Y-%m-%dT%H:%MZ}"


def _timed(text: str, clock: ClockTime, day: DateMention) -> DateMention:
    start, end = min(clock.start, day.start), max(clock.end, day.end)
    sure = clock.sure and clock.zone is not None
    certainty: Certainty = "ambiguous" if day.certainty == "certain" and not sure else day.certainty
    value = None if day.value is None else _moment(date.fromisoformat(day.value), clock)
    return replace(
        day,
        text=text[start:end],
        start=start,
        end=end,
        value=value,
        granularity="minute",
        certainty=certainty,
    )
