"""From the lines of a story's text to its paragraphs, without what hangs on under them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final, Literal

from nashra.wire.agencies import agency_name, is_agency
from nashra.wire.findings import Finding, finding
from nashra.wire.furniture import Furniture, recognise, split_glued_heading

_SENTENCE_END: Final = re.compile(r"[.؟!…»\"”:][\s)\]]*\Z")
_BULLET: Final = re.compile(r"\A\s*[-–—•*·■●►]+\s*(?=\S)")
_PARTS: Final = re.compile(r"\s*[,،;؛|#]\s*")
#: A tag of more words is a line of text.
_TAG_WORDS: Final = 6
_HEADLINE_LENGTH: Final = 180
_PROSE_LENGTH: Final = 60


@dataclass
class Lines:
    """What the lines held."""

    paragraphs: list[str] = field(default_factory=list)
    related: list[str] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    credits: list[str] = field(default_factory=list)
    published: str | None = None
    warnings: list[Finding] = field(default_factory=list)


def ends_sentence(line: str) -> bool:
    """Whether a line ends as a sentence does."""
    return _SENTENCE_END.search(line) is not None


def is_prose(line: str) -> bool:
    """Whether a line reads as running text: long, and ended like a sentence."""
    return len(line) >= _PROSE_LENGTH and ends_sentence(line)


def read_lines(lines: Iterable[str]) -> Lines:
    """Read the lines from the first paragraph to the foot of the page."""
    reader = _Reader()
    for line in lines:
        for piece in split_glued_heading(line.strip()):
            if piece:
                reader.take(piece)
    return reader.found


class _Reader:
    """A heading decides what the lines under it are, until one of them cannot be that."""

    def __init__(self) -> None:
        self.found = Lines()
        self._under: Literal["text", "related", "tags", "elsewhere"] = "text"
        self._foot = False

    def take(self, line: str) -> None:
        """Put one line where it belongs; a label changes where the next ones do."""
        known = recognise(line, "tail")
        if known is not None:
            self._furniture(line, known)
        elif self._under == "related" and not is_prose(line) and len(line) <= _HEADLINE_LENGTH:
            self.found.related.append(_BULLET.sub("", line))
        elif self._under == "tags" and self._tags(line):
            return
        elif not (self._under == "elsewhere" or self._foot) or is_prose(line):
            self._under = "text"
            self.found.paragraphs.append(line)

    def _furniture(self, line: str, known: Furniture) -> None:
        self._under = "text"
        if known.role == "related":
            if known.value:
                self.found.related.append(known.value)
            else:
                self._under = "related"
        elif known.role == "tags":
            self._under = "tags"
            self._foot = True
            self._tags(known.value)
        elif known.role == "elsewhere":
            self._under = "elsewhere"
        elif known.role == "source":
            self._credit(known.value)
        elif known.role == "truncated":
            self.found.warnings.append(finding("text_truncated", text=line[:80]))
        elif known.role == "published" and known.value:
            self.found.published = known.value
        elif known.role in ("discussion", "standards", "end"):
            self._foot = True

    def _tags(self, line: str) -> bool:
        """Take a line of tags; False if it is none."""
        tags = [part for part in _PARTS.split(line) if part.strip()]
        if any(len(tag.split()) > _TAG_WORDS for tag in tags):
            return False
        self.found.tags += [tag.replace("_", " ") for tag in tags]
        return True

    def _credit(self, value: str) -> None:
        for part in re.split(r"\s*[/+،,]\s*|\s+و(?=\S)", value.strip(" .«»\"'")):
            if is_agency(part):
                self.found.credits.append(agency_name(part) or part)
