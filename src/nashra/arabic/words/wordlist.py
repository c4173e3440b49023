"""Lists of words: one a line, read with what is wrong in them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from nashra.arabic.words.skeleton import pieces


class Verdict(StrEnum):
    """What follows from a word."""

    CLEAN = "clean"
    SUSPECT = "suspect"
    BANNED = "banned"


_HEADS: Final = {"[banned]": Verdict.BANNED, "[suspect]": Verdict.SUSPECT, "[innocent]": None}
LONGEST: Final = 80
"""Characters of a listed word or phrase."""


@dataclass(frozen=True, slots=True)
class Group:
    """A letter of a listed word, how often it stands in a row, and how the list spells it."""

    letter: str
    run: int
    raws: frozenset[str]


@dataclass(frozen=True, slots=True)
class Entry:
    """A listed word or phrase. ``parts`` are its words, each a row of groups."""

    word: str
    verdict: Verdict
    parts: tuple[tuple[Group, ...], ...]

    @property
    def keys(self) -> tuple[str, ...]:
        """Each word's letters without repetition."""
        return tuple("".join(group.letter for group in part) for part in self.parts)


@dataclass(frozen=True, slots=True)
class BadLine:
    """A line of a list that holds no word."""

    number: int
    """From 1."""
    text: str
    reason: str


@dataclass(frozen=True)
class WordList:
    """Listed words, and words that only look like them (``innocent``, as the list spells them)."""

    entries: tuple[Entry, ...]
    innocent: frozenset[str] = frozenset()
    bad: tuple[BadLine, ...] = field(default=())

    @classmethod
    def read(cls, lines: Iterable[str]) -> WordList:
        """Reads a list.

        A line is a word or a phrase; ``#`` begins a comment. Words are banned unless they stand
        below a line ``[suspect]``; below ``[innocent]`` stand words that are never to be found.
        """
        kind: Verdict | None = Verdict.BANNED
        entries: dict[str, Entry] = {}
        innocent: set[str] = set()
        bad: list[BadLine] = []
        for number, line in enumerate(lines, 1):
            word = line.partition("#")[0].strip().lstrip("\ufeff")
            if word in _HEADS:
                kind = _HEADS[word]
            elif not word:
                continue
            elif reason := _fault(word):
                bad.append(BadLine(number, line.strip()[:LONGEST], reason))
            elif kind is None:
                innocent.add(" ".join(keys_of(word)))
            else:
                entries.setdefault(word, Entry(word, kind, parts_of(word)))
        return cls(tuple(entries.values()), frozenset(innocent), tuple(bad))


def _fault(word: str) -> str:
    if len(word) > LONGEST:
        return f"أطول من {LONGEST} حرفا | longer than {LONGEST} characters"
    if word.startswith("["):
        return "عنوان غير معروف | no such heading"
    parts = parts_of(word)
    if sum(group.run for part in parts for group in part) < 2:
        return "أقل من حرفين | fewer than two letters"
    return ""


def group(letters: Sequence[tuple[str, str]]) -> tuple[Group, ...]:
    """Letters with their spellings, those in a row taken together."""
    rows: list[tuple[str, list[str]]] = []
    for letter, raw in letters:
        if rows and rows[-1][0] == letter:
            rows[-1][1].append(raw)
        else:
            rows.append((letter, [raw]))
    return tuple(Group(letter, len(raws), frozenset(raws)) for letter, raws in rows)


def parts_of(word: str) -> tuple[tuple[Group, ...], ...]:
    """The words of a phrase, in groups."""
    return tuple(
        group([(one.options[0], one.raw) for one in piece.letters]) for piece in pieces(word)
    )


def keys_of(word: str) -> list[str]:
    """The words of a phrase without repetition."""
    return ["".join(one.letter for one in part) for part in parts_of(word)]
