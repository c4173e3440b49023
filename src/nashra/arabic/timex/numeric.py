"""Dates in digits alone: ISO 8601, «1/12/2020», «2020/1/12», «25-10-1436 هـ», «1/12».

Order: year first, or day first as in CLDR's short patterns of every Arabic locale; where the
month could be the day too, the reading is ambiguous.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Final, NamedTuple

from nashra.arabic.timex.calendars import (
    FIRST_HIJRI_YEAR,
    FIRST_YEAR,
    GREGORIAN,
    HIJRI,
    LAST_HIJRI_YEAR,
    LAST_YEAR,
    Calendar,
    safe_date,
)
from nashra.arabic.timex.day_parts import Core, NumericDay, WrittenDay
from nashra.arabic.timex.month_rules import era_at
from nashra.arabic.timex.tokens import Tokens

_PARTS: Final = re.compile(r"\d+")


class NumericHit(NamedTuple):
    """A date in digits and the index behind it."""

    core: Core
    next: int


def numeric_core(tokens: Tokens, index: int, *, named: bool) -> NumericHit | None:
    """A date in digits at an index; ``named`` allows a day and month without a year."""
    token = tokens[index]
    if token.kind == "slashed" and not _of_an_address(tokens, index):
        era, after = era_at(tokens, index + 1)
        parts = _PARTS.findall(token.key)
        core = _three(parts, era, short="/" in token.key or named)
        return None if core is None else NumericHit(core, after)
    if named and tokens.mark(index + 1) == "/":
        return _two(tokens, index)
    return None


def _of_an_address(tokens: Tokens, index: int) -> bool:
    """«https://example.org/2020/09/27/»: a place on a server."""
    token, text = tokens[index], tokens.text
    return text[token.start - 1 : token.start] == "/" or text[token.end : token.end + 1] == "/"


def _three(parts: list[str], era: Calendar | None, *, short: bool) -> NumericDay | None:
    lengths = [len(part) for part in parts]
    first, second, third = map(int, parts)
    if lengths[0] == 4 and lengths[2] <= 2:
        return _core(first, [(second, third)], era)
    if lengths[0] <= 2 and lengths[2] == 4:
        orders = [(second, first)] if first == second else [(second, first), (first, second)]
        return _core(third, orders, era)
    if lengths == [lengths[0], lengths[1], 2] and lengths[0] <= 2 and short and era is not HIJRI:
        # Two digits of a year by POSIX strptime(3): 69-99 are of the last century.
        year = third + (1900 if third >= 69 else 2000)
        core = _core(year, [(second, first)], GREGORIAN)
        return None if core is None else NumericDay(core.calendar, core.options, sure=False)
    return None


def _core(year: int, orders: list[tuple[int, int]], era: Calendar | None) -> NumericDay | None:
    """The readings that exist, of month and day in the orders given."""
    if FIRST_YEAR <= year <= LAST_YEAR and era is not HIJRI:
        calendar = GREGORIAN
    elif FIRST_HIJRI_YEAR <= year <= LAST_HIJRI_YEAR and era is not GREGORIAN:
        calendar = HIJRI
    else:
        return None
    found: list[date] = []
    for month, day in orders:
        value = calendar.day(year, month, day)
        if value is not None and value not in found:
            found.append(value)
    if not found:
        return None
    # Without «هـ» a year of the fifteenth century is only likely to be Hijri.
    sure = len(found) == 1 and (calendar is GREGORIAN or era is HIJRI)
    return NumericDay(calendar, tuple(found), sure)


def _two(tokens: Tokens, index: int) -> NumericHit | None:
    """«1/12» behind a weekday or «يوم»."""
    day, month = tokens.number(index), tokens.number(index + 2)
    if day is None or month is None or tokens.mark(index + 3) == "/":
        return None
    if not 1 <= month <= 12 or safe_date(2000, month, day) is None:
        return None
    core = WrittenDay(GREGORIAN, day, frozenset({month}), swappable=True)
    return NumericHit(core, index + 3)
