"""Post an entry to a live coverage."""

from datetime import datetime
from typing import Any

from django.utils import timezone

from nashra.changes.models import Priority
from nashra.changes.unit import unit_of_work
from nashra.newsroom import journal, rights
from nashra.newsroom.entries import EntryContent, settled
from nashra.newsroom.models import Coverage, JournalEntry

State = JournalEntry.State


def post_entry(
    *, coverage: Coverage, actor: Any, content: EntryContent, key: bool = False,
    pinned: bool = False, urgent: bool = False, publish_at: datetime | None = None,
    token: str = "",
) -> JournalEntry:  # fmt: skip
    """Gives an entry to readers, at ``publish_at`` (zone-aware) if that is still to come.

    Of those who may edit the story but not publish it, the entry waits for approval. A ``token``
    (at most 64 characters) that was used before gives the entry that it was used for, and nothing
    happens. Raises ValidationError for an incomplete entry or an ended coverage, PermissionDenied
    where the actor may not edit the story.
    """
    rights.require(actor, "post", coverage.story)
    content = settled(content)
    with unit_of_work(cause="live", actor=actor, priority=Priority.BREAKING):
        coverage = journal.held(coverage)
        if token and (found := coverage.entries.filter(token=token).first()):
            return found
        journal.require_open(coverage)
        now = timezone.now()
        entry = JournalEntry(
            coverage=coverage, content=content.plain(), key=key, pinned=pinned, urgent=urgent,
            at=max(publish_at or now, now), token=token, by=actor, changed_by=actor,
        )  # fmt: skip
        if actor is not None and not rights.may(actor, "cover", coverage.story):
            entry.state = State.WAITING
            entry.save(force_insert=True)
        elif entry.at > now:
            entry.state = State.SCHEDULED
            entry.save(force_insert=True)
        else:
            journal.publish(entry, actor)
    return entry
