"""Tables of phrases, found at a token with or without the particles that Arabic joins on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final, Generic, NamedTuple, TypeVar

from nashra.arabic.text import fold
from nashra.arabic.timex.tokens import Token, Tokens, after_letters

T = TypeVar("T")

#: Conjunctions, then prepositions, that are written as one with the next word.
_AND: Final = "وف"
_TO: Final = "بلك"


def word_set(words: str) -> frozenset[str]:
    """The keys of some words, parted by spaces."""
    return frozenset(fold(word) for word in words.split())


class Hit(NamedTuple, Generic[T]):
    """What stands at a place: its value, its first offset, the index behind it."""

    value: T
    start: int
    next: int


def bare_forms(tokens: Tokens, index: int) -> tuple[tuple[str, int], ...]:
    """A word as it stands and without the particles before it, each with its offset."""
    known = tokens.forms.get(index)
    if known is None:
        known = tokens.forms[index] = tuple(_bare_forms(tokens, tokens[index]))
    return known


def _bare_forms(tokens: Tokens, token: Token) -> Iterator[tuple[str, int]]:
    if token.kind != "word":
        return
    key = token.key
    yield key, token.start
    for count in _particle_lengths(key):
        start = after_letters(token, tokens.text, count)
        if start is None:
            continue
        rest = key[count:]
        if key[count - 1] == "ل" and rest.startswith("ل"):
            # The alif of the article is not written after li, so that both lam belong to it.
            yield "ا" + rest, after_letters(token, tokens.text, count - 1) or token.start
        else:
            yield rest, start


def _particle_lengths(key: str) -> tuple[int, ...]:
    if len(key) < 3:
        return ()
    if key[0] in _AND:
        return (1, 2) if key[1] in _TO and len(key) > 3 else (1,)
    return (1,) if key[0] in _TO and len(key) > 3 else ()


class Phrases(Generic[T]):
    """Names of one to five words with their values; the longest that fits is found."""

    def __init__(self, names: Iterable[tuple[str, T]]) -> None:
        self._values: dict[str, T] = {}
        lengths: dict[str, int] = {}
        for name, value in names:
            words = fold(name).split()
            self._values.setdefault(" ".join(words), value)
            lengths[words[0]] = max(lengths.get(words[0], 0), len(words))
        self._lengths: Final = lengths

    def at(self, tokens: Tokens, index: int, *, bare: bool = True) -> Hit[T] | None:
        """The longest name at an index; ``bare`` takes joined particles off its first word."""
        token = tokens[index]
        if token.kind != "word":
            return None
        if not bare:
            return self._from(tokens, index, token.key, token.start)
        for first, start in bare_forms(tokens, index):
            hit = self._from(tokens, index, first, start)
            if hit is not None:
                return hit
        return None

    def _from(self, tokens: Tokens, index: int, first: str, start: int) -> Hit[T] | None:
        for length in range(self._lengths.get(first, 0), 0, -1):
            words = [first, *(tokens.word(index + step) for step in range(1, length))]
            value = self._values.get(" ".join(words))
            if value is not None:
                return Hit(value, start, index + length)
        return None

    def first_words(self) -> frozenset[str]:
        """The folded words that a name of the table begins with."""
        return frozenset(self._lengths)
