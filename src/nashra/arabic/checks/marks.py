"""Punctuation, spaces, quotation marks, digits, and characters that should not be there."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import Final

from nashra.arabic.checks.model import Copy, Part, Span

_AR: Final = "\u0621-\u063a\u0641-\u064a\u0671-\u06d3"
_MARKS: Final = "\u064b-\u065f\u0670"
_LETTER: Final = f"[{_AR}{_MARKS}]"
_EAST: Final = "٠-٩"

_LATIN_PUNCTUATION: Final = re.compile(
    rf"(?<={_LETTER})(\s*)([,;?])(?![\w/=&])|(?<={_LETTER})([,;?])(?={_LETTER})"
)
_ARABIC_OF: Final = {",": "،", ";": "؛", "?": "؟"}

_SPACE_BEFORE: Final = re.compile(r"(?<=[^\s(«\[])([ \u00a0]+)(?=[،؛؟!:)\]»]|\.(?:\s|$))")
_NO_SPACE_AFTER: Final = re.compile(rf"[،؛؟](?=[{_AR}A-Za-z«(])")
_SPACE_WITHIN: Final = re.compile(r"(?<=[(«\[])[ \u00a0]+(?=\S)")
_DOUBLE: Final = re.compile(r"(?<=\S)  +(?=\S)")

_TATWEEL: Final = re.compile(rf"(?<={_LETTER})ـ+(?={_LETTER})")
_PRESENTATION: Final = re.compile("[\ufb50-\ufdcf\ufdf0-\ufdf1\ufdf3-\ufdf9\ufe70-\ufefc]+")
_WAW: Final = re.compile(rf"(?<![^\s«(،؛])و (?=[{_AR}]{{2,}})")
_CONTROLS: Final = re.compile("[\u202a-\u202e\u2066-\u2069]+")
_TELEPHONE: Final = re.compile(r"(?<![\d+])(?:\+|00?)\d{1,4}(?: +\d{1,7}){2,}(?![\d])")
_AFTER_LATIN: Final = re.compile(r"[A-Za-z][+#]{1,2}(?=\s+[\u0621-\u064a])")
_LRM: Final = "\u200e"
_WESTERN: Final = re.compile(r"(?<![A-Za-z\d])\d+(?:[.,]\d+)*(?![A-Za-z])")
_EASTERN: Final = re.compile(rf"[{_EAST}]+(?:[٫٬.,][{_EAST}]+)*")
_QUOTED: Final = re.compile(r'"([^"\n]+)"|“([^”\n]+)”|„([^“”\n]+)[“”]')


def _all(pattern: re.Pattern[str], copy: Copy) -> Iterator[tuple[Part, re.Match[str]]]:
    for part in copy.parts:
        for match in pattern.finditer(part.text):
            yield part, match


def latin_punctuation(copy: Copy) -> Iterator[Span]:
    """A Latin comma, semicolon or question mark after an Arabic word."""
    for part, match in _all(_LATIN_PUNCTUATION, copy):
        mark = match[2] or match[3]
        start = match.end() - 1
        yield Span(part, start, match.end(), _ARABIC_OF[mark])


def spacing(copy: Copy) -> Iterator[Span]:
    """A space before a mark or within brackets, none after a comma, or two in a row."""
    for pattern in (_SPACE_BEFORE, _SPACE_WITHIN):
        for part, match in _all(pattern, copy):
            yield Span(part, match.start(), match.end(), "")
    for part, match in _all(_NO_SPACE_AFTER, copy):
        yield Span(part, match.start(), match.end(), f"{match[0]} ")
    for part, match in _all(_DOUBLE, copy):
        yield Span(part, match.start(), match.end(), " ")


def tatweel(copy: Copy) -> Iterator[Span]:
    """Tatweel within a word; after a letter that stands alone before a number it is usual."""
    for part, match in _all(_TATWEEL, copy):
        yield Span(part, match.start(), match.end(), "")


def presentation_forms(copy: Copy) -> Iterator[Span]:
    """Letters that are coded by their shape, as PDF files give them."""
    for part, match in _all(_PRESENTATION, copy):
        yield Span(part, match.start(), match.end(), unicodedata.normalize("NFKC", match[0]))


def detached_waw(copy: Copy) -> Iterator[Span]:
    """«و» apart from the word that it belongs to; a list of letters is none."""
    for part, match in _all(_WAW, copy):
        before = part.text[: match.start()].split()[-1:]
        if before and len(before[0].strip("«»(),،")) == 1:
            continue
        yield Span(part, match.start(), match.end(), "و")


def bidi(copy: Copy) -> Iterator[Span]:
    """Hidden characters that turn the text around them, and what turns itself: the groups of a
    telephone number, and signs after a Latin word («C++»)."""
    for part, match in _all(_CONTROLS, copy):
        yield Span(part, match.start(), match.end(), "")
    for part, match in _all(_TELEPHONE, copy):
        yield Span(part, match.start(), match.end(), _LRM + re.sub(" +", "-", match[0]))
    for part, match in _all(_AFTER_LATIN, copy):
        yield Span(part, match.start(), match.end(), match[0] + _LRM)


def mixed_digits(copy: Copy) -> Iterator[Span]:
    """Both kinds of digits in one story: the rarer kind is marked."""
    west = [(part, match) for part, match in _all(_WESTERN, copy)]
    east = [(part, match) for part, match in _all(_EASTERN, copy)]
    west = [(part, match) for part, match in west if not re.search(f"[{_EAST}]", match[0])]
    if not (west and east):
        return
    rarer = east if len(east) <= len(west) else west
    for part, match in rarer:
        yield Span(part, match.start(), match.end(), _other_digits(match[0]))


def _other_digits(text: str) -> str:
    if re.search(f"[{_EAST}]", text):
        return text.translate(str.maketrans("٠١٢٣٤٥٦٧٨٩٫٬", "0123456789.,"))
    return text.translate(str.maketrans("0123456789.,", "٠١٢٣٤٥٦٧٨٩٫٬"))


def mixed_quotes(copy: Copy) -> Iterator[Span]:
    """Other quotation marks beside «…» in one story; within «…» they are right."""
    if not any("«" in part.text for part in copy.parts):
        return
    for part, match in _all(_QUOTED, copy):
        inner = match[1] or match[2] or match[3]
        before = part.text[: match.start()]
        nested = before.count("«") > before.count("»")
        if not nested and re.search(_LETTER, inner):
            yield Span(part, match.start(), match.end(), f"«{inner}»")
