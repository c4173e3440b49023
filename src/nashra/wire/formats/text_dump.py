"""Raw text dumps of article pages: everything that the page showed, line by line.

The head of such a page holds its clock, its section, its counters and its buttons; nothing
marks them but where they stand and how they look.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Final

from nashra.arabic.digits import to_western
from nashra.arabic.text import fold_words
from nashra.wire.extract import Extract
from nashra.wire.findings import Finding, UnreadableError
from nashra.wire.furniture import recognise
from nashra.wire.lines import ends_sentence, is_prose, read_lines
from nashra.wire.pageclock import clock_of
from nashra.wire.published import read_published

NAME: Final = "text-dump"
_COUNTER: Final = re.compile(
    r"(?:عدد\s+)?(?:المشاهدات|القراءات|مشاهدة|قراءة)?\s*:?\s*(\d{1,3}(?:[,٬.]\d{3})+|\d{1,12})"
    r"\s*(?:مشاهدة|قراءة)?\Z"
)
_HEADLINE_WORDS: Final = range(4, 26)
_SECTION_WORDS: Final = 3
#: More lines than this before the first paragraph are no head of an article page.
_MAX_HEAD: Final = 400


def sniff(text: str) -> bool:
    """Whether a text can be a page dump: anything but markup and JSON."""
    head = text.lstrip()[:200]
    return not re.match(r"<[?!A-Za-z]|\{\s*\"|\[\s*[\[{\"]", head)


def read(text: str) -> Iterator[Extract]:
    """The one article of the page; ``UnreadableError`` (``nothing_found``) if there is no prose."""
    lines = _unwrapped([line.strip() for line in text.split("\n")])
    start = _first_paragraph(lines)
    head = _read_head(lines[:start])
    rest = read_lines(lines[start:])
    if not rest.paragraphs:
        raise UnreadableError("nothing_found")
    paragraphs = [p for p in rest.paragraphs if fold_words(p) != fold_words(head.headline or "-")]
    published, doubts = _published(head.published or rest.published)
    yield Extract(
        format=NAME,
        headline=head.headline,
        headline_hint=head.hint,
        section=head.section,
        credits=rest.credits,
        published_at=published,
        page_clock=head.clock,
        page_counter=head.counter,
        paragraphs=paragraphs,
        related=rest.related,
        tags=rest.tags,
        warnings=[*doubts, *rest.warnings],
    )


def _published(text: str | None) -> tuple[datetime | date | None, list[Finding]]:
    return (None, []) if text is None else read_published(text)


def _first_paragraph(lines: Sequence[str]) -> int:
    """The index of the first line of prose; without any, of the longest line."""
    for index, line in enumerate(lines[:_MAX_HEAD]):
        if is_prose(line) and recognise(line, "head") is None and clock_of(line) is None:
            return index
    longest = max(range(len(lines)), key=lambda index: len(lines[index]))
    if len(re.findall(r"[^\W\d_]{2,}", lines[longest])) < 3:
        raise UnreadableError("nothing_found")
    return longest


# --- the head ------------------------------------------------------------------------


@dataclass
class _Head:
    clock: str | None = None
    published: str | None = None
    counter: int | None = None
    section: str | None = None
    headline: str | None = None
    #: A line that may be the headline but stands where a kicker or a caption may stand too.
    hint: str | None = None
    furniture: set[int] = field(default_factory=set)


def _read_head(lines: Sequence[str]) -> _Head:
    head = _Head()
    unknown: list[int] = []
    for index, line in enumerate(lines):
        if line and not _known(head, index, line):
            unknown.append(index)
    for index in unknown:
        _place(head, lines, index)
    return head


def _known(head: _Head, index: int, line: str) -> bool:
    """Take a line that says itself what it is: furniture, a clock, a counter."""
    furniture = recognise(line, "head")
    if furniture is not None and furniture.role == "published":
        head.published = furniture.value or None
    elif (clock := clock_of(furniture.value if furniture else line)) is not None:
        head.clock = head.clock or clock.value
    elif furniture is None:
        counter = _COUNTER.match(to_western(line))
        if counter is None:
            return False
        digits = re.sub(r"\D", "", counter[1])
        head.counter = int(digits) if head.counter is None else head.counter
    head.furniture.add(index)
    return True


def _place(head: _Head, lines: Sequence[str], index: int) -> None:
    """Tell section and headline from other lines of the head, by where they stand.

    A section is a short line between pieces of furniture. A headline is a sentence without
    an end that a blank line parts from the text; right on top of the text it may be a
    kicker as well, and is only a hint.
    """
    line = lines[index]
    words = len(line.split())
    around = {near for near in range(index - 2, index + 3) if near in head.furniture}
    between = any(near < index for near in around) and any(near > index for near in around)
    if words <= _SECTION_WORDS and between and not ends_sentence(line):
        head.section = head.section or line
    elif words in _HEADLINE_WORDS and len(line) <= 200 and not re.search(r"[.؛]\Z", line):
        parted = any(not near for near in lines[index + 1 :]) and "  " not in line
        if parted and head.headline is None:
            head.headline, head.hint = line, None
        elif head.headline is None:
            head.hint = line


# --- hard-wrapped lines --------------------------------------------------------------


def _unwrapped(lines: Sequence[str]) -> list[str]:
    """Lines that were broken at a width, joined again to paragraphs.

    Only a text whose lines mostly stop in mid-sentence at about one length is taken as
    wrapped; elsewhere every line is a paragraph.
    """
    blocks = _blocks(lines)
    inner = [line for block in blocks for line in block[:-1]]
    cut = [line for line in inner if not ends_sentence(line) and 40 <= len(line) <= 110]
    if len(inner) < 3 or len(cut) < 0.6 * len(inner):
        return list(lines)
    joined: list[str] = []
    for block in blocks:
        prose = len(block) > 1 and all(len(line) >= 40 for line in block[:-1])
        joined += [" ".join(block)] if prose else block
        joined.append("")
    return joined


def _blocks(lines: Sequence[str]) -> list[list[str]]:
    blocks: list[list[str]] = [[]]
    for line in lines:
        if line:
            blocks[-1].append(line)
        elif blocks[-1]:
            blocks.append([])
    return [block for block in blocks if block]
