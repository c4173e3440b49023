"""The text of a comment: what of it is kept, and how readers get it.

Sources: UAX #9 for the characters that turn a line's direction, UAX #29 for what a reader takes for
one letter, UTS #39 for what is not seen.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

LARGEST: Final = 60_000
"""Characters above which a text is not even looked at; ten times the longest that may be set."""
MOST_MARKS: Final = 4
"""Marks on one letter: Koranic Arabic needs three, and a tower of more covers other lines."""
SHOWN: Final = 48
"""Characters of an address that are shown."""

_LINE_ENDS: Final = re.compile(r"\r\n?|[\u2028\u2029\x0b\x0c\x85]")
_GAPS: Final = re.compile(r"\n{3,}")
_SPACES: Final = re.compile(r"[^\S\n]+")
_JOINERS: Final = "\u200c\u200d"
_UNSEEN: Final = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})
_MARKS: Final = frozenset({"Mn", "Me"})
_LINK: Final = re.compile(r"https?://[^\s<>\"'«»“”،؛]+", re.IGNORECASE)
_AFTER_LINK: Final = ".,;:!?؟،؛)]}'\"»”…"


def settled(text: str) -> str:
    """The text as it is kept: composed, no unseen characters, no towers, paragraphs by line feed.

    Giving it what it gave changes nothing.
    """
    # What goes may bring together what composes, or leave a joiner with nothing to join.
    while (once := _settled_once(text)) != text:
        text = once
    return text


def _settled_once(text: str) -> str:
    text = "".join(_seen(unicodedata.normalize("NFC", _LINE_ENDS.sub("\n", text))))
    lines = (_SPACES.sub(" ", line).strip() for line in text.split("\n"))
    return _GAPS.sub("\n\n", "\n".join(lines)).strip()


def _seen(text: str) -> Iterator[str]:
    """What is seen of it, with the joiners that Persian and emoji need between their letters."""
    height, before = 0, ""
    for place, char in enumerate(text):
        kind = unicodedata.category(char)
        if kind in _MARKS:
            height += 1
            if height > MOST_MARKS or not before or before.isspace():
                continue
        elif kind in _UNSEEN and char != "\n":
            if char not in _JOINERS or not before or not _joins(before, text[place + 1 :][:1]):
                continue
        else:
            height = 0
        before = char
        yield char


def _joins(before: str, after: str) -> bool:
    """Whether a joiner between these two means something."""

    def joined(char: str) -> bool:
        return unicodedata.category(char) in {"Lo", "So", "Sk", "Mn", "Me"}

    return bool(after) and joined(before) and joined(after)


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a paragraph: words, or a link with what is shown of it."""

    text: str
    url: str = ""


def paragraphs(text: str) -> list[tuple[Piece, ...]]:
    """A settled text in paragraphs, each in pieces."""
    return [tuple(_pieces(line)) for line in text.split("\n") if line]


def _pieces(line: str) -> Iterator[Piece]:
    last = 0
    for match in _LINK.finditer(line):
        url = match[0].rstrip(_AFTER_LINK)
        if not _is_address(url):
            continue
        if match.start() > last:
            yield Piece(line[last : match.start()])
        yield Piece(_shortened(url), url)
        last = match.start() + len(url)
    if last < len(line):
        yield Piece(line[last:])


def _is_address(url: str) -> bool:
    try:
        parts = urlsplit(url)
        host, _port = parts.hostname or "", parts.port
    except ValueError:
        return False
    return "." in host and "@" not in parts.netloc


def _shortened(url: str) -> str:
    bare = url.partition("://")[2].rstrip("/")
    return bare if len(bare) <= SHOWN else f"{bare[:SHOWN]}…"
