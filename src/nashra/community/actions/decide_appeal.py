"""Decide an appeal."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from nashra.changes.unit import unit_of_work
from nashra.community import deciding, rights
from nashra.community.actions.approve_comment import approve_comment
from nashra.community.actions.lift_sanction import lift_sanction
from nashra.community.models import Appeal, Comment, Decision


def decide_appeal(*, appeal: Appeal, actor: Any, granted: bool, answer: str) -> Appeal:
    """Answers an appeal for good; granted, the comment is published or the sanction lifted.

    The person reads the ``answer``. Raises ValidationError without one or where somebody answered
    meanwhile, PermissionDenied.
    """
    rights.require_moderator(actor)
    answer = answer.strip()
    if not answer:
        raise ValidationError({"answer": _("Write an answer: the person reads it.")})
    with unit_of_work(cause="moderation", actor=actor):
        appeal = Appeal.objects.select_related("comment", "sanction").get(pk=appeal.pk)
        if appeal.state != Appeal.State.OPEN:
            raise ValidationError(
                _("Answered meanwhile by %(by)s: %(state)s.")
                % {"by": deciding.name_of(appeal.answered_by_id),
                   "state": appeal.get_state_display()}
            )  # fmt: skip
        now = timezone.now()
        appeal.state = Appeal.State.GRANTED if granted else Appeal.State.REFUSED
        appeal.answer, appeal.answered_at, appeal.answered_by = answer[:1000], now, actor
        appeal.save()
        if granted:
            _grant(appeal, actor)
        deciding.record(
            Decision.Verb.GRANT if granted else Decision.Verb.UPHOLD, actor,
            comment=appeal.comment, person=appeal.person_id, note=answer, at=now,
            waited=int((now - appeal.at).total_seconds()), before={"appeal": appeal.pk},
        )  # fmt: skip
    return appeal


def _grant(appeal: Appeal, actor: Any) -> None:
    if appeal.comment and appeal.comment.state == Comment.State.REJECTED:
        approve_comment(comment=appeal.comment, actor=actor)
    if appeal.sanction:
        lift_sanction(sanction=appeal.sanction, actor=actor)
