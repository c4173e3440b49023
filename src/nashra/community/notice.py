"""What a story's own page says of its discussion."""

from typing import Any

from nashra.community import modes
from nashra.community.kinds import write_path
from nashra.community.models import Discussion, DiscussionSettings, Mode, SectionMode
from nashra.community.threads import discussion_path
from nashra.newsroom.models import StoryPage
from nashra.publishing import views
from nashra.publishing.memory import Memory
from nashra.publishing.reader import Reader
from nashra.publishing.recorder import engine


def notice(reader: Reader, story: StoryPage) -> views.DiscussionNotice | None:
    """Where to read and where to write; None where the story is not discussed.

    What the newsroom and its sections chose is no key but part of the epoch.
    """
    public_id = story.public_id
    memory = reader.publication.memory
    discussion = reader.fact(
        f"discussion:{public_id}/state",
        lambda: modes.discussion_of(story) if public_id in _discussed(memory) else None,
    )
    if _mode(memory, story, discussion) == Mode.OFF:
        return None
    path = discussion_path(public_id) if discussion and discussion.slots else ""
    return views.DiscussionNotice(
        path=path if path and reader.stands(path) else "", write=write_path(public_id),
        closed=bool(discussion and discussion.closed_at),
    )  # fmt: skip


def _discussed(memory: Memory) -> frozenset[str]:
    """Stories with a discussion, asked once until one of them changes: most have none."""

    def read() -> frozenset[str]:
        return frozenset(Discussion.objects.values_list("pk", flat=True))

    found: frozenset[str] = memory.named("discussion:", read=read)
    return found


def _mode(memory: Memory, story: StoryPage, discussion: Discussion | None) -> str:
    if discussion and discussion.mode:
        return str(discussion.mode)

    def read() -> tuple[str, dict[str, str]]:
        rows = SectionMode.objects.values_list("section__path", "mode")
        return DiscussionSettings.load().mode, dict(rows)

    with engine():
        usual, sections = memory.named("discussion modes", read=read)
    return str(sections.get(story.path[: -story.steplen], usual))


def without() -> list[Any]:
    """Where there is no discussion: the part of the settings that shows on every story."""
    modes = SectionMode.objects.order_by("section").values_list("section", "mode")
    sections = [[section, mode == Mode.OFF] for section, mode in modes]
    return [DiscussionSettings.load().mode == Mode.OFF, sections]
