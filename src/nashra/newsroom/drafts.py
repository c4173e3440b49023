"""From plain content to a story's fields; shared by the draft actions."""

import uuid
from typing import Any

from django.utils.html import escape

from nashra.newsroom.clean import clean_inline
from nashra.newsroom.content import StoryContent
from nashra.newsroom.models import (
    Agency,
    Author,
    Person,
    Place,
    StoryAgency,
    StoryAuthor,
    StoryPage,
    StoryTag,
    Tag,
)
from nashra.newsroom.models.story import untitled
from nashra.newsroom.names import find, find_or_start

SIMPLE = ("headline", "kicker", "short_headline", "standfirst", "urgency", "genre", "source_url")


def working_title(content: StoryContent) -> str:
    """What the desk calls a draft: its headline, or a mark that it has none."""
    return content.headline or untitled(content.suggested_headline or content.standfirst)


def _statement(value: dict[str, Any]) -> dict[str, Any]:
    person = find(Person, value["speaker"]) if value.get("speaker") else None
    said_on = value.get("said_on")
    return {
        "person": person.pk if person else None,
        "speaker": "" if person else value.get("speaker") or "",
        "capacity": value.get("capacity") or "",
        "source": value.get("source") or "",
        "said_on": said_on.isoformat() if said_on else None,
        "quoted": bool(value.get("quoted")),
        "text": value["text"],
    }


def _block(kind: str, value: Any) -> dict[str, Any]:
    if kind == "statement":
        value = _statement(value)
    elif kind == "background" and value:
        kind, value = "paragraph", f"<p>{escape(value['text'])}</p>"
    if kind == "paragraph":
        value = clean_inline(value)
    return {"type": kind, "value": value, "id": str(uuid.uuid4())}


def body(content: StoryContent) -> list[dict[str, Any]]:
    """The body as the StreamField stores it."""
    return [_block(kind, value) for kind, value in content.body]


def _same_body(old: Any, new: list[dict[str, Any]]) -> bool:
    return [(b["type"], b["value"]) for b in old.raw_data] == [(b["type"], b["value"]) for b in new]


def latest_draft(story: StoryPage) -> StoryPage:
    """The newest revision as an object, whatever the caller's instance remembers."""
    draft: StoryPage = StoryPage.objects.get(pk=story.pk).get_latest_revision_as_object()
    return draft


def fill(story: StoryPage, content: StoryContent) -> bool:
    """Puts the content into an unsaved story; True if anything differs from what it held."""
    before = (story.title, [getattr(story, name) for name in SIMPLE], story.dateline_id)
    for name in SIMPLE:
        setattr(story, name, getattr(content, name))
    story.title = working_title(content)
    story.dateline = find_or_start(Place, content.dateline) if content.dateline else None
    blocks = body(content)
    changed = not _same_body(story.body, blocks)
    if changed:
        story.body = blocks
    changed |= _fill_rows(story, content)
    after = (story.title, [getattr(story, name) for name in SIMPLE], story.dateline_id)
    return changed or before != after


def _fill_rows(story: StoryPage, content: StoryContent) -> bool:
    changed = False
    rows: tuple[tuple[str, Any, Any, tuple[str, ...]], ...] = (
        ("author", StoryAuthor, Author, content.authors),
        ("agency", StoryAgency, Agency, content.agencies),
        ("tag", StoryTag, Tag, content.tags),
    )
    for field, through, model, names in rows:
        wanted = list(dict.fromkeys(find_or_start(model, name).pk for name in names))
        relation = getattr(story, f"story_{'agencies' if field == 'agency' else field + 's'}")
        if [getattr(row, f"{field}_id") for row in relation.all()] != wanted:
            relation.set(
                [through(sort_order=i, **{f"{field}_id": pk}) for i, pk in enumerate(wanted)]
            )
            changed = True
    return changed
