"""Which stories are read most, by edition and section."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from heapq import nlargest

from nashra.audience import clock, queries
from nashra.newsroom.bulk import chunks
from nashra.newsroom.models import Placement
from nashra.newsroom.queries import languages, sections

PLACES = 10
"""Stories in one list."""
NEWEST = 300
"""Stories whose counts readers get in one file, beside the most read."""
MOST_RECENT = 1_000
"""Of these at all: with thirteen digits each the file has 24 KB."""
SPANS = {"today": 1, "week": 7}
"""Spans with their days; the last of them is today."""
CANDIDATES = 2_000
"""The most viewed stories of all, in which most lists find theirs."""

Lists = dict[str, list[tuple[str, int]]]
"""Stories with their views, the most read first, by the name of the list."""
Placed = tuple[int, datetime, int, str]
"""A viewed story of a list, so that they compare: views, publication, slot, public id."""


def since(span: str, now: datetime) -> tuple[date, int]:
    """The first day of a span, and the minute since 1970 at which it begins."""
    where = clock.zone()
    day = now.astimezone(where).date() - timedelta(days=SPANS[span] - 1)
    return day, clock.start_of(day, where)


def most_read(viewed: dict[str, int]) -> Lists:
    """The most read of every edition and section, given all views of some time by story.

    Among stories with as many views the newest come first.
    """
    best = nlargest(CANDIDATES, viewed, key=viewed.__getitem__)
    rest = viewed[best[-1]] if len(viewed) > len(best) else 0
    found = _placed(best, viewed)
    lists: Lists = {}
    for name in _names():
        top = nlargest(PLACES, found.get(name, ()))
        # A story that is no candidate has at most as many views as the last of these.
        if rest and (len(top) < PLACES or top[-1][0] <= rest):
            top = nlargest(PLACES, _of_list(name, viewed))
        if top:
            lists[name] = [(public_id, views) for views, _, _, public_id in top]
    return lists


def _names() -> list[str]:
    codes = languages()
    pks = [section.pk for code in codes for section in sections(code)]
    return [*(f"all:{code}" for code in codes), *(f"section:{pk}" for pk in pks)]


def _placed(ids: Iterable[str], viewed: dict[str, int]) -> dict[str, list[Placed]]:
    found: dict[str, list[Placed]] = {}
    for part in chunks(ids):
        rows = Placement.objects.filter(public_id__in=part, live=True)
        columns = rows.values_list("list_name", "public_id", "published_at", "slot")
        for name, public_id, at, slot in columns:
            found.setdefault(name, []).append((viewed[public_id], at, slot, public_id))
    return found


def _of_list(name: str, viewed: dict[str, int]) -> Iterator[Placed]:
    rows = Placement.objects.filter(list_name=name, live=True)
    for public_id, at, slot in rows.values_list("public_id", "published_at", "slot").iterator(5000):
        if public_id in viewed:
            yield viewed[public_id], at, slot, public_id


def viewed_since(span: str, now: datetime) -> dict[str, int]:
    """Views of a span by story, without those that had none."""
    return queries.views_since(*since(span, now))


def recent(ranked: Lists) -> list[str]:
    """The newest stories of all editions and the most read, each once."""
    found = dict.fromkeys(_newest())
    found |= dict.fromkeys(public_id for rows in ranked.values() for public_id, _ in rows)
    return list(found)[:MOST_RECENT]


def _newest() -> Iterator[str]:
    rows: list[tuple[datetime, str]] = []
    for language in languages():
        live = Placement.objects.filter(list_name=f"all:{language}", live=True)
        newest = live.order_by("-published_at", "-slot")
        rows += newest.values_list("published_at", "public_id")[:NEWEST]
    return (public_id for _, public_id in sorted(rows, reverse=True)[:NEWEST])
