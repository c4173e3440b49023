"""How a coverage's numbers are given out. Only the actions use this, inside their unit of work."""

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from nashra.newsroom.models import Coverage, JournalEntry, JournalEvent

Type = JournalEvent.Type


def held(coverage: Coverage) -> Coverage:
    """The coverage as it stands, its row held until the transaction ends.

    So two editors' events are numbered in the order in which they are committed.
    """
    return Coverage.objects.select_for_update().select_related("story").get(pk=coverage.pk)


def held_entry(entry: JournalEntry) -> JournalEntry:
    """The entry as it stands, its coverage held."""
    coverage = held(entry.coverage)
    found = JournalEntry.objects.select_related("changed_by").get(pk=entry.pk)
    found.coverage = coverage
    return found


def require_open(coverage: Coverage) -> None:
    """Raises ValidationError where the coverage has ended."""
    if coverage.state == Coverage.State.ENDED:
        raise ValidationError(_("The coverage has ended. Reopen it to go on."))


def shown(entry: JournalEntry) -> dict[str, Any]:
    """The entry as an event keeps it."""
    edited = entry.edited_at.isoformat() if entry.edited_at else None
    return {
        "content": entry.content, "key": entry.key, "pinned": entry.pinned,
        "urgent": entry.urgent, "slot": entry.slot, "edited": edited,
    }  # fmt: skip


def _event(coverage: Coverage, actor: Any, at: datetime, **fields: Any) -> None:
    coverage.events += 1
    JournalEvent.objects.create(
        coverage=coverage, number=coverage.events, at=at, by=actor, **fields
    )


def tell_entry(entry: JournalEntry, kind: str, actor: Any) -> None:
    """Adds an event about the entry, and saves the entry and its coverage."""
    coverage = entry.coverage
    if entry.slot is None:
        entry.slot, coverage.slots = coverage.slots, coverage.slots + 1
    entry.event = coverage.events + 1
    entry.save()
    _event(coverage, actor, entry.at, type=kind, entry=entry, payload=shown(entry))
    coverage.save(update_fields=["events", "slots"])


def tell_state(coverage: Coverage, actor: Any) -> None:
    """Adds an event about the coverage's state, and saves the coverage."""
    coming = coverage.next_expected_at.isoformat() if coverage.next_expected_at else None
    payload = {"state": coverage.state, "next": coming, "summary": coverage.summary}
    _event(coverage, actor, timezone.now(), type=Type.STATE, payload=payload)
    coverage.save()


def publish(entry: JournalEntry, actor: Any) -> None:
    """Gives a new entry to readers."""
    entry.state = JournalEntry.State.PUBLISHED
    tell_entry(entry, Type.POST, actor)
