"""Lengths of time: «ثلاثة أيام», «عامين ونصف», «ربع قرن», «السنوات الخمس الماضية»."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final, NamedTuple

from nashra.arabic.timex import words
from nashra.arabic.timex.calendars import FIRST_YEAR, LAST_YEAR, moment_value, shifted
from nashra.arabic.timex.model import Anchor, Granularity, Reading
from nashra.arabic.timex.month_rules import direction_at
from nashra.arabic.timex.numbers import cardinal
from nashra.arabic.timex.periods import unit_value
from nashra.arabic.timex.phrases import bare_forms
from nashra.arabic.timex.tokens import Tokens
from nashra.arabic.timex.words import Unit


@dataclass(frozen=True)
class Length:
    """A number of units; ``None`` is an amount that is not said («بضعة أيام»)."""

    amount: float | None
    unit: Unit
    mod: str | None = None
    #: The lower end where two are said: «3-5 سنوات», «يومين أو ثلاثة».
    low: float | None = None
    #: The smaller units that follow: «سنة وأربعة أشهر و12 يوما».
    more: tuple[Length, ...] = ()

    @property
    def value(self) -> str | None:
        """ISO 8601: ``P3Y``, ``PT100M``, ``P1Y4M``; two ends as ``P3Y/P5Y``."""
        ends = [self.amount] if self.low is None else [self.low, self.amount]
        if any(end is None or end >= _MOST for end in ends):
            return None
        written = [_iso([replace(self, amount=end, low=None), *self.more]) for end in ends]
        return "/".join(written)

    @property
    def exact(self) -> bool:
        """Whether one number is said, without «نحو» and its like."""
        return self.amount is not None and self.mod is None and self.low is None and not self.more

    def read(self, anchor: Anchor | None) -> Reading:
        """The length itself, whatever the anchor."""
        sure = self.value is not None and self.low is None
        return Reading(
            self.value, self.unit, "certain" if sure else "ambiguous",
            type="duration", mod=self.mod, vague=True,
        )  # fmt: skip


_MOST: Final = 10**6
_BY_CLOCK: Final = ("second", "minute", "hour")


def _iso(lengths: list[Length]) -> str:
    """Lengths of falling units as one duration of ISO 8601."""
    days, hours = "", ""
    for length in lengths:
        letter, factor = words.ISO_UNITS[length.unit]
        written = f"{(length.amount or 0) * factor:g}{letter}"
        if length.unit in _BY_CLOCK:
            hours += written
        else:
            days += written
    return f"P{days}" + (f"T{hours}" if hours else "")


class LengthHit(NamedTuple):
    """A length with its first offset and the index behind it."""

    length: Length
    start: int
    next: int


#: Parts of a unit: «نصف ساعة», «ربع قرن».
_FRACTIONS: Final = {"نصف": 0.5, "ربع": 0.25, "ثلث": 1 / 3}
_AND_PART: Final = {"ونصف": 0.5, "والنصف": 0.5, "وربع": 0.25, "والربع": 0.25}
#: How many smaller units make a fraction whole, so that half an hour is ``PT30M``.
_SMALLER: Final[dict[Unit, tuple[Unit, int]]] = {
    "century": ("year", 100), "decade": ("year", 10), "year": ("month", 12), "hour": ("minute", 60),
    "minute": ("second", 60), "day": ("hour", 24),
}  # fmt: skip
#: Two contracts as well as two decades.
_DOUBTFUL: Final = frozenset(("عقدان", "عقدين"))


def length_at(tokens: Tokens, index: int, *, expected: bool = False) -> LengthHit | None:
    """The length that starts at an index.

    ``expected`` says that a preposition before it leaves nothing else, so that a unit alone
    («شهر») is one of it.
    """
    qualifier = words.QUALIFIERS.at(tokens, index)
    if qualifier is not None:
        hit = length_at_amount(tokens, qualifier.next, expected=True)
        if hit is None:
            return None
        return LengthHit(replace(hit.length, mod=qualifier.value), qualifier.start, hit.next)
    return length_at_amount(tokens, index, expected=expected)


def length_at_amount(tokens: Tokens, index: int, *, expected: bool) -> LengthHit | None:
    """A length without «نحو» before it, with all that belongs to it."""
    ranged = _ranged(tokens, index)
    if ranged is not None:
        return ranged
    hit = _simple(tokens, index, expected=expected)
    if hit is None:
        # «سنة وشهران»: what follows shows that «سنة» is one year.
        alone = _unit_alone(tokens, index, expected=True)
        whole = None if alone is None else _with_smaller(tokens, alone)
        return whole if whole is not None and whole.length.more else None
    return _alternative(tokens, hit) or _with_smaller(tokens, hit)


def _simple(tokens: Tokens, index: int, *, expected: bool) -> LengthHit | None:
    return (
        _fraction(tokens, index)
        or _counted(tokens, index)
        or _definite(tokens, index)
        or _unit_alone(tokens, index, expected=expected)
    )


def _ranged(tokens: Tokens, index: int) -> LengthHit | None:
    """«3-5 سنوات», «ثلاثة إلى خمسة أيام», «بين 25 و34 عاما»."""
    first = cardinal(tokens, index)
    if first is None or tokens.of_a_name(index):
        return None
    joint = tokens[first.next].key
    joined = joint in _JOINTS or (joint == "و" and tokens.word(index - 1) == "بين")
    second = _counted(tokens, first.next + 1) if joined else None
    if second is None or second.length.amount is None or second.length.low is not None:
        return None
    return LengthHit(replace(second.length, low=first.value), first.start, second.next)


_JOINTS: Final = frozenset(("-", "–", "الي", "او", "حتي"))


def _alternative(tokens: Tokens, hit: LengthHit) -> LengthHit | None:
    """«يومين أو ثلاثة», «أسبوع أو أسبوعين»: nobody knows which."""
    if tokens.word(hit.next) != "او":
        return None
    other = _simple(tokens, hit.next + 1, expected=True)
    if other is not None and other.length.unit == hit.length.unit:
        length = replace(other.length, low=hit.length.amount)
        return LengthHit(length, hit.start, other.next)
    counted = cardinal(tokens, hit.next + 1)
    if counted is None or words.UNITS.at(tokens, counted.next, bare=False) is not None:
        return None
    length = replace(hit.length, low=hit.length.amount, amount=counted.value)
    return LengthHit(length, hit.start, counted.next)


_FALLING: Final = tuple(words.ISO_UNITS)


def _with_smaller(tokens: Tokens, hit: LengthHit) -> LengthHit:
    """The smaller units that «و» adds: «سنة وأربعة أشهر و12 يوما»."""
    more: list[Length] = []
    unit, after = hit.length.unit, hit.next
    for _ in range(3):
        if hit.length.amount is None or not tokens.word(after).startswith("و"):
            break
        at = after + (tokens.word(after) == "و")
        smaller = _counted(tokens, at) or _unit_alone(tokens, at, expected=False)
        if smaller is None or _FALLING.index(smaller.length.unit) >= _FALLING.index(unit):
            break
        if smaller.length.amount is None:
            break
        more.append(smaller.length)
        unit, after = smaller.length.unit, smaller.next
    return LengthHit(replace(hit.length, more=tuple(more)), hit.start, after)


def _fraction(tokens: Tokens, index: int) -> LengthHit | None:
    for key, start in bare_forms(tokens, index):
        share = _FRACTIONS.get(key)
        unit = words.UNITS.at(tokens, index + 1, bare=False)
        if share is None or unit is None or unit.value[1] != "one":
            continue
        return LengthHit(_shared(share, unit.value[0]), start, unit.next)
    return None


def _shared(amount: float, unit: Unit) -> Length:
    """A broken amount in the next smaller unit, if it is whole there."""
    if unit in _SMALLER and amount != int(amount):
        smaller, many = _SMALLER[unit]
        whole = round(amount * many, 6)
        if abs(whole - round(whole)) < 1e-4:
            return Length(round(whole), smaller)
    return Length(round(amount, 4), unit)


def _counted(tokens: Tokens, index: int) -> LengthHit | None:
    """«ثلاثة أيام», «30 عاما», «1.5 ساعة», «بضعة أشهر»."""
    token = tokens[index]
    vague = next((s for key, s in bare_forms(tokens, index) if key in words.VAGUE_AMOUNTS), None)
    amount: float | None
    if vague is not None:
        amount, start, after = None, vague, index + 1
    elif token.kind == "decimal":
        amount, start, after = _decimal(token.key), token.start, index + 1
        if amount is None:
            return None
    else:
        counted = cardinal(tokens, index)
        if counted is None or tokens.of_a_name(index):
            return None
        # One and two are said by the noun itself; «أحد أشهر» is one of the most famous.
        if counted.value < 3 and tokens.number(index) is None:
            return None
        amount, start, after = counted.value, counted.start, counted.next
    unit = words.UNITS.at(tokens, after, bare=False)
    if unit is None or unit.value[1] == "two":
        return None
    if unit.value[0] == "year" and amount is not None and FIRST_YEAR <= amount <= LAST_YEAR:
        return None
    more = _AND_PART.get(tokens.word(unit.next))
    if more is not None and amount is not None:
        return LengthHit(_shared(amount + more, unit.value[0]), start, unit.next + 1)
    return LengthHit(Length(amount, unit.value[0]), start, unit.next)


def _decimal(key: str) -> float | None:
    """1.5 and 1٫5; a comma or an Arabic thousands sign parts thousands."""
    plain = key.replace(",", "").replace("٬", "").replace("٫", ".")
    return float(plain) if plain.count(".") <= 1 and len(plain) <= 9 else None


def _definite(tokens: Tokens, index: int) -> LengthHit | None:
    """«العامين الماضيين», «الأيام الثلاثة الماضية», «السنوات العشر المقبلة», «الساعتين»."""
    hit = words.DEFINITE_UNITS.at(tokens, index)
    if hit is None or hit.value[1] == "one":
        return None
    unit, count = hit.value
    if count == "two":
        # «في الدقيقتين 62 و66» is told of a match.
        if tokens.number(hit.next) is not None:
            return None
        if unit == "decade" and direction_at(tokens, hit.next)[0] is None:
            return None
        return LengthHit(Length(2, unit), hit.start, _behind_direction(tokens, hit.next))
    counted = _definite_number(tokens, hit.next)
    if counted is None or FIRST_YEAR <= counted[0] <= LAST_YEAR:
        return None
    return LengthHit(Length(counted[0], unit), hit.start, _behind_direction(tokens, counted[1]))


def _definite_number(tokens: Tokens, index: int) -> tuple[int, int] | None:
    """«الثلاثة», «الخمس», «الـ 48»: the number with its article."""
    if tokens.word(index) == "ال":
        number = tokens.number(index + 1)
        return None if number is None else (number, index + 2)
    number = tokens.number(index)
    if number is not None:
        return number, index + 1
    word = tokens.word(index)
    return _ARTICLED[word] + (index + 1,) if word in _ARTICLED else None


_ARTICLED: Final[dict[str, tuple[int]]] = {
    "ال" + stem + ending: (value,)
    for stem, value in (
        ("ثلاث", 3), ("اربع", 4), ("خمس", 5), ("ست", 6), ("سبع", 7), ("ثماني", 8), ("تسع", 9),
        ("عشر", 10),
    )
    for ending in ("", "ه")
}  # fmt: skip


def _behind_direction(tokens: Tokens, index: int) -> int:
    hit = words.DIRECTIONS.at(tokens, index, bare=False)
    return index if hit is None else hit.next


def _unit_alone(tokens: Tokens, index: int, *, expected: bool) -> LengthHit | None:
    """A dual («أسبوعين»), and behind a preposition a singular («شهر») or plural («أيام»)."""
    unit = words.UNITS.at(tokens, index)
    if unit is None:
        return None
    name, count = unit.value
    key = tokens.word(unit.next - 1)
    # «قرن» and «عقد» alone are other words; «أيام الحرب» is no number of days.
    if (name == "decade" and count == "one") or (
        count == "many" and _is_construct(tokens, unit.next)
    ):
        return None
    if not expected and (key in _DOUBTFUL or count != "two"):
        return None
    if count == "one" and key.endswith("ا"):
        # The accusative belongs to a number from 11 to 99.
        return None
    amount = {"one": 1, "two": 2, "many": None}[count]
    after = unit.next
    if count == "one" and tokens.word(after) in ("واحد", "واحده"):
        after += 1
    more = _AND_PART.get(tokens.word(after))
    if more is not None and amount is not None:
        return LengthHit(_shared(amount + more, name), unit.start, after + 1)
    return LengthHit(Length(amount, name), unit.start, after)


def _is_construct(tokens: Tokens, index: int) -> bool:
    word = tokens.word(index)
    return word.startswith("ال") and words.DIRECTIONS.at(tokens, index, bare=False) is None


# --- a length away from the anchor ---------------------------------------------------


@dataclass(frozen=True)
class Offset:
    """«قبل ثلاثة أيام», «بعد شهرين»: a length before (-1) or after (1) the anchor."""

    length: Length
    direction: int

    def read(self, anchor: Anchor | None) -> Reading:
        """The day, month or year that lies so far away.

        Days are counted; longer units are rounded in speech, and «بعد» may count from a moment
        of the story: they are likely and not certain.
        """
        length, amount = self.length, self.length.amount
        assert amount is not None
        if length.unit in ("second", "minute", "hour"):
            return self._by_the_clock(anchor, amount)
        granularity: Granularity = "day" if length.unit == "week" else length.unit
        value = None if anchor is None else self._place(anchor, amount)
        sure = length.unit == "day" and length.exact and self.direction < 0 and value is not None
        return Reading(value, granularity, "certain" if sure else "ambiguous", mod=length.mod)

    def _place(self, anchor: Anchor, amount: float) -> str | None:
        if amount != int(amount) or amount >= _MOST or self.length.low or self.length.more:
            return None
        distance = int(amount) * self.direction
        if self.length.unit == "week":
            day = shifted(anchor.day, 7 * distance)
            return None if day is None else day.isoformat()
        return unit_value(anchor, self.length.unit, distance)

    def _by_the_clock(self, anchor: Anchor | None, amount: float) -> Reading:
        """Hours and minutes need the moment and not only the day."""
        seconds = {"second": 1, "minute": 60, "hour": 3600}[self.length.unit]
        moment = None if anchor is None else anchor.moment
        value = None
        whole = self.length.low is None and not self.length.more
        if moment is not None and whole and amount * seconds < 10**9:
            value = _moved(moment, amount * seconds * self.direction)
        return Reading(value, "minute", "ambiguous", type="time", mod=self.length.mod)


def _moved(moment: datetime, seconds: float) -> str | None:
    try:
        moved = moment + timedelta(seconds=seconds)
    except OverflowError:
        return None
    if moved.utcoffset() == timedelta(0):
        return moment_value(moved)
    return moved.isoformat(timespec="minutes")
