"""Correct a story."""

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from nashra.changes.unit import unit_of_work
from nashra.newsroom import queries, rights
from nashra.newsroom.actions.publish_story import publish_story
from nashra.newsroom.models import Correction, StoryPage


def correct_story(
    *, story: StoryPage, actor: Any, note: str, at: datetime | None = None
) -> Correction:
    """Publishes the latest revision with a public note, listed on the corrections page.

    ``at`` dates a correction that an archive brings along; now if None.

    Raises ValidationError for an empty note or a story that readers never had, and
    PermissionDenied where the actor may not correct it.
    """
    rights.require(actor, "correct", story)
    if not note.strip():
        raise ValidationError({"note": _("Say what was wrong.")})
    if not story.live:
        raise ValidationError(_("Only a published story can be corrected."))
    language = story.locale.language_code
    with unit_of_work(cause="correct", actor=actor):
        correction = Correction.objects.create(
            story=story, language=language, slot=queries.corrections_length(language),
            note=note.strip(), at=at or timezone.now(), by=actor,
        )  # fmt: skip
        publish_story(story=story, actor=actor)
        log(instance=story, action="nashra.correct", user=actor, data={"note": note})
    return correction
