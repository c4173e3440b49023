"""What the demo newsroom is made of, as typed values.

Times are offsets from the moment at which the demo is made: ``published_days_ago = 0.5`` is twelve
hours earlier. Values called ``html`` are minimal HTML (a, b, i; static pages also h2, h3, p, ul,
ol, li); everything else is plain text.
"""

from dataclasses import dataclass
from typing import Final

LANGUAGES: Final = ("ar", "en")
URGENCIES: Final = ("flash", "urgent", "normal")
GENRES: Final = ("news", "analysis", "opinion")
BANDS: Final = ("list", "lead_list", "portraits")
CHANNELS: Final = ("telegram", "whatsapp", "x", "facebook", "rss")
ROLES: Final = ("reporter", "desk_editor", "chief_editor", "moderator", "administrator")
PAGE_KINDS: Final = ("about", "contact", "standards", "privacy")


@dataclass(frozen=True, kw_only=True)
class Named:
    """A place, an agency or a tag."""

    slug: str
    name: str
    name_en: str
    aliases: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Author(Named):
    role: str
    role_en: str
    bio: str
    bio_en: str
    portrait: str
    """Name of a drawn picture."""


@dataclass(frozen=True, kw_only=True)
class Person(Named):
    capacity: str
    capacity_en: str
    bio: str
    bio_en: str


@dataclass(frozen=True, kw_only=True)
class Storyline(Named):
    background: str
    """HTML, as is ``background_en``."""
    background_en: str


@dataclass(frozen=True, kw_only=True)
class Section:
    slug: str
    name: str
    name_en: str
    description: str
    description_en: str
    band: str


@dataclass(frozen=True, kw_only=True)
class Channel:
    kind: str
    text: str
    text_en: str
    url: str


@dataclass(frozen=True, kw_only=True)
class Staff:
    """A user of the desk. ``sections`` are the desks of a reporter or desk editor."""

    username: str
    name: str
    email: str
    role: str
    sections: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Newsroom:
    name: str
    name_en: str
    tagline: str
    tagline_en: str
    zone: str
    agency: str
    """Slug of the agency that is the newsroom itself."""
    lead: tuple[str, ...]
    """The stories that lead the Arabic home, as ``id_hint``, in order; ``lead_en`` likewise."""
    lead_en: tuple[str, ...]
    sections: tuple[Section, ...]
    authors: tuple[Author, ...]
    people: tuple[Person, ...]
    places: tuple[Named, ...]
    agencies: tuple[Named, ...]
    storylines: tuple[Storyline, ...]
    tags: tuple[Named, ...]
    channels: tuple[Channel, ...]
    staff: tuple[Staff, ...]


@dataclass(frozen=True, kw_only=True)
class Picture:
    name: str
    alt: str
    caption: str
    credit: str


@dataclass(frozen=True, kw_only=True)
class Paragraph:
    html: str


@dataclass(frozen=True, kw_only=True)
class Heading:
    text: str


@dataclass(frozen=True, kw_only=True)
class Statement:
    """``speaker`` is a person's slug; ``speaker_name`` stands where the speaker has no page."""

    speaker: str
    speaker_name: str
    capacity: str
    source: str
    said_on_days_ago: float
    quoted: bool
    text: str


@dataclass(frozen=True, kw_only=True)
class Quote:
    text: str
    attribution: str


@dataclass(frozen=True, kw_only=True)
class Items:
    items: tuple[str, ...]
    """HTML of each item."""
    ordered: bool


@dataclass(frozen=True, kw_only=True)
class Table:
    caption: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, kw_only=True)
class External:
    url: str
    title: str
    provider: str
    description: str


@dataclass(frozen=True, kw_only=True)
class Background:
    """Where the storyline's text stands."""


Block = Paragraph | Heading | Statement | Quote | Items | Table | External | Background | Picture


@dataclass(frozen=True, kw_only=True)
class Correction:
    note: str
    days_ago: float


@dataclass(frozen=True, kw_only=True)
class Story:
    """One story; ``file`` is where it was read, ``id_hint`` what others call it."""

    file: str
    id_hint: str
    language: str
    edition_of: str
    section: str
    further_sections: tuple[str, ...]
    kicker: str
    headline: str
    short_headline: str
    standfirst: str
    urgency: str
    genre: str
    dateline: str
    agencies: tuple[str, ...]
    authors: tuple[str, ...]
    storyline: str
    tags: tuple[str, ...]
    related: tuple[str, ...]
    published_days_ago: float
    picture: Picture | None
    note_to_readers: str
    correction: Correction | None
    retraction: str
    """The public reason, empty for a story that stands."""
    body: tuple[Block, ...]


@dataclass(frozen=True, kw_only=True)
class StaticText:
    kind: str
    language: str
    title: str
    html: str


@dataclass(frozen=True, kw_only=True)
class LiveEntry:
    """An entry of a coverage. Minutes count from its start; texts are as typed on the desk."""

    minute: float
    title: str
    text: str
    statement: Statement | None
    picture: Picture | None
    story: str
    key: bool
    pinned: bool
    urgent: bool
    edited: str
    """The text as it was changed to at ``edited_minute``, empty for one that stayed."""
    edited_minute: float
    retracted: str
    retracted_minute: float


@dataclass(frozen=True, kw_only=True)
class LiveCoverage:
    """A story's live coverage; it ended where there is a summary, and runs otherwise."""

    file: str
    story: str
    started_days_ago: float
    ended_minute: float
    summary: str
    entries: tuple[LiveEntry, ...]


@dataclass(frozen=True, kw_only=True)
class Reader:
    """A reader's account. ``approved`` comments of theirs were published before."""

    username: str
    name: str
    approved: int


@dataclass(frozen=True, kw_only=True)
class Said:
    """A comment, and what became of it."""

    by: str
    """A reader, or somebody of the staff."""
    hour: float
    """Hours after the story."""
    text: str
    answers: int
    """Which comment of the file, counted from 1; 0 for one of the first level."""
    respected_by: tuple[str, ...]
    picked: bool
    waits: bool
    """Whether the pipeline is to keep it for a moderator."""
    rejected: str
    """Key of a rule, with ``note`` for the writer."""
    note: str
    reported_by: tuple[str, ...]
    report: str
    """Key of the rule that the reports name."""


@dataclass(frozen=True, kw_only=True)
class StoryDiscussion:
    file: str
    story: str
    comments: tuple[Said, ...]


@dataclass(frozen=True, kw_only=True)
class Readership:
    """Who discusses, and which words the newsroom listed."""

    readers: tuple[Reader, ...]
    suspect: tuple[str, ...]
    banned: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Demo:
    newsroom: Newsroom
    stories: tuple[Story, ...]
    """In the order of their file names."""
    pages: tuple[StaticText, ...]
    coverages: tuple[LiveCoverage, ...]
    readership: Readership
    discussions: tuple[StoryDiscussion, ...]
