"""Names of time zones in running text: «بتوقيت القدس», «غرينتش», ``GMT+3``.

The city names are CLDR's exemplar cities and the country names its territories, as far as a
territory has one zone; what newspapers call otherwise stands beside.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, timedelta, timezone, tzinfo
from functools import lru_cache
from typing import Final, NamedTuple
from zoneinfo import ZoneInfo

from babel import Locale
from babel.core import get_global

from nashra.arabic.text import fold
from nashra.arabic.timex.phrases import Phrases, word_set
from nashra.arabic.timex.tokens import Tokens

#: Names of the press that CLDR does not list.
_PRESS: Final = (
    ("غرينتش غرينيتش جرينتش جرينيتش كرينتش غرينتش_الموحد العالمي الموحد العالمي_الموحد", "UTC"),
    ("مكة مكة_المكرمة السعودية السعودي الرياض", "Asia/Riyadh"),
    ("مصر المصري القاهرة", "Africa/Cairo"),
    ("موسكو روسيا الروسي", "Europe/Moscow"),
    ("أبوظبي أبو_ظبي الإمارات الإماراتي دبي", "Asia/Dubai"),
    ("سوريا سورية دمشق", "Asia/Damascus"),
    ("لبنان بيروت اللبناني", "Asia/Beirut"),
    ("العراق بغداد العراقي", "Asia/Baghdad"),
    ("الأردن عمان_الأردن الأردني", "Asia/Amman"),
    ("فلسطين رام_الله الفلسطيني", "Asia/Hebron"),
    ("غزة قطاع_غزة", "Asia/Gaza"),
    ("القدس القدس_المحتلة", "Asia/Jerusalem"),
    ("تركيا أنقرة إسطنبول اسطنبول التركي", "Europe/Istanbul"),
    ("المغرب الرباط المغربي الدار_البيضاء", "Africa/Casablanca"),
    ("تونس التونسي", "Africa/Tunis"),
    ("الجزائر الجزائري", "Africa/Algiers"),
    ("ليبيا طرابلس الليبي", "Africa/Tripoli"),
    ("السودان الخرطوم السوداني", "Africa/Khartoum"),
    ("اليمن صنعاء عدن", "Asia/Aden"),
    ("قطر الدوحة القطري", "Asia/Qatar"),
    ("البحرين المنامة", "Asia/Bahrain"),
    ("الكويت الكويتي", "Asia/Kuwait"),
    ("سلطنة_عمان مسقط", "Asia/Muscat"),
    ("إيران طهران الإيراني", "Asia/Tehran"),
    ("لندن بريطانيا", "Europe/London"),
    ("باريس فرنسا", "Europe/Paris"),
    ("برلين ألمانيا", "Europe/Berlin"),
    ("كييف أوكرانيا", "Europe/Kyiv"),
    ("نيويورك واشنطن شرق_أميركا شرق_أمريكا الساحل_الشرقي شرق_الولايات_المتحدة", "America/New_York"),
    ("بكين الصين", "Asia/Shanghai"),
    ("طوكيو اليابان", "Asia/Tokyo"),
    ("وسط_أوروبا", "Europe/Paris"),
)  # fmt: skip
#: The zone of the place that the text is about: unknown here.
_LOCAL: Final = frozenset(("المحلي", "المحليه"))


class ZoneHit(NamedTuple):
    """A zone, ``None`` if it is named but unknown or local, and the index behind it."""

    zone: tzinfo | None
    next: int


def _names() -> Iterator[tuple[str, str]]:
    for names, zone in _PRESS:
        yield from ((name.replace("_", " "), zone) for name in names.split())
    arabic = Locale.parse("ar")
    for zone, words in arabic.time_zones.items():
        if fold(words.get("city", "")).replace(" ", "").isalpha():
            yield words["city"], str(zone)
    territories = get_global("zone_territories")
    by_territory: dict[str, list[str]] = {}
    for zone, territory in territories.items():
        by_territory.setdefault(str(territory), []).append(str(zone))
    for territory, zones in by_territory.items():
        name = arabic.territories.get(territory)
        if name and len(zones) == 1:
            yield name, zones[0]


@lru_cache(maxsize=1)
def _table() -> Phrases[str]:
    return Phrases(_names())


#: These stand without «بتوقيت» before them.
_PLAIN: Final = Phrases((name, "UTC") for name in _PRESS[0][0].split()[:5])
_OF_TIME: Final = word_set("بتوقيت توقيت بالتوقيت التوقيت لتوقيت وتوقيت")
_LATIN: Final = frozenset(("gmt", "utc"))


def zone_at(tokens: Tokens, index: int) -> ZoneHit | None:
    """A zone at an index, in brackets or without."""
    opened = tokens.mark(index) == "("
    hit = _zone(tokens, index + opened, bracketed=opened)
    if hit is None:
        return None
    if opened:
        return hit._replace(next=hit.next + 1) if tokens.mark(hit.next) == ")" else None
    return hit


def _zone(tokens: Tokens, index: int, *, bracketed: bool) -> ZoneHit | None:
    word = tokens.word(index)
    if word in _LATIN:
        return _latin(tokens, index + 1)
    if tokens.mark(index) in ("+", "-") and not bracketed:
        digits = tokens[index + 1]
        glued = digits.start == tokens[index].end and len(digits.key) == 4
        return _latin(tokens, index) if glued and digits.kind == "number" else None
    if word == "ت":
        at = index + 1 + (tokens.mark(index + 1) == ".")
        return ZoneHit(UTC, at + 1) if tokens.word(at) == "غ" else None
    said = word in _OF_TIME
    at = index + said
    if said and tokens.word(at) in _LOCAL:
        return ZoneHit(None, at + 1)
    if said and tokens.word(at) in _LATIN:
        return _latin(tokens, at + 1)
    hit = (_table() if said or bracketed else _PLAIN).at(tokens, at, bare=not said)
    if hit is not None:
        return ZoneHit(_zone_of(hit.value), hit.next)
    return ZoneHit(None, at + 1) if said and tokens.word(at) else None


@lru_cache(maxsize=64)
def _zone_of(name: str) -> tzinfo:
    return UTC if name == "UTC" else ZoneInfo(name)


def _latin(tokens: Tokens, index: int) -> ZoneHit:
    """What follows ``GMT``: nothing, or a distance (``+3``, ``+0400``, ``-3:30``)."""
    sign = tokens.mark(index)
    token = tokens[index + 1]
    digits = token.key.replace(":", "")
    if sign not in ("+", "-", "−") or token.kind not in ("number", "clock") or len(digits) > 4:
        return ZoneHit(UTC, index)
    hours, minutes = (digits[:-2], digits[-2:]) if len(digits) > 2 else (digits, "0")
    if int(hours) > 14 or int(minutes) > 59:
        return ZoneHit(None, index + 2)
    distance = timedelta(hours=int(hours), minutes=int(minutes))
    return ZoneHit(timezone(distance if sign == "+" else -distance), index + 2)
