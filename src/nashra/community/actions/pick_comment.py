"""Pick a comment, or pick it no longer."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from nashra.changes.unit import unit_of_work
from nashra.community import deciding, rights
from nashra.community.models import Comment, Decision


def pick_comment(
    *, comment: Comment, actor: Any, picked: bool = True, version: int | None = None
) -> Decision | None:
    """Marks a published comment as the editors' choice; None where it is so already.

    Raises DecidedMeanwhileError, ValidationError where readers do not have it, PermissionDenied.
    """
    rights.require_runner(actor, comment.discussion.story)
    with unit_of_work(cause="moderation", actor=actor):
        comment = deciding.held(comment, version)
        if comment.picked == picked:
            return None
        if comment.state != Comment.State.PUBLISHED:
            raise ValidationError(_("Only what readers have can be picked."))
        was = deciding.before(comment)
        comment.picked = picked
        comment.version += 1
        comment.save()
        verb = Decision.Verb.PICK if picked else Decision.Verb.UNPICK
        return deciding.record(verb, actor, comment=comment, before=was)
