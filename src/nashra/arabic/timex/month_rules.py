"""Month names, alone or in pairs, and the years that follow them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, NamedTuple

from nashra.arabic.timex import words
from nashra.arabic.timex.calendars import (
    FIRST_HIJRI_YEAR,
    FIRST_YEAR,
    GREGORIAN,
    HIJRI,
    LAST_HIJRI_YEAR,
    LAST_YEAR,
    Calendar,
)
from nashra.arabic.timex.numbers import cardinal
from nashra.arabic.timex.phrases import word_set
from nashra.arabic.timex.tokens import Tokens

_PAIR_MARKS: Final = "/\\-–"
_COMMAS: Final = "،,"
#: What is counted, not dated: «2020 دولارا». With the accusative ending anything is.
_COUNTED: Final = word_set(
    "دولار دولارا يورو ليره ريال درهم دينار جنيه شيكل روبل كيلومتر كيلومترا كلم كم متر "
    "مترا طن طنا شخص شخصا قتيل قتيلا جريح جريحا مصاب مصابا حاله اصابه وفاه نقطه صوت صوتا "
    "مقعد مقعدا مليون مليار الف برميل برميلا عامل عاملا جندي جنديا لاجئ لاجئا كيلوغرام كغ "
    "ميغاواط وحده اسره عائله منزل منزلا مدرسه طالب طالبا مواطن مواطنا موظف موظفا سنه عام "
    "عاما يوم يوما ساعه دقيقه بالمئه بالمائه"
)


class MonthName(NamedTuple):
    """The months that a group of names stands for, with its place."""

    calendar: Calendar
    months: frozenset[int]
    #: How many names it has.
    names: int
    start: int
    next: int
    #: The name is another word too.
    doubtful: bool


@dataclass(frozen=True)
class YearPart:
    """What follows a month: its year, or a direction, or nothing."""

    year: int | None = None
    hijri: bool = False
    direction: int | None = None
    year_direction: int | None = None


class _Name(NamedTuple):
    calendar: Calendar
    month: int
    start: int
    next: int


def _name(tokens: Tokens, index: int, *, bare: bool) -> _Name | None:
    for calendar, table in ((HIJRI, words.HIJRI_MONTHS), (GREGORIAN, words.MONTHS)):
        hit = table.at(tokens, index, bare=bare)
        if hit is not None:
            return _Name(calendar, hit.value, hit.start, hit.next)
    return None


def month_name(tokens: Tokens, index: int, *, bare: bool = True) -> MonthName | None:
    """One month under one name or several: «أيلول/سبتمبر», «أيلول (سبتمبر)», «(سبتمبر) أيلول»."""
    opened = tokens.mark(index) == "("
    first = _name(tokens, index + opened, bare=bare and not opened)
    if first is None:
        return None
    start, after = first.start, first.next
    if opened:
        if tokens.mark(after) != ")":
            return None
        start, after = tokens[index].start, after + 1
    months, names = {first.month}, 1
    while names < 4:
        more = _further(tokens, after, first)
        if more is None:
            break
        months.add(more.month)
        names, after = names + 1, more.next
    if opened and names == 1:
        return None
    key = " ".join(tokens.word(place) for place in range(index, first.next))
    doubtful = first.calendar is HIJRI or key.isascii() or key.lstrip("وفبلك") in _DOUBTFUL
    return MonthName(first.calendar, frozenset(months), names, start, after, doubtful)


_DOUBTFUL: Final = frozenset(key.lstrip("وفبلك") for key in words.DOUBTFUL_MONTHS)


def _further(tokens: Tokens, index: int, first: _Name) -> _Name | None:
    """Another name of the same month behind a slash, in brackets, or just behind."""
    mark = tokens.mark(index)
    closing = mark == "("
    name = _name(tokens, index + bool(mark), bare=False) if mark in _JOINTS else None
    if name is None or name.calendar is not first.calendar:
        return None
    if closing:
        if tokens.mark(name.next) != ")":
            return None
        return name._replace(next=name.next + 1)
    # A dash between two months is a span, and months in a row are a list.
    if mark not in ("/", "\\") and name.month != first.month:
        return None
    return name


_JOINTS: Final = ("", "(", *_PAIR_MARKS)


def year_number(tokens: Tokens, index: int, calendar: Calendar) -> tuple[int, bool, int] | None:
    """A year in digits with its era: the year, whether it is Hijri, the index behind."""
    number = tokens.number(index)
    if number is None or tokens.of_a_name(index):
        return None
    era, after = _era(tokens, index + 1)
    if era is HIJRI:
        return (number, True, after) if 1 <= number <= LAST_HIJRI_YEAR else None
    digits = tokens[index].key
    if era is None and _is_counted(tokens, index + 1):
        return None
    if FIRST_YEAR <= number <= LAST_YEAR and len(digits) == 4:
        return number, False, after
    if calendar is HIJRI and FIRST_HIJRI_YEAR <= number <= LAST_HIJRI_YEAR:
        return number, True, after
    return None


def _era(tokens: Tokens, index: int) -> tuple[Calendar | None, int]:
    word = tokens.word(index)
    if word in words.GREGORIAN_ERA:
        return GREGORIAN, index + 1
    if word in words.HIJRI_ERA:
        return HIJRI, index + 1
    if tokens.mark(index) == "(" and tokens.mark(index + 2) == ")":
        calendar, after = _era(tokens, index + 1)
        return (calendar, after + 1) if calendar else (None, index)
    return None, index


def era_at(tokens: Tokens, index: int) -> tuple[Calendar | None, int]:
    """The era at an index («م», «هـ»), and the index behind it."""
    return _era(tokens, index)


def _is_counted(tokens: Tokens, index: int) -> bool:
    if tokens.mark(index) in ("%", "٪", "$", "€") and tokens.mark(index):
        return True
    return tokens.word(index) in _COUNTED


def year_words(tokens: Tokens, index: int) -> tuple[int, int] | None:
    """A year spelled out, which only follows «عام» or «سنة»: «ألفين وعشرين»."""
    if tokens.number(index) is not None:
        return None
    counted = cardinal(tokens, index)
    if counted is None or not FIRST_YEAR <= counted.value <= LAST_YEAR:
        return None
    return counted.value, counted.next


def year_part(
    tokens: Tokens, index: int, calendar: Calendar, *, directed: bool = False
) -> tuple[YearPart, int]:
    """What follows a month; the index stays where it is if nothing does."""
    at = index + 1 if tokens.mark(index) and tokens.mark(index) in _COMMAS else index
    if tokens.word(at) == "من":
        at += 1
    named = words.YEAR_WORDS.at(tokens, at)
    if named is not None:
        at = named.next
    stated = year_number(tokens, at, calendar)
    if stated is not None:
        year, hijri, after = stated
        # A Gregorian month has no Hijri year.
        if not (hijri and calendar is GREGORIAN):
            return YearPart(year, hijri), after
    if named is not None:
        spelled = year_words(tokens, at)
        if spelled is not None:
            return YearPart(spelled[0]), spelled[1]
    return (YearPart(), index) if directed else _year_direction(tokens, index, calendar)


def _year_direction(tokens: Tokens, index: int, calendar: Calendar) -> tuple[YearPart, int]:
    """«الماضي», «من العام الماضي», «الجاري», «من هذا العام»."""
    direction, after = direction_at(tokens, index)
    if direction is not None:
        # «2 يناير الماضي من العام 2019»: the number says more than the word.
        part, behind = year_part(tokens, after, calendar, directed=True)
        if part.year is not None:
            return part, behind
    at = after + 1 if tokens.word(after) == "من" else after
    joined = at > after
    this = tokens.word(at) in ("هذا", "هذه")
    at += this
    if tokens.word(at) in _THE_YEAR:
        of_year, behind = direction_at(tokens, at + 1)
        if of_year is not None or this:
            return YearPart(direction=direction, year_direction=of_year or 0), behind
        if joined and not _narrated(tokens, at + 1):
            return YearPart(direction=direction), at + 1
    return YearPart(direction=direction), after


_THE_YEAR: Final = frozenset(("العام", "السنه"))


def _narrated(tokens: Tokens, index: int) -> bool:
    return tokens.word(index) in words.NARRATED


def direction_at(tokens: Tokens, index: int) -> tuple[int | None, int]:
    """«الماضي» and its like, and the index behind; loose ones are not of a date."""
    hit = words.DIRECTIONS.at(tokens, index, bare=False)
    if hit is None or tokens.word(index) in words.LOOSE_DIRECTIONS:
        return None, index
    return hit.value, hit.next
