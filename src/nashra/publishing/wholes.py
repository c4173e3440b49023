"""A story with all rows that its page shows, read for many stories at once."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from nashra.newsroom import bulk, coverages, queries
from nashra.newsroom.models import Correction, StoryPage

OFFERED = 4
"""Stories offered after one where its editor picked fewer."""


@dataclass(frozen=True, kw_only=True)
class Whole:
    """A story and its rows; other objects are named by primary key, stories by public id."""

    story: StoryPage
    authors: list[int]
    agencies: list[int]
    tags: list[int]
    related: list[str]
    further: list[int]
    corrections: list[Correction]
    modified: datetime | None
    editions: list[tuple[str, str]]
    """``(language, public id)`` of the published editions, its own included."""
    covered: bool = False
    """Whether it has a live coverage."""


def read(public_ids: Iterable[str]) -> dict[str, Whole]:
    """The published stories among these."""
    stories = bulk.stories(public_ids)
    pks = [story.pk for story in stories.values()]
    authors, agencies, tags = bulk.authors(pks), bulk.agencies(pks), bulk.tags(pks)
    picked, filled, further = bulk.related(pks), bulk.filled(pks), bulk.further_sections(pks)
    related = {pk: _offered(picked.get(pk, []), filled.get(pk, [])) for pk in pks}
    corrections, modified = bulk.corrections(pks), bulk.modifications(stories)
    editions = bulk.editions(story.translation_key for story in stories.values())
    covered = {pk for part in bulk.chunks(stories) for pk in coverages.visible_ids(part)}
    return {
        public_id: Whole(
            story=story, authors=authors.get(story.pk, []), agencies=agencies.get(story.pk, []),
            tags=tags.get(story.pk, []), related=related[story.pk],
            further=further.get(story.pk, []), corrections=corrections.get(story.pk, []),
            modified=modified.get(public_id), editions=editions.get(story.translation_key, []),
            covered=public_id in covered,
        )
        for public_id, story in stories.items()
    }  # fmt: skip


def unsaved(story: StoryPage) -> Whole:
    """A story as the desk holds it, whether it was ever saved or not."""
    related = [row.related_id for row in story.related_stories.all()]
    found = StoryPage.objects.in_bulk(related)
    picked = [found[pk].public_id for pk in related if pk in found]
    return Whole(
        story=story,
        authors=[row.author_id for row in story.story_authors.all()],
        agencies=[row.agency_id for row in story.story_agencies.all()],
        tags=[row.tag_id for row in story.story_tags.all()],
        related=_offered(picked, bulk.filled([story.pk]).get(story.pk, []) if story.pk else []),
        further=[section.pk for section in story.further_sections.all()],
        corrections=list(story.corrections.all()) if story.pk else [],
        modified=queries.modified_at(story.public_id),
        editions=queries.live_editions(story),
    )


def _offered(picked: Sequence[str], filled: Sequence[str]) -> list[str]:
    """The editor's picks, then what the engine found, as far as there is room."""
    room = max(0, OFFERED - len(picked))
    return [*picked, *[public_id for public_id in filled if public_id not in picked][:room]]
