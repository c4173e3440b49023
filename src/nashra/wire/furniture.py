"""Site furniture: labels, links and forms that stand round a story on its page.

The labels are data (``data/furniture.tsv``). A line is furniture only if all of it can be
accounted for; a paragraph that merely mentions «معايير المجتمع» stays whole.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Literal

from nashra.arabic.text import fold
from nashra.wire.tables import read_table

Place = Literal["head", "tail", "any"]

#: What a label is for. ``related``, ``tags``, ``published``, ``updated`` and ``source`` bring a
#: value with them; ``elsewhere`` heads a list that is not this story's; ``truncated`` says that
#: the text is not all there; ``end`` and ``follows`` are an agency's signs under a take.
ROLES: Final = frozenset(
    {
        "advert", "discussion", "elsewhere", "end", "follow", "follows", "legal", "link", "live",
        "media", "navigation", "notice", "promotion", "published", "related", "share", "source",
        "standards", "tags", "truncated", "updated",
    }
)  # fmt: skip

_EDGE: Final = " \t:：؛،,.…|*/\\-–—_«»\"'()[]»>›‹<#•·"
#: A name after a label: Latin up to the next Arabic letter, or Arabic up to the next space.
_NAME: Final = re.compile(r"\s*(?:[A-Za-z][A-Za-z0-9 .]{0,30}|[^\W\d_]{2,20})")
#: A line that begins with a label and is longer than this is more than the label's sentence.
_START_LIMIT: Final = 600
_NAME_LIMIT: Final = 40


@dataclass(frozen=True)
class Label:
    """One row of the data file; ``key`` is the folded label."""

    key: str
    role: str
    place: Place
    match: Literal["whole", "named", "value", "start"]


@dataclass(frozen=True)
class Furniture:
    """A line that is furniture; ``value`` is what stands after a label that takes one."""

    role: str
    value: str = ""


@lru_cache(maxsize=1)
def labels() -> tuple[Label, ...]:
    """All labels, longest first, so that «بث مباشر» is found before «مباشر»."""
    rows = (
        Label(key_of(row["label"]), row["role"], row["place"], row["match"])  # type: ignore[arg-type]
        for row in read_table("furniture.tsv")
    )
    return tuple(sorted(rows, key=lambda label: -len(label.key)))


def key_of(text: str) -> str:
    """A line as labels are compared: folded, without punctuation at its ends."""
    return fold(text).strip(_EDGE)


def recognise(line: str, place: Place) -> Furniture | None:
    """What a line is, if it is furniture in this place of the page."""
    key = key_of(line)
    if not key:
        return Furniture("navigation") if line.strip() else None
    known = [label for label in labels() if label.place in (place, "any")]
    for label in known:
        if label.match == "value" and key.startswith(label.key):
            value = _value(line, key, label)
            if value is not None:
                return Furniture(label.role, value)
        if label.match == "start" and key.startswith(label.key) and len(line) <= _START_LIMIT:
            return Furniture(label.role, _behind(line, label))
    return _glued(key, [label for label in known if label.match in ("whole", "named")])


def _value(line: str, key: str, label: Label) -> str | None:
    """What stands behind a label; only behind punctuation, else the line is a sentence."""
    if key == label.key:
        return ""
    rest = key[len(label.key) :]
    mark = re.match(r"\s*[:：|]\s*|\s*[-–—]+\s+", rest)
    # A date needs no mark: «نشر في 3 مايو».
    if mark is None and not (label.role in ("published", "updated") and re.match(r"\s*\d", rest)):
        return None
    return _behind(line, label)


def _behind(line: str, label: Label) -> str:
    """The value in the line's own spelling: folding changes lengths, so words are counted off."""
    furthest = min(len(line), 4 * len(label.key) + 40)
    for end in range(len(label.key), furthest + 1):
        if key_of(line[:end]) == label.key and key_of(line[: end + 1]) != label.key:
            return line[end:].strip(" \t:：|-–—")
    return ""


def _glued(key: str, known: list[Label]) -> Furniture | None:
    """A line that is nothing but labels, with or without spaces between them."""
    role, position = "", 0
    while position < len(key):
        rest = key[position:]
        label = next((label for label in known if rest.startswith(label.key)), None)
        if label is None:
            return None
        position += len(label.key)
        if label.match == "named":
            position += _name_length(key[position:], known)
        position += len(key[position:]) - len(key[position:].lstrip(_EDGE))
        role = role or label.role
    return Furniture(role)


def _name_length(rest: str, known: list[Label]) -> int:
    """How much of the rest is a name: up to where the next label begins, or one word."""
    starts = (rest.find(label.key, 1, _NAME_LIMIT + len(label.key)) for label in known)
    begin = min((start for start in starts if start > 0), default=-1)
    if begin > 0:
        return begin
    found = _NAME.match(rest)
    return found.end() if found else 0


_GLUED_HEADING: Final = re.compile(r"(?<=[.؟!»\"”])\s*(?P<heading>[^.؟!»\"”:]{4,30}:)\s*$")


def split_glued_heading(line: str) -> list[str]:
    """A heading that lost its line break and hangs on the end of a paragraph, put apart."""
    found = _GLUED_HEADING.search(line)
    if found is None or len(line) < 60:
        return [line]
    heading = found["heading"].strip()
    known = recognise(heading, "tail")
    if known is None or known.role not in ("related", "tags", "elsewhere"):
        return [line]
    return [line[: found.start()].rstrip(), heading]
