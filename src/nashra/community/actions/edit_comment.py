"""Change one's own comment."""

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from nashra.changes.unit import unit_of_work
from nashra.community import placing, threads
from nashra.community.models import Comment
from nashra.community.pipeline import Judgement

State = Comment.State


def edit_comment(
    *, comment: Comment, actor: Any, text: str, judgement: Judgement, version: int
) -> Comment:
    """Replaces the text within five minutes; what would be held is taken from readers and waits.

    ``version`` is the one that the new text was made from. Raises ValidationError where it stands
    no more, the time is over or the pipeline refused, PermissionDenied for somebody else's comment.
    """
    if comment.author_id != actor.pk:
        raise PermissionDenied(_("This comment is somebody else's."))
    if judgement.verdict == "refuse":
        raise ValidationError(judgement.told)
    with unit_of_work(cause="comment", actor=actor):
        comment = Comment.objects.select_related("parent").get(pk=comment.pk)
        now = timezone.now()
        end = threads.editable_until(comment)
        if end is None or now > end:
            raise ValidationError(
                _("A comment can be changed for five minutes, and they are over.")
            )
        if comment.version != version:
            raise ValidationError(_("The comment was changed meanwhile. Look at it once more."))
        if comment.text == text:
            return comment
        for name, value in judgement.kept().items():
            setattr(comment, name, value)
        comment.text, comment.version = text, comment.version + 1
        comment.edited_at = now if comment.published_at else None
        if judgement.verdict == "hold" and comment.state == State.PUBLISHED:
            placing.unpublish(comment, State.WAITING)
        else:
            comment.save()
    return comment
