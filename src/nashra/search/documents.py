"""From published stories to what the index holds of them."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from nashra.newsroom import bulk
from nashra.newsroom.models import Person, Placement, StoryPage
from nashra.newsroom.plain import passages
from nashra.search.engine import Entry

STORY, SAID = "story", "said"


def text_of(story: StoryPage) -> str:
    """All words of a story but its headline, a passage a line."""
    above = [story.kicker, story.short_headline, story.standfirst]
    body = [passage.text for passage in passages(story.body.raw_data)]
    return "\n".join(part for part in [*above, *body] if part)


def lists_of(public_ids: Iterable[str]) -> Mapping[str, list[str]]:
    """The lists that each of these published stories stands in."""
    found: dict[str, list[str]] = {}
    for part in bulk.chunks(public_ids):
        rows = Placement.objects.filter(public_id__in=part, live=True).order_by("pk")
        for public_id, name in rows.values_list("public_id", "list_name"):
            found.setdefault(public_id, []).append(name)
    return found


def entries(public_ids: Iterable[str]) -> Iterator[Entry]:
    """The documents of those among these stories that are published: each story, and what is said.

    A statement's title is who said it and in which capacity.
    """
    for part in bulk.chunks(public_ids):
        stories, lists = bulk.stories(part), lists_of(part)
        people = _people(stories.values())
        for public_id, story in stories.items():
            common = _common(story, lists.get(public_id, []))
            if common is None:
                continue
            yield Entry(kind=STORY, title=story.headline, text=text_of(story), **common)
            yield from _said(story, common, people)


def _common(story: StoryPage, lists: Iterable[str]) -> dict[str, Any] | None:
    by_kind: dict[str, list[str]] = {}
    for name in lists:
        kind, _, rest = name.partition(":")
        by_kind.setdefault(kind, []).append(rest.partition(":")[0])
    if "all" not in by_kind or story.published_at is None:
        return None
    return {
        "public_id": story.public_id, "language": by_kind["all"][0],
        "published": int(story.published_at.timestamp()),
        **{
            kind: tuple(int(pk) for pk in by_kind.get(kind, ()))
            for kind in ("section", "tag", "author", "person")
        },
    }  # fmt: skip


def _statements(story: StoryPage) -> Iterator[tuple[int, Mapping[str, Any]]]:
    said = (block["value"] for block in story.body.raw_data if block["type"] == "statement")
    yield from enumerate(said)


def _people(stories: Iterable[StoryPage]) -> Mapping[int, Person]:
    wanted = {
        int(value["person"])
        for story in stories
        for _, value in _statements(story)
        if value.get("person")
    }
    found: dict[int, Person] = {}
    for part in bulk.chunks(sorted(wanted)):
        found |= Person.objects.in_bulk(part)
    return found


def _said(
    story: StoryPage, common: Mapping[str, Any], people: Mapping[int, Person]
) -> Iterator[Entry]:
    language = common["language"]
    for place, value in _statements(story):
        pk = int(value["person"]) if value.get("person") else None
        person = people.get(pk) if pk else None
        named = [person.called(language), person.aliases] if person else [value.get("speaker")]
        who = " ".join(str(part) for part in [*named, value.get("capacity")] if part)
        alone = {**common, "person": (pk,) if pk else ()}
        yield Entry(kind=SAID, title=who, text=value.get("text") or "", place=place, **alone)
