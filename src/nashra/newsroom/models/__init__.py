"""The newsroom's data."""

from nashra.newsroom.models.breaking import Breaking
from nashra.newsroom.models.image import NewsImage, Rendition
from nashra.newsroom.models.live import SEGMENT_SIZE, Coverage, JournalEntry, JournalEvent
from nashra.newsroom.models.named import Agency, Author, Person, Place, Storyline, Tag
from nashra.newsroom.models.newsroom import FollowChannel, Mirror, Newsroom
from nashra.newsroom.models.pages import (
    Band,
    HomePage,
    LeadItem,
    SectionPage,
    StaticKind,
    StaticPage,
)
from nashra.newsroom.models.placement import PAGE_SIZE, Modification, Placement
from nashra.newsroom.models.related import FilledStory, RefusedStory
from nashra.newsroom.models.story import (
    Correction,
    Genre,
    RelatedStory,
    StoryAgency,
    StoryAuthor,
    StoryPage,
    StoryTag,
    Tombstone,
    Urgency,
)

__all__ = [
    "PAGE_SIZE",
    "SEGMENT_SIZE",
    "Agency",
    "Author",
    "Band",
    "Breaking",
    "Correction",
    "Coverage",
    "FilledStory",
    "FollowChannel",
    "Genre",
    "HomePage",
    "JournalEntry",
    "JournalEvent",
    "LeadItem",
    "Mirror",
    "Modification",
    "NewsImage",
    "Newsroom",
    "Person",
    "Place",
    "Placement",
    "RefusedStory",
    "RelatedStory",
    "Rendition",
    "SectionPage",
    "StaticKind",
    "StaticPage",
    "StoryAgency",
    "StoryAuthor",
    "StoryPage",
    "StoryTag",
    "Storyline",
    "Tag",
    "Tombstone",
    "Urgency",
]
