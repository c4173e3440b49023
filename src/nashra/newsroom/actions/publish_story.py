"""Publish a story."""

from typing import Any

from nashra.changes.models import Priority
from nashra.changes.unit import unit_of_work
from nashra.newsroom import rights
from nashra.newsroom.drafts import latest_draft
from nashra.newsroom.models import StoryPage


def publish_story(*, story: StoryPage, actor: Any, breaking: bool = False) -> None:
    """Publishes the latest revision. ``breaking`` puts it ahead of all waiting pages.

    Raises NotReady where a headline, section or alternative text is missing (or a field holds what
    it cannot), and PermissionDenied where the actor may not publish.
    """
    rights.require(actor, "publish", story)
    priority = Priority.BREAKING if breaking else Priority.EDIT
    with unit_of_work(cause="publish", actor=actor, priority=priority):
        draft = latest_draft(story)
        draft.full_clean()
        draft.save_revision(user=actor).publish(user=actor)
        story.refresh_from_db()
