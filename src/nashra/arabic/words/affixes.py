"""What may stand before and after a word in one piece with it.

Source: the closed lists of Arabic proclitics and attached pronouns (Ryding, A Reference Grammar of
Modern Standard Arabic, 2005, chapters 12 and 16), with spoken forms that comments are full of.
Letters as the skeleton has them: ة is ه, and a letter in a row stands once (للـ is ل).
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Final

PREFIXES: Final = frozenset({
    "و", "ف", "ب", "ل", "ك", "ال", "وال", "فال", "بال", "كال", "ول", "وب", "فب", "فل", "وك",
    "وبال", "ولال", "يا", "ويا", "ها", "هال", "عال",
})  # fmt: skip
SUFFIXES: Final = frozenset({
    "ه", "ها", "هم", "هن", "هما", "ك", "كم", "كن", "كما", "ي", "نا", "ا", "ات", "ون", "ين", "ان",
    "يه", "وا", "تي", "تك", "ته", "تها", "تهم", "تكم", "تنا", "ني", "اتي", "اتك", "اته", "اتها",
    "اتهم", "اتكم", "اتنا", "يات", "ينه", "كو", "هه", "هو",
})  # fmt: skip
_SHORT_PREFIXES: Final = frozenset(["و", "ال", "وال", "يا"])
_SHORT_SUFFIXES: Final = frozenset(["ك", "ه", "ها", "هم", "كم"])
SHORT: Final = 2
"""Up to so many letters a word takes few affixes: too many other words hold it."""


def cores(key: str, doubled: Collection[int] = ()) -> Iterator[tuple[int, int]]:
    """Where a listed word may stand in a skeleton: from, to (the whole word first).

    ``doubled`` are the places of letters that stand twice in the text: in اللص the second ل is
    the word's own.
    """
    size = len(key)
    yield 0, size
    befores = [0, *(n for n in range(1, min(5, size)) if _before(key, n, doubled))]
    afters = [0, *(n for n in range(1, min(5, size)) if key[size - n :] in SUFFIXES)]
    for before in befores:
        for after in afters:
            left = size - before - after
            if left < 2 or not before + after:
                continue
            if left > SHORT or _short(key, before, size - after):
                yield before, size - after


def _before(key: str, end: int, doubled: Collection[int]) -> bool:
    return key[:end] in PREFIXES or (end in doubled and _article(key, end) in PREFIXES)


def _article(key: str, end: int) -> str:
    """The prefix whose ل has run into the word's."""
    return f"{key[:end]}ل" if key[end] == "ل" and key[end - 1] == "ا" else ""


def _short(key: str, start: int, end: int) -> bool:
    before, after = key[:start], key[end:]
    named = not before or before in _SHORT_PREFIXES or _article(key, start) in _SHORT_PREFIXES
    return named and (not after or after in _SHORT_SUFFIXES)


def takes(word: str, after: str) -> bool:
    """Whether a listed word (its skeleton) may have this suffix.

    What begins with و may be "and" before another word (وغدا is "and tomorrow"): it takes no
    accusative ending.
    """
    return not (after == "ا" and word.startswith("و"))
