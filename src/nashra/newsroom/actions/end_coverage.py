"""End a live coverage."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from nashra.changes.models import Priority
from nashra.changes.unit import unit_of_work
from nashra.newsroom import journal, rights
from nashra.newsroom.models import Coverage, JournalEntry

State = JournalEntry.State


def end_coverage(*, coverage: Coverage, actor: Any, summary: str) -> Coverage:
    """Closes the coverage with a summary; an ended one gets the new summary.

    Entries that are scheduled wait for approval from then on. Raises ValidationError for a summary
    that is empty or beyond 2,000 characters, PermissionDenied where the actor may not publish the
    story.
    """
    rights.require(actor, "cover", coverage.story)
    summary = summary.strip()
    if not summary:
        raise ValidationError({"summary": _("Sum up what happened in a line or two.")})
    if len(summary) > 2000:
        raise ValidationError({"summary": _("At most %(most)d characters.") % {"most": 2000}})
    with unit_of_work(cause="live", actor=actor, priority=Priority.BREAKING):
        coverage = journal.held(coverage)
        if (coverage.state, coverage.summary) == (Coverage.State.ENDED, summary):
            return coverage
        if coverage.state != Coverage.State.ENDED:
            coverage.ended_at = timezone.now()
        coverage.state, coverage.summary = Coverage.State.ENDED, summary
        coverage.next_expected_at = None
        coverage.entries.filter(state=State.SCHEDULED).update(state=State.WAITING)
        journal.tell_state(coverage, actor)
        log(
            instance=coverage.story, action="nashra.coverage", user=actor, data={"state": "ended"}
        )  # fmt: skip
    return coverage
