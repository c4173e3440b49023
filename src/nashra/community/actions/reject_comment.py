"""Reject a comment."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from nashra.changes.unit import unit_of_work
from nashra.community import deciding, placing, rights
from nashra.community.models import Comment, Decision


def reject_comment(
    *, comment: Comment, actor: Any, rule: str, version: int | None = None, note: str = ""
) -> Decision:
    """Keeps a comment from readers. Its author is told the rule and the ``note``.

    Raises DecidedMeanwhileError where ``version`` stands no more, ValidationError where the
    standards in force have no such rule or the author withdrew it, PermissionDenied.
    """
    rights.require_moderator(actor)
    with unit_of_work(cause="moderation", actor=actor):
        comment = deciding.held(comment, version)
        if comment.state == Comment.State.WITHDRAWN:
            raise ValidationError(_("Its author has withdrawn it."))
        cited = deciding.cited(rule)
        now, was = timezone.now(), deciding.before(comment)
        waited = deciding.waited(comment, now)
        deciding.settle(comment)
        comment.rule, comment.picked = cited.key, False
        if comment.state == Comment.State.PUBLISHED:
            placing.unpublish(comment, Comment.State.REJECTED)
        else:
            comment.state = Comment.State.REJECTED
            comment.save()
        return deciding.record(
            Decision.Verb.REJECT, actor, comment=comment, rule=cited, note=note, at=now,
            waited=waited, before=was,
        )  # fmt: skip
