"""Undo a decision."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from nashra.changes.unit import unit_of_work
from nashra.community import deciding, placing, rights
from nashra.community.models import Comment, Decision

Verb = Decision.Verb
UNDONE = (Verb.APPROVE, Verb.REJECT, Verb.PICK, Verb.UNPICK)


def undo_decision(*, decision: Decision, actor: Any) -> Decision:
    """Puts a comment back to what it was before its last decision.

    Raises ValidationError where something happened to it since, PermissionDenied.
    """
    rights.require_moderator(actor)
    with unit_of_work(cause="moderation", actor=actor):
        comment = Comment.objects.filter(pk=decision.comment_id).first()
        if comment is None or decision.verb not in UNDONE:
            raise ValidationError(_("This cannot be undone."))
        comment = deciding.held(comment, None)
        if comment.version != decision.before["version"] + 1:
            raise deciding.DecidedMeanwhileError(comment)
        was = deciding.before(comment)
        _put_back(comment, decision)
        return deciding.record(Verb.RESTORE, actor, comment=comment, undoes=decision, before=was)


def _put_back(comment: Comment, decision: Decision) -> None:
    old = decision.before
    comment.version += 1
    for name in ("rule", "suspect", "picked", "reports"):
        setattr(comment, name, old[name])
    if comment.reports:
        open_again = comment.reported_by.order_by("-at")[: comment.reports]
        comment.reported_by.filter(pk__in=[row.pk for row in open_again]).update(settled=False)
    published = Comment.State.PUBLISHED
    if old["state"] == published and comment.state != published:
        placing.publish(comment, timezone.now())
    elif comment.state == published and old["state"] != published:
        placing.unpublish(comment, old["state"])
    else:
        comment.state = old["state"]
        comment.save()
