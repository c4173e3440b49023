"""Create a draft."""

from typing import Any

from nashra.changes.unit import unit_of_work
from nashra.newsroom import rights
from nashra.newsroom.content import StoryContent
from nashra.newsroom.drafts import fill
from nashra.newsroom.models import SectionPage, StoryPage


def create_draft(*, section: SectionPage, actor: Any, content: StoryContent) -> StoryPage:
    """Makes a draft beneath ``section``; it may lack anything, a headline included.

    ``actor`` None is the system. Raises PermissionDenied where the actor may not create there.
    """
    rights.require(actor, "create", section)
    with unit_of_work(cause="create draft", actor=actor):
        story = StoryPage(live=False, has_unpublished_changes=True, owner=actor)
        story.locale = section.locale
        story.slug = story.public_id
        story.first_published_at = content.first_published_at
        fill(story, content)
        section.add_child(instance=story)
        story.save_revision(user=actor, clean=False, log_action=True)
    return story
