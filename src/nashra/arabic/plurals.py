"""Counting things in Arabic: the six plural categories, time gone by and time to come.

Which form a number asks for is CLDR's plural rule (Babel's copy); the forms themselves follow
W. Wright, A Grammar of the Arabic Language, I §§ 299, 319-325 and II §§ 96-101: one and two are
said by the noun alone, 3-10 take the plural, 11-99 the accusative singular, 100 the singular.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import timedelta
from functools import lru_cache
from typing import Final, Literal, cast

from babel import Locale

from nashra.arabic.digits import NumberingSystem, convert_digits

Category = Literal["zero", "one", "two", "few", "many", "other"]
#: «دقيقتين» after a preposition or verb, «دقيقتان» as a subject or alone.
Case = Literal["oblique", "nominative"]


@dataclass(frozen=True, kw_only=True)
class CountedNoun:
    """The forms that a counted noun takes; ``{n}`` stands for the number.

    ``one`` and ``two`` carry no number: the form itself says it («2 دقيقتين» says it twice).
    ``two`` is in the oblique case, which «منذ» and «بعد» ask for.
    """

    zero: str
    one: str
    two: str
    few: str
    many: str
    other: str

    def form(self, category: Category) -> str:
        """The pattern of one plural category."""
        return cast(str, getattr(self, category))


SECOND: Final = CountedNoun(
    zero="{n} ثانية", one="ثانية", two="ثانيتين",
    few="{n} ثوان", many="{n} ثانية", other="{n} ثانية",
)  # fmt: skip
MINUTE: Final = CountedNoun(
    zero="{n} دقيقة", one="دقيقة", two="دقيقتين",
    few="{n} دقائق", many="{n} دقيقة", other="{n} دقيقة",
)  # fmt: skip
HOUR: Final = CountedNoun(
    zero="{n} ساعة", one="ساعة", two="ساعتين",
    few="{n} ساعات", many="{n} ساعة", other="{n} ساعة",
)  # fmt: skip
DAY: Final = CountedNoun(
    zero="{n} يوم", one="يوم", two="يومين",
    few="{n} أيام", many="{n} يوما", other="{n} يوم",
)  # fmt: skip
WEEK: Final = CountedNoun(
    zero="{n} أسبوع", one="أسبوع", two="أسبوعين",
    few="{n} أسابيع", many="{n} أسبوعا", other="{n} أسبوع",
)  # fmt: skip
MONTH: Final = CountedNoun(
    zero="{n} شهر", one="شهر", two="شهرين",
    few="{n} أشهر", many="{n} شهرا", other="{n} شهر",
)  # fmt: skip
YEAR: Final = CountedNoun(
    zero="{n} سنة", one="سنة", two="سنتين",
    few="{n} سنوات", many="{n} سنة", other="{n} سنة",
)  # fmt: skip


@lru_cache(maxsize=8)
def _locale(identifier: str) -> Locale:
    return Locale.parse(identifier)


def plural_category(number: int, *, locale: str = "ar") -> Category:
    """The CLDR plural category of a number, by Babel's copy of the CLDR rules.

    In Arabic: 0 zero, 1 one, 2 two, 3-10 few, 11-99 many, 100-102 other, and so on by
    the last two digits.
    """
    return cast(Category, _locale(locale).plural_form(abs(number)))


def count(
    number: int,
    noun: CountedNoun,
    *,
    digits: NumberingSystem = "latn",
    locale: str = "ar",
    case: Case = "oblique",
) -> str:
    """A number with its noun in the form that the number asks for: «5 دقائق», «دقيقتين»."""
    category = plural_category(number, locale=locale)
    pattern = noun.form(category)
    if category == "two" and case == "nominative":
        pattern = re.sub("ين$", "ان", pattern)
    return pattern.replace("{n}", convert_digits(str(number), digits))


#: Largest unit first, in seconds; a month is 30 days and a year 365, as in Babel.
_UNITS: Final[tuple[tuple[int, CountedNoun], ...]] = (
    (365 * 86_400, YEAR),
    (30 * 86_400, MONTH),
    (86_400, DAY),
    (3_600, HOUR),
    (60, MINUTE),
    (1, SECOND),
)


def since(elapsed: timedelta, *, digits: NumberingSystem = "latn") -> str:
    """How long ago, in the largest whole unit: «منذ 5 دقائق», «منذ ساعتين».

    Less than a second is «الآن». Raises ``ValueError`` for a negative duration: what has
    not happened yet was not "since" anything.
    """
    if elapsed < timedelta(0):
        raise ValueError("elapsed time is negative")
    length = _largest(elapsed, digits)
    return f"منذ {length}" if length else "الآن"


def until(remaining: timedelta, *, digits: NumberingSystem = "latn") -> str:
    """How long from now, in the largest whole unit: «بعد 5 دقائق», «بعد يومين».

    Less than a second is «الآن». Raises ``ValueError`` for a negative duration.
    """
    if remaining < timedelta(0):
        raise ValueError("remaining time is negative")
    length = _largest(remaining, digits)
    return f"بعد {length}" if length else "الآن"


def _largest(length: timedelta, digits: NumberingSystem) -> str | None:
    seconds = int(length.total_seconds())
    for size, noun in _UNITS:
        if seconds >= size:
            return count(seconds // size, noun, digits=digits)
    return None
