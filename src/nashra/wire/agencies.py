"""Agencies and places by the names that bylines and datelines use."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from babel import Locale

from nashra.arabic.text import fold_words, normalise
from nashra.wire.tables import read_table

_DASH: Final = re.compile(r"\s*[-–—ـ]+\s*")
_IDENTIFIER: Final = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f-]{22}\Z", re.IGNORECASE)
#: Longer than any byline part that is still a name.
_MAX_NAME: Final = 80


@lru_cache(maxsize=1)
def _agencies() -> dict[str, str]:
    return {
        fold_words(spelling): row["name"]
        for row in read_table("agencies.tsv")
        for spelling in row["spellings"].split(", ")
    }


@lru_cache(maxsize=1)
def _places() -> frozenset[str]:
    """Cities and countries that CLDR names in Arabic (zone cities and territories)."""
    locale = Locale.parse("ar")
    cities = (str(zone["city"]) for zone in locale.time_zones.values() if "city" in zone)
    return frozenset(fold_words(name) for name in (*cities, *locale.territories.values()))


def agency_name(text: str) -> str | None:
    """The usual name of an agency, by any spelling of it; ``None`` if it is not known."""
    return _agencies().get(fold_words(text))


def is_agency(text: str) -> bool:
    """Known, or by its own first word an agency («وكالة ...»)."""
    folded = fold_words(text)
    return folded in _agencies() or (
        folded.startswith(("وكاله ", "وكالات ")) and len(folded.split()) <= 5
    )


def is_place(text: str) -> bool:
    """Whether CLDR knows a city or country by this name."""
    return fold_words(text) in _places()


@dataclass(frozen=True, kw_only=True)
class Byline:
    """What a byline field holds; ``unsplit`` if place and name could not be told apart."""

    place: str | None = None
    credits: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    unsplit: bool = False


def read_byline(text: str) -> Byline:
    """Part a byline: «القاهرة - أحمد الريدي» is place and author, «لندن - رويترز» place and agency.

    A first part that is neither a known place nor an agency («القافلة - ...») may be either,
    so the whole stays one name.
    """
    text = normalise(text)
    if not text or len(text) > 2 * _MAX_NAME or _IDENTIFIER.match(text):
        return Byline()
    parts = [part for part in _DASH.split(text) if part]
    place, unsplit = None, False
    if len(parts) == 2 and not is_agency(parts[0]) and (is_place(parts[0]) or is_agency(parts[1])):
        place = parts.pop(0)
    elif len(parts) > 1 and not is_agency(parts[0]):
        parts, unsplit = [text], True
    credits = tuple(agency_name(part) or part for part in parts if is_agency(part))
    authors = tuple(part for part in parts if not is_agency(part))
    return Byline(place=place, credits=credits, authors=authors, unsplit=unsplit)
