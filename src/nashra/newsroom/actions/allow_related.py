"""Allow again what was refused after a story."""

from typing import Any

from wagtail.log_actions import log

from nashra.changes.unit import unit_of_work
from nashra.newsroom import rights
from nashra.newsroom.models import RefusedStory, StoryPage


def allow_related(*, story: StoryPage, related: StoryPage, actor: Any) -> None:
    """Lets ``related`` be offered after ``story`` again, should it still be among the best.

    Raises PermissionDenied where the actor may not publish the story.
    """
    rights.require(actor, "publish", story)
    with unit_of_work(cause="allow related", actor=actor):
        rows = RefusedStory.objects.filter(story=story, related=related)
        if rows.exists():
            rows.delete()
            log(
                instance=story, action="nashra.allow_related", user=actor,
                data={"related": related.public_id},
            )  # fmt: skip
