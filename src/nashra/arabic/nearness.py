"""Whether two texts are the same, or one was made of the other.

A text is the set of its word trigrams (shingles) after folding, so that spelling, marks and
punctuation do not part what belongs together. How much of one stands in the other (containment) is
told both ways: A. Broder, On the Resemblance and Containment of Documents, 1997. Trigrams which
many texts share (phrases that every report has) say nothing and are left out where their frequency
is known.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Collection
from enum import StrEnum
from typing import Final, NamedTuple

from nashra.arabic.analyzer import tokens

SAME: Final = 0.8
"""Containment both ways from which two texts are one, with small changes."""
REWRITE: Final = 0.45
"""Containment of the shorter text from which it was made of the longer, or both of a third."""
QUOTES: Final = 0.2
"""Containment from which one has passages of the other."""
FEWEST: Final = 5
"""Shingles that a text has to have to be compared: shorter ones agree by chance."""
SAMPLED: Final = 4
"""One of so many shingles goes into an index; which ones depends on the shingle alone."""


class Nearness(StrEnum):
    """How near two texts are."""

    SAME = "same"
    REWRITE = "rewrite"
    QUOTES = "quotes"
    APART = "apart"


class Compared(NamedTuple):
    """The verdict, with the parts of each text that stand in the other, from 0 to 1."""

    verdict: Nearness
    of_first: float
    of_second: float


class Place(NamedTuple):
    """A stretch of a text, by offsets."""

    start: int
    end: int


def shingles(text: str) -> frozenset[str]:
    """The word trigrams of a text, folded."""
    words = [token.word for token in tokens(text)]
    return frozenset(
        f"{one} {two} {three}" for one, two, three in zip(words, words[1:], words[2:], strict=False)
    )


def sample(found: Collection[str]) -> list[str]:
    """Those of some shingles that an index holds, as short keys, in order; one of ``SAMPLED``."""
    hashes = (zlib.crc32(one.encode("utf-8", "surrogatepass")) for one in found)
    return sorted(f"{value:08x}" for value in hashes if value % SAMPLED == 0)


def compare(
    first: Collection[str],
    second: Collection[str],
    *,
    is_rare: Callable[[str], bool] = lambda shingle: True,
) -> Compared:
    """Compares two texts by their shingles; ``is_rare`` tells which of them count."""
    one = {shingle for shingle in first if is_rare(shingle)}
    two = {shingle for shingle in second if is_rare(shingle)}
    if min(len(one), len(two)) < FEWEST:
        return Compared(Nearness.APART, 0.0, 0.0)
    shared = len(one & two)
    of_first, of_second = shared / len(one), shared / len(two)
    return Compared(_verdict(of_first, of_second), of_first, of_second)


def _verdict(of_first: float, of_second: float) -> Nearness:
    if min(of_first, of_second) >= SAME:
        return Nearness.SAME
    if max(of_first, of_second) >= REWRITE:
        return Nearness.REWRITE
    if max(of_first, of_second) >= QUOTES:
        return Nearness.QUOTES
    return Nearness.APART


def shared_places(text: str, other: Collection[str]) -> list[Place]:
    """The stretches of a text that also stand in another, given that one's shingles."""
    found = tokens(text)
    marked = [False] * len(found)
    for at in range(len(found) - 2):
        if " ".join(token.word for token in found[at : at + 3]) in other:
            marked[at : at + 3] = [True] * 3
    places: list[Place] = []
    for at, token in enumerate(found):
        if not marked[at]:
            continue
        if at and marked[at - 1] and places:
            places[-1] = Place(places[-1].start, token.end)
        else:
            places.append(Place(token.start, token.end))
    return places
