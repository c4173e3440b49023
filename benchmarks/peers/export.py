"""``python -m peers.export FILE``, in a newsroom's environment: its stories as JSON lines.

The first line is the site, the others are stories, oldest first.
"""

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import django


def lines() -> Iterator[dict[str, Any]]:
    """The site, then each story with everything that a reader sees of it."""
    from nashra.newsroom.models import HomePage, SectionPage

    sections = SectionPage.objects.live().filter(numchild__gt=0).order_by("path")
    yield {
        "name": HomePage.objects.order_by("path")[0].title,
        "sections": [{"slug": section.slug, "name": section.title} for section in sections],
    }
    yield from _stories({section.path: section.slug for section in sections})


def _stories(slugs: dict[str, str]) -> Iterator[dict[str, Any]]:
    from nashra.newsroom.models import Person, StoryPage

    people = dict(Person.objects.values_list("pk", "name"))
    stories = (
        StoryPage.objects.live()
        .select_related("dateline", "storyline")
        .prefetch_related("story_authors__author", "story_tags__tag")
        .order_by("first_published_at")
    )
    for story in stories.iterator(chunk_size=500):
        yield {
            "id": story.public_id, "section": slugs[story.path[: -StoryPage.steplen]],
            "headline": story.headline, "standfirst": story.standfirst,
            "place": story.dateline.name, "at": story.first_published_at.isoformat(),
            "authors": [_named(row.author) for row in story.story_authors.all()],
            "tags": [_named(row.tag) for row in story.story_tags.all()],
            "body": [_block(block, story, people) for block in story.body.raw_data],
        }  # fmt: skip


def _named(row: Any) -> dict[str, str]:
    return {"name": row.name, "slug": row.slug}


def _block(block: dict[str, Any], story: Any, people: dict[int, str]) -> dict[str, Any]:
    match block["type"]:
        case "paragraph":
            return {"type": "paragraph", "value": block["value"]}
        case "statement":
            said = block["value"]
            return {
                "type": "quote", "value": {"text": said["text"], "name": people[said["person"]]}
            }  # fmt: skip
        case "background":
            return {"type": "background", "value": str(story.storyline.background)}
    raise ValueError(f"{story.public_id} holds a {block['type']}, which no peer knows")


if __name__ == "__main__":
    django.setup()
    with Path(sys.argv[1]).open("w", encoding="utf-8") as out:
        for line in lines():
            out.write(json.dumps(line, ensure_ascii=False) + "\n")
