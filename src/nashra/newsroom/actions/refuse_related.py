"""Refuse a story that was offered after another."""

from typing import Any

from wagtail.log_actions import log

from nashra.changes.unit import unit_of_work
from nashra.newsroom import rights
from nashra.newsroom.models import FilledStory, RefusedStory, StoryPage


def refuse_related(*, story: StoryPage, related: StoryPage, actor: Any) -> None:
    """Takes ``related`` from what is offered after ``story``, for as long as this is not undone.

    Raises PermissionDenied where the actor may not publish the story.
    """
    rights.require(actor, "publish", story)
    with unit_of_work(cause="refuse related", actor=actor):
        FilledStory.objects.filter(story=story, related=related).delete()
        _, new = RefusedStory.objects.get_or_create(
            story=story, related=related, defaults={"by": actor}
        )
        if new:
            log(
                instance=story, action="nashra.refuse_related", user=actor,
                data={"related": related.public_id},
            )  # fmt: skip
