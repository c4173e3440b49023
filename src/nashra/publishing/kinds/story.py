"""Stories and what stands where they were."""

import re
from collections.abc import Iterator, Mapping, Sequence

from nashra.newsroom import bulk, queries
from nashra.newsroom.addresses import story_path
from nashra.newsroom.models import Placement, Tombstone
from nashra.publishing import views
from nashra.publishing.kinds.common import EPOCH_START, output
from nashra.publishing.memory import Memory
from nashra.publishing.pages import Output, PageKind
from nashra.publishing.reader import Reader
from nashra.publishing.story_view import story_view

ID = r"(?P<public_id>[0-9a-z]{7})"
GONE = b"410\n"


def _story(reader: Reader, public_id: str) -> Output | None:
    with reader.reading(f"story:{public_id}/state"):
        whole = reader.publication.memory.story(public_id)
        stone = None if whole else queries.tombstone(public_id)
        language = reader.language(whole.story) if whole else ""
    if whole:
        view = story_view(reader, whole)
        return output(reader, view, language, view.published_at)
    return _tombstone(reader, stone) if stone else None


def _tombstone(reader: Reader, stone: Tombstone) -> Output:
    view = views.TombstoneView(
        path=story_path(stone.pk), language="en" if stone.language == "en" else "ar", headline="",
        reason=stone.reason, retracted=stone.kind == Tombstone.Reason.RETRACTED, at=stone.at,
    )  # fmt: skip
    return output(reader, view, stone.language, stone.at)


def _marker(reader: Reader, public_id: str) -> Output | None:
    with reader.reading(f"story:{public_id}/state"):
        stone = queries.tombstone(public_id)
    return Output(body=GONE, sort_at=EPOCH_START) if stone else None


def _from_state(key: str) -> Iterator[str]:
    if match := re.fullmatch(r"story:(\w+)/state", key):
        yield story_path(match[1])


def _marker_from_state(key: str) -> Iterator[str]:
    return (f"{path}gone.txt" for path in _from_state(key))


def _read(memory: Memory, matches: Sequence[Mapping[str, str]]) -> None:
    memory.read_stories([match["public_id"] for match in matches])


def _every_story() -> Iterator[str]:
    # Rows of places are small; those of stories hold their texts, all of which would be read.
    places = Placement.objects.filter(list_name__startswith="all:", live=True)
    for public_id in bulk.column(places, "public_id"):
        yield story_path(public_id)
    yield from _every_tombstone()


def _every_tombstone() -> Iterator[str]:
    for public_id in bulk.column(Tombstone.objects.all(), "public_id"):
        yield story_path(public_id)


KINDS = (
    PageKind(
        name="story", pattern=re.compile(rf"/a/{ID}/"), rank=1, build=_story,
        arises=_from_state, every=_every_story, read=_read,
        doc="A story, or the tombstone where one was.",
    ),
    PageKind(
        name="gone", pattern=re.compile(rf"/a/{ID}/gone\.txt"), rank=2, build=_marker,
        arises=_marker_from_state,
        every=lambda: (f"{path}gone.txt" for path in _every_tombstone()), epochal=False,
        doc="Tells servers to answer 410 with the page beside it.",
    ),
)  # fmt: skip
