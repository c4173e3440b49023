"""Names that people choose for themselves: what a name may be, and which names look the same.

Sources: UTS #39 (Unicode security mechanisms) for mixed scripts, invisible characters and
confusable letters; UAX #9 for the characters that turn a line's direction; UAX #29 for what a
reader takes for one letter. Two names are one if their skeletons are equal: nobody can then pass
for another by a letter of the same look, an accent, a space or a tatweel.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator
from enum import StrEnum
from typing import Final

from nashra.arabic.words.skeleton import TATWEEL, unfold

SHORTEST: Final = 2
LONGEST: Final = 40
"""Letters as readers count them: marks belong to the letter before."""
MOST_MARKS: Final = 2
"""Marks on one letter: Arabic needs shadda with a vowel, and a tower of more covers other lines."""

_PUNCTUATION: Final = frozenset(" '’.-_")
_SPACES: Final = re.compile(r"\s+")
#: Small letters of other scripts, and digits, by the Latin letter that they look like.
_CONFUSABLE: Final = str.maketrans(
    {
        **dict(zip("аеорсухіјѕһԛԝкмтвнг", "aeopcyxijshqwkmtbhr", strict=True)),
        **dict(zip("αειονρτυχκ", "aeiovptuxk", strict=True)),
        "0": "o", "1": "l", "3": "e", "5": "s", "ı": "i", "ø": "o", "ł": "l", "đ": "d", "ß": "b",
    }
)  # fmt: skip
_PAIRS: Final = (("rn", "m"), ("vv", "w"), ("cl", "d"))


class Problem(StrEnum):
    """Why a name cannot be taken."""

    SHORT = "short"
    LONG = "long"
    INVISIBLE = "invisible"
    """It holds characters that are not seen or that turn the direction of the line."""
    SIGNS = "signs"
    """It holds something that is no letter, digit, space, dot, hyphen or apostrophe."""
    MARKS = "marks"
    MIXED = "mixed"
    """It mixes scripts whose letters look the same."""
    LETTERLESS = "letterless"
    TAKEN = "taken"


def tidy(name: str) -> str:
    """The name as it is kept: composed, one space between its parts, none around them."""
    return _SPACES.sub(" ", unicodedata.normalize("NFC", name)).strip()


def problems(name: str, taken: Collection[str] = ()) -> list[Problem]:
    """What is wrong with a tidy name. ``taken`` are skeletons of names that others have."""
    found = [problem for problem, wrong in _tests(name) if wrong]
    if not found and skeleton(name) in taken:
        return [Problem.TAKEN]
    return found


def _tests(name: str) -> Iterator[tuple[Problem, bool]]:
    length = sum(not _is_mark(char) for char in name)
    yield Problem.SHORT, length < SHORTEST
    yield Problem.LONG, length > LONGEST
    yield Problem.INVISIBLE, any(unicodedata.category(char) in _UNSEEN for char in name)
    yield Problem.SIGNS, not all(_is_allowed(char) for char in name)
    yield Problem.MARKS, _tower(name) > MOST_MARKS or (bool(name) and _is_mark(name[0]))
    yield Problem.MIXED, bool(scripts := _scripts(name)) and not _may_mix(scripts)
    yield Problem.LETTERLESS, not any(char.isalpha() for char in name)


_UNSEEN: Final = frozenset({"Cf", "Cc", "Cs", "Co", "Cn", "Zl", "Zp"})


def _is_mark(char: str) -> bool:
    return unicodedata.category(char) in {"Mn", "Me", "Mc"}


def _is_allowed(char: str) -> bool:
    if unicodedata.category(char) in _UNSEEN:
        return True  # told apart, with its own problem
    return char.isalpha() or char.isdecimal() or _is_mark(char) or char in _PUNCTUATION


def _tower(name: str) -> int:
    """The most marks on one letter."""
    most = height = 0
    for char in name:
        height = height + 1 if _is_mark(char) else 0
        most = max(most, height)
    return most


def _scripts(name: str) -> frozenset[str]:
    letters = (char for char in name if char.isalpha() and char != TATWEEL)
    return frozenset(unicodedata.name(char, "UNKNOWN").partition(" ")[0] for char in letters)


def _may_mix(scripts: frozenset[str]) -> bool:
    """One script, or Latin beside one whose letters resemble none of it (UTS #39, 5.2)."""
    others = scripts - {"LATIN"}
    return len(others) <= 1 and not ("LATIN" in scripts and others & {"CYRILLIC", "GREEK"})


def skeleton(name: str) -> str:
    """The key under which names that look the same are equal; for comparison, never for show."""
    letters: list[str] = []
    for char in name:
        if char.isdecimal():
            letters.append(str(unicodedata.decimal(char)))
        else:
            letters += [letter for letter, _ in unfold(char)]
    key = "".join(letters).translate(_CONFUSABLE)
    for pair, single in _PAIRS:
        key = key.replace(pair, single)
    # A capital I is a small l in most type, and i is told from l by a dot alone.
    return key.replace("i", "l")
