"""Saved article pages. The text by trafilatura, the facts by the page's own metadata.

What trafilatura leaves of labels and lists goes through the same reading as a dump. Dates
come from metadata alone: a date that merely stands on a page may be of the crawl.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final

from lxml import etree, html
from trafilatura import bare_extraction

from nashra.arabic.text import fold_words
from nashra.wire.agencies import agency_name
from nashra.wire.extract import Extract
from nashra.wire.findings import UnreadableError
from nashra.wire.lines import Lines, read_lines
from nashra.wire.metadata import Metadata, read_metadata
from nashra.wire.pageclock import clock_of
from nashra.wire.published import read_published

NAME: Final = "html-article"
_FIRST: Final = re.compile(
    r"\s*(?:<!--(?:(?!-->).)*-->\s*|<\?xml[^>]{0,200}\?>\s*)*"
    r"<(?:!doctype\s+html|html|head|body|main"
    r"|article|section|header|div|meta|title|link|script|style"
    r"|p|h1|h2|h3|table|span|center|font|ul|a)\b",
    re.IGNORECASE | re.DOTALL,
)
#: libxml2 takes no NUL and no surrogates.
_UNPARSABLE: Final = re.compile("[\x00\ud800-\udfff]")
_BLOCKS: Final = frozenset({"p", "head", "quote", "item", "cell", "ab", "code"})
#: An article page shows its clock near its headline; further down are other stories' dates.
_CLOCK_LINES: Final = 400


def sniff(text: str) -> bool:
    """Whether a text begins like an HTML document or a piece of one."""
    return _FIRST.match(text) is not None


def read(text: str) -> Iterator[Extract]:
    """The one article of the page; ``UnreadableError`` (``nothing_found``) without any text."""
    tree = _tree(text)
    metadata = read_metadata(tree)
    clock = _clock(tree)
    lines = _text(tree, metadata)
    if not lines.paragraphs:
        raise UnreadableError("nothing_found")
    yield _extract(metadata, lines, clock)


def _tree(text: str) -> html.HtmlElement:
    try:
        # As bytes with a known encoding: a declaration inside the text no longer counts.
        source = _UNPARSABLE.sub("", text).encode("utf-8")
        tree = html.document_fromstring(source, parser=html.HTMLParser(encoding="utf-8"))
    except (etree.ParserError, etree.XMLSyntaxError) as error:
        raise UnreadableError("nothing_found") from error
    return tree


def _extract(metadata: Metadata, lines: Lines, clock: str | None) -> Extract:
    published, doubts = read_published(metadata.published or lines.published or "")
    publisher = metadata.publisher
    return Extract(
        format=NAME,
        headline=metadata.headline,
        standfirst=metadata.description,
        section=metadata.section,
        agency=(agency_name(publisher) or publisher) if publisher else None,
        canonical_url=metadata.url,
        authors=metadata.authors,
        credits=lines.credits,
        published_at=published,
        page_clock=clock,
        paragraphs=lines.paragraphs,
        related=lines.related,
        tags=[*metadata.tags, *lines.tags],
        language=metadata.language,
        warnings=[*doubts, *lines.warnings],
    )


def _clock(tree: html.HtmlElement) -> str | None:
    """The page's clock: the first short text near the top that is a moment and nothing else."""
    texts = (" ".join(str(text).split()) for text in tree.itertext(with_tail=True))
    for _, text in zip(range(_CLOCK_LINES), filter(None, texts), strict=False):
        mention = clock_of(text)
        if mention is not None and mention.granularity == "minute":
            return mention.value
    return None


def _text(tree: html.HtmlElement, metadata: Metadata) -> Lines:
    document: Any = bare_extraction(
        tree, include_comments=False, include_tables=False, favor_precision=True
    )
    if document is None or document.body is None:
        return Lines()
    headline = fold_words(metadata.headline or "")
    blocks = [line for element in document.body.iter() for line in _lines(element)]
    return read_lines(line for line in blocks if not headline or fold_words(line) != headline)


def _lines(element: Any) -> list[str]:
    """The lines of one block, parted at its line breaks; blocks within it speak for themselves."""
    if element.tag not in _BLOCKS or any(
        child.tag in _BLOCKS for child in element.iterdescendants()
    ):
        return []
    parts = [element.text or ""]
    for child in element.iterdescendants():
        if child.tag == "lb":
            parts.append("\n")
        parts += [child.text or "", child.tail or ""]
    return [" ".join(line.split()) for line in "".join(parts).split("\n") if line.strip()]
