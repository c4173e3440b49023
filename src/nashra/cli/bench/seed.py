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
from django.db import connection, transaction
from wagtail.models import Page

from nashra.changes import guard
from nashra.changes.unit import unit_of_work
from nashra.cli.bench import words
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
)

START = datetime(2026, 11, 1, 6, 0, tzinfo=UTC)
"""When the newest story was published; the others lie before it."""
APART = timedelta(minutes=15)
CHUNK = 2000
PROLIFIC = 6
"""One story in so many is signed by the first author."""
SHARED = 20
"""One story in so many carries the first storyline's background."""


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


def _sentence(random_: random.Random) -> str:
    return random_.choice(words.SENTENCES).format(
        subject=random_.choice(words.SUBJECTS), place=random_.choice(words.PLACES),
        object=random_.choice(words.OBJECTS), number=random_.randint(3, 90),
    )  # fmt: skip


def _body(random_: random.Random, cast: Cast, *, background: bool) -> str:
    blocks: list[dict[str, Any]] = [
        {"type": "paragraph", "value": f"<p>{' '.join(_sentence(random_) for _ in range(3))}</p>"}
        for _ in range(random_.randint(3, 7))
    ]
    if random_.random() < 0.3:
        said = {
            "person": random_.choice(cast.people).pk, "speaker": "", "capacity": "", "source": "",
            "said_on": None, "quoted": True, "text": _sentence(random_),
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
    place: Place
    storyline: Storyline


def _public_id(number: int) -> str:
    """A different one for each number: an odd factor permutes the numbers below a power of two."""
    value = (number * 0x9E3779B1 + 0x12345677) % len(ALPHABET) ** LENGTH
    return "".join(ALPHABET[value >> 5 * place & 31] for place in range(LENGTH))


def _drafts(random_: random.Random, cast: Cast, count: int) -> Iterator[_Draft]:
    for number in range(count):
        choice = random_.choice
        yield _Draft(
            number=number,
            public_id=_public_id(number),
            headline=f"{choice(words.SUBJECTS)} {choice(words.VERBS)} {choice(words.OBJECTS)} "
            f"{choice(words.TAILS)}",
            standfirst=_sentence(random_),
            body=_body(random_, cast, background=number % SHARED == 0),
            at=START - APART * (count - number), section=choice(cast.sections),
            author=cast.authors[0] if number % PROLIFIC == 0 else choice(cast.authors[1:]),
            tags=tuple(random_.sample(cast.tags, random_.randint(0, 4))),
            place=choice(cast.places),
            storyline=cast.storylines[0] if number % SHARED == 0 else choice(cast.storylines[1:]),
        )  # fmt: skip


def _page(draft: _Draft, child: int, kind: ContentType) -> Page:
    section = draft.section
    return Page(
        path=Page._get_path(section.path, section.depth + 1, child), depth=section.depth + 1,
        numchild=0, title=draft.headline, draft_title=draft.headline, slug=draft.public_id,
        url_path=f"{section.url_path}{draft.public_id}/", content_type=kind, live=True,
        has_unpublished_changes=False, locale_id=section.locale_id,
        first_published_at=draft.at, last_published_at=draft.at,
        latest_revision_created_at=draft.at,
        translation_key=uuid.UUID(int=draft.number + (1 << 96)),
    )  # fmt: skip


_STORY_FIELDS = (
    "page_ptr_id", "public_id", "kicker", "headline", "short_headline", "standfirst", "genre",
    "urgency", "dateline_id", "storyline_id", "lead_image_id", "lead_alt", "lead_caption",
    "lead_credit", "body", "note_to_readers", "source_url",
)  # fmt: skip


def _insert(drafts: Sequence[_Draft], children: dict[int, int]) -> list[int]:
    kind = ContentType.objects.get_for_model(StoryPage)
    pages = []
    for draft in drafts:
        pages.append(_page(draft, children[draft.section.pk], kind))
        children[draft.section.pk] += 1
    keys = [page.pk for page in Page.objects.bulk_create(pages, batch_size=300)]
    marks = ", ".join(["%s"] * len(_STORY_FIELDS))
    # The names are constants of this module.
    sql = f"INSERT INTO newsroom_storypage ({', '.join(_STORY_FIELDS)}) VALUES ({marks})"  # noqa: S608
    with connection.cursor() as cursor:
        cursor.executemany(
            sql,
            [
                (
                    key, draft.public_id, "", draft.headline, "", draft.standfirst, "news",
                    "normal", draft.place.pk, draft.storyline.pk, None, "", "", "", draft.body,
                    "", "",
                )
                for key, draft in zip(keys, drafts, strict=True)
            ],
        )  # fmt: skip
    return keys


def _relate(drafts: Sequence[_Draft], keys: Sequence[int]) -> None:
    pairs = list(zip(keys, drafts, strict=True))
    StoryAuthor.objects.bulk_create(
        StoryAuthor(story_id=key, author=draft.author, sort_order=0) for key, draft in pairs
    )
    StoryTag.objects.bulk_create(
        StoryTag(story_id=key, tag=tag, sort_order=n)
        for key, draft in pairs
        for n, tag in enumerate(draft.tags)
    )


def _place(drafts: Sequence[_Draft], lengths: dict[str, int]) -> None:
    rows = []
    for draft in drafts:
        people = (
            block["value"]["person"]
            for block in json.loads(draft.body)
            if block["type"] == "statement"
        )
        names = [
            "all:ar", f"section:{draft.section.pk}", f"author:{draft.author.pk}:ar",
            *(f"tag:{tag.pk}:ar" for tag in draft.tags),
            *(f"person:{pk}:ar" for pk in people),
        ]  # fmt: skip
        for name in names:
            slot = lengths.get(name, 0)
            lengths[name] = slot + 1
            rows.append(
                Placement(
                    list_name=name, slot=slot, public_id=draft.public_id, live=True,
                    published_at=draft.at,
                )
            )  # fmt: skip
    Placement.objects.bulk_create(rows, batch_size=500)


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
    children = {section.pk: 0 for section in cast.sections}
    lengths: dict[str, int] = {}
    source = _drafts(random_, cast, stories)
    while chunk := [draft for _, draft in zip(range(CHUNK), source, strict=False)]:
        with guard.suspended(), transaction.atomic():
            keys = _insert(chunk, children)
            _relate(chunk, keys)
            _place(chunk, lengths)
        progress(chunk[-1].number + 1)
    with guard.suspended():
        for pk, count in children.items():
            SectionPage.objects.filter(pk=pk).update(numchild=count)
