"""How long it is, in letters as readers count them (grapheme clusters, UAX #29).

Setting: ``DiscussionSettings.longest``.
"""

import unicodedata
from collections.abc import Iterator
from typing import Final

import regex  # type: ignore[import-untyped]

from nashra.community.pipeline.model import Draft, Finding
from nashra.community.pipeline.past import Past

_GRAPHEME: Final = regex.compile(r"\X")
MARKS: Final = 6
"""Code points a letter may have on average; an ornament of stacked marks has dozens."""


def letters(text: str) -> int:
    """How many letters readers see."""
    return sum(1 for _ in _GRAPHEME.finditer(text))


def look(draft: Draft, past: Past) -> Iterator[Finding]:
    """Refuses what is empty or too long."""
    longest = draft.settings.longest
    if not any(unicodedata.category(char)[0] in "LNPS" for char in draft.text):
        yield Finding("length", "refuse", "empty")
    elif len(draft.text) > longest * MARKS or letters(draft.text) > longest:
        yield Finding("length", "refuse", "too_long", number=longest)
