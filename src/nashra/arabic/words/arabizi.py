"""Arabic words in Latin letters and digits, as they are typed in chat.

Source: Darwish, "Arabizi Detection and Conversion to Arabic" (2014), for the letters that stand for
each sound. A spelling without digits must be four letters long, five where it has fewer than three
consonants, so that words of other languages are left alone.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Final

from nashra.arabic.words.wordlist import Entry, Group

_SOUNDS: Final = {
    "ا": "a+", "ب": "b+", "ت": "t+", "ث": "th|s+|t+", "ج": "j+|g+|dj", "ح": "7+|h+",
    "خ": "kh|5+|7'|x+", "د": "d+", "ذ": "th|z+|d+|dh", "ر": "r+", "ز": "z+", "س": "s+",
    "ش": "sh|ch|\\$", "ص": "s+|9+", "ض": "d+|9'|dh", "ط": "t+|6+", "ظ": "z+|6'|dh|th",
    "ع": "3+|a+", "غ": "gh|8+|3'|g+", "ف": "f+", "ق": "q+|9+|8+|2+|k+|g+", "ك": "k+",
    "ل": "l+", "م": "m+", "ن": "n+", "ه": "h+", "و": "w+|o+|u+|ou", "ي": "y+|i+|ee|e|ei|ie",
}  # fmt: skip
_HAMZAS: Final = frozenset("أإآؤئ")
_GLOTTAL: Final = "2|a|e|i|o|u|y|'|"
_LAST_HA: Final = "ah?|eh?|h"
_SHORT: Final = "(?:[aeiou]|ou)?"
_BEFORE: Final = ("wal", "wel", "bel", "bal", "fel", "lel", "yal", "wa", "ya", "el", "al", "il",
                  "w", "y", "l", "b")  # fmt: skip
_AFTER: Final = (
    "een", "oon", "hom", "hum", "kom", "kum", "ha", "ah", "eh", "ak", "ek", "ik",
    "at", "na", "in", "on", "oh", "uh", "a", "e", "i", "y", "o", "u",
)  # fmt: skip
_CLASSES: Final = {
    letter: kind
    for kind, letters in {
        "B": "بbp", "F": "فfv", "R": "رr", "L": "لl", "M": "مm", "N": "نn",
        "T": "تطثدذضظزسصشtdsz6$", "K": "كقخغجkqgxj589c2",
    }.items()
    for letter in letters
}  # fmt: skip
_RUN: Final = re.compile(r"(.)\1+")
LEAST: Final = 4


def _coarse(word: str) -> str:
    kinds = "".join(_CLASSES.get(letter, "") for letter in word)
    return _RUN.sub(r"\1", kinds)


@lru_cache(maxsize=4096)
def _pattern(groups: tuple[Group, ...]) -> re.Pattern[str]:
    sounds = [_GLOTTAL if one.raws & _HAMZAS else _SOUNDS[one.letter] for one in groups]
    if groups[-1].letter == "ه" and len(groups) > 2:
        sounds[-1] = _LAST_HA
    return re.compile(_SHORT.join(f"(?:{sound})" for sound in sounds))


class Arabizi:
    """Finds listed Arabic words behind Latin spellings."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self._by_sound: dict[str, list[Entry]] = defaultdict(list)
        for entry in entries:
            key = entry.keys[0]
            if len(entry.parts) == 1 and len(key) > 2 and all(one in _SOUNDS for one in key):
                self._by_sound[_coarse(key)].append(entry)

    def find(self, word: str) -> Iterator[tuple[Entry, int, int]]:
        """Entries that a Latin word (case-folded, ``'`` kept) may stand for, and where in it."""
        if not self._by_sound or len(word) < 3:
            return
        for start in self._starts(word):
            for end in self._ends(word, start):
                core = word[start:end]
                for entry in self._candidates(core):
                    groups = entry.parts[0]
                    if _long_enough(core, groups) and _pattern(groups).fullmatch(core):
                        yield entry, start, end

    def _candidates(self, core: str) -> list[Entry]:
        found = self._by_sound.get(_coarse(core), [])
        for sign, other in (("9", "s"), ("2", ""), ("ch", "sh"), ("c", "s")):
            if sign in core:
                found = found + self._by_sound.get(_coarse(core.replace(sign, other)), [])
        return found

    @staticmethod
    def _starts(word: str) -> list[int]:
        return [0] + [len(part) for part in _BEFORE if word.startswith(part)]

    @staticmethod
    def _ends(word: str, start: int) -> list[int]:
        size = len(word)
        ends = [size] + [size - len(part) for part in _AFTER if word.endswith(part)]
        return [end for end in ends if end - start >= 3]


def _long_enough(core: str, groups: tuple[Group, ...]) -> bool:
    if any(char.isdigit() for char in core):
        return True
    consonants = sum(one.letter not in "اوي" for one in groups)
    return len(core) >= (LEAST if consonants >= 3 else LEAST + 1)
