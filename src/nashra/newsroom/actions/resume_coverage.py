"""Resume a paused live coverage."""

from typing import Any

from nashra.changes.models import Priority
from nashra.changes.unit import unit_of_work
from nashra.newsroom import journal, rights
from nashra.newsroom.models import Coverage


def resume_coverage(*, coverage: Coverage, actor: Any) -> Coverage:
    """Tells readers that the coverage goes on; one that runs already is left as it is.

    Raises ValidationError where it has ended, PermissionDenied where the actor may not publish the
    story.
    """
    rights.require(actor, "cover", coverage.story)
    with unit_of_work(cause="live", actor=actor, priority=Priority.BREAKING):
        coverage = journal.held(coverage)
        journal.require_open(coverage)
        if coverage.state != Coverage.State.LIVE:
            coverage.state, coverage.next_expected_at = Coverage.State.LIVE, None
            journal.tell_state(coverage, actor)
    return coverage
