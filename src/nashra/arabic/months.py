"""The names of the Gregorian months in the four Arabic traditions.

The names come from Babel's copy of CLDR; the spellings that CLDR does not list, but
newspapers print, stand beside.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Literal

from babel import Locale

Tradition = Literal["egyptian", "levantine", "maghrebi", "moroccan"]

#: CLDR locale whose month names stand for a tradition.
_LOCALES: Final[dict[Tradition, str]] = {
    "egyptian": "ar_EG",
    "levantine": "ar_SY",
    "maghrebi": "ar_DZ",
    "moroccan": "ar_MA",
}

#: Spellings seen in print that are in no CLDR locale, by month.
_VARIANTS: Final[dict[int, tuple[str, ...]]] = {
    1: ("كانون ثاني",),
    4: ("إبريل",),
    5: ("مايس", "نوار"),
    6: ("يونية", "يونيه"),
    7: ("يولية", "يوليه", "جويليا"),
    8: ("أغشت", "أوغسطس"),
    9: ("شتمبر", "سبتنبر"),
    10: ("تشرين أول", "أوكتوبر"),
    11: ("تشرين ثاني", "نوفنبر"),
    12: ("كانون أول", "دجمبر"),
}


@lru_cache(maxsize=8)
def month_names(tradition: Tradition) -> tuple[str, ...]:
    """The twelve names of a tradition, January first (CLDR, wide, format)."""
    wide = Locale.parse(_LOCALES[tradition]).months["format"]["wide"]
    return tuple(str(wide[number]) for number in range(1, 13))


@dataclass(frozen=True)
class MonthName:
    """One spelling of one month."""

    name: str
    month: int


@lru_cache(maxsize=1)
def all_month_names() -> tuple[MonthName, ...]:
    """Every spelling known, longest first, so that the first match is the whole name."""
    known: dict[str, int] = {}
    for tradition in _LOCALES:
        for number, name in enumerate(month_names(tradition), start=1):
            known.setdefault(name, number)
    for number, names in _VARIANTS.items():
        for name in names:
            known.setdefault(name, number)
    ordered = sorted(known.items(), key=lambda item: (-len(item[0]), item[0]))
    return tuple(MonthName(name, number) for name, number in ordered)
