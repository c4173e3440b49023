"""The names of the months: Gregorian in the Arabic traditions, and Hijri.

The Gregorian names come from Babel's copy of CLDR, the Hijri ones from hijridate; the spellings
that neither lists, but newspapers print, stand beside.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Literal

from babel import Locale
from hijridate.locales import ArabicLocale

Tradition = Literal["egyptian", "levantine", "maghrebi", "moroccan"]

#: CLDR locale whose month names stand for a tradition.
_LOCALES: Final[dict[Tradition, str]] = {
    "egyptian": "ar_EG",
    "levantine": "ar_SY",
    "maghrebi": "ar_DZ",
    "moroccan": "ar_MA",
}

#: Every locale whose names differ: the four traditions and Mauritania.
_READ: Final = (*_LOCALES.values(), "ar_MR")

#: Spellings seen in print that are in no CLDR locale, by month.
_VARIANTS: Final[dict[int, tuple[str, ...]]] = {
    1: ("كانون ثاني", "كانون ثان"),
    2: ("فيبراير",),
    4: ("إبريل",),
    5: ("مايس", "نوار", "آيار"),
    6: ("يونية", "يونيه"),
    7: ("يولية", "يوليه", "جويليا", "جولية"),
    8: ("أغشت", "أوغسطس", "أغسطوس"),
    9: ("شتمبر", "سبتنبر", "سيبتمبر"),
    10: ("تشرين أول", "أوكتوبر"),
    11: ("تشرين ثاني", "تشرين ثان", "نوفنبر"),
    12: ("كانون أول", "دجمبر", "ديسنبر"),
}
_HIJRI_VARIANTS: Final[dict[int, tuple[str, ...]]] = {
    1: ("محرم الحرام", "المحرم"),
    2: ("صفر الخير",),
    3: ("ربيع أول", "ربيع الأنور"),
    4: ("ربيع الآخر", "ربيع الثاني", "ربيع ثاني", "ربيع آخر"),
    5: ("جمادى الأول", "جمادى أولى", "جمادي الأولى"),
    6: ("جمادى الثانية", "جمادى الآخر", "جمادى الثاني", "جمادى ثانية"),
    7: ("رجب الفرد", "رجب المرجب"),
    8: ("شعبان المعظم",),
    9: ("رمضان المبارك", "رمضان الكريم", "رمضان المعظم"),
    11: ("ذي القعدة", "ذو القعدة", "ذا القعدة", "ذي قعدة"),
    12: ("ذي الحجة", "ذو الحجة", "ذا الحجة", "ذي حجة"),
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
    """Every spelling known of the Gregorian months, the longest first."""
    listed = [
        (str(name), number)
        for locale in _READ
        for number, name in Locale.parse(locale).months["format"]["wide"].items()
    ]
    return _known(listed, _VARIANTS)


@lru_cache(maxsize=1)
def english_month_names() -> tuple[MonthName, ...]:
    """The English names, in full and short, as machines put them into Arabic pages (CLDR)."""
    months = Locale.parse("en").months["format"]
    listed = [
        (str(name), number)
        for width in ("wide", "abbreviated")
        for number, name in months[width].items()
    ]
    return _known(listed, {9: ("Sept",)})


@lru_cache(maxsize=1)
def hijri_month_names() -> tuple[str, ...]:
    """The twelve names of the Hijri months, Muharram first (hijridate)."""
    return ArabicLocale.month_names


@lru_cache(maxsize=1)
def all_hijri_month_names() -> tuple[MonthName, ...]:
    """Every spelling known of the Hijri months, the longest first."""
    listed = [(name, number) for number, name in enumerate(hijri_month_names(), start=1)]
    return _known(listed, _HIJRI_VARIANTS)


def _known(
    listed: list[tuple[str, int]], variants: dict[int, tuple[str, ...]]
) -> tuple[MonthName, ...]:
    known: dict[str, int] = {}
    for name, number in listed:
        known.setdefault(name, number)
    for number, names in variants.items():
        for name in names:
            known.setdefault(name, number)
    ordered = sorted(known.items(), key=lambda item: (-len(item[0]), item[0]))
    return tuple(MonthName(name, number) for name, number in ordered)
