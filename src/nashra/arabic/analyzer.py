"""From text to search terms: normalised words, light stems, and 4-grams of characters.

One analyzer serves the index and its queries. Each text gives three fields, which are ranked
apart and added with ``WEIGHTS``:

words
    spelling differences folded away (``text.fold``: marks, tatweel, carriers of hamza, final ya
    and ta marbuta, digits, Latin case);
stems
    light10 (L. Larkey, L. Ballesteros, M. Connell, Light Stemming for Arabic Information
    Retrieval, 2007): the article with what is joined before it is cut, then the endings; but a
    single letter (و ف ب ل ك س) only where what is left is a word of the archive, so that «وزير»
    and «بنك» stay whole and «وقال» does not;
grams
    four characters each, within a word with its two ends marked: they forgive what stems miss.

What counts as attested is the vocabulary given; it is frozen with the index, and ``signature``
tells an index made by other rules or another vocabulary.
"""

from __future__ import annotations

import hashlib
import re
from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import accumulate
from typing import Final, NamedTuple

from nashra.arabic.text import fold

#: To be raised with every change of what the analyzer makes of a text.
VERSION: Final = 1
#: How much each field counts in the sum of their BM25 scores.
WEIGHTS: Final = {"words": 0.3, "stems": 1.0, "grams": 0.5}

_MARKS: Final = "\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed"
_HIDDEN: Final = "\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff"
_LETTER: Final = r"[^\W\d_]"
_WORD: Final = re.compile(
    rf"{_LETTER}(?:{_LETTER}|[{_MARKS}]|[{_HIDDEN}]+(?={_LETTER}|[{_MARKS}]))*|\d+"
)
#: A term has an end: what is longer is no word, and an index refuses it.
_LONGEST: Final = 64
_GRAM: Final = 4
#: Marks the ends of a word in its grams; no word holds it.
_END: Final = "_"

_ARTICLES: Final = (
    "وبال", "فبال", "وكال", "فكال", "وال", "فال", "بال", "كال", "ولل", "فلل", "ال", "لل",
)  # fmt: skip
_PROCLITICS: Final = "وفبلكس"
_CONJUNCTIONS: Final = "وف"
#: In light10's order; each is tried once.
_ENDINGS: Final = ("ها", "ان", "ات", "ون", "ين", "يه", "ه", "ي")
_SHORTEST: Final = 2
#: Letters that must be left where a single one is cut.
_SHORTEST_ATTESTED: Final = 3


class Token(NamedTuple):
    """A normalised word and the offsets of what it stands for in the text."""

    start: int
    end: int
    word: str


class Fields(NamedTuple):
    """The terms of a text, field by field, in the order of the text."""

    words: tuple[str, ...]
    stems: tuple[str, ...]
    grams: tuple[str, ...]


class Vocabulary:
    """The normalised words that an archive attests, unchangeable.

    Kept as one sorted text, of which each process that searches holds a copy: a set of strings
    would take ten times the room.
    """

    def __init__(self, words: Iterable[str] = ()) -> None:
        encoded = sorted(word.encode("utf-8", "surrogatepass") for word in frozenset(words))
        self._text = b"\n".join(encoded)
        self._starts = array("I", accumulate((len(word) + 1 for word in encoded), initial=0))
        self._starts.pop()

    @classmethod
    def of(cls, texts: Iterable[str]) -> Vocabulary:
        """The words of some texts, digits left out."""
        return cls(
            token.word for text in texts for token in tokens(text) if not token.word.isdecimal()
        )

    def _at(self, place: int) -> bytes:
        last = place + 1 == len(self._starts)
        return self._text[self._starts[place] : None if last else self._starts[place + 1] - 1]

    def __contains__(self, word: object) -> bool:
        if not isinstance(word, str):
            return False
        wanted = word.encode("utf-8", "surrogatepass")
        place = bisect_left(range(len(self)), wanted, key=self._at)
        return place < len(self) and self._at(place) == wanted

    def __iter__(self) -> Iterator[str]:
        """The words in the order of their code points, as they are to be stored."""
        return (self._at(n).decode("utf-8", "surrogatepass") for n in range(len(self)))

    def __len__(self) -> int:
        return len(self._starts)

    @property
    def digest(self) -> str:
        """SHA-256 of the words: equal for equal vocabularies."""
        return hashlib.sha256(self._text).hexdigest()


class Analyzer:
    """The three fields of a text, by one vocabulary."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self._stem = lru_cache(maxsize=65_536)(self._stem_of)
        self.signature: Final = f"{VERSION}:{vocabulary.digest}"

    def fields(self, text: str) -> Fields:
        """The terms of a text or of a query."""
        words = tuple(token.word for token in tokens(text))
        return Fields(
            words=words,
            stems=tuple(self._stem(word) for word in words),
            grams=tuple(gram for word in words for gram in grams(word)),
        )

    def stem(self, word: str) -> str:
        """The stem of a normalised word."""
        return self._stem(word)

    def highlights(self, text: str, query: str) -> list[tuple[int, int]]:
        """Where the words of a query stand in a text in any form: offsets into the text."""
        wanted = {self._stem(token.word) for token in tokens(query)}
        return [
            (token.start, token.end) for token in tokens(text) if self._stem(token.word) in wanted
        ]

    def _stem_of(self, word: str) -> str:
        for article in _ARTICLES:
            if word.startswith(article) and len(word) >= len(article) + _SHORTEST:
                return _without_endings(word[len(article) :])
        for _ in range(2):
            cut = self._attested_cut(word)
            if not cut:
                break
            word = word[cut:]
        return _without_endings(word)

    def _attested_cut(self, word: str) -> int:
        """How many letters before a word of the archive are particles: none, one or two."""
        for particles in (word[:1], word[:2]):
            rest = word[len(particles) :]
            if len(rest) < _SHORTEST_ATTESTED or particles[-1] not in _PROCLITICS:
                break
            if rest in self._vocabulary:
                return len(particles)
            if particles not in _CONJUNCTIONS:
                # Two are a conjunction and a preposition: «وببيروت».
                break
        return 0


def _without_endings(word: str) -> str:
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) >= len(ending) + _SHORTEST:
            word = word[: -len(ending)]
    return word


def tokens(text: str) -> list[Token]:
    """The normalised words of a text with their places.

    A ligature that stands for several words («ﷺ») gives each of them in its own place.
    """
    return [
        Token(found.start(), found.end(), word)
        for found in _WORD.finditer(text)
        for word in _normalised(found.group())
    ]


@lru_cache(maxsize=65_536)
def _normalised(raw: str) -> tuple[str, ...]:
    return tuple(word[:_LONGEST] for word in _WORD.findall(fold(raw[: 4 * _LONGEST])))


def grams(word: str) -> list[str]:
    """The 4-grams of a word with its ends marked; a shorter one is a gram by itself."""
    marked = f"{_END}{word}{_END}"
    return [marked[at : at + _GRAM] for at in range(max(1, len(marked) - _GRAM + 1))]
