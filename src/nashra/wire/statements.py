"""Who said what: statements in the running text of a story.

Conservative: only sentences that open with a verb of saying or name a written statement are
read, and where speaker and capacity cannot be told apart the attribution is kept whole as the
source.
"""

from __future__ import annotations

import re
from typing import Final

from nashra.arabic.text import strip_marks
from nashra.wire.item import Statement

_QUOTED: Final = (
    r"(?:\"(?P<q1>[^\"]{2,})\"|«(?P<q2>[^»]{2,})»|“(?P<q3>[^”]{2,})”|„(?P<q4>[^“”]{2,})[“”])"
)
_SENTENCE_START: Final = r"(?:^|(?<=[.؟!»\"”]\s)|(?<=\.))\s*"
_CONJUNCTION: Final = r"(?:كما\s+|[وف])?"
_VERB: Final = (
    r"(?:قال|أكد|أعلن|أوضح|صرح|ذكر|أفاد|اعتبر|رأى|أضاف|كشف|نفى|زعم|أقر|حذر|شدد|أشار|لفت|نبه|بين)"
    r"(?:ت|وا)?"
)
#: «في بيان ...»: what comes between is whose statement it is.
_WRITTEN: Final = re.compile(
    _SENTENCE_START
    + _CONJUNCTION
    + r"(?:جاء|ورد|ذكر|قال|قالت|أعلن|أعلنت|أضاف|أكد)?\s*(?:في|بحسب|وفق|حسب|وفقا\s+ل)\s*"
    + r"(?:ال)?بيان\s+(?P<source>[^:\"«“.]{3,160}?)\s*:\s*"
    + _QUOTED
)
_SAID: Final = re.compile(
    _SENTENCE_START
    + _CONJUNCTION
    + _VERB
    + r"\s+(?P<who>[^:\"«“.؟!]{3,200}?)(?P<joint>[،,]?\s*:\s*|[،,]?\s+(?:إن|أن|بأن|إلى\s+أن"
    + r"|على\s+أن|من\s+أن)(?:ه|ها|هم)?\s+)"
    + r"(?=\S)"
)
_WHOLE_QUOTE: Final = re.compile(rf"{_QUOTED}\s*[.،؛]?\s*\Z")
_COMMAS: Final = re.compile(r"\s*[،,]\s*")
#: Where a phrase about the occasion begins; it is not part of a name.
_OCCASION: Final = re.compile(
    r"\s+(?:بعد|عقب|إثر|خلال|أثناء|اليوم|أمس|صدر|صادر|نشر|نشره|نشرته|بعيد|قبيل|قبل|تلقت|حصلت|مساء|صباح"
    r"|يوم|في\s+(?:وقت|بيان|بيانه|بيانها|بلاغ|برنامج|دعوتها|تصريح|تصريحات|مؤتمر|مقابلة|تغريدة|كلمة|خطاب|حديث)|لوكالة|لصحيفة|لقناة|ل[ـ«\"“]|على\s+هامش|ردا|تعليقا|عبر)(?![^\W\d_]).*\Z",
    re.DOTALL,
)
_ASIDE: Final = re.compile(
    r"(?:في|خلال|أثناء|عقب|بعد|قبل|على|عبر|يوم|اليوم|أمس|وهو|وهي|ردا|من|مساء|صباح)\b"
)
_ROLE: Final = re.compile(
    r"(?:نائب|مساعد|وكيل|كبير)?\s*(?:ال)?(?:رئيس|رئيسة|وزير|وزيرة|متحدث|متحدثة|ناطق|ناطقة|مدير|مديرة"
    r"|أمين|أمينة|محافظ|محافظة|عضو|عضوة|قائد|قائدة|سفير|سفيرة|مبعوث|مبعوثة|مستشار|مستشارة|نقيب|نقيبة"
    r"|عمدة|والي|ملك|أمير|أميرة|ولي|مفتي|شيخ|قاضي|قاضية|نائبة|نائب|مساعد|وكيل|كبير|منسق|منسقة|مسؤول|مسؤولة"
    r"|مدرب|مدربة|لاعب|لاعبة|خبير|خبيرة|باحث|باحثة|أستاذ|أستاذة|طبيب|طبيبة|محامي|محامية)(?![^\W\d_])"
)
#: Words that say that this is no person's name.
_NOT_A_NAME: Final = re.compile(
    r"(?:وزارة|وكالة|هيئة|منظمة|حكومة|شركة|مجلس|لجنة|حزب|مكتب|بيان|مصدر|مصادر|جيش|شرطة|مرصد|اتحاد|جمعية"
    r"|الوزارة|الوكالة|الهيئة|المنظمة|الحكومة|الشركة|المجلس|اللجنة|الحزب|المكتب|البيان|المصدر|المصادر"
    r"|الجيش|الشرطة|المرصد|الاتحاد|الجمعية|التقرير|تقرير|صحيفة|قناة|موقع)(?![^\W\d_])"
)
_WEEKDAY_END: Final = re.compile(
    r"(?:\A|\s+)(?:الاثنين|الإثنين|الثلاثاء|الأربعاء|الخميس|الجمعة|السبت|الأحد)\Z"
)
_SENTENCE_END: Final = re.compile(r"[.؟!]+[\"»”]?(?=\s|\Z)")
_PARTICLES: Final = frozenset(
    (
        "إلى",
        "على",
        "عن",
        "في",
        "من",
        "مع",
        "أن",
        "إن",
        "ما",
        "لا",
        "أنه",
        "إنه",
        "أنها",
        "إنها",
        "بأن",
        "كما",
    )
)
_MAX_TEXT: Final = 1500


def find_statements(paragraphs: tuple[str, ...]) -> tuple[Statement, ...]:
    """The statements of a story, in order."""
    found: list[Statement] = []
    for paragraph in paragraphs:
        found += _in_paragraph(paragraph)
    return tuple(found)


def _in_paragraph(paragraph: str) -> list[Statement]:
    placed: list[tuple[int, Statement]] = []
    taken = bytearray(len(paragraph))
    for match in _WRITTEN.finditer(paragraph):
        placed.append((match.start(), _written(match)))
        taken[match.start() : match.end()] = b"\x01" * (match.end() - match.start())
    for match in _SAID.finditer(paragraph):
        end = _end_of_sentence(paragraph, match.end())
        if taken.find(1, match.start(), end) >= 0:
            continue
        statement = _said(match, paragraph[match.end() : end].strip())
        if statement is not None:
            placed.append((match.start(), statement))
            taken[match.start() : end] = b"\x01" * (end - match.start())
    return [statement for _, statement in sorted(placed, key=lambda entry: entry[0])]


def _quoted_text(match: re.Match[str]) -> str:
    return next(str(match[name]).strip() for name in ("q1", "q2", "q3", "q4") if match[name])


def _written(match: re.Match[str]) -> Statement:
    source = re.sub(r"\A(?:صدر|صادر|أصدره|نشره)?\s*(?:عن\s+|ل(?=ل))?", "", match["source"])
    source = _OCCASION.sub("", " " + source).strip(" ،,")
    return Statement(
        speaker=None,
        capacity=None,
        source=source or None,
        quoted=True,
        text=_quoted_text(match),
    )


def _end_of_sentence(paragraph: str, start: int) -> int:
    """Where the sentence ends, not counting full stops within a quotation.

    Looked for only as far as a statement may be long.
    """
    for stop in _SENTENCE_END.finditer(paragraph, start, start + _MAX_TEXT):
        text = paragraph[start : stop.end()]
        if text.count('"') % 2 == 0 and all(
            text.count(left) <= text.count(right) for left, right in ("«»", "“”")
        ):
            return stop.end()
    return len(paragraph)


def _said(match: re.Match[str], said: str) -> Statement | None:
    whole = _WHOLE_QUOTE.match(said)
    if not whole and ":" in match["joint"] and not said.startswith(('"', "«", "“")):
        return None
    text = _quoted_text(whole) if whole else said
    speaker, capacity, source = _attribution(match["who"])
    if (speaker is None and source is None) or not 3 <= len(text) <= _MAX_TEXT:
        return None
    return Statement(
        speaker=speaker, capacity=capacity, source=source, quoted=whole is not None, text=text
    )


def _attribution(who: str) -> tuple[str | None, str | None, str | None]:
    """Speaker and capacity of what stands behind the verb; or, unparted, the source."""
    parts = (_WEEKDAY_END.sub("", part) for part in _COMMAS.split(who.strip(" ،,")))
    named = [part for part in parts if part and not _ASIDE.match(part)]
    if not named:
        return None, None, None
    named[-1] = _OCCASION.sub("", " " + named[-1]).strip() or named[-1]
    if len(named) == 2:
        first, second = named
        if _ROLE.match(strip_marks(first)) and _is_name(second):
            return second, first, None
        if _is_name(first) and _ROLE.match(strip_marks(second)):
            return first, second, None
    unclear = len(named) > 2 or len(named[0].split()) > 12
    if unclear or named[0].split()[0] in _PARTICLES:
        return None, None, None
    return None, None, "، ".join(named)


def _is_name(text: str) -> bool:
    words = text.split()
    return (
        2 <= len(words) <= 5
        and not _NOT_A_NAME.match(text)
        and not _ROLE.match(text)
        and not re.search(r"\d", text)
        and words[0] not in _PARTICLES
    )
