"""The facts that published pages may show, by key. Read docs/changes.md for the list of keys."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from nashra.changes import unit
from nashra.changes.facts import digest, known
from nashra.changes.models import Priority
from nashra.newsroom import announce, live_facts, places, queries, story_facts
from nashra.newsroom.models import (
    PAGE_SIZE,
    Agency,
    Author,
    Coverage,
    FilledStory,
    NewsImage,
    Person,
    Place,
    Placement,
    RefusedStory,
    SectionPage,
    StaticPage,
    Storyline,
    StoryPage,
    Tag,
    Urgency,
)

Facts = dict[str, str | None]

KEYS: Mapping[str, str] = {
    "story:<id>/state": "Whether the story is published, gone (with its reason) or never was.",
    "story:<id>/card": "What listings show of it.",
    "story:<id>/text": "All that readers see on its page; no page reads it, it dates changes.",
    "story:<id>/body": "All that its page shows, and when that was last modified.",
    "story:<id>/said": "The statements in it.",
    "story:<id>/editions": "Its published editions in other languages.",
    "story:<id>/related": "What the engine offers after it, and what an editor refused.",
    "list:<name>/head": "The newest stories of a list.",
    "list:<name>/page/<n>": "The stories on one archive page.",
    "list:<name>/last": "How many archive pages the list has.",
    "author:<id>": "An author's names, role, text and portrait.",
    "person:<id>": "A person's names, capacity and text.",
    "tag:<id>": "A tag's names and aliases.",
    "place:<id>": "A place's names.",
    "agency:<id>": "An agency's names.",
    "storyline:<id>": "A storyline's names and background.",
    "image:<id>": "A picture's file.",
    "section:<id>": "A section's name, address and description.",
    "static:<id>": "A static page.",
    "home:<lang>": "The stories that an editor put at the head of a front page.",
    "corrections:<lang>/page/<n>": "One page of corrections.",
    "corrections:<lang>/last": "How many pages of corrections there are.",
    "breaking:<lang>": "The stories that are announced as breaking, each with its end.",
    "sitemap:<lang>/<n>": "The stories of one sitemap file and when they last changed.",
    "coverage:<id>/state": "Whether a live coverage runs, until when it rests, how it ended.",
    "coverage:<id>/head": "Its newest entries, key moments and what is pinned.",
    "coverage:<id>/last": "The number of its newest stable page.",
    "coverage:<id>/page/<n>": "The entries on one stable page.",
    "coverage:<id>/segment/<n>": "Fifty events that are sealed.",
    "coverage:<id>/tail": "The events since the last sealed fifty.",
    "site:<lang>": "The newsroom's settings, sections, static pages, channels, mirrors: an epoch.",
}
"""Every change key with its meaning; documented by test."""


def list_facts(name: str, pages: Iterable[int]) -> Facts:
    """The facts of a list, and of these of its archive pages."""
    last = (queries.list_length(name) - 1) // PAGE_SIZE
    found: Facts = {
        f"list:{name}/head": digest(queries.list_head(name)),
        f"list:{name}/last": digest([last, queries.list_length(name) > queries.HEAD_SIZE]),
    }
    for number in pages:
        found[f"list:{name}/page/{number}"] = digest(queries.list_page(name, number))
    return found


def _breaking_facts(languages: Iterable[str]) -> Facts:
    return {f"breaking:{code}": digest(queries.breaking(code)) for code in languages}


def _gone(public_id: str, story: StoryPage | None) -> Facts:
    stone = places.settle_tombstone(public_id, story, live=False)
    state = None
    if stone:
        state = digest([stone.kind, stone.reason, stone.at])
    found: Facts = {f"story:{public_id}/state": state}
    for facet in ("card", "text", "body", "said", "editions"):
        found[f"story:{public_id}/{facet}"] = None
    return found | _breaking_facts(queries.languages())


def _live(public_id: str, story: StoryPage) -> Facts:
    places.settle_tombstone(public_id, story, live=True)
    was_live = known(f"story:{public_id}/text") is not None
    bar = announce.settle(story, was_live=was_live)
    shown = story_facts.read(story)
    found = story_facts.digests(story, shown)
    if known(f"story:{public_id}/text") not in {None, found[f"story:{public_id}/text"]}:
        places.note_modification(public_id)
        shown = replace(shown, modified_at=queries.modified_at(public_id))
        found = story_facts.digests(story, shown)
    if story.announced != Urgency.NORMAL:
        unit.hurry(Priority.BREAKING)
    return {**(_breaking_facts([story.locale.language_code]) if bar else {}), **found}


def facts_of_story(public_id: str) -> Facts:
    """Settles a story's places and tombstone, and gives its facts and those of its lists."""
    story = queries.story_by_public_id(public_id)
    live = story is not None and story.live
    found = _live(public_id, story) if story and live else _gone(public_id, story)
    changed = places.place(public_id, story if live else None)
    for name, pages in changed.items():
        found.update(list_facts(name, pages))
    if changed and story:
        for sibling in queries.edition_ids(story.translation_key):
            unit.touch(f"story:{sibling}")
    found.update(_sitemap(public_id))
    if Coverage.objects.filter(pk=public_id).exists():
        unit.touch(f"coverage:{public_id}")
    return found


def _sitemap(public_id: str) -> Facts:
    row = Placement.objects.filter(public_id=public_id, list_name__startswith="all:").first()
    if row is None:
        return {}
    language = row.list_name.partition(":")[2]
    number = row.slot // queries.SITEMAP_SIZE
    return {f"sitemap:{language}/{number}": digest(queries.sitemap_rows(language, number))}


def related_facts(public_id: str) -> Facts:
    """What is offered after a story beside its editor's picks."""
    rows = FilledStory.objects.filter(story__public_id=public_id).order_by("place")
    filled = list(rows.values_list("related__public_id", flat=True))
    refusals = RefusedStory.objects.filter(story__public_id=public_id).order_by("related")
    refused = list(refusals.values_list("related", flat=True))
    value = digest([filled, refused]) if filled or refused else None
    return {f"story:{public_id}/related": value}


def _named(kind: str, model: Any, *fields: str) -> Any:
    def provide(identity: str) -> Facts:
        row = model.objects.filter(pk=identity).values_list("name", "name_en", "slug", *fields)
        value = row.first()
        return {f"{kind}:{identity}": digest(value) if value else None}

    return provide


def image_facts(identity: str) -> Facts:
    """A picture is its file; captions are the stories' own."""
    image = NewsImage.objects.filter(pk=identity).first()
    value = [image.file.name, image.file_size, image.width, image.height] if image else None
    return {f"image:{identity}": digest(value) if value else None}


def _page_facts(kind: str, model: Any, *fields: str) -> Any:
    def provide(identity: str) -> Facts:
        row = model.objects.filter(pk=identity, live=True)
        value = row.values_list("title", "slug", *fields).first()
        for language in queries.languages():
            unit.touch(f"site:{language}")
        return {f"{kind}:{identity}": digest(value) if value else None}

    return provide


def home_facts(language: str) -> Facts:
    """What an editor put at the head of the front page."""
    home = queries.homes().filter(locale__language_code=language).first()
    if home is None:
        return {f"home:{language}": None}
    unit.touch(f"site:{language}")
    lead = list(home.lead_items.values_list("story__public_id", flat=True))
    return {f"home:{language}": digest(lead)}


def site_value(language: str) -> list[Any]:
    """The global input of every page of an edition, as plain data."""
    room = queries.newsroom()
    return [
        room.origin, room.onion, room.zone, room.months, room.digits, room.hijri,
        [[c.kind, c.name, c.name_en, c.url] for c in room.channels.all()] if room.pk else [],
        [[m.name, m.name_en, m.url] for m in room.mirrors.all()] if room.pk else [],
        [[h.locale.language_code, h.title, h.tagline] for h in queries.homes()],
        list(queries.sections(language).values_list("pk", "title", "slug", "band")),
        list(queries.static_pages(language).values_list("pk", "title", "slug", "kind")),
    ]  # fmt: skip


def site_facts(language: str) -> Facts:
    """A change of this is a new epoch: every page of the edition is rendered again."""
    return {f"site:{language}": digest(site_value(language))}


def corrections_facts(language: str) -> Facts:
    """The edition's corrections: the newest page, and how many pages there are."""
    last = max(0, (queries.corrections_length(language) - 1) // PAGE_SIZE)
    found: Facts = {f"corrections:{language}/last": digest(last)}
    for number in range(last + 1):
        rows = queries.corrections_page(language, number)
        value = list(rows.values_list("slot", "note", "at", "story__public_id"))
        found[f"corrections:{language}/page/{number}"] = digest(value)
    return found


PROVIDERS: Mapping[str, Any] = {
    "story": facts_of_story,
    "related": related_facts,
    "author": _named(
        "author", Author, "role", "role_en", "bio", "bio_en", "portrait_id", "aliases"
    ),
    "person": _named("person", Person, "capacity", "capacity_en", "bio", "bio_en", "aliases"),
    "tag": _named("tag", Tag, "aliases"),
    "place": _named("place", Place),
    "agency": _named("agency", Agency),
    "storyline": _named("storyline", Storyline, "background", "background_en"),
    "image": image_facts,
    "section": _page_facts("section", SectionPage, "description", "band"),
    "static": _page_facts("static", StaticPage, "kind", "body", "last_published_at"),
    "home": home_facts,
    "site": site_facts,
    "corrections": corrections_facts,
    "coverage": live_facts.coverage_facts,
    "coverage-page": live_facts.page_facts,
    "coverage-segment": live_facts.segment_facts,
}
