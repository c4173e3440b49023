"""What a newsroom's conventions put into running text: dateline, background, a headline to be."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from nashra.arabic.text import strip_marks
from nashra.wire.agencies import agency_name, is_agency

_DASH: Final = r"[-–—ـ−]+"
_WORDS: Final = r"[^\W\d_][^\W\d_'’]*(?:\s+[^\W\d_][^\W\d_'’]*){0,4}"
_PLACE: Final = rf"(?P<place>{_WORDS}(?:\s*[،,]\s*{_WORDS})?)"
_DATE: Final = (
    r"(?:\s*[،,]?\s*\d{1,2}\s+[^\W\d_]+"
    r"(?:\s*[/(]\s*[^\W\d_ ]+(?:\s+[^\W\d_]+)?\)?)?(?:\s+\d{4})?)?"
)
#: «دمشق، سوريا (CNN) --», «(CNN)--», «موسكو 1 ديسمبر (رويترز) -»
_BRACKETED: Final = re.compile(
    rf"\s*(?:{_PLACE}{_DATE}\s*)?\(\s*(?P<agency>[^()\-–—]{{2,40}}?)\s*\)?\s*{_DASH}\s*"
)
#: «موسكو- سبوتنيك.», «أبوظبي - سكاي نيوز عربية:»
_DASHED: Final = re.compile(
    rf"\s*{_PLACE}{_DATE}\s*{_DASH}\s*(?P<agency>[^.:،\-–—\"«“]{{2,40}}?)\s*(?P<mark>[.:،]|{_DASH})\s*"
)
_BACKGROUND: Final = re.compile(
    r"و?(?:يذكر\s+(?:هنا\s+)?(?:أن|ان)|تجدر\s+الإشارة|يجدر\s+الذكر|(?:ال)?جدير\s+بالذكر|من\s+الجدير\s+بالذكر"
    r"|الجدير\s+ذكره|يشار\s+(?:إلى|الى|هنا|أن)|تجدر\s+الاشارة|يجدر\s+بالذكر)"
)
#: «وكانت ... قد»: the pluperfect, which tells what went before.
_PLUPERFECT: Final = re.compile(r"وكان(?:ت|وا)?\s+(?:\S+\s+){1,8}قد\s")


@dataclass(frozen=True)
class Dateline:
    """Place and agency that stood before the text, and the paragraph without them."""

    place: str | None
    agency: str | None
    rest: str


def read_dateline(paragraph: str) -> Dateline | None:
    """The dateline at the head of a paragraph; ``None`` if it has none that is beyond doubt.

    The agency is what makes it one: a place and a dash alone open many ordinary sentences.
    """
    for pattern in (_BRACKETED, _DASHED):
        found = pattern.match(paragraph)
        if found is None or not is_agency(found["agency"]):
            continue
        rest = paragraph[found.end() :]
        if len(rest.split()) < 2:
            continue
        agency = found["agency"].strip()
        place = found["place"].strip() if found["place"] else None
        return Dateline(place, agency_name(agency) or agency, rest)
    return None


def is_background(paragraph: str) -> bool:
    """Whether a paragraph tells what went before, by the formula that opens it."""
    plain = strip_marks(paragraph).lstrip()
    return bool(_BACKGROUND.match(plain) or _PLUPERFECT.match(plain))


# --- a headline to be ----------------------------------------------------------------

_MAX_HEADLINE: Final = 110
_WHEN: Final = re.compile(
    r"\s*[،,]?\s*(?:(?:صباح|مساء|ظهر|فجر|ليل)\s+)?(?:اليوم|أمس|غدا|يوم)?\s*[،,]?\s*"
    r"(?<![^\W\d_])(?:الاثنين|الإثنين|الثلاثاء|الأربعاء|الخميس|الجمعة|السبت|الأحد)(?![^\W\d_])\s*(?:[،,](?=\s))?"
)
_CLAUSE: Final = re.compile(
    r"[،,؛]\s+(?:حيث|وذلك|كما|مؤكد|مشير|معرب|مضيف|موضح|معتبر|فيما|بينما|وسط|بعد|إثر|عقب|خلال|في\s+وقت|الذي|التي|وفق|بحسب|حسب|ما\s)"
)
_SENTENCE_END: Final = re.compile(r"[.؟!](?=\s|$)")


def suggest_headline(lead: str) -> str | None:
    """A headline made from the first paragraph, for an editor to write a better one.

    The first main clause without its weekday and its commas of apposition; nothing is added
    to the words of the lead.
    """
    sentence = _SENTENCE_END.split(lead.strip(), maxsplit=1)[0]
    clause = _CLAUSE.split(sentence, maxsplit=1)[0]
    clause = _WHEN.sub(" ", clause)
    clause = re.sub(r"\s*[،,]\s*", " ", clause)
    clause = re.sub(r"\s+", " ", clause).strip(" ،,:؛-–—")
    if len(clause) > _MAX_HEADLINE:
        clause = clause[: _MAX_HEADLINE - 1].rsplit(" ", 1)[0].rstrip(" ،,:؛") + "…"
    return clause or None
