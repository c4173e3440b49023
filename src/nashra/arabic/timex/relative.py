"""What is told from now: «قبل ثلاثة أيام», «منذ أسبوعين», «كل سبت», «الآن», «مؤخرا»."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, NamedTuple

from nashra.arabic.timex import words
from nashra.arabic.timex.day_rules import day_phrase
from nashra.arabic.timex.lengths import LengthHit, Offset, length_at
from nashra.arabic.timex.model import ANY_YEAR, Anchor, Granularity, Read, Reading
from nashra.arabic.timex.month_rules import direction_at
from nashra.arabic.timex.period_rules import month_at, year_at
from nashra.arabic.timex.periods import VaguePhrase
from nashra.arabic.timex.phrases import Phrases, bare_forms, word_set
from nashra.arabic.timex.tokens import Tokens


class RelativeHit(NamedTuple):
    """What is told from now, with its first offset and the index behind it."""

    read: Read
    start: int
    next: int


_BEFORE_AFTER: Final = {"قبل": -1, "منذ": -1, "مذ": -1, "قبيل": -1, "بعد": 1}
#: Prepositions of a length that is no distance.
_DURING: Final = word_set(
    "خلال لمده مده طوال طيله لفتره فتره طول غضون لاكثر مضي مرور استغرق استمر بمرور بعمر"
)
#: What follows a length that is counted from something else: «بعد شهر من بدء العرض».
_FROM_ELSEWHERE: Final = frozenset(("من", "علي", "عن"))
_FROM_NOW: Final = frozenset(("الان", "اليوم", "تاريخه"))


@dataclass(frozen=True)
class Repeated:
    """«كل أسبوع», «كل سبت»: a set in the sense of TIMEX3."""

    value: str
    granularity: Granularity

    def read(self, anchor: Anchor | None) -> Reading:
        """The set itself, whatever the anchor."""
        return Reading(self.value, self.granularity, "certain", type="set", vague=True)


def relative_at(tokens: Tokens, index: int) -> RelativeHit | None:
    """What is told from now at an index."""
    return _offset(tokens, index) or _during(tokens, index) or _length(tokens, index)


def _offset(tokens: Tokens, index: int) -> RelativeHit | None:
    said = [form for form in bare_forms(tokens, index) if form[0] in _BEFORE_AFTER]
    if not said:
        return None
    key, start = said[0]
    if _is_dated(tokens, index + 1):
        return None
    hit = length_at(tokens, index + 1, expected=True)
    if hit is None or hit.length.amount is None:
        return None
    direction, after = _BEFORE_AFTER[key], hit.next
    if tokens.word(after) in _FROM_ELSEWHERE and key != "منذ":
        if tokens.word(after + 1) in _FROM_NOW:
            return RelativeHit(Offset(hit.length, direction).read, start, after + 2)
        if tokens.word(after + 1) not in ("الاقل", "الاكثر"):
            return RelativeHit(hit.length.read, start, after)
    if tokens.word(index + 1).startswith("ال"):
        return RelativeHit(hit.length.read, hit.start, after)
    return RelativeHit(Offset(hit.length, direction).read, start, after)


def _is_dated(tokens: Tokens, index: int) -> bool:
    """«قبل عام 2011», «بعد شهر رمضان», «بعد يوم السبت» are no lengths."""
    unit = words.UNITS.at(tokens, index, bare=False)
    if unit is None or unit.value[1] != "one":
        return False
    behind = unit.next
    if year_at(tokens, index) is not None or month_at(tokens, index) is not None:
        return True
    if day_phrase(tokens, index) is not None or day_phrase(tokens, behind) is not None:
        return True
    return tokens.word(behind).startswith("ال") or tokens.number(behind) is not None


def _during(tokens: Tokens, index: int) -> RelativeHit | None:
    before = tokens.word(index - 1).lstrip("و")
    if before not in _DURING or _is_dated(tokens, index):
        return None
    hit = length_at(tokens, index, expected=True)
    return None if hit is None else _numbered(hit)


def _length(tokens: Tokens, index: int) -> RelativeHit | None:
    hit = length_at(tokens, index)
    return None if hit is None else _numbered(hit)


def _numbered(hit: LengthHit) -> RelativeHit | None:
    """A length that says how long: «عدة أشهر» and «سنوات» tell nobody anything."""
    if hit.length.amount is None:
        return None
    return RelativeHit(hit.length.read, hit.start, hit.next)


# --- sets and references -------------------------------------------------------------

_DAYS_OF: Final = frozenset(("ايام", "يومي"))
_ADVERBS: Final[dict[str, tuple[str, Granularity]]] = {
    "يوميا": ("P1D", "day"), "اسبوعيا": ("P1W", "week"), "شهريا": ("P1M", "month"),
    "سنويا": ("P1Y", "year"),
}  # fmt: skip
#: TIMEX3 references, with what must not follow them.
_REFERENCES: Final = Phrases(
    (name, value)
    for names, value in (
        ("الآن,حاليا,هذه الأيام,الوقت الراهن,الوقت الحاضر,الوقت الحالي,هذه اللحظة", "PRESENT_REF"),
        ("مؤخرا,آنذاك,حينذاك,وقتذاك,قبل قليل", "PAST_REF"),
        ("قريبا,في أقرب وقت", "FUTURE_REF"),
    )
    for name in names.split(",")
)
_PLURAL_REFERENCES: Final = word_set(
    "الايام الاسابيع الاشهر الشهور السنوات الاعوام الساعات العقود القرون السنين"
)


def set_at(tokens: Tokens, index: int) -> RelativeHit | None:
    """«كل يوم», «كل عامين», «كل يوم سبت», «أيام الجمعة», «سنويا»."""
    adverb = _ADVERBS.get(tokens.word(index))
    if adverb is not None:
        return RelativeHit(Repeated(*adverb).read, tokens[index].start, index + 1)
    if tokens.word(index) in _DAYS_OF:
        hit = words.WEEKDAYS.at(tokens, index + 1, bare=False)
        if hit is not None and tokens.word(index) == "ايام":
            return RelativeHit(_weekly(hit.value).read, tokens[index].start, hit.next)
    for key, start in bare_forms(tokens, index):
        if key == "كل":
            return _every(tokens, index + 1, start)
    return None


def _weekly(weekday: int) -> Repeated:
    return Repeated(f"{ANY_YEAR}-WXX-{weekday + 1}", "week")


def _every(tokens: Tokens, index: int, start: int) -> RelativeHit | None:
    at = index + (tokens.word(index) == "يوم")
    for table in (words.BARE_WEEKDAYS, words.WEEKDAYS):
        hit = table.at(tokens, at, bare=False)
        # «كل أحد» is everyone too.
        if hit is not None and (at > index or tokens.word(at) != "احد"):
            return RelativeHit(_weekly(hit.value).read, start, hit.next)
    found = length_at(tokens, index, expected=True)
    if found is None or found.length.value is None or found.length.amount is None:
        return None
    if found.length.mod is not None or tokens.word(index).startswith("ال"):
        return None
    return RelativeHit(Repeated(found.length.value, found.length.unit).read, start, found.next)


def reference_at(tokens: Tokens, index: int) -> RelativeHit | None:
    """«الآن», «مؤخرا», «هذه الأيام», «السنوات المقبلة»: no date can be told."""
    hit = _REFERENCES.at(tokens, index)
    if hit is not None:
        # «قريبا من» is a place.
        if tokens.word(index) == "قريبا" and tokens.word(hit.next) in ("من", "الي"):
            return None
        # «والآن» opens a sentence, as «now» that TIMEX3 does not mark does in English.
        if tokens.word(index) in ("والان", "فالان"):
            return None
        return RelativeHit(VaguePhrase(hit.value).read, hit.start, hit.next)
    for key, start in bare_forms(tokens, index):
        if key in _PLURAL_REFERENCES:
            return _loose_plural(tokens, index, start)
    return None


_NAMES: Final = {-1: "PAST_REF", 0: "PRESENT_REF", 1: "FUTURE_REF"}


def _loose_plural(tokens: Tokens, index: int, start: int) -> RelativeHit | None:
    """«الأيام المقبلة», «الأسابيع القليلة الماضية», «السنوات اللاحقة»."""
    at = index + 1 + (tokens.word(index + 1) == "القليله")
    direction, after = direction_at(tokens, at)
    if direction is not None:
        value = _NAMES[(direction > 0) - (direction < 0)]
        return RelativeHit(VaguePhrase(value).read, start, after)
    if tokens.word(at) in words.NARRATED and tokens.word(at).startswith(("التالي", "اللاحق")):
        return RelativeHit(VaguePhrase("FUTURE_REF").read, start, at + 1)
    return None
