"""The desk's names in a query: pages of that name, and its other spellings."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from nashra.arabic.analyzer import tokens
from nashra.newsroom.models import Author, Person, Place, Tag

_KINDS: Final = {"tag": Tag, "person": Person, "author": Author, "place": Place}
AGE: Final = 30.0
"""Seconds for which names are kept; a new one is known that late."""
_LONGEST: Final = 6
"""Words of a name that is looked for within a query."""
MOST: Final = 6


class Name(NamedTuple):
    """Something that the desk has a name for, with all its spellings, the preferred first."""

    kind: str
    pk: int
    slug: str
    name: str
    name_en: str
    spellings: tuple[str, ...]


class InQuery(NamedTuple):
    """A name in a query, and the part of the query that it is, by offsets."""

    name: Name
    start: int
    end: int


def _key(text: str) -> tuple[str, ...]:
    return tuple(token.word for token in tokens(text))


@dataclass
class Names:
    """All names, by any spelling; read again when they are older than ``AGE``."""

    _read_at: float = -AGE
    _by_spelling: dict[tuple[str, ...], list[Name]] = field(default_factory=dict)

    def known(self) -> dict[tuple[str, ...], list[Name]]:
        """Every spelling as folded words, with what is called so."""
        if time.monotonic() - self._read_at >= AGE:
            found: dict[tuple[str, ...], list[Name]] = {}
            for name in _all():
                for key in {_key(spelling) for spelling in name.spellings}:
                    if key:
                        found.setdefault(key, []).append(name)
            self._by_spelling, self._read_at = found, time.monotonic()
        return self._by_spelling


def _all() -> Iterator[Name]:
    for kind, model in _KINDS.items():
        for row in model.objects.order_by("pk"):
            yield Name(kind, row.pk, row.slug, row.name, row.name_en, row.spellings())


def in_query(text: str, names: Names) -> Iterator[InQuery]:
    """The names in a query, the longest first at each place; none within another."""
    found, known, at = tokens(text), names.known(), 0
    while at < len(found):
        step = 1
        for length in range(min(_LONGEST, len(found) - at), 0, -1):
            part = found[at : at + length]
            if held := known.get(tuple(token.word for token in part)):
                yield from (InQuery(name, part[0].start, part[-1].end) for name in held)
                step = length
                break
        at += step


def written_otherwise(text: str, found: Iterable[InQuery]) -> Iterator[str]:
    """The query once with every other spelling of each name in it, in the same script."""
    for name, start, end in found:
        asked = _key(text[start:end])
        latin = text[start:end].isascii()
        seen = {asked}
        for spelling in name.spellings:
            if (key := _key(spelling)) not in seen and spelling.isascii() == latin:
                seen.add(key)
                yield text[:start] + spelling + text[end:]
