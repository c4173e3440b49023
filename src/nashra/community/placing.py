"""Comments come to readers and go: their places, and the counts that hang on them.

All of it runs within the unit of work of whoever calls; its transaction holds the write lock, so
no two comments are given one place.
"""

from __future__ import annotations

from datetime import datetime

from django.db.models import F, Value
from django.db.models.functions import Greatest

from nashra.community.models import Comment, Commenter, Discussion


def publish(comment: Comment, now: datetime) -> None:
    """Gives a comment to readers, in its old place if it had one, and saves it."""
    if comment.slot is None:
        comment.slot = _next_slot(comment)
    comment.state = Comment.State.PUBLISHED
    comment.published_at = comment.published_at or now
    comment.save()
    _count(comment, 1)


def unpublish(comment: Comment, state: str) -> None:
    """Takes a published comment from readers and saves it in another state; it keeps its place."""
    comment.state = Comment.State(state)
    comment.save()
    _count(comment, -1)


def _next_slot(comment: Comment) -> int:
    if comment.parent_id is not None:
        parent = Comment.objects.get(pk=comment.parent_id)
        Comment.objects.filter(pk=parent.pk).update(replies_given=parent.replies_given + 1)
        return parent.replies_given
    discussion = Discussion.objects.get(pk=comment.discussion_id)
    Discussion.objects.filter(pk=discussion.pk).update(slots=discussion.slots + 1)
    return discussion.slots


def _count(comment: Comment, by: int) -> None:
    discussion = Discussion.objects.get(pk=comment.discussion_id)
    discussion.comments = max(0, discussion.comments + by)
    discussion.save(update_fields=["comments"])
    if comment.author_id is not None:
        Commenter.objects.get_or_create(user_id=comment.author_id)
        rows = Commenter.objects.filter(pk=comment.author_id)
        rows.update(approved=Greatest(F("approved") + by, Value(0)))
