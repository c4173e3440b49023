"""What may be offered after a story, read for comparison."""

from collections.abc import Iterable, Mapping
from typing import Final

from django.db.models import Count

from nashra.arabic.analyzer import Analyzer, tokens
from nashra.newsroom import bulk
from nashra.newsroom import queries as newsroom
from nashra.newsroom.models import FilledStory, RefusedStory, RelatedStory, StoryPage
from nashra.search import documents, queries, related
from nashra.search.related import SHOWN_MOST, Match, Rarity, Traits

FROM_A_LIST: Final = 8
FROM_ALL: Final = 20
"""Candidates that are compared whole."""


def find(story: StoryPage) -> list[Match]:
    """The best to be offered after a published story now, with the reasons.

    Raises SearchUnavailable where there is no index: words are what most stories have in common.
    """
    analyzer = queries.analyzer()
    lists = documents.lists_of([story.public_id])
    own = traits(story, lists.get(story.public_id, []), analyzer)
    shown = _filled(story)
    left_out = _left_out(story)
    ids = [one for one in _candidates(story, own, shown) if one not in left_out][:FROM_ALL]
    others = _read(ids, analyzer)
    rare = _rarity(own, others)
    return related.choose(own, others, rare, shown=shown, worn=_worn(ids))


def _filled(story: StoryPage) -> list[str]:
    rows = FilledStory.objects.filter(story=story).order_by("place")
    return list(rows.values_list("related__public_id", flat=True))


def _left_out(story: StoryPage) -> set[str]:
    picked = RelatedStory.objects.filter(story=story)
    refused = RefusedStory.objects.filter(story=story)
    return {
        story.public_id,
        *picked.values_list("related__public_id", flat=True),
        *refused.values_list("related__public_id", flat=True),
        *(public_id for _, public_id in newsroom.live_editions(story)),
    }


def _candidates(story: StoryPage, own: Traits, shown: Iterable[str]) -> dict[str, None]:
    """What may be compared, the likeliest first."""
    found = dict.fromkeys(shown)
    if story.storyline_id:
        rows = StoryPage.objects.filter(storyline=story.storyline_id, live=True)
        same = rows.filter(locale=story.locale_id).order_by("-first_published_at")
        found |= dict.fromkeys(same.values_list("public_id", flat=True)[:FROM_A_LIST])
    language = story.locale.language_code
    found |= dict.fromkeys(
        hit.public_id for hit in queries.alike(own.stems, language=language, limit=FROM_ALL)
    )
    for name in sorted(own.lists):
        if name.startswith(("tag:", "person:")):
            found |= dict.fromkeys(newsroom.list_head(name, FROM_A_LIST))
    return found


def _read(public_ids: list[str], analyzer: Analyzer) -> list[Traits]:
    stories = bulk.stories(public_ids)
    lists = documents.lists_of(stories)
    return [
        traits(story, lists.get(public_id, []), analyzer)
        for public_id, story in stories.items()
        if story.published_at
    ]


def traits(story: StoryPage, lists: Iterable[str], analyzer: Analyzer) -> Traits:
    """What is compared of a published story."""
    if story.published_at is None:
        raise ValueError(f"story {story.public_id} has no time of publication")
    text = documents.text_of(story)
    words = [
        (analyzer.stem(token.word), whole[token.start : token.end], times)
        for whole, times in ((story.headline, 3), (text, 1))
        for token in tokens(whole)
        if not token.word.isdecimal()
    ]
    return Traits(
        pk=story.pk, public_id=story.public_id, published_at=story.published_at,
        storyline=story.storyline_id, lists=frozenset(lists),
        headline=frozenset(analyzer.fields(story.headline).stems),
        stems=related.stems_of(words), text=text,
    )  # fmt: skip


def _rarity(own: Traits, others: Iterable[Traits]) -> Rarity:
    stems = {stem for traits in (own, *others) for stem in traits.stems}
    total = queries.size()
    lists = {name: newsroom.list_length(name) for name in own.lists}
    stories = max([total, *lists.values()])
    return Rarity(
        stems=related.weigh(queries.frequency("stems", stems), total),
        lists=related.weigh(lists, stories),
    )


def _worn(public_ids: Iterable[str]) -> set[str]:
    """Those among these that are offered after enough stories already."""
    rows = FilledStory.objects.filter(related__public_id__in=list(public_ids))
    counted: Mapping[str, int] = dict(
        rows.values_list("related__public_id").annotate(times=Count("pk"))
    )
    return {public_id for public_id, times in counted.items() if times >= SHOWN_MOST}
