"""Hamza, alef maqsura and ta marbuta, only where no other word is written so."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import Final

from nashra.arabic.checks.model import Copy, Span

_MARK: Final = "[\u064b-\u065f\u0670]*"
_LETTERS: Final = "\u0621-\u063a\u0641-\u064a\u0671"
_WORD: Final = re.compile(
    f"(?<![{_LETTERS}\u0640])[{_LETTERS}\u064b-\u065f\u0670]+(?![{_LETTERS}\u0640])"
)
_BEFORE: Final = re.compile("(?:[وف]?[بلك]?)")
_MARKS: Final = re.compile("[\u064b-\u065f\u0670]")

_PARTICLES: Final = "(?P<before>(?:و|ف)?(?:ب|ل|ك)?"
_WASL: Final = re.compile(
    _PARTICLES + "(?:ال)?)(?:إ|(?<=ال)أ)(?P<rest>"
    "ست[\u0621-\u064a]{3,}"
    "|نت(?:خاب|قال|شار|ظار|هاء|صار|قاد|حار)[\u0621-\u064a]{0,3}"
    "|(?:جتماع|تفاق|قتصاد|عتقال|عتداء|حتجاج|حتلال|ختيار|رتفاع|عتراف|شتباك|تحاد|تصال|تهام|بتكار"
    "|حتفال|نفجار|نخفاض|نسحاب|نقلاب|نهيار|نقسام|نطلاق|ندلاع|نضمام|متحان|عتماد|قتراح)"
    "[\u0621-\u064a]{0,3})"
)
_WASL_VERB: Final = re.compile(
    _PARTICLES + ")إ(?P<rest>"
    "(?:جتمع|تفق|عتقل|عتبر|رتفع|نتهى|نسحب|نطلق|ندلع|قترح|عترف|نضم|نخفض|نهار|ختار|حتج|نتحار|نقسم)"
    "(?:وا|ت|ا|نا|ي|ية)?|مرأة|ثنان|ثنين|ثنتان|بن|بنة|سم)"
)
_WASL_NONE: Final = (
    "إستراتيجي", "إستوني", "إستبرق", "إستديو", "أستاذ", "أسترالي", "أستراليا", "أستانا", "أستوديو",
    "أستديو", "أستار", "أستراخان",
)  # fmt: skip
"""How words begin that are written so by right."""

_TA: Final = re.compile(
    f"(?:[وف]?(?:ال|بال|كال|لل))[{_LETTERS}\u064b-\u065f\u0670]{{2,}}ه(?![{_LETTERS}\u064b-\u065f])"
)
_TA_NONE: Final = re.compile(
    "(?:[وف]?(?:ال|بال|كال|لل))(?:"
    "له|إله|اله|وجه|أوجه|اوجه|مياه|اتجاه|إتجاه|فقه|شبه|أشباه|كره|مكروه|مكاره|انتباه|جاه|أفواه|نزيه|سفيه|فقيه"
    "|شبيه|تافه|منتزه|متنزه|تيه|وله|جباه|شفاه|نبيه|معتوه|مرفه|موجه|منبه|متجه|كنه|بله|أبله|تنبيه|توجيه"
    "|تشويه|ترفيه|تمويه|تنويه|تنزيه|تشبيه|تأليه|تسفيه|مشوه|مموه|مشبوه|مؤله|متشابه|تشابه|اشتباه|اشباه"
    "|رفاه|دكتوراه|شاه|والديه|تشبه|توجه|متوجه|تفقه|تنزه|تأوه|مشابه|ترفه|وجوه|تدله|واله|جيه|بيه|عته|سفه|طه"
    "|والد(?:ت)?ه|د(?:ت)?ه|ت(?:صاق|فات|زام|قائ|ماس|حاق|هام|باس)ه|.*(?:ته|ائه)"
    ")$"
)


@cache
def _listed() -> Mapping[str, Mapping[str, str]]:
    """From the kind of fault to its words, wrong to right, as ``spellings.tsv`` has them."""
    text = files("nashra.arabic.checks").joinpath("spellings.tsv").read_text(encoding="utf-8")
    found: dict[str, dict[str, str]] = {}
    for line in text.splitlines():
        if line and not line.startswith("#"):
            kind, wrong, right = line.split("\t")
            found.setdefault(kind, {})[wrong] = right
    return found


def _from_list(copy: Copy, kind: str) -> Iterator[Span]:
    """Listed words, alone or after particles that are written with them."""
    known = _listed()[kind]
    for part in copy.parts:
        for match in _WORD.finditer(part.text):
            bare = _MARKS.sub("", match[0])
            for cut in (0, 1, 2):
                particles, rest = bare[:cut], bare[cut:]
                if rest in known and _BEFORE.fullmatch(particles) and (not cut or len(rest) > 4):
                    yield Span(part, match.start(), match.end(), particles + known[rest])
                    break


def hamza(copy: Copy) -> Iterator[Span]:
    """A hamza that is missing, or one on an alif that joins."""
    yield from _from_list(copy, "hamza")
    for part in copy.parts:
        for match in _WORD.finditer(part.text):
            bare = _MARKS.sub("", match[0])
            found = _WASL.fullmatch(bare) or _WASL_VERB.fullmatch(bare)
            if found and not _bare(bare).startswith(_WASL_NONE):
                yield Span(part, match.start(), match.end(), f"{found['before']}ا{found['rest']}")


def _bare(word: str) -> str:
    return re.sub("^[وفبلك]{0,2}(?:ال)?(?=[إأ])", "", word)


def alef_maqsura(copy: Copy) -> Iterator[Span]:
    """Ya for alef maqsura or the other way, in words that have but one."""
    yield from _from_list(copy, "alef-maqsura")


def ta_marbuta(copy: Copy) -> Iterator[Span]:
    """Ha at the end of a word with the article, which takes no pronoun."""
    for part in copy.parts:
        for match in _WORD.finditer(part.text):
            bare = _MARKS.sub("", match[0])
            if _TA.fullmatch(bare) and not _TA_NONE.fullmatch(bare):
                yield Span(part, match.start(), match.end(), f"{match[0].rstrip('ه')}ة")
    yield from _from_list(copy, "ta-marbuta")
