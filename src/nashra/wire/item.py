"""A wire item: all that was read out of one piece of copy."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass, field
from datetime import date, datetime
from typing import Any, Literal

from nashra.arabic.dates import DateMention
from nashra.wire.findings import Finding

Status = Literal["created", "updated", "unchanged", "error"]


@dataclass(frozen=True, kw_only=True)
class Statement:
    """What somebody said; ``speaker`` and ``capacity`` are ``None`` where the text parts them not.

    ``source`` is whom or what the text names as the origin, as written there; ``quoted`` is
    true for words in quotation marks and false for reported speech.
    """

    speaker: str | None
    capacity: str | None
    source: str | None
    quoted: bool
    text: str


@dataclass(frozen=True, kw_only=True)
class WireItem:
    """One item. What the copy does not say is ``None`` or empty.

    ``dates`` have their offsets in the paragraphs of ``body`` joined by single newlines.
    ``published_at`` is a day where the source gives no time. The fields after ``error`` are
    for the store and are not part of the JSON line; ``raw`` is the item's own part of a file
    that holds several, else ``None``.
    """

    file: str
    status: Status | None = None
    story: str | None = None
    headline: str | None = None
    suggested_headline: str | None = None
    standfirst: str | None = None
    section: str | None = None
    dateline: str | None = None
    agency: str | None = None
    page_clock: str | None = None
    page_counter: int | None = None
    published_at: datetime | date | None = None
    dates: tuple[DateMention, ...] = ()
    body: tuple[str, ...] = ()
    statements: tuple[Statement, ...] = ()
    background: str | None = None
    related: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    warnings: tuple[Finding, ...] = ()
    error: Finding | None = None

    format: str = ""
    identity: str = ""
    canonical_url: str | None = None
    agency_id: str | None = None
    language: str | None = None
    authors: tuple[str, ...] = ()
    credits: tuple[str, ...] = ()
    raw_sha256: str = ""
    raw: bytes | None = field(default=None, repr=False)
    background_at: tuple[int, ...] = field(default=())

    def to_json(self) -> dict[str, Any]:
        """The item as one line of the import command says it."""
        return {
            "file": self.file,
            "status": self.status,
            "story": self.story,
            "headline": self.headline,
            "suggested_headline": self.suggested_headline,
            "standfirst": self.standfirst,
            "section": self.section,
            "dateline": self.dateline,
            "agency": self.agency,
            "page_clock": self.page_clock,
            "page_counter": self.page_counter,
            "published_at": None if self.published_at is None else self.published_at.isoformat(),
            "dates": [asdict(mention) for mention in self.dates],
            "body": list(self.body),
            "statements": [asdict(statement) for statement in self.statements],
            "background": self.background,
            "related": list(self.related),
            "tags": list(self.tags),
            "warnings": [warning.to_json() for warning in self.warnings],
            "error": None if self.error is None else self.error.message,
        }

    def content_digest(self) -> str:
        """A digest of what reaches the story; the page's clock and counter are not of it."""
        told = self.to_json()
        kept = ("headline", "standfirst", "section", "dateline", "agency", "published_at", "body",
                "statements", "background", "related", "tags")  # fmt: skip
        parts: list[Any] = [told[name] for name in kept]
        parts += [self.authors, self.credits, self.canonical_url, self.language]
        canonical = json.dumps(parts, ensure_ascii=False, separators=(",", ":"))
        return hashlib.sha256(canonical.encode("utf-8", "surrogatepass")).hexdigest()
