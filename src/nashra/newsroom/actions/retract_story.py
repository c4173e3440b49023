"""Retract a story."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from nashra.changes.models import Priority
from nashra.changes.unit import unit_of_work
from nashra.newsroom import rights
from nashra.newsroom.models import StoryPage, Tombstone


def retract_story(*, story: StoryPage, actor: Any, reason: str) -> None:
    """Takes a published story away; its address answers 410 with ``reason`` from then on.

    Raises ValidationError for an empty reason or an unpublished story, PermissionDenied where the
    actor may not retract it.
    """
    rights.require(actor, "retract", story)
    if not reason.strip():
        raise ValidationError({"reason": _("Tell readers why.")})
    if not story.live:
        raise ValidationError(_("Only a published story can be retracted."))
    with unit_of_work(cause="retract", actor=actor, priority=Priority.BREAKING):
        Tombstone.objects.update_or_create(
            public_id=story.public_id,
            defaults={
                "language": story.locale.language_code,
                "kind": Tombstone.Reason.RETRACTED,
                "reason": reason.strip(),
                "at": timezone.now(),
                "by": actor,
            },
        )
        story.unpublish(user=actor, log_action=False)
        if waiting := story.current_workflow_state:
            waiting.cancel(user=actor)
        log(instance=story, action="nashra.retract", user=actor, data={"reason": reason})
