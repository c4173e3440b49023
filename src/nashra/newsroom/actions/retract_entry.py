"""Retract an entry of a live coverage."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from nashra.changes.models import Priority
from nashra.changes.unit import touch, unit_of_work
from nashra.newsroom import journal, rights
from nashra.newsroom.models import SEGMENT_SIZE, JournalEntry

State = JournalEntry.State


def retract_entry(*, entry: JournalEntry, actor: Any, reason: str) -> JournalEntry:
    """Takes an entry's text away from readers everywhere; in its place they read ``reason``.

    One that readers never had is given up without a trace for them, and needs no reason. Raises
    ValidationError for an empty reason, PermissionDenied where the actor may not.
    """
    rights.require_entry(actor, entry)
    with unit_of_work(cause="live", actor=actor, priority=Priority.BREAKING):
        entry = journal.held_entry(entry)
        if entry.state == State.RETRACTED:
            return entry
        if entry.slot is not None and not reason.strip():
            raise ValidationError({"reason": _("Tell readers why.")})
        entry.state, entry.reason = State.RETRACTED, reason.strip()[:600]
        entry.retracted_at = timezone.now()
        entry.version, entry.changed_by = entry.version + 1, actor
        if entry.slot is None:
            entry.save()
            return entry
        # What was retracted must not be read on in the events that told of it before.
        for number in entry.journal.values_list("number", flat=True):
            touch(f"coverage-segment:{entry.coverage_id}/{(number - 1) // SEGMENT_SIZE}")
        journal.tell_entry(entry, journal.Type.RETRACT, actor)
    return entry
