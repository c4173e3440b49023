"""The digests of one published story's facts."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from nashra.changes.facts import digest
from nashra.newsroom import coverages, queries
from nashra.newsroom.models import StoryPage
from nashra.newsroom.statements import statements


@dataclass(frozen=True, kw_only=True)
class Shown:
    """What readers see of a story that is kept in other rows than its own."""

    section: int
    authors: list[int]
    agencies: list[int]
    tags: list[int]
    related: list[int]
    further_sections: list[int]
    corrections: list[tuple[Any, ...]]
    covered: bool
    """Whether its live coverage goes on."""
    editions: list[tuple[str, str]]
    modified_at: datetime | None
    announced: str
    announced_until: datetime | None


def read(story: StoryPage) -> Shown:
    """What is kept of a story elsewhere, as it is now."""
    return Shown(
        section=story.get_parent().pk,
        authors=[row.author_id for row in story.story_authors.all()],
        agencies=[row.agency_id for row in story.story_agencies.all()],
        tags=[row.tag_id for row in story.story_tags.all()],
        related=[row.related_id for row in story.related_stories.all()],
        further_sections=sorted(story.further_sections.values_list("pk", flat=True)),
        corrections=list(story.corrections.values_list("slot", "note", "at")),
        covered=bool(coverages.running_ids([story.public_id])),
        editions=queries.live_editions(story),
        modified_at=queries.modified_at(story.public_id),
        announced=story.announced, announced_until=story.announced_until,
    )  # fmt: skip


def _card(story: StoryPage, shown: Shown, urgency: str) -> str:
    """Digest of the facet that listings show, with how the story is announced."""
    return digest(
        [
            story.headline, story.short_headline, story.kicker, story.standfirst, story.genre,
            urgency, shown.section, story.published_at, story.lead_image_id, story.lead_alt,
            shown.authors, bool(shown.corrections), *(["covered"] if shown.covered else []),
        ]
    )  # fmt: skip


def _text(story: StoryPage, shown: Shown) -> str:
    """Digest of all that readers see of a story on its own page, but for when it was modified.

    The end of breaking news is no modification, so the urgency is the editor's here.
    """
    return digest(
        [
            _card(story, shown, story.urgency), story.headline, story.dateline_id,
            story.storyline_id, shown.agencies, shown.tags, shown.related, shown.further_sections,
            story.lead_caption, story.lead_credit, story.body.raw_data[:], story.note_to_readers,
            shown.corrections,
        ]
    )  # fmt: skip


def digests(story: StoryPage, shown: Shown) -> Mapping[str, str | None]:
    """All facts of a published story by key."""
    words, said = _text(story, shown), list(statements(story.body))
    body = [words, shown.modified_at, shown.announced, shown.announced_until]
    key = f"story:{story.public_id}"
    return {
        f"{key}/state": digest("live"),
        f"{key}/card": _card(story, shown, shown.announced),
        f"{key}/text": words,
        f"{key}/body": digest(body),
        f"{key}/said": digest(said) if said else None,
        f"{key}/editions": digest(shown.editions),
    }
