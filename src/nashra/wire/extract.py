"""What a format hands on: the parts of an article as its file marks them, not yet understood."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime

from nashra.wire.findings import Finding


@dataclass(kw_only=True)
class Extract:
    """The parts of one article. Absent is ``None`` or empty; the format guesses nothing."""

    format: str
    headline: str | None = None
    #: A line that may be the headline, but whose place does not prove it.
    headline_hint: str | None = None
    standfirst: str | None = None
    section: str | None = None
    place: str | None = None
    agency: str | None = None
    agency_id: str | None = None
    canonical_url: str | None = None
    authors: list[str] = field(default_factory=list)
    credits: list[str] = field(default_factory=list)
    published_at: datetime | date | None = None
    page_clock: str | None = None
    page_counter: int | None = None
    paragraphs: list[str] = field(default_factory=list)
    related: list[str] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    language: str | None = None
    #: The bytes of this article alone, where its file holds several.
    raw: bytes | None = None
    warnings: list[Finding] = field(default_factory=list)
