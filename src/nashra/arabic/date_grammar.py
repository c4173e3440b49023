"""The patterns of Arabic dates and times, as regular expressions.

Grammar only: what a match means is decided in ``dates``.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from nashra.arabic.digits import DIGIT_CLASS
from nashra.arabic.months import all_month_names
from nashra.arabic.text import fold

_DIGIT: Final = f"[{DIGIT_CLASS}]"
_MARK: Final = "[\u064b-\u0652\u0640]*"
_NO_LETTER_BEFORE: Final = r"(?<![^\W\d_])"
_NO_LETTER_AFTER: Final = r"(?![^\W\d_]|[\u064b-\u0652])"
_SPELLINGS: Final = {
    "ا": "[اأإآٱ]", "أ": "[اأإآٱ]", "إ": "[اأإآٱ]", "آ": "[اآ]",
    "ي": "[يى]", "ى": "[يى]", "ة": "[ةه]", "ه": "[ةه]", " ": r"\s+",
}  # fmt: skip


@lru_cache(maxsize=1024)
def key(word: str) -> str:
    """A word of the grammar under all its spellings; the same few come up again and again."""
    return fold(word)


def _spelled(name: str) -> str:
    """A name under every spelling of hamza, ya and ha, with or without vowel marks."""
    return "".join(_SPELLINGS.get(char, re.escape(char)) + _MARK for char in name)


def _any_of(names: list[str]) -> str:
    return "(?:" + "|".join(_spelled(name) for name in names) + ")"


_WEEKDAY_SPELLINGS: Final = (
    ("الاثنين", 0), ("الثلاثاء", 1), ("الثلاثا", 1), ("الأربعاء", 2), ("الأربعا", 2),
    ("الخميس", 3), ("الجمعة", 4), ("السبت", 5), ("الأحد", 6),
)  # fmt: skip
#: Folded name to number: months 1-12, weekdays Monday 0 as in ``date.weekday``.
MONTHS: Final = {fold(known.name): known.month for known in all_month_names()}
WEEKDAYS: Final = {fold(name): number for name, number in _WEEKDAY_SPELLINGS}

#: Distance in days from the anchor.
RELATIVE_DAYS: Final = {
    fold(name): distance
    for name, distance in (("أول أمس", -2), ("أمس", -1), ("اليوم", 0), ("غدا", 1), ("غد", 1))
}
#: Direction in time of «الماضي» and its like, by the folded word without the feminine end.
DIRECTIONS: Final = {
    fold(name): direction
    for names, direction in (
        ("الماضي المنصرم الفائت المنقضي", -1),
        ("الجاري الحالي", 0),
        ("المقبل القادم", 1),
    )
    for name in names.split()
}
#: Names of zones in running text to IANA zones.
ZONES: Final = {
    fold(name): zone
    for name, zone in (
        ("غرينتش", "UTC"), ("جرينتش", "UTC"), ("غرينيتش", "UTC"), ("العالمي", "UTC"),
        ("مكة المكرمة", "Asia/Riyadh"), ("مكة", "Asia/Riyadh"), ("السعودية", "Asia/Riyadh"),
        ("الرياض", "Asia/Riyadh"), ("القاهرة", "Africa/Cairo"), ("مصر", "Africa/Cairo"),
        ("موسكو", "Europe/Moscow"), ("بيروت", "Asia/Beirut"), ("دمشق", "Asia/Damascus"),
        ("بغداد", "Asia/Baghdad"), ("أبوظبي", "Asia/Dubai"), ("الإمارات", "Asia/Dubai"),
        ("تونس", "Africa/Tunis"), ("الجزائر", "Africa/Algiers"),
    )
}  # fmt: skip

_MONTH: Final = _any_of([known.name for known in all_month_names()]) + _NO_LETTER_AFTER
#: One month name or two; which two, ``dates`` checks.
_MONTH_PAIR: Final = (
    rf"(?:(?P<m1>{_MONTH})(?:\s*[/\\–-]\s*(?P<m2>{_MONTH})"
    rf"|\s*\(\s*(?P<m3>{_MONTH})\s*\)|\s+(?P<m4>{_MONTH}))?"
    rf"|\(\s*(?P<m5>{_MONTH})\s*\)\s*(?P<m6>{_MONTH}))"
)
_RELATIVE: Final = _any_of(["أول أمس", "أمس", "اليوم", "غدا", "غد"])
_WEEKDAY: Final = _any_of([name for name, _ in _WEEKDAY_SPELLINGS]) + _NO_LETTER_AFTER
_DIRECTION: Final = (
    _any_of(["الماضي", "المنصرم", "الفائت", "المنقضي", "الجاري", "الحالي", "المقبل", "القادم"])
    + _NO_LETTER_AFTER
)
#: 1800 to 2199: what lies outside is of another calendar, or no year.
_YEAR: Final = rf"(?P<year>(?:[1١۱][89٨٩۸۹]|[2٢۲][01٠١۰۱]){_DIGIT}{{2}})(?!{_DIGIT})(?!\s*هـ)"
_AFTER_MONTH: Final = (
    rf"(?:\s*[،,]?\s*(?:من\s+)?(?:(?:ال)?عام\s+|سنة\s+)?{_YEAR}"
    rf"|\s+(?P<direction>{_DIRECTION})?"
    rf"(?:\s*من\s+(?:هذا\s+)?العام(?:\s+(?P<year_direction>{_DIRECTION}))?)?)?"
)
_DAY_NAME: Final = (
    rf"(?:(?P<relative>{_RELATIVE})\s*[،,]?\s+)?(?:يوم\s+)?"
    rf"(?P<weekday>{_WEEKDAY})"
)


def _compile(body: str, *, before: str = _NO_LETTER_BEFORE + "[وفبل]?") -> re.Pattern[str]:
    return re.compile(f"{before}(?P<all>{body})")


DAY_AND_MONTH: Final = _compile(
    rf"(?:{_DAY_NAME}\s*[،,(]?\s*(?:الموافق\s*(?:ل)?\s*)?(?:يوم\s+)?"
    rf"|(?P<relative_only>{_RELATIVE})\s*[،,]?\s*)?"
    rf"(?<!{_DIGIT})(?P<day>{_DIGIT}{{1,2}})\s*(?:من\s+)?(?:شهر\s+)?"
    rf"{_MONTH_PAIR}{_AFTER_MONTH}",
    before="",
)
MONTH_ONLY: Final = _compile(rf"(?P<named>شهر\s+)?{_MONTH_PAIR}{_AFTER_MONTH}")
DAY_NAME: Final = _compile(
    rf"{_DAY_NAME}(?:\s+(?P<direction>{_DIRECTION}))?", before=_NO_LETTER_BEFORE + "[وف]?"
)
YEAR_ONLY: Final = _compile(rf"(?:(?:ال)?عام|سنة)\s+{_YEAR}")
#: Year first (ISO 8601) or day first (the order of CLDR's short Arabic patterns).
NUMERIC: Final = _compile(
    rf"(?<!{_DIGIT})(?:(?P<y1>{_DIGIT}{{4}})(?P<s1>[-/.])(?P<n1>{_DIGIT}{{1,2}})(?P=s1)"
    rf"(?P<d1>{_DIGIT}{{1,2}})"
    rf"|(?P<a2>{_DIGIT}{{1,2}})(?P<s2>[-/.])(?P<b2>{_DIGIT}{{1,2}})(?P=s2)(?P<y2>{_DIGIT}{{4}}))"
    rf"(?!{_DIGIT})(?!\s*هـ)",
    before="",
)
_ZONE_NAMES: Final = _any_of(
    [
        "غرينتش", "جرينتش", "غرينيتش", "مكة المكرمة", "مكة", "السعودية", "الرياض", "القاهرة",
        "مصر", "موسكو", "بيروت", "دمشق", "بغداد", "أبوظبي", "الإمارات", "تونس", "الجزائر",
    ]
)  # fmt: skip
TIME: Final = _compile(
    rf"(?P<hour_word>الساعة\s+)?(?<!{_DIGIT})(?<!{_DIGIT}[:.])(?P<hour>{_DIGIT}{{1,2}})"
    rf"[:.](?P<minute>{_DIGIT}{{2}})(?::(?P<second>{_DIGIT}{{2}}))?(?!{_DIGIT}|[.:/]{_DIGIT})"
    rf"(?:\s*(?P<half>صباحا|صباحاً|ظهرا|ظهراً|عصرا|عصراً|مساء|مساءً|ليلا|ليلاً)(?![^\W\d_]))?"
    rf"(?:\s*\(?(?:(?P<gmt>GMT|UTC)(?:\s*(?P<offset>[+-]{_DIGIT}{{1,2}}(?::?{_DIGIT}{{2}})?))?"
    rf"|(?:بتوقيت\s+|توقيت\s+|ب?التوقيت\s+)?(?P<zone>{_ZONE_NAMES}|العالمي){_NO_LETTER_AFTER})\)?)?",
    before="",
)
#: What may stand between a date and its time.
JOINT: Final = re.compile(r"\s*[،,|(–-]?\s*(?:في\s+|عند\s+|على\s+)?(?:تمام\s+)?")
