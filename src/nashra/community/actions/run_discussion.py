"""Close a discussion, open it, choose its mode."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from nashra.changes.models import Priority
from nashra.changes.unit import unit_of_work
from nashra.community import deciding, rights
from nashra.community.models import Decision, Discussion, DiscussionSettings, Mode

Verb = Decision.Verb


def _held(story: Any) -> Discussion:
    found, _ = Discussion.objects.get_or_create(
        public_id=story.public_id, defaults={"story": story}
    )
    return found


def close_discussion(*, story: Any, actor: Any) -> None:
    """Nobody writes there any more; what was written stays. Raises PermissionDenied."""
    rights.require_runner(actor, story)
    with unit_of_work(cause="moderation", actor=actor):
        discussion = _held(story)
        if discussion.closed_at is None:
            discussion.closed_at, discussion.closed_by = timezone.now(), actor
            discussion.kept_open = False
            discussion.save()
            deciding.record(Verb.CLOSE, actor, story=story.public_id)


def open_discussion(*, story: Any, actor: Any) -> None:
    """People write there again, whatever the story's age. Raises PermissionDenied."""
    rights.require_runner(actor, story)
    with unit_of_work(cause="moderation", actor=actor):
        discussion = _held(story)
        if discussion.closed_at is not None or not discussion.kept_open:
            discussion.closed_at = discussion.closed_by = None
            discussion.kept_open = True
            discussion.save()
            deciding.record(Verb.OPEN, actor, story=story.public_id)


def set_discussion_mode(*, story: Any, actor: Any, mode: str) -> None:
    """When readers see what is written on this story; empty: as its section.

    Raises ValueError for an unknown mode, PermissionDenied.
    """
    rights.require_runner(actor, story)
    mode = Mode(mode).value if mode else ""
    with unit_of_work(cause="moderation", actor=actor):
        discussion = _held(story)
        if discussion.mode != mode:
            was, discussion.mode = discussion.mode, mode
            discussion.save()
            deciding.record(
                Verb.MODE, actor, story=story.public_id, note=mode, before={"mode": was}
            )


def slow_discussion(*, discussion: Discussion, newcomers: int) -> None:
    """Puts a story into slow mode because so many newcomers write at once; the desk is told."""
    minutes = DiscussionSettings.load().slow_minutes
    with unit_of_work(cause="brigade", priority=Priority.EDIT):
        now = timezone.now()
        discussion.refresh_from_db(fields=["slow_until"])
        if discussion.slow_until is None or discussion.slow_until <= now:
            discussion.slow_until = now + timedelta(minutes=minutes)
            discussion.save(update_fields=["slow_until"])
            deciding.record(Verb.SLOW, None, story=discussion.pk, note=str(newcomers), at=now)


def end_slow_mode(*, story: Any, actor: Any) -> None:
    """People write as usual again. Raises PermissionDenied."""
    rights.require_runner(actor, story)
    with unit_of_work(cause="moderation", actor=actor):
        discussion = _held(story)
        if discussion.slow_until is not None:
            discussion.slow_until = None
            discussion.save(update_fields=["slow_until"])
            deciding.record(Verb.SLOW, actor, story=story.public_id, note="0")
