"""How a day is written: weekday, «أمس», day and month, numbers, two calendars."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final, NamedTuple

from nashra.arabic.timex import words
from nashra.arabic.timex.calendars import GREGORIAN, HIJRI
from nashra.arabic.timex.day_parts import Core, DayOfMonth, NumericDay, WrittenDay
from nashra.arabic.timex.day_values import DayPhrase
from nashra.arabic.timex.month_rules import direction_at, month_name, year_part
from nashra.arabic.timex.numbers import ordinal
from nashra.arabic.timex.numeric import numeric_core
from nashra.arabic.timex.phrases import Phrases, bare_forms, word_set
from nashra.arabic.timex.tokens import Tokens


class DayHit(NamedTuple):
    """A day phrase with its first offset and the index behind it."""

    phrase: DayPhrase
    start: int
    next: int


class CoreHit(NamedTuple):
    """A date proper with its first offset and the index behind it."""

    core: Core
    start: int
    next: int


_DAY_WORDS: Final = frozenset(("يوم", "نهار", "اليوم"))
#: Joints before the date proper.
_MEETS: Final = Phrases((name, True) for name in ("الموافق", "الموافق ل", "الموافق فيه", "المصادف"))
_DAY_INTRODUCTIONS: Final = frozenset(["يوم", "بتاريخ", "تاريخ", "اليوم"])
_FIRST: Final = frozenset(("غره", "مستهل"))
_RUNNING: Final = frozenset(("الجاري", "الحالي"))
#: Before «اليوم» of a story: «في ذلك اليوم».
_POINTING: Final = frozenset(["ذلك", "ذاك", "نفس", "تلك"])
#: Before a weekday that is a name: «عبد الأحد».
_NAMES: Final = word_set("عبد مار حزب ابو خان")


@dataclass
class _Start:
    """Where the phrase starts, once something of it is found."""

    start: int | None = None

    def at(self, offset: int) -> None:
        if self.start is None:
            self.start = offset


def day_phrase(tokens: Tokens, index: int) -> DayHit | None:
    """The day phrase that starts at an index."""
    lead = _lead(tokens, index)
    phrase, start, after = lead or (DayPhrase(), None, index)
    cored = _core_behind(tokens, after, named=lead is not None)
    if cored is None:
        return DayHit(phrase, start, after) if start is not None and _is_day(phrase) else None
    core, offset, after = cored
    phrase = replace(phrase, cores=(core,))
    second = _other_calendar(tokens, after, core)
    if second is not None:
        phrase, after = replace(phrase, cores=(core, second.core)), second.next
    return DayHit(phrase, offset if start is None else start, after)


def _is_day(phrase: DayPhrase) -> bool:
    return phrase.weekday is not None or phrase.relative is not None


# --- weekday and relative day --------------------------------------------------------


def _lead(tokens: Tokens, index: int) -> tuple[DayPhrase, int, int] | None:
    """Part of the day, «أمس», weekday, in the order in which they stand."""
    begin, at = _Start(), index
    part, at = _part(tokens, at, begin, first=True)
    relative, at = _relative(tokens, at, begin)
    if relative is not None and part is None:
        part, at = _part(tokens, at, begin)
    weekday, direction, at = _weekday(tokens, at, begin, behind=relative is not None)
    if weekday is not None and part is None:
        part, at = _part(tokens, at, begin)
    if begin.start is None or (weekday is None and relative is None and part is None):
        return None
    return DayPhrase(weekday, relative, direction, part=part), begin.start, at


def _part(
    tokens: Tokens, index: int, begin: _Start, *, first: bool = False
) -> tuple[int | None, int]:
    """A part of the day; in front it must lead on to a day, behind it be an adverb."""
    hit = words.DAY_PARTS.at(tokens, index, bare=first)
    if hit is None:
        return None, index
    if first:
        at = hit.next + (tokens.word(hit.next) in _DAY_WORDS and tokens.word(hit.next) != "اليوم")
        if not _leads_on(tokens, hit.next, at):
            return None, index
    elif tokens.word(index) not in _ADVERBS and not tokens.word(index).startswith("ال"):
        return None, index
    begin.at(hit.start)
    return hit.value, hit.next


_ADVERBS: Final = word_set("فجرا صباحا ظهرا عصرا مساء ليلا ضحي بعد قبل")


def _leads_on(tokens: Tokens, at: int, behind_word: int) -> bool:
    begin = _Start()
    if _relative(tokens, at, begin)[0] is not None:
        return True
    if _weekday(tokens, at, begin, behind=True)[0] is not None:
        return True
    return core_at(tokens, behind_word, named=True) is not None


def _relative(tokens: Tokens, index: int, begin: _Start) -> tuple[int | None, int]:
    after_word = index + (tokens.word(index) == "يوم")
    hit = words.RELATIVE_DAYS.at(tokens, after_word, bare=after_word == index)
    if hit is None:
        return None, index
    if hit.value == 0 and not _is_today(tokens, after_word, hit.next):
        return None, index
    begin.at(tokens[index].start if after_word > index else hit.start)
    return hit.value, hit.next


def _is_today(tokens: Tokens, index: int, after: int) -> bool:
    follows = tokens.word(after)
    if follows in words.NOT_TODAY or follows in words.NARRATED:
        # «اليوم الأول من ديسمبر» is a date, «اليوم الأول» a day of a story.
        return False
    # «في مثل هذا اليوم» is the day of another year.
    like = "مثل" in (tokens.word(index - 1), tokens.word(index - 2))
    return tokens.word(index - 1) not in _POINTING and not like


def _weekday(
    tokens: Tokens, index: int, begin: _Start, *, behind: bool
) -> tuple[int | None, int | None, int]:
    """A weekday with its direction; behind «أمس» a comma may stand before it."""
    at = index + (behind and bool(tokens.mark(index)) and tokens.mark(index) in "،,")
    led = tokens.word(at) in ("يوم", "نهار") or _bare_is(tokens, at, "يوم")
    hit = words.WEEKDAYS.at(tokens, at + led, bare=not led)
    if hit is None or (not behind and tokens.word(index - 1) in _NAMES):
        return None, None, index
    begin.at(_offset_of(tokens, at, "يوم") if led else hit.start)
    direction, after = direction_at(tokens, hit.next)
    return hit.value, direction, after


def _bare_is(tokens: Tokens, index: int, word: str) -> bool:
    return any(key == word for key, _ in bare_forms(tokens, index))


def _offset_of(tokens: Tokens, index: int, word: str) -> int:
    for key, start in bare_forms(tokens, index):
        if key == word:
            return start
    return tokens[index].start


# --- the date proper -----------------------------------------------------------------


def _core_behind(tokens: Tokens, index: int, *, named: bool) -> CoreHit | None:
    """The date proper, behind a comma, a bracket or «الموافق» if a day was named before."""
    if not named:
        return core_at(tokens, index, named=_is_introduced(tokens, index))
    at, opened = index, False
    mark = tokens.mark(at)
    if mark and mark in "،,(-–":
        opened, at = mark == "(", at + 1
    meets = _MEETS.at(tokens, at)
    if meets is not None:
        at = meets.next
    at += (tokens.word(at) in ("يوم", "في", "ل") and meets is not None) or tokens.word(at) == "يوم"
    hit = core_at(tokens, at, named=True)
    if hit is None:
        return None
    if opened and tokens.mark(hit.next) == ")":
        return hit._replace(next=hit.next + 1)
    return hit


def _is_introduced(tokens: Tokens, index: int) -> bool:
    before = tokens.word(index - 1)
    return before in _DAY_INTRODUCTIONS or before.lstrip("وفبل") in ("يوم", "تاريخ")


def core_at(tokens: Tokens, index: int, *, named: bool) -> CoreHit | None:
    """A date proper at an index; ``named`` says that a day word stands before it."""
    numeric = numeric_core(tokens, index, named=named)
    if numeric is not None:
        return CoreHit(numeric.core, tokens[index].start, numeric.next)
    number = _day_number(tokens, index)
    if number is None:
        return None
    day, start, after, is_ordinal = number
    return _running(tokens, day, start, after) or _with_month(
        tokens, day, start, after, is_ordinal=is_ordinal
    )


def _day_number(tokens: Tokens, index: int) -> tuple[int, int, int, bool] | None:
    """1-31 in digits, in brackets, as an ordinal, or «غرة»: value, offset, next, ordinal."""
    if tokens.mark(index) == "(" and tokens.mark(index + 2) == ")":
        inner = tokens.number(index + 1)
        if inner is not None and 1 <= inner <= 31:
            return inner, tokens[index].start, index + 3, False
    number = tokens.number(index)
    if number is not None:
        fits = 1 <= number <= 31 and len(tokens[index].key) <= 2 and not tokens.of_a_name(index)
        return (number, tokens[index].start, index + 1, False) if fits else None
    for key, start in bare_forms(tokens, index):
        if key in _FIRST:
            return 1, start, index + 1, False
    counted = ordinal(tokens, index)
    if counted is None or not 1 <= counted.value <= 31 or tokens.word(counted.next) != "من":
        return None
    return counted.value, counted.start, counted.next, True


def _running(tokens: Tokens, day: int, start: int, after: int) -> CoreHit | None:
    """«15 الجاري», «3 من الشهر الماضي», «5 من هذا الشهر»."""
    if tokens.word(after) in _RUNNING:
        return CoreHit(DayOfMonth(day, 0), start, after + 1)
    at = after + (tokens.word(after) == "من")
    this = at > after and tokens.word(at) == "هذا"
    at += this
    if tokens.word(at) != "الشهر":
        return None
    direction, behind = direction_at(tokens, at + 1)
    if direction is None and this:
        return CoreHit(DayOfMonth(day, 0), start, at + 1)
    if direction is None and tokens.word(at + 1) in words.NARRATED:
        return CoreHit(DayOfMonth(day, None), start, at + 2)
    return CoreHit(DayOfMonth(day, direction), start, behind) if direction is not None else None


def _with_month(
    tokens: Tokens, day: int, start: int, after: int, *, is_ordinal: bool
) -> CoreHit | None:
    """«27 [من] [شهر] سبتمبر/أيلول [2020]»."""
    at = after + (tokens.word(after) == "من")
    named = tokens.word(at) == "شهر"
    at += named
    group = month_name(tokens, at, bare=False)
    if group is None:
        return None
    years, behind = year_part(tokens, group.next, group.calendar)
    lone = tokens.number(after - 1) is not None and not named and years.year is None
    if lone and tokens.word(group.next - 1) == "صفر":
        # «فاز 3 صفر»: the month's name is the number nought too.
        return None
    hijri_year = years.hijri or group.calendar is GREGORIAN
    core = WrittenDay(
        group.calendar,
        day,
        group.months,
        years.year if hijri_year else None,
        None if hijri_year else years.year,
        years.direction,
        years.year_direction,
        ordinal=is_ordinal,
    )
    return CoreHit(core, start, behind)


# --- the other calendar --------------------------------------------------------------


def _other_calendar(tokens: Tokens, index: int, core: Core) -> CoreHit | None:
    """The same day in the other calendar: «الموافق 10 أغسطس 2015», «(25 شوال 1436هـ)»."""
    mark = tokens.mark(index)
    opened = mark == "("
    at = index + bool(mark and mark in "(/-–،,")
    meets = _MEETS.at(tokens, at)
    if meets is None and at == index:
        return None
    if meets is not None:
        at = meets.next
        at += tokens.word(at) in ("يوم", "في", "ل")
    weekday = words.WEEKDAYS.at(tokens, at, bare=False)
    if weekday is not None and meets is not None:
        at = weekday.next
    hit = core_at(tokens, at, named=True)
    if hit is None or _is_hijri(hit.core) == _is_hijri(core):
        return None
    if opened and tokens.mark(hit.next) == ")":
        return hit._replace(next=hit.next + 1)
    return hit


def _is_hijri(core: Core) -> bool:
    return isinstance(core, WrittenDay | NumericDay) and core.calendar is HIJRI
