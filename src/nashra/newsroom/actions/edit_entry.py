"""Edit an entry of a live coverage."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from nashra.changes.models import Priority
from nashra.changes.unit import unit_of_work
from nashra.newsroom import journal, rights
from nashra.newsroom.entries import EntryChangedError, EntryContent, settled
from nashra.newsroom.models import JournalEntry

State = JournalEntry.State


def edit_entry(
    *, entry: JournalEntry, actor: Any, version: int, content: EntryContent,
    key: bool, pinned: bool, urgent: bool,
) -> JournalEntry:  # fmt: skip
    """Saves an entry that was read as ``version``; what changes nothing tells readers nothing.

    Raises EntryChangedError where somebody else saved it since, ValidationError where it was
    retracted or lacks something, PermissionDenied where the actor may not.
    """
    rights.require_entry(actor, entry)
    content = settled(content)
    with unit_of_work(cause="live", actor=actor, priority=Priority.BREAKING):
        entry = journal.held_entry(entry)
        if entry.state == State.RETRACTED:
            raise ValidationError(_("This entry was retracted."))
        if entry.version != version:
            raise EntryChangedError(entry)
        new = (content.plain(), key, pinned, urgent)
        if new == (entry.content, entry.key, entry.pinned, entry.urgent):
            return entry
        worded = entry.content != new[0]
        entry.content, entry.key, entry.pinned, entry.urgent = new
        entry.version, entry.changed_by = entry.version + 1, actor
        if entry.state != State.PUBLISHED:
            entry.save()
            return entry
        if worded:
            entry.edited_at = timezone.now()
        journal.tell_entry(entry, journal.Type.EDIT, actor)
    return entry
