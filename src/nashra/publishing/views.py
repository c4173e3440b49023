"""What templates get: read-only values, complete before a template starts.

A builder in :mod:`nashra.publishing.pages` reads the database through a recorder, which logs every
key that was read, and hands over one of these. A template therefore can neither query nor miss a
dependency. All addresses (``path``) are absolute from the published root (``/a/k3v9x2m/``); the
``href`` filter makes them relative to the page that is being rendered. All times are zone-aware.
``html`` values were sanitised when they were saved and are safe to print.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

from markupsafe import Markup

from nashra.publishing.journal_views import Entry as Entry
from nashra.publishing.journal_views import EventsView as EventsView
from nashra.publishing.journal_views import Journal as Journal
from nashra.publishing.journal_views import LiveView as LiveView
from nashra.publishing.journal_views import Status as Status
from nashra.publishing.pieces import Background as Background
from nashra.publishing.pieces import BandStyle as BandStyle
from nashra.publishing.pieces import Block as Block
from nashra.publishing.pieces import Byline as Byline
from nashra.publishing.pieces import Card as Card
from nashra.publishing.pieces import Channel as Channel
from nashra.publishing.pieces import Correction as Correction
from nashra.publishing.pieces import Digits as Digits
from nashra.publishing.pieces import External as External
from nashra.publishing.pieces import Figure as Figure
from nashra.publishing.pieces import Heading as Heading
from nashra.publishing.pieces import Items as Items
from nashra.publishing.pieces import Language as Language
from nashra.publishing.pieces import Link as Link
from nashra.publishing.pieces import Paragraph as Paragraph
from nashra.publishing.pieces import Picture as Picture
from nashra.publishing.pieces import Quote as Quote
from nashra.publishing.pieces import Site as Site
from nashra.publishing.pieces import Source as Source
from nashra.publishing.pieces import Statement as Statement
from nashra.publishing.pieces import Table as Table
from nashra.publishing.pieces import Urgency as Urgency
from nashra.publishing.search_views import SearchForm as SearchForm
from nashra.publishing.search_views import SearchHit as SearchHit
from nashra.publishing.search_views import SearchView as SearchView
from nashra.publishing.thread_views import DiscussionNotice as DiscussionNotice
from nashra.publishing.thread_views import DiscussionView as DiscussionView
from nashra.publishing.thread_views import Remark as Remark


@dataclass(frozen=True, kw_only=True)
class StoryView:
    """An article page."""

    id: str
    path: str
    language: Language
    headline: str
    kicker: str
    standfirst: str
    section: Link
    further_sections: tuple[Link, ...]
    urgency: Urgency
    opinion: bool
    dateline: str
    """The place, shown in bold at the head of the first paragraph together with the agencies."""
    agencies: tuple[str, ...]
    authors: tuple[Byline, ...]
    published_at: datetime
    modified_at: datetime | None
    """When it was last changed for readers, None if never after publication."""
    picture: Picture | None
    body: tuple[Block, ...]
    tags: tuple[Link, ...]
    related: tuple[Card, ...]
    storyline: str
    corrections: tuple[Correction, ...]
    note_to_readers: str
    editions: tuple[Link, ...]
    """The same story in other languages (``language`` set)."""
    breaking_until: datetime | None = None
    """The end of its announcement as flash or urgent, None where it is not announced so."""
    preview: bool = False
    words: int = 0
    journal: Journal | None = None
    """Its live coverage."""
    additions: Mapping[str, Any] = field(default_factory=dict)
    """What rooms above add, by name: see :mod:`nashra.publishing.additions`."""
    kind: Literal["story"] = "story"


@dataclass(frozen=True, kw_only=True)
class Band:
    """One section's strip on the home page."""

    section: Link
    style: BandStyle
    cards: tuple[Card, ...]


@dataclass(frozen=True, kw_only=True)
class HomeView:
    lead: tuple[Card, ...]
    """Ordered by an editor: first the lead, then the seconds."""
    bands: tuple[Band, ...]
    path: str
    flash: Card | None = None
    kind: Literal["home"] = "home"


@dataclass(frozen=True, kw_only=True)
class Said:
    """One statement of a person, in one story."""

    statement: Statement
    card: Card


@dataclass(frozen=True, kw_only=True)
class FrontView:
    """The front of a section, tag, author or person: the newest stories and the way to the rest."""

    kind: Literal["section", "tag", "author", "person"]
    path: str
    title: str
    description: str
    cards: tuple[Card, ...]
    archive: tuple[Link, ...]
    """Archive pages, newest first; empty when everything fits the front."""
    feed_path: str = ""
    most_read_path: str = ""
    role: str = ""
    portrait: Picture | None = None
    aliases: tuple[str, ...] = ()
    said: tuple[Said, ...] = ()
    """For a person: all that they said, newest first."""
    editions: tuple[Link, ...] = ()


@dataclass(frozen=True, kw_only=True)
class ArchiveView:
    """One page of at most 50 stories whose address and content stay put for ever."""

    of: Link
    list_kind: Literal["section", "tag", "author", "person"]
    path: str
    number: int
    cards: tuple[Card, ...]
    """Newest first; shorter than 50 where stories were removed."""
    newer: str = ""
    older: str = ""
    said: tuple[Said, ...] = ()
    kind: Literal["archive"] = "archive"


@dataclass(frozen=True, kw_only=True)
class LatestView:
    """The site's newest stories; ``fragment`` is the part that JS puts beside a story."""

    path: str
    cards: tuple[Card, ...]
    fragment: bool = False
    kind: Literal["latest"] = "latest"


@dataclass(frozen=True, kw_only=True)
class Read:
    """A story with its views in some time."""

    card: Card
    views: int


@dataclass(frozen=True, kw_only=True)
class MostReadView:
    """What was read most today or in the last seven days; ``fragment`` is the part for scripts."""

    path: str
    reads: tuple[Read, ...]
    """The most read first."""
    week: bool
    of: Link | None = None
    """The section, None for a whole edition."""
    other: str = ""
    """Address of the other of the two times, empty while it does not stand."""
    fragment: bool = False
    kind: Literal["most-read"] = "most-read"


@dataclass(frozen=True, kw_only=True)
class BreakingView:
    """What is announced as breaking; ``fragment`` is the part that JS puts in the top line."""

    path: str
    cards: tuple[tuple[Card, datetime], ...]
    """Newest first, each with its end."""
    fragment: bool = False
    kind: Literal["breaking"] = "breaking"


@dataclass(frozen=True, kw_only=True)
class CorrectionsView:
    path: str
    corrections: tuple[Correction, ...]
    """Newest first, at most one page."""
    older: str = ""
    newer: str = ""
    kind: Literal["corrections"] = "corrections"


@dataclass(frozen=True, kw_only=True)
class StaticView:
    path: str
    title: str
    html: Markup
    modified_at: datetime | None
    """None for a page that is made of settings."""
    editions: tuple[Link, ...] = ()
    kind: Literal["static"] = "static"


@dataclass(frozen=True, kw_only=True)
class TombstoneView:
    """What stands where a story was: 410 with the reason."""

    path: str
    language: Language
    headline: str
    """Empty unless the newsroom chose to keep it visible."""
    reason: str
    retracted: bool
    """True for a retraction with a reason, False for a story that was withdrawn or deleted."""
    at: datetime
    kind: Literal["tombstone"] = "tombstone"


@dataclass(frozen=True, kw_only=True)
class NotFoundView:
    path: str
    kind: Literal["404"] = "404"


@dataclass(frozen=True, kw_only=True)
class FeedView:
    """RSS 2.0 of a list of stories."""

    path: str
    title: str
    description: str
    home: str
    cards: tuple[Card, ...]
    kind: Literal["feed"] = "feed"


@dataclass(frozen=True, kw_only=True)
class SitemapView:
    """One sitemap file: ``(path, last change)`` pairs, and editions by language."""

    path: str
    urls: tuple[tuple[str, datetime | None], ...]
    alternates: Mapping[str, tuple[Link, ...]] = field(default_factory=dict)
    kind: Literal["sitemap"] = "sitemap"


@dataclass(frozen=True, kw_only=True)
class SitemapIndexView:
    path: str
    sitemaps: tuple[str, ...]
    kind: Literal["sitemap-index"] = "sitemap-index"


PageView = (
    StoryView
    | HomeView
    | FrontView
    | ArchiveView
    | LatestView
    | BreakingView
    | MostReadView
    | CorrectionsView
    | LiveView
    | DiscussionView
    | StaticView
    | SearchView
    | TombstoneView
    | NotFoundView
)

AnyView = PageView | EventsView | FeedView | SitemapView | SitemapIndexView
"""Everything that :func:`nashra.publishing.jinja.render` takes."""
