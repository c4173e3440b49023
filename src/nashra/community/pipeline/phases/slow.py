"""Slow mode, and what switches it on: many newcomers on one story at once.

Settings: ``DiscussionSettings.brigade_newcomers``, ``DiscussionSettings.slow_minutes``.
"""

from collections.abc import Iterator
from datetime import timedelta
from typing import Final

from nashra.community.pipeline.model import Draft, Finding
from nashra.community.pipeline.past import Past

PAUSE: Final = timedelta(minutes=2)


def look(draft: Draft, past: Past) -> Iterator[Finding]:
    """In slow mode newcomers wait for a moderator, and others write once in two minutes."""
    if past.slow:
        yield from _in_slow_mode(draft, past)
    elif past.newcomer and draft.editing is None:
        newcomers = past.newcomers()
        if newcomers >= draft.settings.brigade_newcomers:
            yield Finding("slow", "hold", "brigade", number=newcomers)


def _in_slow_mode(draft: Draft, past: Past) -> Iterator[Finding]:
    here = draft.discussion.pk if draft.discussion else None
    lately = [row for row in past.since(draft.now - PAUSE) if row["discussion_id"] == here]
    if lately and draft.editing is None:
        yield Finding("slow", "refuse", "slow_wait")
    elif past.newcomer:
        yield Finding("slow", "hold", "slow_newcomer")
