"""What waits for moderators: queues that are read page by page, whatever their length.

A page begins after a comment, not at a number, so the thousandth costs as much as the first; see
https://use-the-index-luke.com/no-offset.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

from django.db.models import Count, QuerySet
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from nashra.community.models import Appeal, Comment, Decision, Discussion, Report, Sanction

PAGE: Final = 30
"""Comments on one page of a queue."""
COUNTED: Final = 999
"""Beyond so many a count says "more"."""

Rows = QuerySet[Comment]


@dataclass(frozen=True, kw_only=True)
class Queue:
    """One way to look at comments."""

    name: str
    label: str | Promise
    rows: Callable[[Rows], Rows]
    newest: bool = False
    """Newest first; what waits is read oldest first."""


QUEUES: Final[Mapping[str, Queue]] = {
    one.name: one
    for one in (
        Queue(name="reported", label=_("Reported"), rows=lambda rows: rows.filter(reports__gt=0)),
        Queue(name="waiting", label=_("Waiting"), rows=lambda rows: rows.filter(state="waiting")),
        Queue(name="suspect", label=_("Suspect"), rows=lambda rows: rows.filter(suspect=True)),
        Queue(name="all", label=_("All comments"), rows=lambda rows: rows, newest=True),
    )
}


@dataclass(frozen=True)
class Place:
    """Where a page of a queue begins: after this comment."""

    at: datetime
    comment: str

    def __str__(self) -> str:
        return f"{self.at.isoformat()}~{self.comment}"

    @classmethod
    def read(cls, text: str) -> Place | None:
        """From an address; None for what is no place."""
        moment, _, comment = text.partition("~")
        try:
            at = parse_datetime(moment)
        except ValueError:
            return None
        return cls(at, comment[:7]) if at and at.tzinfo else None


@dataclass
class Page:
    """Some comments of a queue, and the place where the next ones begin."""

    comments: list[Comment]
    further: Place | None = field(default=None)


def page(rows: Rows, after: Place | None = None, *, newest: bool = False) -> Page:
    """The next comments, with all that a moderator sees of them in the same question."""
    if after is not None:
        beyond = {"created_at__lte" if newest else "created_at__gte": after.at}
        seen = {"public_id__gte" if newest else "public_id__lte": after.comment}
        rows = rows.filter(**beyond).exclude(created_at=after.at, **seen)
    order = ("-created_at", "-public_id") if newest else ("created_at", "public_id")
    # Alone, so that the index of the queue is walked: joined, SQLite began with the stories.
    ids = list(rows.order_by(*order).values_list("pk", flat=True)[: PAGE + 1])
    found = told(ids[:PAGE])
    last = found[-1] if len(ids) > PAGE else None
    return Page(found, Place(last.created_at, last.pk) if last else None)


def told(ids: Sequence[str]) -> list[Comment]:
    """Comments in this order, with their authors, stories and what they answer."""
    rows = Comment.objects.select_related(
        "author", "discussion__story", "parent__author", "answers__author"
    )
    found = rows.in_bulk(ids)
    return [found[pk] for pk in ids if pk in found]


def counts() -> dict[str, int]:
    """How much waits in each queue that is worked through, and how many appeals; to 1,000."""
    found = {
        name: _count(QUEUES[name].rows(Comment.objects.all()))
        for name in ("reported", "waiting", "suspect")
    }
    return {**found, "appeals": _count(Appeal.objects.filter(state=Appeal.State.OPEN))}


def waiting() -> int:
    """How much waits altogether, each comment once; to 1,000."""
    found: set[str] = set()
    for name in ("reported", "waiting", "suspect"):
        rows = QUEUES[name].rows(Comment.objects.all()).order_by()
        found.update(rows.values_list("pk", flat=True)[: COUNTED + 1])
    appeals = _count(Appeal.objects.filter(state=Appeal.State.OPEN))
    return min(len(found) + appeals, COUNTED + 1)


def _count(rows: QuerySet[Any]) -> int:
    return len(rows.order_by().values_list("pk", flat=True)[: COUNTED + 1])


def histories(authors: Iterable[int]) -> dict[int, dict[str, int]]:
    """Of each person how many comments are in which state, and how many sanctions there were."""
    ids = list(authors)
    found: dict[int, dict[str, int]] = {pk: {} for pk in ids}
    rows = Comment.objects.filter(author__in=ids).order_by().values_list("author", "state")
    for author, state, number in rows.annotate(n=Count("pk")):
        if author is not None:
            found[author][state] = number
    sanctions = Sanction.objects.filter(person__in=ids).order_by().values_list("person")
    for person, number in sanctions.annotate(n=Count("pk")):
        found[person]["sanctions"] = number
    return found


def decisions(comments: Iterable[str]) -> dict[str, Decision]:
    """The newest decision about each comment."""
    rows = Decision.objects.filter(comment_id__in=list(comments)).order_by("pk")
    return {row.comment_id: row for row in rows}


def reports(comments: Iterable[str]) -> dict[str, list[Report]]:
    """Open reports of each comment, without who reported: that decides nothing."""
    found: dict[str, list[Report]] = {}
    rows = Report.objects.filter(comment__in=list(comments), settled=False).order_by("at")
    for row in rows:
        found.setdefault(row.comment_id, []).append(row)
    return found


def of_person(person: int) -> Rows:
    """Everything that somebody wrote."""
    return Comment.objects.filter(author=person)


def of_story(public_id: str) -> Rows:
    """Everything that was written about a story."""
    return Comment.objects.filter(discussion=public_id)


def slowed() -> QuerySet[Any]:
    """Discussions in slow mode now: the desk is told of them."""
    return Discussion.objects.filter(slow_until__gt=timezone.now()).select_related("story")
