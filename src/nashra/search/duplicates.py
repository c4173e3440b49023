"""Stories that tell the same as a draft, shown before it is published."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from django.urls import reverse
from django.utils.translation import gettext as _

from nashra.arabic.nearness import (
    Compared,
    Nearness,
    Place,
    compare,
    sample,
    shared_places,
    shingles,
)
from nashra.newsroom import bulk
from nashra.newsroom.advising import Advice, Draft, Offer
from nashra.newsroom.models import StoryPage
from nashra.search import documents, queries
from nashra.search.queries import SearchUnavailable

CANDIDATES: Final = 8
SHOWN: Final = 3
COMMON: Final = 40
"""Documents from which a shingle is a phrase that every report has."""


def advise(draft: Draft) -> Iterator[Advice]:
    """The published stories that a draft repeats, the nearest first."""
    for story, compared in near(draft)[:SHOWN]:
        yield from _told(draft, story, compared)


def near(draft: Draft) -> list[tuple[StoryPage, Compared]]:
    """Published stories with passages of the draft; nothing without an index."""
    own = shingles("\n".join(passage.text for passage in draft.passages))
    try:
        keys = sample(own)
        held = queries.frequency("shingles", keys)
        rare = [key for key in keys if 0 < held[key] <= COMMON]
        found = queries.sharing(rare, language=draft.language, limit=CANDIDATES) if rare else []
    except SearchUnavailable:
        return []
    stories = bulk.stories(hit.public_id for hit in found if hit.public_id != draft.public_id)
    pairs = [
        (story, compare(own, shingles(documents.text_of(story)))) for story in stories.values()
    ]
    pairs = [pair for pair in pairs if pair[1].verdict != Nearness.APART]
    return sorted(pairs, key=lambda pair: -max(pair[1].of_first, pair[1].of_second))


def _told(draft: Draft, story: StoryPage, compared: Compared) -> Iterator[Advice]:
    words = {
        Nearness.SAME: _("This is published already, with small differences:"),
        Nearness.REWRITE: _("Most of one stands in the other:"),
        Nearness.QUOTES: _("Passages of it stand in a published story:"),
    }
    places = tuple(_places(draft, story))
    field, start, end = places[0] if places else ("headline", 0, 0)
    text = dict(draft.fields).get(field, "")
    yield Advice(
        rule="duplicate", field=field, start=start, end=end, evidence=text[start:end],
        severity="suggestion" if compared.verdict == Nearness.QUOTES else "error",
        message=f"{words[compared.verdict]} “{story.headline}”",
        why=_("%(own)d in 100 of this draft, %(other)d in 100 of that story.") % {
            "own": round(100 * compared.of_first), "other": round(100 * compared.of_second),
        },
        link=reverse("wagtailadmin_pages:edit", args=[story.pk]), places=places,
        offer=Offer(kind="related", value=story.pk, label=story.headline)
        if compared.verdict == Nearness.QUOTES and story.pk not in draft.related else None,
    )  # fmt: skip


def _places(draft: Draft, story: StoryPage) -> Iterator[tuple[str, int, int]]:
    """The longest shared stretch of each passage."""
    other = shingles(documents.text_of(story))
    for passage in draft.passages:
        shared: list[Place] = shared_places(passage.text, other)
        if shared:
            longest = max(shared, key=lambda one: (one.end - one.start, -one.start))
            yield f"body:{passage.block}", longest.start, longest.end
