"""Fill what is offered after a story."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from nashra.changes.models import Priority
from nashra.changes.unit import touch, unit_of_work
from nashra.newsroom.models import FilledStory, StoryPage

CAUSE = "related"
"""The cause of these changes, by which whoever fills knows its own work again."""


@dataclass(frozen=True, kw_only=True)
class Fill:
    """A story to be offered, by primary key, and what it has in common with the other."""

    related: int
    why: Mapping[str, Any] = field(default_factory=dict)


def fill_related(*, story: StoryPage, fills: Sequence[Fill]) -> bool:
    """Offers these after a story, in this order, in place of what was offered before.

    The editor's own picks are elsewhere and come first. Returns whether anything is different;
    where only a reason is, readers' pages stay as they are.
    """
    held = list(FilledStory.objects.filter(story=story).order_by("place"))
    if [(row.related_id, row.why) for row in held] == [(fill.related, fill.why) for fill in fills]:
        return False
    with unit_of_work(cause=CAUSE, priority=Priority.WIDE):
        FilledStory.objects.filter(story=story).delete()
        FilledStory.objects.bulk_create(
            FilledStory(story=story, related_id=fill.related, place=place, why=dict(fill.why))
            for place, fill in enumerate(fills)
        )
        touch(f"related:{story.public_id}")
    return True
