"""What a story's own page says of its discussion."""

from typing import Any

from nashra.community import modes
from nashra.community.kinds import write_path
from nashra.community.models import DiscussionSettings, Mode, SectionMode
from nashra.community.threads import discussion_path
from nashra.newsroom.models import StoryPage
from nashra.publishing import views
from nashra.publishing.reader import Reader


def notice(reader: Reader, story: StoryPage) -> views.DiscussionNotice | None:
    """Where to read and where to write; None where the story is not discussed.

    What the newsroom and its sections chose is no key but part of the epoch.
    """
    public_id = story.public_id
    with reader.reading(f"discussion:{public_id}/state"):
        discussion = modes.discussion_of(story)
        off = modes.mode_of(story, discussion) == Mode.OFF
    if off:
        return None
    path = discussion_path(public_id)
    return views.DiscussionNotice(
        path=path if reader.stands(path) else "", write=write_path(public_id),
        closed=bool(discussion and discussion.closed_at),
    )  # fmt: skip


def without() -> list[Any]:
    """Where there is no discussion: the part of the settings that shows on every story."""
    modes = SectionMode.objects.order_by("section").values_list("section", "mode")
    sections = [[section, mode == Mode.OFF] for section, mode in modes]
    return [DiscussionSettings.load().mode == Mode.OFF, sections]
