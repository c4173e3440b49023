"""Approve a comment."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from nashra.changes.unit import unit_of_work
from nashra.community import deciding, placing, rights
from nashra.community.models import Comment, Decision


def approve_comment(
    *, comment: Comment, actor: Any, version: int | None = None, note: str = ""
) -> Decision:
    """Gives a comment to readers, or keeps it there against reports and suspicion.

    ``version`` is the one that the actor read. Raises DecidedMeanwhileError where it stands no
    more, ValidationError where its author withdrew it, PermissionDenied.
    """
    rights.require_moderator(actor)
    with unit_of_work(cause="moderation", actor=actor):
        comment = deciding.held(comment, version)
        if comment.state == Comment.State.WITHDRAWN:
            raise ValidationError(_("Its author has withdrawn it."))
        now, was = timezone.now(), deciding.before(comment)
        waited = deciding.waited(comment, now)
        deciding.settle(comment)
        comment.rule = ""
        if comment.state == Comment.State.PUBLISHED:
            comment.save()
        else:
            placing.publish(comment, now)
        return deciding.record(
            Decision.Verb.APPROVE, actor, comment=comment, at=now, waited=waited, before=was,
            note=note,
        )  # fmt: skip
