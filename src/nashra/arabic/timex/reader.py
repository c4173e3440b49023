"""The rules in their order: at every place of a text the longest expression wins."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Final

from nashra.arabic.timex import numbers, relative, words
from nashra.arabic.timex.calendars import moment_value
from nashra.arabic.timex.clock import Clock, ClockHit, clock_at
from nashra.arabic.timex.day_rules import DayHit, day_phrase
from nashra.arabic.timex.day_values import DayPhrase
from nashra.arabic.timex.model import Anchor, Found, Reading
from nashra.arabic.timex.period_rules import period_at
from nashra.arabic.timex.phrases import Phrases, bare_forms, word_set
from nashra.arabic.timex.spans import day_span, month_span, year_span
from nashra.arabic.timex.tokens import Tokens


@dataclass(frozen=True)
class DayAndClock:
    """«1 ديسمبر 2020 الساعة 17:51 بتوقيت غرينتش»."""

    day: DayPhrase
    clock: Clock

    def read(self, anchor: Anchor | None) -> Reading:
        """The moment on the day."""
        return self.clock.with_part(self.day.part).on(self.day.read(anchor))


@dataclass(frozen=True)
class IsoMoment:
    """«2020-12-01T19:31:00Z» as machines write it."""

    text: str

    def read(self, anchor: Anchor | None) -> Reading:
        """The moment, in UTC if it says its distance from it."""
        try:
            moment = datetime.fromisoformat(self.text.upper())
        except ValueError:
            return Reading(None, "minute", "contradicted", type="time")
        value = moment_value(moment)
        sure = value is not None and moment.tzinfo is not None
        return Reading(value, "minute", "certain" if sure else "ambiguous", type="time")


def expressions(tokens: Tokens) -> Iterator[Found]:
    """Every expression of time, in order and without overlap."""
    index = 0
    while index < len(tokens):
        best = _longest(tokens, index) if _may_start(tokens, index) else []
        yield from best
        index = max(best[-1].next, index + 1) if best else index + 1


def _longest(tokens: Tokens, index: int) -> list[Found]:
    best: list[Found] = []
    for rule in _RULES:
        found = rule(tokens, index)
        if found and (not best or found[-1].next > best[-1].next):
            best = found
    return best


# --- days and clocks -----------------------------------------------------------------


def _iso(tokens: Tokens, index: int) -> list[Found]:
    token = tokens[index]
    if token.kind != "iso":
        return []
    return [Found(token.start, index + 1, IsoMoment(token.key).read)]


def _day(tokens: Tokens, index: int) -> list[Found]:
    day = day_phrase(tokens, index)
    if day is None:
        return []
    clock = _clock_behind(tokens, day)
    if clock is None:
        return [Found(day.start, day.next, day.phrase.read)]
    return [Found(day.start, clock.next, DayAndClock(day.phrase, clock.clock).read)]


def _clock(tokens: Tokens, index: int) -> list[Found]:
    clock = clock_at(tokens, index)
    if clock is None:
        return []
    day = _day_behind(tokens, clock)
    if day is not None:
        return [Found(clock.start, day.next, DayAndClock(day.phrase, clock.clock).read)]
    if not clock.clock.stated:
        return []
    return [Found(clock.start, clock.next, clock.clock.read_alone)]


_MARKS_BETWEEN: Final = "،,|(–-"
_LEADS: Final = word_set("في عند علي تمام حدود حوالي نحو وعند وفي")


_DAY_LEADS: Final = frozenset(("من", "يوم", "بتاريخ", "ليوم"))


def _behind(tokens: Tokens, index: int) -> tuple[int, bool]:
    """Past what may stand between a day and its time; whether a bracket was opened."""
    opened = tokens.mark(index) == "("
    if tokens.mark(index) and tokens.mark(index) in _MARKS_BETWEEN:
        index += 1
    for _ in range(2):
        index += tokens.word(index) in _LEADS
    return index, opened


def _clock_behind(tokens: Tokens, day: DayHit) -> ClockHit | None:
    at, opened = _behind(tokens, day.next)
    clock = clock_at(tokens, at)
    if clock is not None and opened and tokens.mark(clock.next) == ")":
        return clock._replace(next=clock.next + 1)
    return clock


def _day_behind(tokens: Tokens, clock: ClockHit) -> DayHit | None:
    at, opened = _behind(tokens, clock.next)
    for _ in range(2):
        at += tokens.word(at) in _DAY_LEADS
    day = day_phrase(tokens, at)
    if day is None and tokens.word(at - 1) == "يوم":
        day = day_phrase(tokens, at - 1)
    if day is not None and opened and tokens.mark(day.next) == ")":
        return day._replace(next=day.next + 1)
    return day


# --- the rest ------------------------------------------------------------------------


def _period(tokens: Tokens, index: int) -> list[Found]:
    hit = period_at(tokens, index)
    return [] if hit is None else [Found(hit.start, hit.next, hit.phrase.read)]


def _told_from_now(tokens: Tokens, index: int) -> list[Found]:
    for rule in (relative.set_at, relative.reference_at, relative.relative_at):
        hit = rule(tokens, index)
        if hit is not None:
            return [Found(hit.start, hit.next, hit.read)]
    return []


_RULES: Final = (_iso, _clock, day_span, month_span, year_span, _day, _period, _told_from_now)


# --- where anything can start --------------------------------------------------------


@lru_cache(maxsize=1)
def _first_words() -> frozenset[str]:
    tables: list[Phrases[object]] = [
        value for module in (words, relative) for value in vars(module).values()
        if isinstance(value, Phrases)
    ]  # fmt: skip
    found = {first for table in tables for first in table.first_words()}
    return frozenset(found | numbers.WORDS | _STARTERS)


_STARTERS: Final = word_set(
    "غره مستهل شهر شهري شهور اشهر القرن العقد الربع النصف نصف ربع ثلث هذا هذه كل ايام يوم "
    "نهار الساعه ساعه بالساعه منتصف عده بضعه بضع قبل منذ مذ قبيل بعد يوميا اسبوعيا شهريا "
    "سنويا الايام الاسابيع الاشهر الشهور السنوات الاعوام الساعات العقود القرون السنين"
)


def _may_start(tokens: Tokens, index: int) -> bool:
    token = tokens[index]
    if token.kind == "word":
        return any(key in _first_words() for key, _ in bare_forms(tokens, index))
    return (token.kind != "mark" and token.kind != "break") or token.key == "("
