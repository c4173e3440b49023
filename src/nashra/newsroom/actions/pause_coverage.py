"""Pause a live coverage."""

from datetime import datetime
from typing import Any

from nashra.changes.models import Priority
from nashra.changes.unit import unit_of_work
from nashra.newsroom import journal, rights
from nashra.newsroom.models import Coverage


def pause_coverage(
    *, coverage: Coverage, actor: Any, next_expected_at: datetime | None = None
) -> Coverage:
    """Tells readers that nothing comes for now, and when (zone-aware) to look again if known.

    Raises ValidationError where the coverage has ended, PermissionDenied where the actor may not
    publish the story.
    """
    rights.require(actor, "cover", coverage.story)
    with unit_of_work(cause="live", actor=actor, priority=Priority.BREAKING):
        coverage = journal.held(coverage)
        journal.require_open(coverage)
        wanted = (Coverage.State.PAUSED, next_expected_at)
        if (coverage.state, coverage.next_expected_at) != wanted:
            coverage.state, coverage.next_expected_at = wanted
            journal.tell_state(coverage, actor)
    return coverage
