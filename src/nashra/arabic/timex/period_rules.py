"""How months, years, decades, centuries, quarters and seasons are written."""

from __future__ import annotations

from dataclasses import replace
from typing import Final, NamedTuple

from nashra.arabic.timex import words
from nashra.arabic.timex.calendars import FIRST_YEAR, GREGORIAN, HIJRI, LAST_YEAR, Calendar
from nashra.arabic.timex.month_rules import (
    YearPart,
    direction_at,
    month_name,
    year_number,
    year_part,
    year_words,
)
from nashra.arabic.timex.numbers import ordinal
from nashra.arabic.timex.periods import (
    CenturyPhrase,
    DecadePhrase,
    MonthPhrase,
    PartPhrase,
    Period,
    UnitPhrase,
    VaguePhrase,
    YearPhrase,
)
from nashra.arabic.timex.phrases import bare_forms, word_set
from nashra.arabic.timex.tokens import Tokens


class PeriodHit(NamedTuple):
    """A period with its first offset and the index behind it."""

    phrase: Period
    start: int
    next: int


#: Behind these a doubtful month name is one: no verb follows a preposition.
_PREPOSITIONS: Final = word_set(
    "في منذ خلال حتي الي من بين قبل بعد طوال بحلول بنهايه بدايه مطلع اواخر اوائل منتصف نهايه"
)
#: Behind these a number of four digits is a year.
_YEAR_PREPOSITIONS: Final = _PREPOSITIONS | word_set(
    "موسم انتخابات مونديال حرب اولمبياد دوره لعام اتفاق ازمه ثوره قمه استفتاء دستور نكسه "
    "نكبه حدود احداث هجمات صيف شتاء ربيع خريف ف"
)
#: Before these it is a quantity or the number of something.
_NO_YEAR_AFTER: Final = word_set(
    "نحو حوالي قرابه زهاء رقم الرقم ماده الماده قرار القرار طراز موديل غرفه الغرفه هاتف "
    "بند قناه فصل صفحه الصفحه بقيمه بلغ بلغت يبلغ بسعر"
)
#: Words ending in alif that nothing counts.
_NOT_COUNTED: Final = word_set(
    "عندما كما هذا فيما حينما بعدما لما ما اما هنا ايضا الا اذا تقريبا تحديدا وهذا مما "
    "بينما بها فيها لها وما وكما ولا لا انما حيثما عليها منها ربما حتما"
)


def period_at(tokens: Tokens, index: int) -> PeriodHit | None:
    """The longest period that starts at an index, behind «أوائل» and its like or without."""
    part = words.SPAN_PARTS.at(tokens, index)
    if part is not None:
        hit = _period(tokens, part.next, behind_part=True)
        if hit is not None and not isinstance(hit.phrase, VaguePhrase | PartPhrase):
            return PeriodHit(replace(hit.phrase, mod=part.value), part.start, hit.next)
    return _period(tokens, index, behind_part=False)


def _period(tokens: Tokens, index: int, *, behind_part: bool) -> PeriodHit | None:
    found = [
        hit
        for hit in (
            month_at(tokens, index, behind_part=behind_part),
            year_at(tokens, index),
            _decade(tokens, index),
            _century(tokens, index),
            _part_of_year(tokens, index),
            _season(tokens, index),
            _unit(tokens, index, behind_part=behind_part),
        )
        if hit is not None
    ]
    return max(found, key=lambda hit: hit.next, default=None)


# --- months --------------------------------------------------------------------------


def month_at(tokens: Tokens, index: int, *, behind_part: bool = False) -> PeriodHit | None:
    """A month alone; a name that is another word too needs something to say so."""
    named_at = next((s for key, s in bare_forms(tokens, index) if key in words.MONTH_WORDS), None)
    at = index + (named_at is not None)
    group = month_name(tokens, at, bare=named_at is None)
    if group is None:
        return None
    years, after = year_part(tokens, group.next, group.calendar)
    stated = named_at is not None or years != YearPart() or after > group.next
    if not stated and group.names == 1 and group.doubtful and not behind_part:
        prepared = tokens.word(index - 1) in _PREPOSITIONS
        if not prepared or tokens.word(group.next - 1) == "صفر":
            return None
    if group.calendar is HIJRI and tokens.word(at) == "محرم" and not stated:
        return None
    phrase = MonthPhrase(group.calendar, group.months, years)
    return PeriodHit(phrase, group.start if named_at is None else named_at, after)


# --- years ---------------------------------------------------------------------------


def year_at(tokens: Tokens, index: int) -> PeriodHit | None:
    """A year behind «عام», with its era, in brackets, or bare where it can be nothing else."""
    named = words.YEAR_WORDS.at(tokens, index)
    at = index if named is None else named.next
    stated = year_number(tokens, at, GREGORIAN)
    if named is not None:
        if stated is None:
            spelled = year_words(tokens, at)
            if spelled is None:
                return None
            return PeriodHit(YearPhrase(GREGORIAN, spelled[0]), named.start, spelled[1])
        two = tokens.word(index).lstrip("وفبل") in words.TWO_YEARS
        start = tokens[at].start if two else named.start
        return PeriodHit(_year(stated), start, stated[2])
    if stated is None or not _stands_as_year(tokens, index, stated):
        return None
    _, hijri, after = stated
    clear = hijri or after > index + 1 or _between_brackets(tokens, index)
    sure = clear or tokens.word(index - 1) in _YEAR_PREPOSITIONS
    return PeriodHit(replace(_year(stated), sure=sure), tokens[index].start, after)


def _year(stated: tuple[int, bool, int]) -> YearPhrase:
    return YearPhrase(HIJRI if stated[1] else GREGORIAN, stated[0])


def _between_brackets(tokens: Tokens, index: int) -> bool:
    return tokens.mark(index - 1) == "(" and tokens.mark(index + 1) == ")"


def _stands_as_year(tokens: Tokens, index: int, stated: tuple[int, bool, int]) -> bool:
    """Whether a number without «عام» is a year and not a quantity."""
    year, hijri, after = stated
    if hijri or after > index + 1:
        return year >= 100 or (hijri and year >= 1)
    if _between_brackets(tokens, index):
        return True
    before, follows = tokens[index - 1], tokens[index + 1]
    glued = follows.start == tokens[index].end and follows.kind in ("word", "number")
    if (
        glued
        or follows.key in ("/", ":", "+", "*", "=", "\\")
        or before.key in ("/", ":", "+", "#", "$")
    ):
        return False
    word = tokens.word(index + 1)
    if (
        word.endswith("ا")
        and word not in _NOT_COUNTED
        and not word.startswith("ال")
        and len(word) > 3
    ):
        return False
    said = tokens.word(index - 1)
    if said in _NO_YEAR_AFTER or (said == "من" and tokens.word(index - 2) in ("اكثر", "اقل")):
        return False
    if said in _YEAR_PREPOSITIONS or tokens.mark(index - 1) in ("(", "-", "–"):
        return FIRST_YEAR <= year <= LAST_YEAR
    return 1900 <= year <= 2099 and bool(said)


# --- decades and centuries -----------------------------------------------------------


def _decade(tokens: Tokens, index: int) -> PeriodHit | None:
    counted = _counted_decade(tokens, index)
    if counted is not None:
        return counted
    hit = words.DECADES.at(tokens, index)
    if hit is None:
        return None
    at = hit.next + (tokens.word(hit.next) == "من")
    if (at > hit.next and tokens.word(at)[:3] == "عمر") or tokens.word(at) == "العمر":
        return None
    return PeriodHit(*_in_century(tokens, hit.value, at, hit.start, hit.next))


def _counted_decade(tokens: Tokens, index: int) -> PeriodHit | None:
    """«العقد الأول من القرن الماضي»: the first decade is that of the years 0 to 9."""
    start = next((s for key, s in bare_forms(tokens, index) if key == "العقد"), None)
    if start is None:
        return None
    nth = ordinal(tokens, index + 1)
    if nth is None or nth.value > 10 or tokens.word(nth.next) != "من":
        return None
    if _century_number(tokens, nth.next + 1) is None:
        return None
    return PeriodHit(*_in_century(tokens, nth.value - 1, nth.next + 1, start, nth.next))


def _in_century(
    tokens: Tokens, decade: int, at: int, start: int, after: int
) -> tuple[Period, int, int]:
    century = _century_number(tokens, at)
    if century is None:
        return DecadePhrase(decade), start, after
    number, away, behind = century
    first = None if number is None else number - 1
    return DecadePhrase(decade, first, away), start, behind


def _century_number(tokens: Tokens, index: int) -> tuple[int | None, int | None, int] | None:
    """«القرن العشرين» or «القرن الماضي»: the ordinal or the distance, and the index behind."""
    if tokens.word(index).removeprefix("و").removeprefix("ب") != "القرن":
        return None
    direction, after = direction_at(tokens, index + 1)
    if direction is not None:
        return None, direction, after
    nth = _which_century(tokens, index + 1)
    return None if nth is None else (nth[0], None, nth[1])


def _which_century(tokens: Tokens, index: int) -> tuple[int, int] | None:
    """«التاسع عشر», «19», «الـ 19»: the number of a century and the index behind it."""
    nth = ordinal(tokens, index)
    if nth is not None:
        return (nth.value, nth.next) if nth.value <= 30 else None
    at = index + (tokens.word(index) == "ال")
    number = tokens.number(at)
    return (number, at + 1) if number is not None and 1 <= number <= 30 else None


def _century(tokens: Tokens, index: int) -> PeriodHit | None:
    start = next((s for key, s in bare_forms(tokens, index) if key == "القرن"), None)
    which = _which_century(tokens, index + 1) if start is not None else None
    if start is None or which is None:
        return None
    calendar: Calendar | None = GREGORIAN
    nth, after = which
    era = tokens.word(after)
    if era in words.HIJRI_ERA or era in words.GREGORIAN_ERA:
        calendar = HIJRI if era in words.HIJRI_ERA else GREGORIAN
        after += 1
    before = words.BEFORE_CHRIST.at(tokens, after, bare=False)
    if before is not None:
        calendar, after = None, before.next
    return PeriodHit(CenturyPhrase(nth, calendar), start, after)


# --- parts of a year -----------------------------------------------------------------


def _part_of_year(tokens: Tokens, index: int) -> PeriodHit | None:
    """«الربع الأول من 2020», «النصف الثاني من العام الماضي», «النصف الثاني من القرن العشرين»."""
    forms = dict(bare_forms(tokens, index))
    start = forms.get("الربع", forms.get("النصف"))
    nth = ordinal(tokens, index + 1) if start is not None else None
    most = 4 if "الربع" in forms else 2
    if start is None or nth is None or nth.value > most:
        return None
    at = nth.next + (tokens.word(nth.next) == "من")
    letter = "Q" if most == 4 else "H"
    granularity = words.PARTS_OF_YEAR[letter]
    part = PartPhrase(f"{letter}{nth.value}", granularity)
    if tokens.word(at) == "القرن" and most == 2:
        century = _century(tokens, at) or _unit(tokens, at, behind_part=False)
        if century is not None and isinstance(century.phrase, CenturyPhrase | UnitPhrase):
            mod = "start" if nth.value == 1 else "end"
            return PeriodHit(replace(century.phrase, mod=mod), start, century.next)
    year = _year_of_part(tokens, at)
    if year is None:
        return None
    stated, direction, sure, after = year
    return PeriodHit(replace(part, year=stated, year_direction=direction, sure=sure), start, after)


def _year_of_part(tokens: Tokens, index: int) -> tuple[int | None, int | None, bool, int] | None:
    """The year of a part: its number or its distance, whether it is sure, the index behind."""
    named = words.YEAR_WORDS.at(tokens, index, bare=False)
    stated = year_number(tokens, index if named is None else named.next, GREGORIAN)
    if stated is not None and not stated[1]:
        return stated[0], None, True, stated[2]
    this = tokens.word(index) in ("هذا", "هذه")
    if tokens.word(index + this) not in ("العام", "السنه"):
        return None
    direction, after = direction_at(tokens, index + this + 1)
    return None, direction or 0, this or direction is not None, after


_LONE_SEASONS: Final = frozenset(("صيفا", "شتاء", "الصيف", "الشتاء"))


def _season(tokens: Tokens, index: int) -> PeriodHit | None:
    hit = words.SEASONS.at(tokens, index)
    if hit is None:
        return None
    name = tokens.word(hit.next - 1)
    at = hit.next + (tokens.word(hit.next) == "من")
    year = _year_of_part(tokens, at)
    if year is not None:
        stated, direction, sure, after = year
        return PeriodHit(
            PartPhrase(hit.value, "season", stated, direction, sure=sure), hit.start, after
        )
    turn, after = direction_at(tokens, hit.next)
    if turn is not None:
        return PeriodHit(PartPhrase(hit.value, "season", direction=turn), hit.start, after)
    lone = name in _LONE_SEASONS or hit.next > index + 1
    return PeriodHit(PartPhrase(hit.value, "season"), hit.start, hit.next) if lone else None


# --- units from the anchor's ---------------------------------------------------------


def _unit(tokens: Tokens, index: int, *, behind_part: bool) -> PeriodHit | None:
    """«الشهر الماضي», «هذا الأسبوع», and behind «نهاية» the plain «العام»."""
    this = next((s for key, s in bare_forms(tokens, index) if key in ("هذا", "هذه")), None)
    hit = words.DEFINITE_UNITS.at(tokens, index + (this is not None), bare=this is None)
    if hit is None or hit.value[1] != "one":
        return None
    unit = hit.value[0]
    start = hit.start if this is None else this
    follows = tokens.word(hit.next)
    if follows in words.NARRATED:
        told = follows.startswith(("التالي", "اللاحق")) and unit not in ("second", "minute")
        return PeriodHit(VaguePhrase(None, unit), start, hit.next + 1) if told else None
    if unit in ("second", "minute", "hour", "day"):
        return None
    direction, after = direction_at(tokens, hit.next)
    if direction is not None:
        return PeriodHit(UnitPhrase(unit, direction), start, after)
    if this is not None:
        return PeriodHit(UnitPhrase(unit, 0), start, hit.next)
    if behind_part and unit in ("week", "month", "year"):
        return PeriodHit(UnitPhrase(unit, 0, sure=False), start, hit.next)
    return None
