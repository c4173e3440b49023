"""Reopen a live coverage that has ended."""

from typing import Any

from wagtail.log_actions import log

from nashra.changes.models import Priority
from nashra.changes.unit import unit_of_work
from nashra.newsroom import journal, rights
from nashra.newsroom.models import Coverage


def reopen_coverage(*, coverage: Coverage, actor: Any) -> Coverage:
    """Lets an ended coverage go on. Raises PermissionDenied where the actor may not publish."""
    rights.require(actor, "cover", coverage.story)
    with unit_of_work(cause="live", actor=actor, priority=Priority.BREAKING):
        coverage = journal.held(coverage)
        if coverage.state == Coverage.State.ENDED:
            coverage.state, coverage.ended_at = Coverage.State.LIVE, None
            coverage.next_expected_at, coverage.summary = None, ""
            journal.tell_state(coverage, actor)
            log(
                instance=coverage.story, action="nashra.coverage", user=actor,
                data={"state": "live"},
            )  # fmt: skip
    return coverage
