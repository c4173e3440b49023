"""Lift a sanction."""

from typing import Any

from django.utils import timezone

from nashra.changes.unit import unit_of_work
from nashra.community import deciding, rights
from nashra.community.models import Decision, Sanction


def lift_sanction(*, sanction: Sanction, actor: Any, note: str = "") -> None:
    """Ends a warning, suspension or ban from now on; nothing where it has ended.

    Raises PermissionDenied.
    """
    rights.require_moderator(actor)
    with unit_of_work(cause="moderation", actor=actor):
        now = timezone.now()
        rows = Sanction.objects.filter(pk=sanction.pk, lifted_at=None)
        if rows.update(lifted_at=now):
            deciding.record(
                Decision.Verb.LIFT, actor, person=sanction.person_id, note=note, at=now,
                before={"sanction": sanction.pk},
            )  # fmt: skip
