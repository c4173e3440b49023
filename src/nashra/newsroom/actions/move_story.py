"""Move a story to another section."""

from typing import Any

from django.core.exceptions import ValidationError

from nashra.changes.unit import unit_of_work
from nashra.newsroom import rights
from nashra.newsroom.forms import other_language
from nashra.newsroom.models import SectionPage, StoryPage


def move_story(*, story: StoryPage, actor: Any, section: SectionPage) -> None:
    """Gives the story another section; its address stays. No effect where it is there already.

    Raises ValidationError where that is in another language, and PermissionDenied where the actor
    may not take it from its section or put it there.
    """
    rights.require(actor, "move", story)
    rights.require(actor, "create", section)
    if section.locale_id != story.locale_id:
        raise ValidationError(other_language)
    if story.get_parent().pk == section.pk:
        return
    with unit_of_work(cause="move", actor=actor):
        story.move(section, pos="last-child", user=actor)
    story.refresh_from_db()
