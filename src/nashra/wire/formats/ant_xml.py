"""News articles as ``<DOC>`` elements: the shape of the ANT corpus and of older TREC feeds.

Fields: DOCNO, URL, SRC, CAT, TITLE, TIME, AUTHOR, ABSTRACT, TEXT; all but TEXT and TITLE
may be absent. One paragraph a line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final
from xml.etree.ElementTree import Element

from nashra.wire.agencies import agency_name, read_byline
from nashra.wire.extract import Extract
from nashra.wire.findings import Finding, UnreadableError, finding
from nashra.wire.furniture import recognise
from nashra.wire.identity import canonical_address
from nashra.wire.lines import read_lines
from nashra.wire.published import read_published
from nashra.wire.xml import parse_xml

NAME: Final = "ant-xml"
_OPENING: Final = re.compile(
    r"\s*(?P<declared><\?xml[^>]{0,200}\?>\s*)?(?:<!--(?:(?!-->).)*-->\s*)*"
    r"<(?P<name>!DOCTYPE\s+)?(?P<root>[A-Za-z_][\w:.-]*)",
    re.DOTALL | re.IGNORECASE,
)

_WHOLE: Final = re.compile(r"<DOC\b.*?</DOC\s*>", re.DOTALL)


def sniff(text: str) -> bool:
    """Whether the first element is a DOC, or the file is XML of a kind nobody else reads."""
    found = _OPENING.match(text)
    if found is None or found["root"].lower() == "html":
        return False
    return found["root"] == "DOC" or bool(found["declared"] or found["name"])


def read(text: str) -> Iterator[Extract]:
    """Every article of the file; ``UnreadableError`` with line and column for broken XML."""
    roots, mended = parse_xml(text)
    for root in roots:
        if root.tag != "DOC":
            raise UnreadableError("unknown_format", detail=f"<{str(root.tag)[:60]}>")
    for root, part in zip(roots, _parts(text, len(roots)), strict=True):
        extract = _article(root, mended)
        extract.raw = part
        mended = []
        yield extract


def _parts(text: str, count: int) -> list[bytes | None]:
    """The bytes of each of several articles; of one alone the whole file is kept."""
    parts = _WHOLE.findall(text) if count > 1 else []
    if len(parts) != count:
        return [None] * count
    return [part.encode("utf-8", "surrogatepass") for part in parts]


def _article(doc: Element, mended: list[Finding]) -> Extract:
    byline = read_byline(_field(doc, "AUTHOR"))
    published, doubts = read_published(_field(doc, "TIME"))
    source = _field(doc, "SRC")
    tail = read_lines(_field(doc, "TEXT").split("\n"))
    extract = Extract(
        format=NAME,
        headline=_field(doc, "TITLE") or None,
        standfirst=_standfirst(_field(doc, "ABSTRACT")),
        section=_field(doc, "CAT") or None,
        place=byline.place,
        agency=agency_name(source) or source or None,
        agency_id=_field(doc, "DOCNO") or None,
        canonical_url=canonical_address(_field(doc, "URL")),
        authors=list(byline.authors),
        credits=[*byline.credits, *tail.credits],
        published_at=published,
        paragraphs=tail.paragraphs,
        related=tail.related,
        tags=tail.tags,
        warnings=[*mended, *doubts, *tail.warnings],
    )
    if byline.unsplit:
        extract.warnings.append(finding("byline_unsplit", text=byline.authors[0]))
    if not extract.headline and not extract.paragraphs:
        raise UnreadableError("nothing_found")
    return extract


def _field(doc: Element, name: str) -> str:
    element = doc.find(name)
    return "" if element is None else "".join(element.itertext()).strip()


def _standfirst(abstract: str) -> str | None:
    lines = [line for line in abstract.split("\n") if line.strip()]
    return " ".join(line for line in lines if recognise(line, "tail") is None) or None
