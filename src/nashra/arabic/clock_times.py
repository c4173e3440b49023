"""Times of day in Arabic text, with the zone that stands beside them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, time, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo

from nashra.arabic import date_grammar as grammar
from nashra.arabic.digits import to_western


@dataclass(frozen=True)
class ClockTime:
    """One time of day and where it stands in the text."""

    start: int
    end: int
    time: time
    zone: tzinfo | None
    #: An hour word, a part of the day or a zone stands beside: not a score or a ratio.
    stated: bool
    #: False where the hour could be before or after noon.
    sure: bool


def find_clock_times(text: str) -> Iterator[ClockTime]:
    """Every time of day in a text, scores and ratios included: see ``stated``."""
    for found in grammar.TIME.finditer(text):
        hour, minute = int(to_western(found["hour"])), int(to_western(found["minute"]))
        half = grammar.key(found["half"]) if found["half"] else None
        if half is not None and 1 <= hour <= 12:
            late = half != "صباحا" and not (half == "ليلا" and hour in (12, 1, 2, 3, 4))
            hour = hour % 12 + (12 if late else 0)
        if hour > 23 or minute > 59:
            continue
        zone = _zone(found)
        stated = bool(found["hour_word"] or half or found["gmt"] or found["zone"])
        sure = half is not None or hour > 12 or hour == 0 or zone is not None
        start = found.start("all")
        end = start + len(found["all"].rstrip())
        yield ClockTime(start, end, time(hour, minute), zone, stated, sure)


def _zone(found: re.Match[str]) -> tzinfo | None:
    if found["zone"]:
        name = grammar.ZONES[grammar.key(found["zone"])]
        return UTC if name == "UTC" else ZoneInfo(name)
    if not found["gmt"]:
        return None
    if not found["offset"]:
        return UTC
    written = to_western(found["offset"]).replace(":", "")
    hours, minutes = int(written[1:3]), int(written[3:5] or 0)
    if hours > 14 or minutes > 59:
        return None
    distance = timedelta(hours=hours, minutes=minutes)
    return timezone(-distance if written[0] == "-" else distance)
