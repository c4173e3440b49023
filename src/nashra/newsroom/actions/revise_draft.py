"""Revise a draft."""

from typing import Any

from nashra.changes.unit import unit_of_work
from nashra.newsroom import rights
from nashra.newsroom.content import StoryContent
from nashra.newsroom.drafts import fill, latest_draft
from nashra.newsroom.models import StoryPage


def revise_draft(*, story: StoryPage, actor: Any, content: StoryContent) -> bool:
    """Adds a revision with this content; what is published stays as it is.

    Returns False, and adds nothing, where the latest revision holds the same. Raises
    PermissionDenied where the actor may not edit the story.
    """
    rights.require(actor, "edit", story)
    with unit_of_work(cause="revise draft", actor=actor):
        draft = latest_draft(story)
        if not fill(draft, content):
            return False
        draft.save_revision(user=actor, clean=False, log_action=True)
    return True
