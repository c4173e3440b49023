"""The minute's snapshot: what readers are told, as rows, and the files that follow from them.

Pages read these rows and never what is still being counted, so that a page is the same whenever it
is rendered until the next snapshot.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime
from pathlib import Path

from django.db import transaction
from django.utils import timezone

from nashra.audience import queries, ranking, tables
from nashra.audience.models import Ranked, ShownCount
from nashra.audience.ranking import Lists
from nashra.audience.roll import roll
from nashra.changes import gate
from nashra.changes.models import Priority
from nashra.newsroom.addresses import story_path
from nashra.newsroom.bulk import chunks
from nashra.publishing import tables as publishing

RECENT = "recent"
"""The list of stories whose counts stand in one file."""
SITE = {"today": "site/today", "week": "site/week"}
"""Lists of one row without a story: all views of a span, for the desk."""
PATIENCE = 0.05
ROLLING = 0.25
"""Seconds for which minutes are moved at one time."""


def renew(home: Path) -> list[str]:
    """The same as periodic work. Minutes that are past are moved only once they were shown."""
    now = timezone.now()
    paths = refresh(now)
    roll(now, longest=ROLLING)
    return paths


def refresh(now: datetime) -> list[str]:
    """Notes what readers are to be told now, with a task for each file that shows something else.

    Returns the addresses of these files.
    """
    counts = queries.changed_counts()
    lists: Lists = {}
    for span in ranking.SPANS:
        viewed = ranking.viewed_since(span, now)
        lists[SITE[span]] = [("", sum(viewed.values()))]
        lists |= {f"{name}/{span}": rows for name, rows in ranking.most_read(viewed).items()}
    lists[RECENT] = _counted(ranking.recent(lists), counts)
    held = _held()
    changed = sorted(name for name in {*lists, *held} if lists.get(name) != held.get(name))
    if not counts and not changed:
        return []
    with gate.patient(PATIENCE), transaction.atomic():
        tables.show(counts)
        _rank(changed, lists)
        paths = publishing.readers_of(map(key_of, changed))
        paths |= {f"{story_path(key)}n.json" for key in counts}
        publishing.add_tasks(sorted(paths), priority=Priority.SWEEP, cause="views were counted")
    return sorted(paths)


def _counted(ids: Iterable[str], changed: Mapping[str, int]) -> list[tuple[str, int]]:
    shown: dict[str, int] = {}
    wanted = list(ids)
    for part in chunks(wanted):
        rows = ShownCount.objects.filter(public_id__in=part)
        shown |= dict(rows.values_list("public_id", "views"))
    shown |= changed
    return [(public_id, shown[public_id]) for public_id in wanted if public_id in shown]


def _held() -> Lists:
    found: Lists = {}
    for row in Ranked.objects.order_by("list_name", "place"):
        found.setdefault(row.list_name, []).append((row.public_id, row.views))
    return found


def _rank(names: Iterable[str], lists: Lists) -> None:
    for part in chunks(names):
        Ranked.objects.filter(list_name__in=part).delete()
        rows = [
            Ranked(list_name=name, place=place, public_id=public_id, views=views)
            for name in part
            for place, (public_id, views) in enumerate(lists.get(name, ()))
        ]
        Ranked.objects.bulk_create(rows, batch_size=200)


def key_of(name: str) -> str:
    """The key of what a list of the snapshot holds."""
    return f"views:{name}"
