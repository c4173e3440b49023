"""The formats that wire copy comes in, and how a file is told to be of one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

from nashra.wire.extract import Extract
from nashra.wire.findings import UnreadableError
from nashra.wire.formats import ant_xml, html_article, text_dump


@dataclass(frozen=True)
class Format:
    """A format: whether a text is of it, and how its articles are read."""

    name: str
    sniff: Callable[[str], bool]
    read: Callable[[str], Iterator[Extract]]


#: Asked in this order; the dump takes what nothing else knows.
FORMATS: Final = (
    Format(ant_xml.NAME, ant_xml.sniff, ant_xml.read),
    Format(html_article.NAME, html_article.sniff, html_article.read),
    Format(text_dump.NAME, text_dump.sniff, text_dump.read),
)


def format_of(text: str) -> Format:
    """The format of a text; ``UnreadableError`` (``unknown_format``) if it is of none."""
    for known in FORMATS:
        if known.sniff(text):
            return known
    raise UnreadableError("unknown_format", detail=text.strip()[:40].split("\n")[0])
