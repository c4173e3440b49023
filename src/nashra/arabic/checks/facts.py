"""Dates, numbers, names and credits that contradict each other or are missing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from typing import Final

from nashra.arabic.analyzer import Analyzer, Token, Vocabulary, tokens
from nashra.arabic.checks.model import Copy, Part, Span
from nashra.arabic.dates import DateMention, find_expressions
from nashra.arabic.digits import to_western
from nashra.arabic.statements import REPORTING

LONGEST_CARD: Final = 90
"""Characters of a headline that a card holds on a telephone; a short headline stands in."""
_QUOTE_WORDS: Final = 6
"""Words from which what stands in quotation marks is a statement and no title."""

_FUTURE: Final = re.compile(
    r"(?<!\w)(?:غدا|غداً|بعد غد|سوف|المقبل|المقبلة|القادم|القادمة|من المقرر|المزمع|المتوقع|موعد|حتى|"
    r"تنطلق|ينطلق|يبدأ|تبدأ|يفتتح|تفتتح|س[يتن]\w{3,})(?!\w)"
)
_PAST: Final = re.compile(
    r"(?<!\w)(?:أمس|الماضي|الماضية|المنصرم|المنصرمة|الفائت|وقع|وقعت|انتهى|انتهت|جرى|جرت|"
    r"توفي|توفيت|اندلع|اندلعت|قتل|قُتل|افتتح|افتُتح|افتتحت)(?!\w)"
)
_SENTENCE: Final = re.compile(r"[.!؟\n]")
_CREDIT: Final = re.compile(
    r"\((?:(?P<short>رويترز|فرانس برس|أ ف ب|أ\.ف\.ب|أسوشيتد برس|د ب أ|وكالات"
    r"|الأناضول|سانا|واس|وام|بترا|قنا)"
    r"(?:[،,/ ][^()]{0,40})?)\)|نقل(?:ت|ته)? (?:عن )?وكالة|(?:وفق|حسب|بحسب|ذكرت|أفادت|قالت) وكالة"
)
_ABOUT: Final = re.compile(
    r"(?:أكثر من|أقل من|نحو|حوالي|زهاء|قرابة|ما يقارب|عشرات|مئات|آلاف|فوق|دون|تجاوز"
    r"|يتجاوز|تتجاوز)\s+$"
)
_NUMBER: Final = re.compile(r"(?<![\w.,:/-])(\d{1,3}(?:[,٬]\d{3})+|\d+)(?:[.٫]\d+)?(?![\w:/-])")
_QUOTE: Final = re.compile("«([^«»]+)»")
_STEMS: Final = Analyzer(Vocabulary())


@lru_cache(maxsize=256)
def _mentions(text: str, day: date | None) -> tuple[DateMention, ...]:
    return tuple(find_expressions(text, day))


def weekday(copy: Copy) -> Iterator[Span]:
    """A weekday that its own date does not fall on."""
    for part in copy.parts:
        for mention in _mentions(part.text, copy.day):
            if mention.certainty == "contradicted":
                yield Span(part, mention.start, mention.end)


def against_publication(copy: Copy) -> Iterator[Span]:
    """What is told as past and dated after publication, or as to come and dated before."""
    if copy.day is None:
        return
    for part in copy.parts:
        for mention in _mentions(part.text, copy.day):
            day = _whole_day(mention)
            if day is None:
                continue
            around = _sentence(part.text, mention.start, mention.end)
            past, future = bool(_PAST.search(around)), bool(_FUTURE.search(around))
            if (day > copy.day and past and not future) or (day < copy.day and future and not past):
                yield Span(part, mention.start, mention.end)


def _whole_day(mention: DateMention) -> date | None:
    value = mention.value or ""
    if mention.certainty != "certain" or not re.fullmatch(r"\d{4}-\d\d-\d\d", value):
        return None
    try:
        return date.fromisoformat(value)
    except ValueError:
        return None


def _sentence(text: str, start: int, end: int) -> str:
    before = [match.end() for match in _SENTENCE.finditer(text, 0, start)]
    after = _SENTENCE.search(text, end)
    return text[before[-1] if before else 0 : after.start() if after else len(text)]


def missing_dateline(copy: Copy) -> Iterator[Span]:
    """A report without the place that it was filed from."""
    first = next(copy.of("body"), None)
    if copy.dateline == "" and copy.genre == "news" and first:
        yield Span(first, 0, 0)


def missing_agency(copy: Copy) -> Iterator[Span]:
    """An agency that the text names, and the story credits none."""
    if copy.agencies is None or copy.agencies:
        return
    for part in copy.of("body", "standfirst"):
        if match := _CREDIT.search(part.text):
            yield Span(part, match.start(), match.end())
            return


def unattributed(copy: Copy) -> Iterator[Span]:
    """A statement without a speaker, or a quotation that nobody is said to have said."""
    by_field = {part.field: part for part in copy.parts}
    for field in copy.unattributed:
        if part := by_field.get(field):
            yield Span(part, 0, len(part.text))
    body = list(copy.of("body"))
    for place, part in enumerate(body):
        for match in _QUOTE.finditer(part.text):
            if len(match[1].split()) < _QUOTE_WORDS:
                continue
            # Who speaks may stand a paragraph before or after.
            near = " ".join(one.text for one in body[max(0, place - 1) : place + 2])
            if not REPORTING.search(_QUOTE.sub(" ", near)):
                yield Span(part, match.start(), match.end())


def headline_number(copy: Copy) -> Iterator[Span]:
    """A number in the headline that the text gives otherwise for the same things."""
    told = [pair for part in copy.of("body", "standfirst") for pair in _counted(part)]
    for part in copy.of("headline"):
        for match in _NUMBER.finditer(to_western(part.text)):
            if _ABOUT.search(part.text[: match.start()]):
                continue
            value, noun = _value(match), _noun(part.text, match.end())
            others = {other for other, what in told if what == noun and noun}
            if others and value not in others:
                yield Span(part, match.start(), match.end())


def _counted(part: Part) -> Iterator[tuple[int, str]]:
    for match in _NUMBER.finditer(to_western(part.text)):
        yield _value(match), _noun(part.text, match.end())


def _value(match: re.Match[str]) -> int:
    return int(re.sub("[,٬]", "", match[1]))


def _noun(text: str, at: int) -> str:
    """The stem of the word right after a number, empty where there is none."""
    found = re.match(r"\s+([\u0621-\u064a\u064b-\u0652]{3,})", text[at : at + 40])
    return _STEMS.stem(tokens(found[1])[0].word) if found else ""


def long_headline(copy: Copy) -> Iterator[Span]:
    """A headline that a card cannot hold, where there is no short one."""
    if any(part.text.strip() for part in copy.of("short_headline")):
        return
    for part in copy.of("headline"):
        if len(part.text.strip()) > LONGEST_CARD:
            yield Span(part, 0, len(part.text))


def name_variant(copy: Copy) -> Iterator[Span]:
    """A name that the newsroom writes otherwise."""
    known = {
        key: name.preferred
        for name in copy.names
        for variant in name.variants
        if (key := _key(variant)) and not _is_short_for(key, _key(name.preferred))
    }
    if not known:
        return
    preferred = {_key(name.preferred) for name in copy.names}
    longest = max(len(key) for key in known)
    for part in copy.parts:
        yield from _variants(part, known, preferred, longest)


def _is_short_for(variant: tuple[str, ...], preferred: tuple[str, ...]) -> bool:
    """Whether a variant is no other spelling but a part of the name, or a word for what it is."""
    inside = {word.removeprefix("ال") for word in preferred}
    if {word.removeprefix("ال") for word in variant} <= inside:
        return True
    return len(variant) == 1 and len(preferred) > 1 and variant[0].startswith("ال")


def _key(text: str) -> tuple[str, ...]:
    return tuple(token.word for token in tokens(text))


def _variants(
    part: Part, known: dict[tuple[str, ...], str], preferred: set[tuple[str, ...]], longest: int
) -> Iterator[Span]:
    found, at = tokens(part.text), 0
    while at < len(found):
        step = 1
        for length in range(min(longest, len(found) - at), 0, -1):
            span = _named(part, found[at : at + length], known, preferred)
            if span:
                yield span
                step = length
                break
        at += step


def _named(
    part: Part, words: list[Token], known: dict[tuple[str, ...], str],
    preferred: set[tuple[str, ...]],
) -> Span | None:  # fmt: skip
    key = tuple(token.word for token in words)
    start, end = words[0].start, words[-1].end
    if key in preferred:
        return None
    if key in known:
        return Span(part, start, end, known[key])
    # A particle is written with the first word: «وكاراباخ».
    first = key[0]
    if first[:1] in "وفبلك" and len(first) > 3 and (first[1:], *key[1:]) in known:
        fix = known[(first[1:], *key[1:])]
        return Span(part, start, end, part.text[start] + fix)
    return None
