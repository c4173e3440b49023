"""Restore a story."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from nashra.changes.unit import unit_of_work
from nashra.newsroom import rights
from nashra.newsroom.actions.publish_story import publish_story
from nashra.newsroom.models import StoryPage


def restore_story(*, story: StoryPage, actor: Any) -> None:
    """Publishes a retracted or withdrawn story again, at its address and in its old places.

    Raises ValidationError where it is published already, NotReady where its latest revision lacks
    something, PermissionDenied where the actor may not restore it.
    """
    rights.require(actor, "restore", story)
    if story.live:
        raise ValidationError(_("This story is published already."))
    with unit_of_work(cause="restore", actor=actor):
        publish_story(story=story, actor=actor)
        log(instance=story, action="nashra.restore", user=actor)
