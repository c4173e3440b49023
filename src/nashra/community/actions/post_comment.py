"""Post a comment."""

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from nashra.changes.unit import unit_of_work
from nashra.community import modes, placing
from nashra.community.actions.run_discussion import slow_discussion
from nashra.community.models import Comment, Commenter, Discussion
from nashra.community.pipeline import Judgement
from nashra.newsroom.models import StoryPage

State = Comment.State


def post_comment(
    *, story: StoryPage, author: Any, text: str, judgement: Judgement,
    parent: Comment | None = None, token: str = "",
) -> Comment:  # fmt: skip
    """Keeps a comment, and gives it to readers where the pipeline said so.

    ``text`` is settled and ``judgement`` is what the pipeline made of it. A ``token`` (at most 64
    characters) that its author used before gives the comment that it was used for, and nothing
    happens. An answer to an answer stands beneath the same comment of the first level. Raises
    ValidationError where the pipeline refused, the discussion is closed by now or the comment that
    is answered is gone.
    """
    if judgement.verdict == "refuse":
        raise ValidationError(judgement.told)
    with unit_of_work(cause="comment", actor=author):
        if token and (found := Comment.objects.filter(author=author, token=token).first()):
            return found
        now = timezone.now()
        if not modes.is_open(story, now):
            raise ValidationError(_("The discussion of this story is closed."))
        discussion, _made = Discussion.objects.get_or_create(
            public_id=story.public_id, defaults={"story": story}
        )
        Commenter.objects.get_or_create(user=author)
        comment = _placed(discussion, parent)
        comment.author, comment.text, comment.token = author, text, token
        _judged(comment, judgement, now)
        if judgement.newcomers:
            slow_discussion(discussion=discussion, newcomers=judgement.newcomers)
    return comment


def _placed(discussion: Discussion, parent: Comment | None) -> Comment:
    """A new comment beneath the one that it answers."""
    if parent is None:
        return Comment(discussion=discussion)
    answered = Comment.objects.select_related("parent").filter(
        pk=parent.pk, discussion=discussion, state=State.PUBLISHED
    )
    found = answered.first()
    if found is None:
        raise ValidationError(_("The comment that you answer is no longer there."))
    first = found.parent or found
    return Comment(discussion=discussion, parent=first, answers=found if found.parent else None)


def _judged(comment: Comment, judgement: Judgement, now: datetime) -> None:
    for name, value in judgement.kept().items():
        setattr(comment, name, value)
    comment.created_at = now
    comment.state = State.WAITING
    if judgement.verdict == "publish":
        placing.publish(comment, now)
    else:
        comment.save(force_insert=True)
