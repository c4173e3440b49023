"""Whether and how a story may be discussed now."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from nashra.community.models import Discussion, DiscussionSettings, Mode, SectionMode


def discussion_of(story: Any) -> Discussion | None:
    """The story's discussion; None before its first comment and without a decision about it."""
    return Discussion.objects.filter(pk=story.public_id).first()


def mode_of(story: Any, discussion: Discussion | None = None) -> Mode:
    """The mode in force: the story's own, else its section's, else the newsroom's."""
    discussion = discussion or discussion_of(story)
    if discussion and discussion.mode:
        return Mode(discussion.mode)
    rows = SectionMode.objects.filter(section__path=story.path[: -story.steplen])
    own = rows.values_list("mode", flat=True).first()
    return Mode(own or DiscussionSettings.load().mode)


def is_open(
    story: Any, now: datetime, discussion: Discussion | None = None, *, mode: str | None = None,
    settings: DiscussionSettings | None = None,
) -> bool:  # fmt: skip
    """Whether readers may write: the story is published, discussed, and nobody or no age closed it.

    ``now`` is zone-aware. What is known already may be given.
    """
    discussion = discussion or discussion_of(story)
    if not story.live or (mode or mode_of(story, discussion)) == Mode.OFF:
        return False
    if discussion and discussion.closed_at is not None:
        return False
    return (discussion is not None and discussion.kept_open) or not too_old(story, now, settings)


def too_old(story: Any, now: datetime, settings: DiscussionSettings | None = None) -> bool:
    """Whether its age closes the discussion."""
    days = (settings or DiscussionSettings.load()).closes_after_days
    begun = story.published_at
    return bool(days and begun and now > begun + timedelta(days=days))
