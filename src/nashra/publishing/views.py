"""What templates get: read-only values, complete before a template starts.

A builder in :mod:`nashra.publishing.pages` reads the database through a recorder, which logs every
key that was read, and hands over one of these. A template therefore can neither query nor miss a
dependency. All addresses (``path``) are absolute from the published root (``/a/k3v9x2m/``); the
``href`` filter makes them relative to the page that is being rendered. All times are zone-aware.
``html`` values were sanitised when they were saved and are safe to print.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal

from markupsafe import Markup

Language = Literal["ar", "en"]
Urgency = Literal["flash", "urgent", "normal"]
Digits = Literal["latn", "arab"]
BandStyle = Literal["list", "lead_list", "portraits"]


@dataclass(frozen=True, kw_only=True)
class Link:
    """A place to go. ``path`` is internal (from the root) or a full URL."""

    path: str
    text: str
    language: Language | None = None


@dataclass(frozen=True, kw_only=True)
class Channel:
    """One way to follow the newsroom: ``kind`` is telegram, whatsapp, x, facebook, rss, ..."""

    kind: str
    text: str
    url: str


@dataclass(frozen=True, kw_only=True)
class Site:
    """The global input of every page of one edition; a change of any of it is a new epoch."""

    name: str
    tagline: str
    origin: str
    """Scheme and host without a trailing slash: what absolute links start with."""
    language: Language
    zone: str
    """IANA name of the newsroom's zone."""
    months: str
    """Month style, see ``nashra.arabic.dates.DateStyle.months``."""
    digits: Digits
    prefix: str
    """Where this edition's pages live: ``""`` for the main one, ``"/en"`` for English."""
    sections: tuple[Link, ...]
    pages: tuple[Link, ...]
    """Static pages in footer order (about, contact, standards, privacy)."""
    channels: tuple[Channel, ...]
    editions: tuple[Link, ...]
    """Homes of the other editions."""
    standards_path: str = ""
    logo: str = ""


@dataclass(frozen=True, kw_only=True)
class Source:
    """One rendition of a picture."""

    path: str
    width: int
    height: int


@dataclass(frozen=True, kw_only=True)
class Picture:
    """A picture with its renditions, smallest first; ``jpeg`` is the fallback for old browsers."""

    webp: tuple[Source, ...]
    jpeg: tuple[Source, ...]
    alt: str
    caption: str = ""
    credit: str = ""


@dataclass(frozen=True, kw_only=True)
class Byline:
    """An author as shown on a story."""

    name: str
    path: str
    role: str = ""
    portrait: Picture | None = None


@dataclass(frozen=True, kw_only=True)
class Card:
    """A story as listed elsewhere: exactly the facet ``story:<id>/card``."""

    id: str
    path: str
    headline: str
    """The short headline where there is one."""
    kicker: str
    standfirst: str
    section: Link
    urgency: Urgency
    published_at: datetime
    authors: tuple[Byline, ...] = ()
    picture: Picture | None = None
    opinion: bool = False
    corrected: bool = False
    language: Language = "ar"


@dataclass(frozen=True, kw_only=True)
class Paragraph:
    html: Markup
    type: Literal["paragraph"] = "paragraph"


@dataclass(frozen=True, kw_only=True)
class Heading:
    text: str
    anchor: str
    type: Literal["heading"] = "heading"


@dataclass(frozen=True, kw_only=True)
class Statement:
    """What somebody said. ``quoted`` tells a verbatim quote from reported speech."""

    speaker: str
    speaker_path: str
    capacity: str
    source: str
    said_on: date | None
    quoted: bool
    text: str
    type: Literal["statement"] = "statement"


@dataclass(frozen=True, kw_only=True)
class Quote:
    text: str
    attribution: str
    type: Literal["quote"] = "quote"


@dataclass(frozen=True, kw_only=True)
class Figure:
    picture: Picture
    type: Literal["image"] = "image"


@dataclass(frozen=True, kw_only=True)
class Items:
    items: tuple[Markup, ...]
    ordered: bool
    type: Literal["list"] = "list"


@dataclass(frozen=True, kw_only=True)
class Table:
    caption: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    type: Literal["table"] = "table"


@dataclass(frozen=True, kw_only=True)
class External:
    """A link to media elsewhere, as a plain card: nothing is loaded from there."""

    url: str
    title: str
    provider: str
    description: str
    type: Literal["external"] = "external"


@dataclass(frozen=True, kw_only=True)
class Background:
    """The storyline's one text, the same in every story that carries it."""

    title: str
    html: Markup
    type: Literal["background"] = "background"


Block = Paragraph | Heading | Statement | Quote | Figure | Items | Table | External | Background


@dataclass(frozen=True, kw_only=True)
class Correction:
    """A public note of what was wrong and when it was put right."""

    note: str
    at: datetime
    card: Card | None = None
    """The corrected story, on the corrections page."""


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
    preview: bool = False
    words: int = 0
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
    modified_at: datetime
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
    | MostReadView
    | CorrectionsView
    | StaticView
    | TombstoneView
    | NotFoundView
)

AnyView = PageView | FeedView | SitemapView | SitemapIndexView
"""Everything that :func:`nashra.publishing.jinja.render` takes."""
