"""Approve an entry that waits."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from nashra.changes.models import Priority
from nashra.changes.unit import unit_of_work
from nashra.newsroom import journal, rights
from nashra.newsroom.models import JournalEntry

State = JournalEntry.State


def approve_entry(*, entry: JournalEntry, actor: Any, due: bool = False) -> JournalEntry:
    """Gives readers an entry that waited for approval or for its time, at once.

    One that came ``due`` keeps the time that was set for it. Raises ValidationError where it does
    not wait any more or the coverage has ended, PermissionDenied where the actor may not publish
    the story.
    """
    rights.require(actor, "cover", entry.coverage.story)
    with unit_of_work(cause="live", actor=actor, priority=Priority.BREAKING):
        entry = journal.held_entry(entry)
        if entry.state not in {State.WAITING, State.SCHEDULED}:
            raise ValidationError(_("This entry does not wait any more."))
        journal.require_open(entry.coverage)
        if not due:
            entry.at, entry.changed_by = timezone.now(), actor
        entry.version += 1
        journal.publish(entry, actor)
    return entry
