"""Named reads of live coverages, as readers may see them."""

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet

from nashra.newsroom.models import (
    PAGE_SIZE,
    SEGMENT_SIZE,
    Coverage,
    JournalEntry,
    JournalEvent,
)

NEWEST = 20
"""Entries on the story's own page."""


def visible(public_id: str) -> Coverage | None:
    """The coverage of a published story; None where readers have none."""
    found: QuerySet[Coverage] = Coverage.objects.filter(pk=public_id, story__live=True)
    return found.first()


def visible_ids(public_ids: Iterable[str]) -> set[str]:
    """Those of these published stories that are covered live."""
    return set(Coverage.objects.filter(pk__in=list(public_ids)).values_list("pk", flat=True))


def running_ids(public_ids: Iterable[str]) -> set[str]:
    """Those of these stories whose coverage goes on, or rests for a while."""
    rows = Coverage.objects.filter(pk__in=list(public_ids)).exclude(state=Coverage.State.ENDED)
    return set(rows.values_list("pk", flat=True))


def told(public_id: str) -> QuerySet[JournalEntry]:
    """All entries that readers were ever given, newest first; retracted ones keep their place."""
    rows: QuerySet[JournalEntry] = JournalEntry.objects.filter(coverage=public_id)
    return rows.filter(slot__isnull=False).order_by("-slot")


def newest(public_id: str) -> list[JournalEntry]:
    """What the story's own page shows."""
    return list(told(public_id)[:NEWEST])


def marked(public_id: str) -> list[JournalEntry]:
    """Key moments and what is pinned, newest first."""
    found = told(public_id).filter(state=JournalEntry.State.PUBLISHED)
    return list(found.filter(key=True) | found.filter(pinned=True))


def page(public_id: str, number: int) -> list[JournalEntry]:
    """The entries of a stable page, newest first."""
    first = number * PAGE_SIZE
    return list(told(public_id).filter(slot__gte=first, slot__lt=first + PAGE_SIZE))


def last_page(coverage: Coverage) -> int:
    """The number of the newest stable page, -1 before the first entry."""
    return (coverage.slots - 1) // PAGE_SIZE


def sealed(coverage: Coverage) -> int:
    """How many segments are full."""
    return coverage.events // SEGMENT_SIZE


def events(public_id: str, first: int, last: int | None = None) -> list[JournalEvent]:
    """Events from one number to another, both included, in order, with their entries."""
    rows = JournalEvent.objects.filter(coverage=public_id, number__gte=first)
    if last is not None:
        rows = rows.filter(number__lte=last)
    return list(rows.select_related("entry").order_by("number"))


def retracted(public_id: str, first: int, last: int | None = None) -> list[int]:
    """Numbers of the events among these whose entry was retracted later."""
    rows: QuerySet[Any] = JournalEvent.objects.filter(
        coverage=public_id, number__gte=first, entry__state=JournalEntry.State.RETRACTED
    )
    if last is not None:
        rows = rows.filter(number__lte=last)
    return list(rows.order_by("number").values_list("number", flat=True))


def last_state(public_id: str, number: int) -> JournalEvent:
    """The event that told of the state that held at this number; a coverage's first is one."""
    rows: QuerySet[JournalEvent] = JournalEvent.objects.filter(
        coverage=public_id, type=JournalEvent.Type.STATE, number__lte=number
    )
    return rows.latest("number")
