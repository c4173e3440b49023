"""Arabic numerals in words: cardinals («خمسة وتسعين») and ordinals («الحادي والعشرين»).

Source: W. Wright, A Grammar of the Arabic Language, I §§ 318-332. Gender and case are read in
every form, agreement is not asked for: newspapers do not keep it.
"""

from __future__ import annotations

from typing import Final, NamedTuple

from nashra.arabic.text import fold
from nashra.arabic.timex.phrases import bare_forms, word_set
from nashra.arabic.timex.tokens import Tokens


class Counted(NamedTuple):
    """A number in words: its value, where it starts, the index behind it."""

    value: int
    start: int
    next: int


def _table(*rows: tuple[str, int]) -> dict[str, int]:
    return {fold(word): value for words, value in rows for word in words.split()}


_ONES: Final = _table(
    ("واحد واحدة أحد إحدى", 1), ("اثنان اثنين اثنتان اثنتين اثنا اثني اثنتا اثنتي", 2),
    ("ثلاثة ثلاث", 3), ("أربعة أربع", 4), ("خمسة خمس", 5), ("ستة ست", 6), ("سبعة سبع", 7),
    ("ثمانية ثماني ثمان", 8), ("تسعة تسع", 9), ("عشرة عشر", 10),
)  # fmt: skip
_TENS: Final = _table(
    ("عشرون عشرين", 20), ("ثلاثون ثلاثين", 30), ("أربعون أربعين", 40), ("خمسون خمسين", 50),
    ("ستون ستين", 60), ("سبعون سبعين", 70), ("ثمانون ثمانين", 80), ("تسعون تسعين", 90),
)  # fmt: skip
_HUNDREDS: Final = _table(
    ("مئة مائة مئه ميه", 100), ("مئتان مئتين مائتان مائتين مئتي مائتي", 200),
    *(
        (f"{ones}مئة {ones}مائة", value * 100)
        for ones, value in (
            ("ثلاث", 3), ("أربع", 4), ("خمس", 5), ("ست", 6), ("سبع", 7), ("ثماني", 8),
            ("ثمان", 8), ("تسع", 9),
        )
    ),
)  # fmt: skip
_THOUSANDS: Final = _table(("ألف", 1000), ("ألفان ألفين ألفي", 2000))
_MANY_THOUSANDS: Final = fold("آلاف")
_TEN: Final = frozenset({fold("عشر"), fold("عشرة")})

_ORDINALS: Final = _table(
    ("الأول الأولى", 1), ("الثاني الثانية", 2), ("الثالث الثالثة", 3), ("الرابع الرابعة", 4),
    ("الخامس الخامسة", 5), ("السادس السادسة", 6), ("السابع السابعة", 7), ("الثامن الثامنة", 8),
    ("التاسع التاسعة", 9), ("العاشر العاشرة", 10),
)  # fmt: skip
_ELEVENTH: Final = _table(("الحادي الحادية الحاديه", 1))
_ORDINAL_TENS: Final = {"ال" + word: value for word, value in _TENS.items()}
#: The feminine, which counts hours: «الثالثة».
_FEMININE: Final = word_set(
    "الأولى الواحدة الثانية الثالثة الرابعة الخامسة السادسة السابعة الثامنة التاسعة العاشرة الحادية"
)
_MOST_GROUPS: Final = 5
#: Every word that a numeral begins with.
WORDS: Final = frozenset(
    {*_ONES, *_TENS, *_HUNDREDS, *_THOUSANDS, *_ORDINALS, *_ELEVENTH, *_ORDINAL_TENS}
)


def cardinal(tokens: Tokens, index: int) -> Counted | None:
    """A number in words or digits at an index, joined particles aside."""
    digits = tokens.number(index)
    if digits is not None:
        return Counted(digits, tokens[index].start, index + 1)
    for key, start in bare_forms(tokens, index):
        group = _group(tokens, index, key)
        if group is None:
            continue
        value, after = group
        for _ in range(_MOST_GROUPS):
            more = _next_group(tokens, after, value)
            if more is None:
                break
            value, after = more
        return Counted(value, start, after)
    return None


def _group(tokens: Tokens, index: int, key: str) -> tuple[int, int] | None:
    """One summand that begins with a word: «ثلاثمئة», «خمسة عشر», «ثلاثة آلاف»."""
    for table in (_HUNDREDS, _TENS, _THOUSANDS):
        if key in table:
            return table[key], index + 1
    ones = _ONES.get(key)
    if ones is None:
        return None
    after = tokens.word(index + 1)
    if after in _TEN and ones < 10:
        return ones + 10, index + 2
    if ones >= 3 and after == _MANY_THOUSANDS:
        return ones * 1000, index + 2
    if 3 <= ones < 10 and _HUNDREDS.get(after) == 100:
        return ones * 100, index + 2
    return ones, index + 1


def _next_group(tokens: Tokens, index: int, so_far: int) -> tuple[int, int] | None:
    """The next summand, written with «و» before it, if it is smaller than what stands."""
    word = tokens.word(index)
    if word == "و":
        index += 1
        word = tokens.word(index)
    elif word.startswith("و") and word not in _ONES:
        word = word[1:]
    else:
        return None
    group = _group(tokens, index, word)
    if group is None or not _fits(so_far, group[0]):
        return None
    return so_far + group[0], group[1]


def _fits(so_far: int, summand: int) -> bool:
    if so_far % 1000 == 0:
        return summand < 1000
    if so_far % 100 == 0:
        return summand < 100
    return so_far % 100 < 10 and summand in _TENS.values()


def ordinal(tokens: Tokens, index: int, *, feminine: bool = False) -> Counted | None:
    """A definite ordinal from 1 to 99, joined particles aside; hours ask for the feminine."""
    for key, start in bare_forms(tokens, index):
        if feminine and key not in _FEMININE:
            continue
        if feminine and key == fold("الواحدة"):
            return Counted(1, start, index + 1)
        ones = _ORDINALS.get(key) or _ELEVENTH.get(key)
        if ones is not None:
            return _compound(tokens, index, key, ones, start)
        if key in _ORDINAL_TENS:
            return Counted(_ORDINAL_TENS[key], start, index + 1)
    return None


def _compound(tokens: Tokens, index: int, key: str, ones: int, start: int) -> Counted | None:
    """«الحادي عشر», «الحادي والعشرين», «الثالث و العشرين», or the ones alone."""
    after = tokens.word(index + 1)
    if after in _TEN and ones < 10:
        return Counted(ones + 10, start, index + 2)
    split = after == "و"
    tens = _ORDINAL_TENS.get(tokens.word(index + 2) if split else after[1:])
    if tens is not None and (split or after.startswith("و")) and ones < 10:
        return Counted(tens + ones, start, index + (3 if split else 2))
    return None if key in _ELEVENTH else Counted(ones, start, index + 1)
