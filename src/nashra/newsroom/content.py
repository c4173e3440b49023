"""What a story is made of, as plain values: the input of the draft actions."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any


@dataclass(frozen=True, kw_only=True)
class StoryContent:
    """A story as somebody hands it in; names of people and places are found or created by name.

    ``body`` holds ``(block type, value)`` as the StreamField takes them, except that a statement's
    ``speaker`` is a name (a person known to the desk by that spelling is linked) and a background
    is ``{"text": ...}``, which becomes a paragraph unless the storyline has that text.
    """

    headline: str = ""
    suggested_headline: str = ""
    kicker: str = ""
    short_headline: str = ""
    standfirst: str = ""
    dateline: str = ""
    agencies: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    body: tuple[tuple[str, Any], ...] = ()
    urgency: str = "normal"
    genre: str = "news"
    language: str = "ar"
    first_published_at: datetime | None = None
    source_url: str = ""
