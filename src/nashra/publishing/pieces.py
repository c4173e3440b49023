"""What views are made of: read-only values that several kinds of page show."""

from dataclasses import dataclass
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
    search: str = ""
    """The search page; empty as long as it does not stand."""
    mirrors: str = ""
    """The page of known mirrors; empty as long as it does not stand."""
    onion: str = ""
    """Origin of the same site as an onion service, empty if it has none."""
    standards_path: str = ""
    logo: str = ""
    hijri: bool = False
    """Whether dates in Arabic are also given by the Umm al-Qura calendar."""


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
    covered: bool = False
    """Whether a live coverage of it goes on."""
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
