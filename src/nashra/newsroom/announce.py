"""How a story is announced now, and until when: settled as its places are."""

from datetime import datetime, timedelta

from django.utils import timezone

from nashra.newsroom import queries
from nashra.newsroom.models import Breaking, StoryPage, Urgency


def usual_end(urgency: str, since: datetime) -> datetime:
    """When an announcement ends for which the desk set no time, by the newsroom's settings."""
    room = queries.newsroom()
    minutes = room.flash_minutes if urgency == Urgency.FLASH else room.urgent_minutes
    return since + timedelta(minutes=minutes)


def settle(story: StoryPage, *, was_live: bool) -> bool:
    """Starts, keeps or ends the announcement of a published story; False where there is none.

    Without an end from the desk it counts from the story's publication, or from now where a
    published story (``was_live``) is raised. What an editor ended stays over until another end is
    set or the urgency changes.
    """
    row = Breaking.objects.filter(pk=story.pk).first()
    if story.urgency == Urgency.NORMAL:
        if row:
            row.delete()
        return row is not None
    now = timezone.now()
    same = row is not None and row.urgency == story.urgency
    since = row.since if row and same else now if was_live else story.published_at or now
    until = story.breaking_until or (
        row.until if row and same else usual_end(story.urgency, since)
    )  # fmt: skip
    ended = bool(row and same and row.until == until and row.over)
    Breaking.objects.update_or_create(
        pk=story.pk,
        defaults={
            "urgency": story.urgency, "since": since, "until": until,
            "over": ended or until <= now,
        },
    )  # fmt: skip
    return True
