"""What templates get of a live coverage."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from markupsafe import Markup

from nashra.publishing.pieces import Card, Link, Picture, Statement

State = Literal["live", "paused", "ended"]


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One entry, as it was at one event or as it stands."""

    id: str
    number: int
    """Of the event that this shows."""
    slot: int
    at: datetime
    path: str
    """Its permanent place: a stable page with the entry's anchor."""
    edited_at: datetime | None = None
    key: bool = False
    pinned: bool = False
    urgent: bool = False
    title: str = ""
    html: Markup = field(default_factory=Markup)
    statement: Statement | None = None
    picture: Picture | None = None
    card: Card | None = None
    retracted: bool = False
    reason: str = ""

    @property
    def name(self) -> str:
        """What a list of key moments calls it: its title, or how it begins."""
        said = self.statement.text if self.statement else ""
        headline = self.card.headline if self.card else ""
        caption = self.picture.alt if self.picture else ""
        first = str(self.html).partition("</p>")[0]
        text = self.title or said or Markup(first).striptags() or headline or caption
        text = " ".join(text.split())
        return text if len(text) <= _NAME else f"{text[:_NAME].rsplit(' ', 1)[0]}…"


_NAME = 110


@dataclass(frozen=True, kw_only=True)
class Status:
    """Where a coverage stands at one moment."""

    state: State
    at: datetime
    """When it began."""
    next_at: datetime | None = None
    summary: str = ""


@dataclass(frozen=True, kw_only=True)
class Journal:
    """A coverage with some of its entries, newest first."""

    id: str
    """The story's."""
    count: int
    """Number of the last event that the page shows."""
    status: Status
    started_at: datetime
    ended_at: datetime | None
    entries: tuple[Entry, ...]
    moments: tuple[Entry, ...] = ()
    """Key moments, newest first."""
    pinned: tuple[Entry, ...] = ()
    total: int = 0
    """Entries that were ever given."""
    path: str = ""
    """The page with more of them; empty where it does not stand."""


@dataclass(frozen=True, kw_only=True)
class LiveView:
    """The newest part of a coverage, or one of its stable pages."""

    path: str
    story: Link
    section: Link
    journal: Journal | None = None
    """The newest part; None on a stable page."""
    number: int | None = None
    """Of a stable page."""
    entries: tuple[Entry, ...] = ()
    """Those of a stable page, newest first."""
    whole: str = ""
    """From a stable page, the address of the newest part."""
    older: str = ""
    newer: str = ""
    pages: tuple[Link, ...] = ()
    """Stable pages, newest first."""
    kind: Literal["coverage"] = "coverage"


@dataclass(frozen=True, kw_only=True)
class EventsView:
    """Entries and states as the journal's files carry them; ``path`` is the story's."""

    path: str
    parts: tuple[Entry | Status, ...]
    kind: Literal["events"] = "events"
