"""Discussions close when their story is old: a change that is written when it is due."""

from collections.abc import Collection
from datetime import timedelta
from itertools import islice
from pathlib import Path

from django.utils import timezone

from nashra.changes.unit import unit_of_work
from nashra.community.models import Discussion, DiscussionSettings

AT_ONCE = 100


def close_aged(_home: Path) -> Collection[str]:
    """Closes what is due; the outbox brings it to readers, so no task is added here."""
    days = DiscussionSettings.load().closes_after_days
    if not days:
        return ()
    now = timezone.now()
    running = Discussion.objects.filter(closed_at=None, kept_open=False).order_by("pk")
    # Asked for old stories, SQLite would begin with all of them.
    times = running.values_list("pk", "story__first_published_at").iterator()
    old = (pk for pk, at in times if at and at <= now - timedelta(days=days))
    found = list(running.filter(pk__in=list(islice(old, AT_ONCE))))
    if found:
        with unit_of_work(cause="age"):
            for discussion in found:
                discussion.closed_at = now
                discussion.save(update_fields=["closed_at"])
    return ()
