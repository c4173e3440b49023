"""Named reads of threads, as readers may see them."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Final

from django.db.models import Exists, OuterRef, Q, QuerySet

from nashra.community.models import PAGE_SIZE, REPLIES_SHOWN, Comment, Discussion
from nashra.newsroom.addresses import story_path
from nashra.newsroom.models import StoryPage

REPLIES_PAGE: Final = 50
"""Replies on one stable page of a comment's own; part of the public addresses."""
EDITABLE: Final = timedelta(minutes=5)

State = Comment.State


@dataclass(frozen=True)
class Thread:
    """A first-level comment with the first of its replies."""

    comment: Comment
    replies: list[Comment] = field(default_factory=list)
    total: int = 0
    """Published replies."""

    @property
    def seen(self) -> tuple[Comment, ...]:
        """Whoever is named on it."""
        return (self.comment, *self.replies)


def shown(public_id: str) -> Discussion | None:
    """The discussion of a published story, once something was said; None where readers see none."""
    rows: QuerySet[Discussion] = Discussion.objects.filter(pk=public_id, story__live=True)
    return rows.filter(slots__gt=0).first()


def _said() -> QuerySet[Comment]:
    """First-level comments that readers see, be it only as the head of their replies."""
    answered = Comment.objects.filter(parent=OuterRef("pk"), state=State.PUBLISHED)
    rows: QuerySet[Comment] = Comment.objects.filter(parent=None, slot__isnull=False)
    return rows.filter(Q(state=State.PUBLISHED) | Exists(answered))


def newest(public_id: str) -> list[Thread]:
    """The newest comments of the first level."""
    return _with_replies(_said().filter(discussion=public_id).order_by("-slot")[:PAGE_SIZE])


def respected(public_id: str) -> list[Thread]:
    """The most respected; of equals the older first."""
    rows = Comment.objects.filter(discussion=public_id, parent=None, state=State.PUBLISHED)
    return _with_replies(rows.order_by("-respects", "slot")[:PAGE_SIZE])


def page(public_id: str, number: int) -> list[Thread]:
    """One stable page, the oldest first."""
    first = number * PAGE_SIZE
    rows = _said().filter(discussion=public_id, slot__gte=first, slot__lt=first + PAGE_SIZE)
    return _with_replies(rows.order_by("slot"))


def last_page(discussion: Discussion) -> int:
    """The number of the newest stable page."""
    return (discussion.slots - 1) // PAGE_SIZE


def replies_page(comment_id: str, number: int) -> list[Comment]:
    """One stable page of the replies to a comment, the oldest first."""
    first = number * REPLIES_PAGE
    rows = Comment.objects.filter(
        parent=comment_id, slot__gte=first, slot__lt=first + REPLIES_PAGE, state=State.PUBLISHED
    )
    return list(rows.select_related("answers").order_by("slot"))


def last_replies_page(comment: Comment) -> int:
    """The number of the newest page of its replies, -1 where all stand beneath it anyway."""
    states = comment.replies.filter(slot__isnull=False).values_list("state", flat=True)
    total = sum(state == State.PUBLISHED for state in states)
    return (comment.replies_given - 1) // REPLIES_PAGE if total > REPLIES_SHOWN else -1


def _with_replies(comments: Iterable[Comment]) -> list[Thread]:
    found = list(comments)
    beneath: dict[str, list[Comment]] = {comment.pk: [] for comment in found}
    # Asked for their state as well, SQLite walks all published comments of the newsroom.
    rows = Comment.objects.filter(parent__in=list(beneath), slot__isnull=False)
    totals: dict[str, int] = dict.fromkeys(beneath, 0)
    for reply in rows.select_related("answers").order_by("parent", "slot"):
        if reply.state != State.PUBLISHED:
            continue
        parent = str(reply.parent_id)
        totals[parent] += 1
        if totals[parent] <= REPLIES_SHOWN:
            beneath[parent].append(reply)
    return [Thread(one, beneath[one.pk], totals[one.pk]) for one in found]


def discussion_path(public_id: str) -> str:
    """The newest comments of a story."""
    return f"{story_path(public_id)}discussion/"


def stable_path(public_id: str, number: int) -> str:
    """A stable page of first-level comments."""
    return f"{discussion_path(public_id)}page/{number}/"


def replies_path(public_id: str, comment_id: str, number: int) -> str:
    """A stable page of the replies to a comment."""
    return f"{discussion_path(public_id)}c/{comment_id}/{number}/"


def page_path(comment: Comment) -> str:
    """Where a published comment stands for good, with its anchor; empty for one that does not."""
    if comment.slot is None:
        return ""
    parent = comment.parent
    story = comment.discussion_id
    if parent is None:
        path = stable_path(story, comment.slot // PAGE_SIZE)
    elif comment.slot >= REPLIES_SHOWN and last_replies_page(parent) >= 0:
        path = replies_path(story, parent.pk, comment.slot // REPLIES_PAGE)
    else:
        path = stable_path(story, (parent.slot or 0) // PAGE_SIZE)
    return f"{path}#c-{comment.pk}"


def editable_until(comment: Comment) -> datetime | None:
    """Until when its author may change it; None where nobody may."""
    if comment.state not in {State.PUBLISHED, State.WAITING} or comment.author_id is None:
        return None
    return (comment.published_at or comment.created_at) + EDITABLE


def mine(person: Any, story: StoryPage, now: datetime) -> list[Comment]:
    """Somebody's comments on a story that readers do not have, or that may still be changed."""
    rows = Comment.objects.filter(discussion=story.public_id, author=person)
    recent = Q(state=State.PUBLISHED, published_at__gt=now - EDITABLE)
    hidden = Q(state__in=[State.WAITING, State.REJECTED])
    return list(rows.filter(recent | hidden).select_related("parent").order_by("-created_at")[:50])


def said_by(person: Any, story: StoryPage) -> list[str]:
    """Somebody's published comments on a story."""
    rows = Comment.objects.filter(discussion=story.public_id, author=person)
    return list(rows.filter(state=State.PUBLISHED).values_list("pk", flat=True)[:1000])


def respected_by(person: Any, story: StoryPage) -> list[str]:
    """Comments of a story that somebody respects."""
    rows = Comment.objects.filter(discussion=story.public_id, respected_by__person=person)
    return list(rows.values_list("pk", flat=True)[:1000])
