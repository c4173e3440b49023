"""From hits to what the page shows of them."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, cast

from markupsafe import Markup, escape

from nashra.newsroom import bulk
from nashra.newsroom.addresses import front_path, story_path
from nashra.newsroom.models import Person, SectionPage, StoryPage
from nashra.newsroom.plain import passages
from nashra.newsroom.statements import statements
from nashra.publishing import views
from nashra.publishing.models import PublishedFile
from nashra.search import queries
from nashra.search.queries import Found, Results


def shown(found: Results, query: str) -> tuple[views.SearchHit, ...]:
    """The hits whose pages stand, with what answers the query marked."""
    stories = bulk.stories({hit.public_id for hit in found.hits})
    paths = [story_path(public_id) for public_id in stories]
    standing = set(
        PublishedFile.objects.filter(path__in=paths)
        .exclude(sha256="")
        .values_list("path", flat=True)
    )
    sections = _sections(stories.values())
    hits: list[views.SearchHit] = []
    for hit in found.hits:
        story = stories.get(hit.public_id)
        if story is not None and story_path(hit.public_id) in standing:
            hits.extend(_hit(hit, story, query, sections))
    return tuple(hits)


def _sections(stories: Iterable[StoryPage]) -> Mapping[str, SectionPage]:
    """The sections above stories, by the part of the tree's path that both share."""
    above = {story.path[: -StoryPage.steplen] for story in stories}
    rows = SectionPage.objects.filter(path__in=above).select_related("locale")
    return {section.path: section for section in rows}


def _hit(
    hit: Found, story: StoryPage, query: str, sections: Mapping[str, SectionPage]
) -> Iterator[views.SearchHit]:
    section = sections.get(story.path[: -StoryPage.steplen])
    if section is None or story.published_at is None:
        return
    language: views.Language = "en" if section.locale.language_code == "en" else "ar"
    link = views.Link(path=front_path("section", section.slug, language), text=section.title)
    said: Mapping[str, Any] = {}
    if hit.statement is not None:
        held = list(statements(story.body))
        if hit.statement >= len(held):
            return
        said = held[hit.statement]
    text = said.get("text") or _text(story) if said else _text(story)
    yield views.SearchHit(
        path=story_path(story.public_id), headline=_marked(story.headline, query, 400),
        excerpt=_marked(text, query, 220), section=link, published_at=story.published_at,
        language=language, **_speaker(said, language),
    )  # fmt: skip


def _text(story: StoryPage) -> str:
    parts = [story.standfirst, *(passage.text for passage in passages(story.body.raw_data))]
    return " ".join(" ".join(parts).split())


def _marked(text: str, query: str, length: int) -> Markup:
    pieces = queries.excerpt(text, query, length=length)
    return Markup().join(
        Markup("<mark>{}</mark>").format(piece) if marked else escape(piece)
        for piece, marked in pieces
    )


def _speaker(said: Mapping[str, Any], language: views.Language) -> dict[str, str]:
    if not said:
        return {}
    person = Person.objects.filter(pk=said["person"]).first() if said.get("person") else None
    name = person.called(language) if person else said.get("speaker")
    capacity = said.get("capacity") or (person.capacity if person and language == "ar" else "")
    return {"speaker": cast(str, name or ""), "capacity": cast(str, capacity or "")}
