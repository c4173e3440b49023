"""A deterministic Arabic newsroom of any size, written straight into the tables.

What takes an editor a form takes this a row: stories are published, dated a quarter of an hour
apart, and stand in their lists; their pages are for ``nashra build`` to make.
"""

import json
import random
import uuid
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Max
from wagtail.models import Page
from wagtail.search.backends import get_search_backend

from nashra.changes import guard
from nashra.changes.models import Fact
from nashra.changes.unit import unit_of_work
from nashra.cli.bench import words
from nashra.cli.bench.places import Lists
from nashra.cli.bench.rows import Table, stored
from nashra.newsroom.actions import create_section, found_newsroom
from nashra.newsroom.ids import ALPHABET, LENGTH
from nashra.newsroom.models import (
    Agency,
    Author,
    Person,
    Place,
    Placement,
    SectionPage,
    StoryAuthor,
    Storyline,
    StoryPage,
    StoryTag,
    Tag,
    Urgency,
)
from nashra.newsroom.story_facts import Shown, digests

START = datetime(2026, 11, 1, 6, 0, tzinfo=UTC)
"""When the newest story was published; the others lie before it."""
APART = timedelta(minutes=15)
CHUNK = 2000
PROLIFIC = 6
"""One story in so many is signed by the first author."""
SHARED = 20
"""One story in so many carries the first storyline's background."""


QUOTING = 0.3
"""Share of stories with a statement."""


@dataclass(frozen=True)
class Cast:
    """Who and what the stories are about."""

    sections: Sequence[SectionPage]
    authors: Sequence[Author]
    tags: Sequence[Tag]
    people: Sequence[Person]
    places: Sequence[Place]
    agency: Agency
    storylines: Sequence[Storyline]


def _names(random_: random.Random, count: int) -> list[str]:
    pairs = [f"{first} {last}" for first in words.FIRST_NAMES for last in words.LAST_NAMES]
    return random_.sample(pairs, count)


def _many(model: Any, names: Sequence[str], **extra: str) -> list[Any]:
    kind = model._meta.model_name
    rows = [model(name=name, slug=f"{kind}-{n}", **extra) for n, name in enumerate(names, 1)]
    for row in rows:
        row.save()
    return rows


def _cast(random_: random.Random) -> Cast:
    sections = [
        create_section(actor=None, name=name, slug=slug, language="ar")
        for name, slug in words.SECTIONS
    ]
    text = "<p>يذكر أن الأعمال في الساحل بدأت قبل عامين وتشمل الميناء والطرق المؤدية إليه.</p>"
    return Cast(
        sections=sections,
        authors=_many(Author, _names(random_, 12)),
        tags=_many(Tag, [f"{a} {b}" for a in words.PLACES[:5] for b in words.OBJECTS[:8]]),
        people=_many(Person, _names(random_, 20)),
        places=_many(Place, words.PLACES),
        agency=_many(Agency, ["نشرة التجربة"])[0],
        storylines=_many(Storyline, words.OBJECTS[:4], background=text),
    )


def sentence(random_: random.Random) -> str:
    """One made-up sentence."""
    return random_.choice(words.SENTENCES).format(
        subject=random_.choice(words.SUBJECTS), place=random_.choice(words.PLACES),
        object=random_.choice(words.OBJECTS), number=random_.randint(3, 90),
    )  # fmt: skip


def _body(random_: random.Random, person: Person | None, *, background: bool) -> str:
    blocks: list[dict[str, Any]] = [
        {"type": "paragraph", "value": f"<p>{' '.join(sentence(random_) for _ in range(3))}</p>"}
        for _ in range(random_.randint(3, 7))
    ]
    if person:
        said = {
            "person": person.pk, "speaker": "", "capacity": "", "source": "",
            "said_on": None, "quoted": True, "text": sentence(random_),
        }  # fmt: skip
        blocks.insert(1, {"type": "statement", "value": said})
    if background:
        blocks.append({"type": "background", "value": None})
    for number, block in enumerate(blocks):
        block["id"] = str(uuid.UUID(int=random_.getrandbits(128) ^ number, version=4))
    return json.dumps(blocks, ensure_ascii=False)


@dataclass(frozen=True)
class _Draft:
    number: int
    public_id: str
    headline: str
    standfirst: str
    body: str
    at: datetime
    section: SectionPage
    author: Author
    tags: tuple[Tag, ...]
    people: tuple[Person, ...]
    """Those with a statement in it."""
    place: Place
    storyline: Storyline


def _public_id(number: int) -> str:
    """A different one for each number: an odd factor permutes the numbers below a power of two."""
    value = (number * 0x9E3779B1 + 0x12345677) % len(ALPHABET) ** LENGTH
    return "".join(ALPHABET[value >> 5 * place & 31] for place in range(LENGTH))


def _drafts(random_: random.Random, cast: Cast, count: int) -> Iterator[_Draft]:
    for number in range(count):
        choice = random_.choice
        person = choice(cast.people) if random_.random() < QUOTING else None
        yield _Draft(
            number=number,
            public_id=_public_id(number),
            headline=f"{choice(words.SUBJECTS)} {choice(words.VERBS)} {choice(words.OBJECTS)} "
            f"{choice(words.TAILS)}",
            standfirst=sentence(random_),
            body=_body(random_, person, background=number % SHARED == 0),
            at=START - APART * (count - number), section=choice(cast.sections),
            author=cast.authors[0] if number % PROLIFIC == 0 else choice(cast.authors[1:]),
            tags=tuple(random_.sample(cast.tags, random_.randint(0, 4))),
            people=(person,) if person else (), place=choice(cast.places),
            storyline=cast.storylines[0] if number % SHARED == 0 else choice(cast.storylines[1:]),
        )  # fmt: skip


class _Writer:
    """Writes stories with their places and facts, a part of them in each transaction."""

    def __init__(self, cast: Cast) -> None:
        self._pages = Table(
            Page, "id", "path", "depth", "title", "draft_title", "slug", "url_path",
            "content_type", "live", "has_unpublished_changes", "locale", "first_published_at",
            "last_published_at", "latest_revision_created_at", "translation_key",
        )  # fmt: skip
        self._stories = Table(
            StoryPage, "page_ptr", "public_id", "headline", "standfirst", "dateline", "storyline",
            "body",
        )  # fmt: skip
        self._authors = Table(StoryAuthor, "story", "author", "sort_order")
        self._tags = Table(StoryTag, "story", "tag", "sort_order")
        self._places = Table(Placement, "list_name", "slot", "public_id", "live", "published_at")
        self._facts = Table(Fact, "key", "digest")
        self._kind = ContentType.objects.get_for_model(StoryPage).pk
        self._next = int(Page.objects.aggregate(last=Max("pk"))["last"]) + 1
        self._lists = Lists("ar")
        self._finder = get_search_backend().get_index_for_model(StoryPage)
        self.children = {section.pk: 0 for section in cast.sections}

    def write(self, drafts: Sequence[_Draft]) -> None:
        """One part; the oldest stories come first."""
        first, self._next = self._next, self._next + len(drafts)
        keyed = list(enumerate(drafts, first))
        self._pages.insert(self._page(key, draft) for key, draft in keyed)
        self._stories.insert(
            (key, d.public_id, d.headline, d.standfirst, d.place.pk, d.storyline.pk, d.body)
            for key, d in keyed
        )
        self._authors.insert((key, draft.author.pk, 0) for key, draft in keyed)
        self._tags.insert(
            (key, tag.pk, number) for key, draft in keyed for number, tag in enumerate(draft.tags)
        )
        self._places.insert(place for draft in drafts for place in self._placed(draft))
        stories = [_story(key, draft) for key, draft in keyed]
        for draft, story in zip(drafts, stories, strict=True):
            self._lists.facts.update(_facts(draft, story))
        self._finder.add_items(StoryPage, stories)
        self._flush()

    def finish(self) -> None:
        """What could not be known before the last story."""
        self._lists.settled()
        self._flush()
        for pk, count in self.children.items():
            SectionPage.objects.filter(pk=pk).update(numchild=count)

    def _flush(self) -> None:
        self._facts.insert(self._lists.facts.items())
        self._lists.facts.clear()

    def _page(self, key: int, draft: _Draft) -> tuple[Any, ...]:
        section, at = draft.section, stored(Page, "first_published_at", draft.at)
        self.children[section.pk] += 1
        path = Page._get_path(section.path, section.depth + 1, self.children[section.pk] - 1)
        translation = stored(Page, "translation_key", uuid.UUID(int=draft.number + (1 << 96)))
        return (
            key, path, section.depth + 1, draft.headline, draft.headline, draft.public_id,
            f"{section.url_path}{draft.public_id}/", self._kind, True, False, section.locale_id,
            at, at, at, translation,
        )  # fmt: skip

    def _placed(self, draft: _Draft) -> Iterator[tuple[Any, ...]]:
        at = stored(Placement, "published_at", draft.at)
        names = (
            "all:ar", f"section:{draft.section.pk}", f"author:{draft.author.pk}:ar",
            *(f"tag:{tag.pk}:ar" for tag in draft.tags),
            *(f"person:{person.pk}:ar" for person in draft.people),
        )  # fmt: skip
        for name in names:
            slot = self._lists.place(name, draft.public_id)
            yield name, slot, draft.public_id, True, at
        self._lists.date(draft.number, draft.public_id, draft.at)


def _story(key: int, draft: _Draft) -> StoryPage:
    return StoryPage(
        pk=key, public_id=draft.public_id, title=draft.headline, headline=draft.headline,
        standfirst=draft.standfirst, dateline_id=draft.place.pk, storyline_id=draft.storyline.pk,
        body=draft.body, first_published_at=draft.at,
    )  # fmt: skip


def _facts(draft: _Draft, story: StoryPage) -> Iterator[tuple[str, str]]:
    shown = Shown(
        section=draft.section.pk, authors=[draft.author.pk], agencies=[],
        tags=[tag.pk for tag in draft.tags], related=[], further_sections=[], corrections=[],
        covered=False, editions=[("ar", draft.public_id)], modified_at=None,
        announced=Urgency.NORMAL, announced_until=None,
    )  # fmt: skip
    for key, value in digests(story, shown).items():
        if value is not None:
            yield key, value


def seed(
    *, stories: int, number: int = 1, progress: Callable[[int], None] = lambda done: None
) -> None:
    """Founds a newsroom of ``stories`` published stories, the same for the same ``number``.

    One author signs one story in six, one storyline's background stands in one of twenty.
    Raises AlreadyFounded where the database holds a newsroom.
    """
    random_ = random.Random(number)  # noqa: S311
    found_newsroom(
        names={"ar": "نشرة التجربة", "en": "Trial Bulletin"}, origin="https://trial.example",
        zone="Asia/Beirut", months="egyptian_levantine", digits="latn",
    )  # fmt: skip
    with unit_of_work(cause="seed"):
        cast = _cast(random_)
    writer = _Writer(cast)
    source = _drafts(random_, cast, stories)
    while chunk := [draft for _, draft in zip(range(CHUNK), source, strict=False)]:
        with guard.suspended(), transaction.atomic():
            writer.write(chunk)
        progress(chunk[-1].number + 1)
    with guard.suspended(), transaction.atomic():
        writer.finish()
