"""Two ends of a span, or several days, months and years that share what stands but once."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise
from typing import Final, NamedTuple

from nashra.arabic.timex import words
from nashra.arabic.timex.calendars import GREGORIAN, nearest
from nashra.arabic.timex.day_parts import DayOfMonth, WrittenDay
from nashra.arabic.timex.day_rules import DayHit, day_phrase
from nashra.arabic.timex.day_values import DayPhrase
from nashra.arabic.timex.model import Anchor, Certainty, Found, Read, Reading
from nashra.arabic.timex.month_rules import YearPart
from nashra.arabic.timex.numbers import ordinal
from nashra.arabic.timex.period_rules import month_at
from nashra.arabic.timex.periods import MonthPhrase, YearPhrase
from nashra.arabic.timex.phrases import word_set
from nashra.arabic.timex.tokens import Tokens

_TO: Final = word_set("الي حتي لغايه وحتي والي")
_DASHES: Final = ("-", "–", "—")
_MOST_LISTED: Final = 8


class _Joint(NamedTuple):
    #: The index of the right side, and whether «و» and not «إلى» stands between.
    next: int
    listed: bool


def _joint(tokens: Tokens, index: int) -> _Joint | None:
    """What stands between two ends; a joined «و» belongs to the word on its right."""
    word, mark = tokens.word(index), tokens.mark(index)
    if word in _TO:
        return _Joint(index + 1, False)
    if mark and mark in _DASHES:
        return _Joint(index + 1, False)
    if word == "و":
        return _Joint(index + 1, True)
    if mark in ("،", ",") and tokens.word(index + 1) in _TO:
        return _Joint(index + 2, False)
    if word.startswith("و") and len(word) > 2:
        return _Joint(index, True)
    return None


def _between(tokens: Tokens, index: int) -> bool:
    """Whether «بين» stands before, so that «و» joins two ends."""
    said = tokens.word(index - 1).lstrip("و")
    if said in ("عامي", "سنتي", "يومي", "شهري", "العامين", "يوم", "عام"):
        said = tokens.word(index - 2).lstrip("و")
    return said in ("بين", "مابين")


# --- days ----------------------------------------------------------------------------


@dataclass(frozen=True)
class DaySpan:
    """«من 3 إلى 7 أيار», «بين 28 نيسان و5 أيار»: the left end takes from the right."""

    left: DayPhrase
    right: DayPhrase
    #: The left end has the month of the right one and a later day.
    backwards: bool = False

    def read(self, anchor: Anchor | None) -> Reading:
        """The interval; the end decides the year."""
        end = self.right.read(anchor)
        if end.value is None or end.certainty == "contradicted":
            return replace(end, value=None, granularity="interval")
        last = date.fromisoformat(end.value)
        start = self._start(last)
        if start is None:
            return Reading(None, "interval", "contradicted", end.calendar)
        value = f"{start.isoformat()}/{last.isoformat()}"
        return replace(end, value=value, granularity="interval")

    def _start(self, last: date) -> date | None:
        """The last such day not after the end, if its weekday is right."""
        if not self.left.cores:
            assert self.left.weekday is not None
            return date.fromordinal(last.toordinal() - (last.weekday() - self.left.weekday) % 7)
        [core] = self.left.cores
        if self.backwards:
            return None
        if isinstance(core, DayOfMonth):
            first: date | None = last.replace(day=core.day) if core.day <= last.day else None
        elif isinstance(core, WrittenDay) and len(core.months) == 1:
            first = nearest(core.calendar, last, min(core.months), core.day, future=False)
        else:
            first = None
        wrong = self.left.weekday is not None and first and first.weekday() != self.left.weekday
        return None if wrong else first


def day_span(tokens: Tokens, index: int) -> list[Found]:
    """A span of days, or days in a list, as far as they share a month or a year."""
    return _short_span(tokens, index) or _long_span(tokens, index)


def _left_number(tokens: Tokens, index: int) -> tuple[int | None, int, int, int] | None:
    """«3», «الاثنين 3», «الثالث»: weekday, day, offset, index behind; and no month."""
    lead = words.WEEKDAYS.at(tokens, index)
    at = index if lead is None else lead.next
    number = tokens.number(at)
    if number is not None:
        if len(tokens[at].key) > 2 or tokens.of_a_name(at):
            return None
        start = tokens[at].start if lead is None else lead.start
        day, after = number, at + 1
    else:
        counted = ordinal(tokens, at)
        if counted is None:
            return None
        day, after = counted.value, counted.next
        start = counted.start if lead is None else lead.start
    if not 1 <= day <= 31:
        return None
    return (None if lead is None else lead.value), day, start, after


def _short_span(tokens: Tokens, index: int) -> list[Found]:
    """«3-7 أيار», «من 3 إلى 7 أيار», «يومي 10 و11 أبريل», «3 و4 و5 أيار»."""
    lefts: list[tuple[int | None, int, int, int]] = []
    at, listed = index, False
    for _ in range(_MOST_LISTED):
        left = _left_number(tokens, at)
        joint = None if left is None else _joint(tokens, left[3])
        if left is None or joint is None or (lefts and not joint.listed):
            break
        lefts.append(left)
        at, listed = joint.next, joint.listed
        if not listed:
            break
    if not lefts:
        return []
    right = day_phrase(tokens, at)
    if right is None or len(right.phrase.cores) != 1:
        return []
    core = right.phrase.cores[0]
    if not isinstance(core, WrittenDay | DayOfMonth) or _mismatched(tokens, at, right, listed):
        return []
    ends = [DayPhrase(weekday, cores=(replace(core, day=day),)) for weekday, day, _, _ in lefts]
    if listed and not (len(lefts) == 1 and _between(tokens, index)):
        days = [
            Found(start, after, phrase.read)
            for phrase, (_, _, start, after) in zip(ends, lefts, strict=True)
        ]
        return [*days, Found(right.start, right.next, right.phrase.read)]
    span = DaySpan(_without_year(ends[0]), right.phrase, backwards=lefts[0][1] > core.day)
    return [Found(lefts[0][2], right.next, span.read)]


def _mismatched(tokens: Tokens, at: int, right: DayHit, listed: bool) -> bool:
    """A joined «و» that the right side did not take off is part of its word."""
    joined = tokens.word(at).startswith("و") and len(tokens.word(at)) > 1
    return listed and joined and right.start == tokens[at].start


def _without_year(phrase: DayPhrase) -> DayPhrase:
    [core] = phrase.cores
    if isinstance(core, WrittenDay):
        core = replace(core, year=None, gregorian_year=None, direction=None, year_direction=None)
    return replace(phrase, cores=(core,))


def _long_span(tokens: Tokens, index: int) -> list[Found]:
    """«من 28 نيسان إلى 5 أيار 2020», «من الأحد إلى الخميس»; two whole dates stay two."""
    opened = tokens.word(index - 1).lstrip("و") in ("من", "بين", "مابين")
    left = day_phrase(tokens, index)
    if left is None or left.phrase.relative is not None or len(left.phrase.cores) > 1:
        return []
    joint = _joint(tokens, left.next)
    right = None if joint is None else day_phrase(tokens, joint.next)
    if joint is None or right is None or _mismatched(tokens, joint.next, right, joint.listed):
        return []
    if joint.listed and not _between(tokens, index):
        return _two_days(tokens, left, right)
    if not opened and not left.phrase.cores:
        return []
    if not _borrows(left.phrase, right.phrase):
        return []
    return [Found(left.start, right.next, DaySpan(left.phrase, right.phrase).read)]


def _two_days(tokens: Tokens, left: DayHit, right: DayHit) -> list[Found]:
    """«الأحد والاثنين الماضيين», «27 سبتمبر و3 أكتوبر 2020»: the first takes from the second."""
    first, second = left.phrase, right.phrase
    if not first.cores and not second.cores and first.direction is None:
        dual = tokens.word(right.next - 1).endswith("ين") and second.direction is not None
        if second.weekday is None or not dual:
            return []
        first = replace(first, direction=second.direction)
    elif _borrows(first, second):
        [core], [other] = first.cores, second.cores
        assert isinstance(core, WrittenDay)
        assert isinstance(other, WrittenDay)
        if other.year is None or len(core.months) != 1 or len(other.months) != 1:
            return []
        later = (min(core.months), core.day) > (min(other.months), other.day)
        first = replace(first, cores=(replace(core, year=other.year - later),))
    else:
        return []
    return [Found(left.start, left.next, first.read), Found(right.start, right.next, second.read)]


def _borrows(left: DayPhrase, right: DayPhrase) -> bool:
    """Whether the left end needs the right one to be told."""
    if right.relative is not None or len(right.cores) > 1:
        return False
    if not left.cores or not right.cores:
        return not left.cores and not right.cores and left.direction is None
    core, other = left.cores[0], right.cores[0]
    if not isinstance(core, WrittenDay) or not isinstance(other, WrittenDay):
        return False
    placed = (core.year, core.gregorian_year, core.direction, core.year_direction)
    return placed == (None,) * 4 and core.calendar is other.calendar


# --- months and years ----------------------------------------------------------------


@dataclass(frozen=True)
class MonthSpan:
    """«من مايو إلى يوليو 2020»."""

    left: MonthPhrase
    right: MonthPhrase

    def read(self, anchor: Anchor | None) -> Reading:
        """The interval of months; the end decides the year."""
        end = self.right.read(anchor)
        if end.value is None or len(self.left.months) != 1 or len(end.value) != 7:
            certainty: Certainty = "ambiguous" if len(self.left.months) == 1 else "contradicted"
            return replace(end, value=None, granularity="interval", certainty=certainty)
        month = min(self.left.months)
        year = int(end.value[:4]) - (month > int(end.value[5:]))
        value = f"{year:04d}-{month:02d}/{end.value}"
        return replace(end, value=value, granularity="interval")


@dataclass(frozen=True)
class YearSpan:
    """«2019-2020», «بين عامي 2010 و2015»."""

    first: int
    last: int
    sure: bool = True

    def read(self, anchor: Anchor | None) -> Reading:
        """The interval of years; backwards it contradicts itself."""
        if self.first >= self.last:
            return Reading(None, "interval", "contradicted")
        certainty: Certainty = "certain" if self.sure else "ambiguous"
        return Reading(f"{self.first}/{self.last}", "interval", certainty)


class _Month(NamedTuple):
    phrase: MonthPhrase
    start: int
    next: int


def month_span(tokens: Tokens, index: int) -> list[Found]:
    """Two months as a span, or a list that shares its year."""
    left = _plain_month(tokens, index)
    if left is None or left.phrase.years != YearPart():
        return []
    joint = _joint(tokens, left.next)
    if joint is None:
        return []
    if joint.listed and not _between(tokens, index):
        return _listed_months(tokens, index, left)
    right = _plain_month(tokens, joint.next, joined=joint.listed)
    if right is None:
        return []
    return [Found(left.start, right.next, MonthSpan(left.phrase, right.phrase).read)]


def _plain_month(tokens: Tokens, index: int, *, joined: bool = False) -> _Month | None:
    """A Gregorian month at an index; ``joined`` asks for the «و» of a list before it."""
    hit = month_at(tokens, index) or (month_at(tokens, index, behind_part=True) if joined else None)
    if hit is None or not isinstance(hit.phrase, MonthPhrase):
        return None
    if joined and tokens.word(index - 1) != "و" and hit.start == tokens[index].start:
        return None
    return _Month(hit.phrase, hit.start, hit.next) if hit.phrase.calendar is GREGORIAN else None


def _listed_months(tokens: Tokens, index: int, first: _Month) -> list[Found]:
    """«مايو ويونيو 2019»; «أشهر أبريل ومايو ويونيو», which follow each other, are one span."""
    months = [first]
    for _ in range(_MOST_LISTED):
        joint = _joint(tokens, months[-1].next)
        if joint is None or not joint.listed or months[-1].phrase.years != YearPart():
            break
        more = _plain_month(tokens, joint.next, joined=True)
        if more is None:
            break
        months.append(more)
    if len(months) < 2:
        return []
    last = months[-1]
    if _bare_word(tokens, index) in _SEVERAL_MONTHS and _follow_each_other(months):
        return [Found(first.start, last.next, MonthSpan(first.phrase, last.phrase).read)]
    years = last.phrase.years
    return [Found(m.start, m.next, replace(m.phrase, years=years).read) for m in months]


_SEVERAL_MONTHS: Final = frozenset(("شهري", "اشهر", "شهور"))


def _bare_word(tokens: Tokens, index: int) -> str:
    return tokens.word(index).lstrip("وفبل")


def _follow_each_other(months: list[_Month]) -> bool:
    numbers = [min(month.phrase.months) for month in months]
    return all(later == number + 1 for number, later in pairwise(numbers))


def year_span(tokens: Tokens, index: int) -> list[Found]:
    """«2019-2020», «2019/2020», «2019-20», «بين عامي 2010 و2015», «من 2010 إلى 2015»."""
    first = tokens.number(index)
    if first is None or not _is_year(tokens, index):
        return _named_years(tokens, index)
    return _years_from(tokens, index, first, tokens[index].start)


def _is_year(tokens: Tokens, index: int) -> bool:
    number = tokens.number(index)
    return number is not None and 1800 <= number <= 2199 and len(tokens[index].key) == 4


def _years_from(tokens: Tokens, index: int, first: int, start: int) -> list[Found]:
    slashed = tokens.mark(index + 1) == "/"
    joint = _Joint(index + 2, False) if slashed else _joint(tokens, index + 1)
    if joint is None:
        return []
    word = words.YEAR_WORDS.at(tokens, joint.next, bare=False)
    at = joint.next if word is None else word.next
    last = tokens.number(at)
    if last is None or (joint.listed and not _between(tokens, index)):
        return []
    if _is_year(tokens, at):
        behind = at + 1 + (tokens.word(at + 1) == "م")
        season = slashed and last != first + 1
        return [] if season else [Found(start, behind, YearSpan(first, last).read)]
    short = len(tokens[at].key) == 2 and tokens[at].start == tokens[index].end + 1
    if short and last == (first + 1) % 100:
        return [Found(start, at + 1, YearSpan(first, first + 1).read)]
    return []


def _named_years(tokens: Tokens, index: int) -> list[Found]:
    """«عام 2010 إلى 2015», and the years that «عامي» or «أعوام» holds: «عامي 2002 و2003»."""
    named = words.YEAR_WORDS.at(tokens, index)
    if named is None or not _is_year(tokens, named.next):
        return []
    first = tokens.number(named.next)
    assert first is not None
    said = tokens.word(index).lstrip("وفبل")
    start = tokens[named.next].start if said in words.TWO_YEARS else named.start
    spanned = _years_from(tokens, named.next, first, start)
    if spanned:
        return spanned
    plural = said in words.TWO_YEARS | {"سنوات", "اعوام", "الاعوام"}
    return _listed_years(tokens, named.next) if plural else []


def _listed_years(tokens: Tokens, index: int) -> list[Found]:
    found: list[Found] = []
    at = index
    for _ in range(_MOST_LISTED):
        year = tokens.number(at)
        if year is None or not _is_year(tokens, at):
            break
        read: Read = YearPhrase(GREGORIAN, year).read
        found.append(Found(tokens[at].start, at + 1, read))
        at += 2 if tokens.mark(at + 1) in ("،", ",") or tokens.word(at + 1) == "و" else 9_999
    return found
