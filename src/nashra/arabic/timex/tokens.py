"""A text cut into words, numbers, written dates, clock times and marks, with offsets.

Every pattern here has one way to match, so that cutting is linear whatever the text.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final, Literal, NamedTuple

from nashra.arabic.digits import DIGIT_CLASS, to_western
from nashra.arabic.text import fold

Kind = Literal["word", "number", "decimal", "clock", "slashed", "iso", "mark", "break"]

_D: Final = f"[{DIGIT_CLASS}]"
#: Vowel marks and tatweel, which belong to the word, and bidi and zero-width characters.
_MARKS: Final = "\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed"
_HIDDEN: Final = "\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff"
_LETTER: Final = r"[^\W\d_]"
_TOKEN: Final = re.compile(
    rf"(?P<iso>(?<!{_D}){_D}{{4}}-{_D}{{2}}-{_D}{{2}}[Tt]{_D}{{2}}:{_D}{{2}}"
    rf"(?::{_D}{{2}}(?:\.{_D}{{1,9}})?)?(?:[Zz]|[+-]{_D}{{2}}:?{_D}{{2}})?(?!{_D}))"
    rf"|(?P<slashed>(?<!{_D})(?<!{_D}[-/.]){_D}{{1,4}}(?:(?P<joint>[-/.]){_D}{{1,2}}(?P=joint)"
    rf"|[ ]?/[ ]?{_D}{{1,2}}[ ]?/[ ]?){_D}{{1,4}}(?!{_D}|[-/.]{_D})"
    rf"|(?<!{_D}){_D}{{1,2}}[ ]-[ ]{_D}{{1,2}}[ ]-[ ]{_D}{{4}}(?!{_D}|[ ]?-))"
    rf"|(?P<clock>(?<!{_D})(?<!{_D}[:.]){_D}{{1,2}}:{_D}{{2}}(?::{_D}{{2}})?(?!{_D}|[.:/]{_D}))"
    rf"|(?P<decimal>{_D}+(?:[.,٫٬]{_D}+)+)"
    rf"|(?P<number>{_D}+)"
    rf"|(?P<word>{_LETTER}(?:{_LETTER}|[{_MARKS}]|[{_HIDDEN}]+(?={_LETTER}|[{_MARKS}]))*)"
    rf"|(?P<break>\n[^\S\n]*\n\s*|\u2029\s*)"
    rf"|(?P<mark>[^\s{_HIDDEN}])"
)
_LONGEST_WORD: Final = 40
_LONGEST_NUMBER: Final = 9


class Token(NamedTuple):
    """One token: ``key`` is its folded word, its digits in Western form, or the mark."""

    kind: Kind
    start: int
    end: int
    key: str


@lru_cache(maxsize=8192)
def word_key(word: str) -> str:
    """A word under all its spellings; what is too long to be of the grammar has none."""
    return fold(word).replace(" ", "") if len(word) <= _LONGEST_WORD else ""


class Tokens:
    """The tokens of one text; asking beyond the end gives an empty mark."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._items = [_token(found) for found in _TOKEN.finditer(text)]
        #: Kept by ``phrases.bare_forms``, which is asked for the same words again and again.
        self.forms: dict[int, tuple[tuple[str, int], ...]] = {}
        self._beyond = Token("mark", len(text), len(text), "")

    def __len__(self) -> int:
        return len(self._items)

    def __getitem__(self, index: int) -> Token:
        return self._items[index] if 0 <= index < len(self._items) else self._beyond

    def word(self, index: int) -> str:
        """The folded word at an index, or nothing if it is no word."""
        token = self[index]
        return token.key if token.kind == "word" else ""

    def number(self, index: int) -> int | None:
        """The whole number at an index that stands in digits."""
        token = self[index]
        if token.kind != "number" or len(token.key) > _LONGEST_NUMBER:
            return None
        return int(token.key)

    def mark(self, index: int) -> str:
        """The mark at an index, or nothing."""
        token = self[index]
        return token.key if token.kind == "mark" else ""

    def of_a_name(self, index: int) -> bool:
        """Whether a number hangs on Latin letters («COVID-19», «F16»)."""
        at = self[index].start - 1
        if at >= 1 and self.text[at] in "-–_":
            at -= 1
        before = self.text[at] if at >= 0 else ""
        return before.isascii() and before.isalpha() and self.word(index - 1) not in ZONE_LETTERS

    def end(self, index: int) -> int:
        """Where the token before an index ends: the end of what was read up to there."""
        return self[index - 1].end


#: Letters of zones, which stand against a number without being its name.
ZONE_LETTERS: Final = frozenset({"gmt", "utc", "z"})


def _token(found: re.Match[str]) -> Token:
    kind: Kind = found.lastgroup if found.lastgroup != "joint" else "slashed"  # type: ignore[assignment]
    text = found.group()
    key = word_key(text) if kind == "word" else to_western(text)
    return Token(kind, found.start(), found.end(), key)


def after_letters(token: Token, text: str, count: int) -> int | None:
    """The offset behind the first letters of a word, or ``None`` inside a ligature."""
    at = token.start
    while at < token.end and (count or not _is_letter(text[at])):
        if _is_letter(text[at]):
            if len(fold(text[at])) != 1:
                return None
            count -= 1
        at += 1
    return at


def _is_letter(char: str) -> bool:
    return char.isalpha() and char != "\u0640"
