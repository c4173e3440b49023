"""What a rule gives back, and what a reading of it is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final, Literal

Certainty = Literal["certain", "ambiguous", "contradicted"]
Granularity = Literal[
    "century", "decade", "year", "half", "quarter", "season", "month", "week", "day", "hour",
    "minute", "second", "interval",
]  # fmt: skip
CalendarName = Literal["gregorian", "hijri"]
#: The types of TIMEX3 (ISO 24617-1).
ExpressionType = Literal["date", "time", "duration", "set"]
#: How TIMEX3 writes a year that is any year.
ANY_YEAR: Final = "X" * 4


@dataclass(frozen=True)
class Reading:
    """What an expression stands for, seen from an anchor or without one."""

    value: str | None
    granularity: Granularity | None
    certainty: Certainty
    calendar: CalendarName = "gregorian"
    type: ExpressionType = "date"
    mod: str | None = None
    #: It points at no date: «مؤخرا», a season of no year, a length of time.
    vague: bool = False


@dataclass(frozen=True)
class Anchor:
    """When the text was written: the day in its own zone, and the moment if it is known."""

    day: date
    moment: datetime | None = None


Read = Callable[[Anchor | None], Reading]


@dataclass(frozen=True)
class Found:
    """An expression in a text: its first offset, the token index behind it, its meaning."""

    start: int
    next: int
    read: Read
