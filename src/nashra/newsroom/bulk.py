"""Named reads of many stories at once: a page that lists fifty costs as many queries as one."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from itertools import islice
from typing import Any, TypeVar

from django.db.models import Model, QuerySet

from nashra.newsroom import queries
from nashra.newsroom.models import (
    Correction,
    FilledStory,
    Modification,
    RelatedStory,
    StoryAgency,
    StoryAuthor,
    StoryPage,
    StoryTag,
    Tombstone,
)

Item = TypeVar("Item")
Key = TypeVar("Key")
Value = TypeVar("Value")

CHUNK = 500
"""Values in one ``IN``; SQLite before 3.32 takes no more than 999."""


def chunks(items: Iterable[Item]) -> Iterator[list[Item]]:
    """Parts of a list that fit into one query."""
    source = iter(items)
    while part := list(islice(source, CHUNK)):
        yield part


def column(rows: QuerySet[Any], name: str, size: int = 2000) -> Iterator[Any]:
    """One column of all rows, in the order of their keys.

    No query stays open between two values: one that does holds a snapshot, and SQLite lets nobody
    write from a snapshot that others have written over.
    """
    part = list(rows.order_by("pk").values_list("pk", name)[:size])
    while part:
        yield from (value for _, value in part)
        part = list(rows.filter(pk__gt=part[-1][0]).order_by("pk").values_list("pk", name)[:size])


def stories(public_ids: Iterable[str]) -> dict[str, StoryPage]:
    """The published stories among these, whole, by public id."""
    return {
        story.public_id: story
        for part in chunks(public_ids)
        for story in queries.published(part).select_related("breaking")
    }


def tombstones(public_ids: Iterable[str]) -> dict[str, Tombstone]:
    """What stands at the addresses of gone stories among these."""
    found: dict[str, Tombstone] = {}
    for part in chunks(public_ids):
        found |= Tombstone.objects.in_bulk(part)
    return found


def ids_of(model: type[Model], field: str, pks: Iterable[int]) -> Mapping[int, list[int]]:
    """Of each story (by primary key) the keys in ``field`` of its rows, in the editor's order."""
    rows = model._default_manager.order_by("sort_order", "pk")
    return _grouped(rows.filter(story__in=part).values_list("story", field) for part in chunks(pks))


def authors(pks: Iterable[int]) -> Mapping[int, list[int]]:
    """Primary keys of the authors of each story."""
    return ids_of(StoryAuthor, "author", pks)


def agencies(pks: Iterable[int]) -> Mapping[int, list[int]]:
    """Primary keys of the agencies that each story credits."""
    return ids_of(StoryAgency, "agency", pks)


def tags(pks: Iterable[int]) -> Mapping[int, list[int]]:
    """Primary keys of the tags of each story."""
    return ids_of(StoryTag, "tag", pks)


def related(pks: Iterable[int]) -> Mapping[int, list[str]]:
    """Public ids of what the editor picked to be read after each story."""
    rows = RelatedStory.objects.order_by("sort_order", "pk")
    return _grouped(
        rows.filter(story__in=part).values_list("story", "related__public_id")
        for part in chunks(pks)
    )


def filled(pks: Iterable[int]) -> Mapping[int, list[str]]:
    """Public ids of what the engine offers to be read after each story, the best first."""
    rows = FilledStory.objects.order_by("story", "place")
    return _grouped(
        rows.filter(story__in=part).values_list("story", "related__public_id")
        for part in chunks(pks)
    )


def further_sections(pks: Iterable[int]) -> Mapping[int, list[int]]:
    """Primary keys of the sections that each story stands in besides its own."""
    rows = StoryPage.further_sections.through.objects.order_by("sectionpage")
    return _grouped(
        rows.filter(storypage__in=part).values_list("storypage", "sectionpage")
        for part in chunks(pks)
    )


def corrections(pks: Iterable[int]) -> Mapping[int, list[Correction]]:
    """The corrections of each story, newest first."""
    rows = Correction.objects.order_by("-slot")
    return _grouped(
        ((row.story_id or 0, row) for row in rows.filter(story__in=part)) for part in chunks(pks)
    )


def modifications(public_ids: Iterable[str]) -> dict[str, datetime]:
    """When readers last saw each story change; stories that never did are missing."""
    found: dict[str, datetime] = {}
    for part in chunks(public_ids):
        rows = Modification.objects.filter(public_id__in=part)
        found |= dict(rows.values_list("public_id", "at"))
    return found


def editions(keys: Iterable[Any]) -> Mapping[Any, list[tuple[str, str]]]:
    """``(language, public id)`` of the published editions with each translation key, sorted."""
    found: defaultdict[Any, list[tuple[str, str]]] = defaultdict(list)
    for part in chunks(keys):
        rows = StoryPage.objects.filter(live=True, translation_key__in=part)
        fields = ("translation_key", "locale__language_code", "public_id")
        for key, language, public_id in rows.values_list(*fields):
            found[key].append((language, public_id))
    return {key: sorted(pairs) for key, pairs in found.items()}


def _grouped(
    parts: Iterable[Iterable[tuple[Key, Value]]],
) -> Mapping[Key, list[Value]]:
    found: defaultdict[Key, list[Value]] = defaultdict(list)
    for rows in parts:
        for key, value in rows:
            found[key].append(value)
    return found
