"""What a story must have before readers get it; a draft may lack all of it."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

INBOX_SLUG = "inbox"
"""The section that takes drafts which name none."""


no_headline = gettext_lazy("A story is published with a headline.")


class NotReady(ValidationError):
    """The story lacks what publication requires; ``problems`` maps field names to messages."""

    def __init__(self, problems: dict[str, list[str]], *, story: Any = None) -> None:
        super().__init__(problems)
        self.problems = problems
        self.story = story


def problems(story: Any, section: Any) -> dict[str, list[str]]:
    """What keeps ``story`` beneath ``section`` from publication, by field; empty when nothing."""
    found: dict[str, list[str]] = {}
    if not story.headline.strip():
        found["headline"] = [str(no_headline)]
    if section is None or section.slug == INBOX_SLUG:
        found["__all__"] = [_("Move the story from the inbox to a section, then publish it.")]
    elif not section.live:
        found["__all__"] = [_("Publish the section first: readers cannot find it yet.")]
    if story.lead_image_id and not story.lead_alt.strip():
        found["lead_alt"] = [_("Describe the picture for those who cannot see it.")]
    if any(
        block["type"] == "image" and not (block["value"].get("alt") or "").strip()
        for block in story.body.raw_data
    ):
        found["body"] = [_("Describe every picture in the text for those who cannot see it.")]
    return found
