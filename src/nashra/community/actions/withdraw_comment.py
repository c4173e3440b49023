"""Take one's own comment back."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from nashra.changes.unit import unit_of_work
from nashra.community import placing
from nashra.community.models import Comment


def withdraw_comment(*, comment: Comment, actor: Any) -> Comment:
    """Takes it from readers for good, at any time. Raises PermissionDenied for somebody else's."""
    if comment.author_id != actor.pk:
        raise PermissionDenied(_("This comment is somebody else's."))
    with unit_of_work(cause="comment", actor=actor):
        comment = Comment.objects.select_related("parent").get(pk=comment.pk)
        if comment.state != Comment.State.WITHDRAWN:
            comment.reported_by.filter(settled=False).update(settled=True)
            comment.reports, comment.suspect, comment.picked = 0, False, False
            comment.version += 1
            if comment.state == Comment.State.PUBLISHED:
                placing.unpublish(comment, Comment.State.WITHDRAWN)
            else:
                comment.state = Comment.State.WITHDRAWN
                comment.save()
    return comment
