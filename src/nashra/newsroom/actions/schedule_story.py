"""Schedule a story."""

from datetime import datetime
from typing import Any

from nashra.changes.unit import unit_of_work
from nashra.newsroom import rights
from nashra.newsroom.actions.publish_story import publish_story
from nashra.newsroom.drafts import latest_draft
from nashra.newsroom.models import StoryPage


def schedule_story(*, story: StoryPage, actor: Any, at: datetime) -> None:
    """Has the latest revision published at ``at`` (zone-aware); past times publish at once.

    Raises NotReady and PermissionDenied as ``publish_story`` does.
    """
    rights.require(actor, "schedule", story)
    with unit_of_work(cause="schedule", actor=actor):
        draft = latest_draft(story)
        draft.go_live_at = at
        draft.save_revision(user=actor, clean=False)
        publish_story(story=story, actor=actor)
