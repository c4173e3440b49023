"""What is offered after stories follows the outbox, a few stories at a time."""

from __future__ import annotations

import re
import time
from collections.abc import Collection, Iterable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Final

from django.db import transaction

from nashra.changes import gate
from nashra.changes.models import Change
from nashra.newsroom import bulk
from nashra.newsroom import queries as newsroom
from nashra.newsroom.actions import Fill, fill_related
from nashra.newsroom.actions.fill_related import CAUSE
from nashra.newsroom.models import FilledStory, Placement, StoryPage
from nashra.search import candidates
from nashra.search.models import Cursor, Waiting
from nashra.search.queries import SearchUnavailable

EVERY: Final = 0.5
SHARE: Final = 0.05
"""Seconds of each half that this takes: one story or a few."""
PATIENCE: Final = 0.05
"""Seconds for which others may write first."""
FIRST: Final = 5000
"""Stories for which it is done where it never was; ``nashra relate`` does it for all."""
CHANGES: Final = 500
_CURSOR: Final = "related"

_STORY: Final = re.compile(r"story:(\w+)/(state|text|related)$")


def keep(home: Path) -> Collection[str]:
    """As periodic work: notes what changed, then works for ``SHARE`` seconds. Adds no tasks."""
    note_changes()
    if waiting():
        work(longest=SHARE)
    return ()


def note_changes() -> None:
    """Notes the stories for which what is offered may be different now."""
    cursor = Cursor.objects.filter(pk=_CURSOR).first()
    if cursor is None:
        _begin()
        return
    rows = Change.objects.filter(pk__gt=cursor.change).order_by("pk")
    found = list(rows.values_list("pk", "cause", "keys")[:CHANGES])
    if not found:
        return
    concerned = list(_concerned((cause, key) for _, cause, keys in found for key in keys))
    with gate.patient(PATIENCE), transaction.atomic():
        wait_for(concerned)
        Cursor.objects.filter(pk=_CURSOR).update(change=found[-1][0])


def _begin() -> None:
    last = Change.objects.order_by("pk").values_list("pk", flat=True).last() or 0
    newest = [
        public_id
        for language in newsroom.languages()
        for public_id in newsroom.list_head(f"all:{language}", FIRST)
    ]
    with gate.patient(PATIENCE), transaction.atomic():
        wait_for(reversed(newest), onward=False)
        Cursor.objects.create(name=_CURSOR, change=last)


def wait_for(public_ids: Iterable[str], *, onward: bool = True) -> None:
    """Puts stories in front of those that wait already."""
    for part in bulk.chunks(dict.fromkeys(public_ids)):
        Waiting.objects.filter(public_id__in=part).delete()
        Waiting.objects.bulk_create([Waiting(public_id=one, onward=onward) for one in part])


def wait_for_all() -> int:
    """Has every published story looked at, the newest first; how many there are."""
    rows = Placement.objects.filter(list_name__startswith="all:", live=True)
    ids = list(rows.order_by("published_at").values_list("public_id", flat=True))
    with gate.patient(), transaction.atomic():
        wait_for(ids, onward=False)
    return len(ids)


def waiting() -> bool:
    """Whether any story waits."""
    return Waiting.objects.exists()


def _concerned(changed: Iterable[tuple[str, str]]) -> Iterator[str]:
    """The story itself, and where it came or went those after which it is offered."""
    for cause, key in changed:
        match = _STORY.match(key)
        if match is None or cause == CAUSE:
            continue
        if match[2] == "state":
            rows = FilledStory.objects.filter(related__public_id=match[1])
            yield from rows.values_list("story__public_id", flat=True)
        yield match[1]


def work(*, longest: float | None) -> int:
    """Finds what is offered after the stories that wait, the latest first; how many were done.

    Without an index everything waits: words are what most stories have in common.
    """
    end = None if longest is None else time.monotonic() + longest
    done = 0
    while end is None or time.monotonic() < end:
        first = Waiting.objects.order_by("-pk").first()
        if first is None:
            break
        try:
            _one(first)
        except SearchUnavailable:
            break
        Waiting.objects.filter(pk=first.pk).delete()
        done += 1
    return done


def _one(waiting: Waiting) -> None:
    story = newsroom.published([waiting.public_id]).first()
    if story is None:
        return
    chosen = candidates.find(story)
    fills = [Fill(related=one.traits.pk, why=one.why) for one in chosen]
    if fill_related(story=story, fills=fills) and waiting.onward:
        # An older story may be better off with this one, which it has never been compared with.
        older = [one.traits for one in chosen if one.traits.published_at < _time(story)]
        wait_for((traits.public_id for traits in older), onward=False)


def _time(story: StoryPage) -> datetime:
    if story.published_at is None:
        raise ValueError(f"story {story.public_id} has no time of publication")
    return story.published_at
