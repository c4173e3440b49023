"""Dates in Arabic text: found where they stand, resolved against an anchor, never guessed.

Every mention says how far it can be trusted:

``certain``
    the text itself, or the text and its anchor, leave one reading;
``ambiguous``
    the value is the likeliest reading (a year that is not stated is the anchor's, or the
    one before if the day were still to come), or there is none for want of an anchor;
``contradicted``
    the text disagrees with itself or with the anchor («اليوم السبت» on a Tuesday, two names
    of different months, a Hijri date beside another Gregorian one).

What is an expression of time and what its value is follow TIMEX3 (ISO 24617-1, ISO-TimeML);
dates and moments are written in ISO 8601, spans as its intervals, Hijri dates as the Gregorian
days of the Umm al-Qura calendar.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from nashra.arabic.date_style import (
    DateStyle,
    format_clock,
    format_date,
    format_hijri,
    month_label,
    weekday_name,
    zone_label,
)
from nashra.arabic.timex.model import (
    Anchor,
    CalendarName,
    Certainty,
    ExpressionType,
    Found,
    Granularity,
)
from nashra.arabic.timex.reader import expressions
from nashra.arabic.timex.tokens import Tokens

__all__ = [
    "Certainty",
    "DateMention",
    "DateStyle",
    "ExpressionType",
    "Granularity",
    "find_dates",
    "find_expressions",
    "format_clock",
    "format_date",
    "format_hijri",
    "month_label",
    "weekday_name",
    "zone_label",
]


@dataclass(frozen=True)
class DateMention:
    """One date in a text.

    ``start`` and ``end`` are offsets into the text. ``value`` is ISO 8601 as fine as the
    granularity (``2020``, ``2020-09``, ``2020-09-27``, ``2020-12-01T19:31Z``; a time whose
    zone is not stated has none; of an ``interval`` both ends, ``2020-05-03/2020-05-07``), TIMEX3
    where ISO has no word (``2020-Q1``, ``195`` for a decade, ``PAST_REF``), or ``None`` where no
    reading can be defended. ``calendar`` is the one that the text is written in; the value is
    always Gregorian. ``anchor`` is the anchor if the value, or the doubt, rests on it.
    """

    text: str
    start: int
    end: int
    value: str | None
    granularity: Granularity | None
    calendar: CalendarName
    certainty: Certainty
    type: ExpressionType = "date"
    #: TIMEX3 ``mod``: the start, the middle, the end, about, more than, less than.
    mod: str | None = None
    anchor: str | None = None


def find_dates(text: str, anchor: date | datetime | None = None) -> list[DateMention]:
    """Every date and time that a text mentions, in order, without overlap.

    ``anchor`` is the moment the text was written, for what it leaves out; a ``datetime``
    counts by the day in its own zone. Without it such mentions have no value. Lengths of time
    and words that point at no date are left out: see ``find_expressions``.
    """
    return [mention for mention, vague in _mentions(text, anchor) if not vague]


def find_expressions(text: str, anchor: date | datetime | None = None) -> list[DateMention]:
    """Every expression of time: dates and times, lengths, repetitions, «الآن» and «مؤخرا»."""
    return [mention for mention, _ in _mentions(text, anchor)]


def _mentions(text: str, anchor: date | datetime | None) -> list[tuple[DateMention, bool]]:
    tokens = Tokens(text)
    seen = _anchor(anchor)
    return [_mention(tokens, found, seen) for found in expressions(tokens)]


def _anchor(anchor: date | datetime | None) -> Anchor | None:
    if anchor is None:
        return None
    if isinstance(anchor, datetime):
        return Anchor(anchor.date(), anchor)
    return Anchor(anchor)


def _mention(tokens: Tokens, found: Found, anchor: Anchor | None) -> tuple[DateMention, bool]:
    reading = found.read(anchor)
    rests = anchor is not None and found.read(None) != reading
    end = tokens.end(found.next)
    mention = DateMention(
        text=tokens.text[found.start : end],
        start=found.start,
        end=end,
        value=reading.value,
        granularity=reading.granularity,
        calendar=reading.calendar,
        certainty=reading.certainty,
        type=reading.type,
        mod=reading.mod,
        anchor=_written(anchor) if anchor is not None and rests else None,
    )
    return mention, reading.vague


def _written(anchor: Anchor) -> str:
    return (anchor.moment or anchor.day).isoformat()
