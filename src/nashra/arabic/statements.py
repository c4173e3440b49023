"""Who said what in a report: reporting verbs, speakers, capacities, quoted and reported words.

News prose puts it in few ways: verb, capacity, name, then «quotation» or «إن» with a clause.
Nothing is guessed beyond a sentence; what cannot be told is left empty.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

_L: Final = "\u0621-\u063a\u0641-\u064a\u064b-\u0652\u0670"
_STEMS: Final = (
    "قال", "صرح", "صرّح", "أعلن", "أكد", "أكّد", "أضاف", "أوضح", "ذكر", "أشار", "شدد", "شدّد",
    "اعتبر", "رأى", "لفت", "كشف", "نفى", "أفاد", "حذر", "حذّر", "دعا", "طالب", "تابع", "ختم",
    "كتب", "علق", "علّق", "أردف", "نقل", "أعرب", "نوه", "نوّه", "وصف", "رد", "ردّ", "استدرك",
    "استطرد", "بين", "بيّن", "أبلغ", "اتهم", "أجاب", "سأل", "تساءل", "عزا", "أقر", "أقرّ",
    "زعم", "ادعى", "ادّعى", "وعد", "تعهد", "تعهّد",
)  # fmt: skip
_VERBS: Final = "|".join(sorted((re.escape(stem) for stem in _STEMS), key=len, reverse=True))
_FEMININE: Final = "دعت|رأت|نفت|ادعت|ادّعت|عزت"
_PRESENT: Final = (
    "يقول|تقول|يؤكد|تؤكد|يضيف|تضيف|يوضح|توضح|يرى|ترى|يشير|تشير|يشرح|تشرح|يروي|تروي|يتذكر|تتذكر"
)
REPORTING: Final = re.compile(
    f"(?<![{_L}])(?:[وف]?(?:{_VERBS})(?:ت|ا|وا)?|[وف]?(?:{_FEMININE})|[وف]?(?:{_PRESENT})"
    r"|(?:[وف]?قائلا|[وف]?قائلة|مضيفا|مضيفة|مؤكدا|مؤكدة|موضحا|موضحة|مشيرا|مشيرة)ً?"
    r"|[وف]?(?:بحسب|حسب|وفق|وفقا ل|نقلا عن|على حد قول)\w*"
    f"|(?:بيان|تصريح|تغريدة|كلمة|مقابلة|مؤتمر صحفي|رسالة|تقرير))(?![{_L}])"
)
"""Whatever tells that words are somebody's: verbs of saying, and what says it in their place."""

_SAID: Final = re.compile(
    f"(?<![{_L}])[وف]?(?P<verb>(?:{_VERBS})ت?|{_FEMININE}|{_PRESENT})(?![{_L}])"
)
_QUOTED: Final = re.compile(r"«(?P<a>[^«»]{8,})»|“(?P<b>[^“”]{8,})”|\"(?P<c>[^\"\n]{8,})\"")
_THAT: Final = re.compile(r"(?<!\w)(?:إن|أن|بأن|إنه|أنه|إنها|أنها|إنهم|أنهم)(?!\w)")
_END: Final = re.compile(r"[.!؟\n]")
_STOP: Final = re.compile(
    r"[،:«“\"(]|(?<!\w)(?:إن|أن|بأن|إنه|أنه|إنها|أنها|إلى|خلال|في|اليوم|أمس|عن|على|من|بعد|قبل|لـ|ل[«\"]"
    r"|السبت|الأحد|الاثنين|الثلاثاء|الأربعاء|الخميس|الجمعة)(?!\w)"
)
_TITLES: Final = re.compile(
    r"(?:رئيس|رئيسة|وزير|وزيرة|نائب|نائبة|مدير|مديرة|أمين|أمينة|قائد|الناطق|الناطقة|المتحدث|المتحدثة|محافظ"
    r"|عضو|مهندس|مهندسة|الدكتور|الدكتورة|طبيب|طبيبة|السفير|سفير|سفيرة|المبعوث|الرئيس|الرئيسة|الوزير"
    r"|الوزيرة|المدير|المديرة|النائب|النائبة|المدرب|مدرب|نقيب|نقيبة|رقيب|عقيد|العقيد|اللواء|العميد|المحامي"
    r"|المحامية|الأستاذ|الأستاذة|أستاذ|أستاذة|الباحث|الباحثة|القاضي|القاضية|الشيخ|البطريرك|المفتي|صاحب"
    r"|صاحبة|منسق|منسقة|مسؤول|مسؤولة|الممثل|ممثل|ممثلة|عمدة|رئيسا)(?!\w)"
)
_NAMES: Final = 2
"""Last words that are a name where a capacity stands before them."""


class Said(NamedTuple):
    """A statement found in a text; all places are offsets, ``speaker`` may be empty."""

    start: int
    end: int
    text: str
    quoted: bool
    speaker: str
    capacity: str
    verb: str
    verb_at: tuple[int, int]


def find_statements(text: str) -> Iterator[Said]:
    """The statements of a text in their order: quotations with a verb of saying in the sentence
    before or around them, and clauses after «إن» that follow such a verb."""
    taken = 0
    for match in _SAID.finditer(text):
        if match.start() < taken:
            continue
        found = _after(text, match)
        if found:
            taken = found.end
            yield found


def _after(text: str, verb: re.Match[str]) -> Said | None:
    """What follows a verb of saying, up to the end of its sentence."""
    quote = _QUOTED.search(text, verb.end())
    that = _THAT.search(text, verb.end())
    stop = _END.search(text, verb.end())
    last = stop.start() if stop else len(text)
    if quote and quote.start() <= last:
        words = quote["a"] or quote["b"] or quote["c"]
        speaker, capacity = _who(text[verb.end() : quote.start()])
        start = quote.start() + 1
        return Said(start, start + len(words), words, True, speaker, capacity, verb["verb"],
                    verb.span("verb"))  # fmt: skip
    if that and that.start() < last and last - that.end() >= 12:
        speaker, capacity = _who(text[verb.end() : that.start()])
        clause = text[that.end() : last]
        start = that.end() + len(clause) - len(clause.lstrip())
        return Said(start, last, text[start:last], False, speaker, capacity, verb["verb"],
                    verb.span("verb"))  # fmt: skip
    return None


def _who(between: str) -> tuple[str, str]:
    """Speaker and capacity between a verb and what was said."""
    stop = _STOP.search(between)
    words = (between[: stop.start()] if stop else between).split()
    if not words or len(words) > 10:
        return "", ""
    title = _TITLES.match(words[0])
    if not title:
        return (" ".join(words), "") if len(words) <= 4 else ("", "")
    if len(words) == 1:
        return "", words[0]
    if len(words) <= _NAMES:
        construct = words[1].startswith("ال") and not words[0].startswith("ال")
        return ("", " ".join(words)) if construct else (words[-1], words[0])
    if words[-1].removeprefix("و").startswith(("ال", "بال", "لل")) and words[-2].startswith("ال"):
        # «وزير الطاقة والمياه»: a capacity alone.
        return "", " ".join(words)
    return " ".join(words[-_NAMES:]), " ".join(words[:-_NAMES])
