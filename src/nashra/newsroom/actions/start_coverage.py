"""Start the live coverage of a story."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from nashra.changes.models import Priority
from nashra.changes.unit import unit_of_work
from nashra.newsroom import journal, rights
from nashra.newsroom.models import Coverage, StoryPage


def start_coverage(*, story: StoryPage, actor: Any) -> Coverage:
    """Opens a live coverage on the story's page; readers see it once the story is published.

    Raises ValidationError where the story has one already, PermissionDenied where the actor may
    not publish the story.
    """
    rights.require(actor, "cover", story)
    with unit_of_work(cause="live", actor=actor, priority=Priority.BREAKING):
        if Coverage.objects.filter(story=story).exists():
            raise ValidationError(_("This story has a live coverage already."))
        coverage = Coverage(public_id=story.public_id, story=story, started_at=timezone.now())
        coverage.save(force_insert=True)
        journal.tell_state(coverage, actor)
        log(instance=story, action="nashra.coverage", user=actor, data={"state": "live"})
    return coverage
