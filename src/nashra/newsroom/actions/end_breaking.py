"""End breaking news before its time."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from nashra.changes import unit
from nashra.changes.models import Priority
from nashra.changes.unit import unit_of_work
from nashra.newsroom import rights
from nashra.newsroom.models import Breaking, StoryPage


def end_breaking(*, story: StoryPage, actor: Any) -> None:
    """Takes a story out of the breaking bar, and its mark from every list; the story stays.

    Raises ValidationError where it is not announced as breaking now, and PermissionDenied where
    the actor may not publish it.
    """
    rights.require(actor, "end_breaking", story)
    with unit_of_work(cause="end breaking", actor=actor, priority=Priority.BREAKING):
        if not Breaking.objects.filter(pk=story.pk, over=False).update(over=True):
            raise ValidationError(_("This story is not announced as breaking now."))
        unit.touch(f"story:{story.public_id}")
        log(instance=story, action="nashra.end_breaking", user=actor)
