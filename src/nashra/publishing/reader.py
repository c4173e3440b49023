"""Named reads for one page: each declares its keys and gives what templates get."""

import re
from collections.abc import Callable, Iterable
from typing import Any, Protocol, cast

from markupsafe import Markup
from wagtail.models import Locale, Page
from wagtail.rich_text.rewriters import LinkRewriter

from nashra.newsroom import bulk, coverages, queries
from nashra.newsroom.addresses import front_path, story_path
from nashra.newsroom.clean import clean_shown
from nashra.newsroom.models import Author, NewsImage, Person, SectionPage, StoryPage
from nashra.publishing.links import relative
from nashra.publishing.memory import Memory, Remembered
from nashra.publishing.pictures import Rendition, picture, renditions
from nashra.publishing.recorder import Recorder, engine
from nashra.publishing.views import Byline, Card, Language, Link, Picture, Site, Urgency

_ROOTED = re.compile(r'href="(/(?!/)[^"]*)"')
_PARAGRAPH = re.compile(r"<p>(.*?)</p>", re.DOTALL)


class Publication(Protocol):
    """The state of the published root, as one batch sees it."""

    def exists(self, path: str, *, wanted_by: str) -> bool:
        """Whether a page stands at ``path``; makes it first where it should and does not."""

    def site(self, language: str) -> Site:
        """An edition's global input."""

    @property
    def memory(self) -> Memory:
        """What was read for other pages already."""


class Reader(Recorder):
    """What one page reads; ``path`` is its own address."""

    def __init__(self, path: str, publication: Publication) -> None:
        super().__init__()
        self.path = path
        self.publication = publication
        self.renditions: dict[str, Rendition] = {}

    def site(self, language: str) -> Site:
        """The edition's global input: no key, since it is an epoch."""
        with engine():
            return self.publication.site(language)

    def fact(self, key: str, read: Callable[[], Any]) -> Any:
        """The value of a fact, declared by its key."""
        with self.reading(key):
            return self.publication.memory.fact(key, read)

    def head(self, name: str, size: int = queries.HEAD_SIZE) -> list[str]:
        """Public ids of the newest stories of a list."""
        found: list[str] = self.fact(f"list:{name}/head", lambda: queries.list_head(name))
        return found[:size]

    def stands(self, path: str) -> bool:
        """Whether a link to ``path`` would hold; if not, this page waits for it to appear."""
        with engine():
            there = self.publication.exists(path, wanted_by=self.path)
        if not there:
            self.keys.add(f"absent:{path}")
        return there

    def front(self, kind: str, row: Any, language: str) -> Link | None:
        """A link to the front of a tag, author or person, None while that does not stand."""
        path = front_path(kind, row.slug, language)
        return Link(path=path, text=row.called(language)) if self.stands(path) else None

    def section(self, pk: int) -> Link:
        """A section's name and front, of whatever edition it belongs to."""
        with self.reading(f"section:{pk}"):
            page = self.publication.memory.row(SectionPage, pk)
            language = self.language(page)
        path = front_path("section", page.slug, language)
        return Link(path=path if self.stands(path) else "", text=page.title)

    def picture(
        self, pk: int | None, *, alt: str, caption: str = "", credit: str = ""
    ) -> Picture | None:
        """A picture; its files are written before the page that shows them."""
        if pk is None:
            return None
        with self.reading(f"image:{pk}"):
            image = self.publication.memory.row(NewsImage, pk)
        if image is None:
            return None
        shown = picture(image, alt=alt, caption=caption, credit=credit)
        for path, wanted in renditions(image, shown).items():
            self.renditions[path] = wanted
            self.keys.add(f"file:{path}")
        return shown

    def byline(self, pk: int, language: str) -> Byline | None:
        """An author as they sign."""
        with self.reading(f"author:{pk}"):
            author = self.publication.memory.row(Author, pk)
        if author is None:
            return None
        link = self.front("author", author, language)
        return Byline(
            name=author.called(language), path=link.path if link else "",
            role=author.role_en or author.role if language == "en" else author.role,
            portrait=self.picture(author.portrait_id, alt=author.called(language)),
        )  # fmt: skip

    def person(self, pk: int, language: str) -> tuple[Person | None, str]:
        """A person and the address of their page, empty while that does not stand."""
        with self.reading(f"person:{pk}"):
            person = self.publication.memory.row(Person, pk)
        if person is None:
            return None, ""
        link = self.front("person", person, language)
        return person, link.path if link else ""

    def language(self, page: Page) -> str:
        """The language of a page of the tree. Call where reading is declared."""
        return str(self.publication.memory.row(Locale, page.locale_id).language_code)

    def cards(self, public_ids: Iterable[str]) -> tuple[Card, ...]:
        """The published stories among these whose pages stand, in the given order."""
        ids = list(public_ids)
        self.keys.update(f"story:{public_id}/{f}" for public_id in ids for f in ("state", "card"))
        memory = self.publication.memory
        if missing := [public_id for public_id in ids if public_id not in memory.cards]:
            self._remember(missing)
        with engine():
            memory.look(story_path(public_id) for public_id in ids)
        found = (memory.cards[public_id] for public_id in ids)
        return tuple(self._show(known) for known in found if known and self.stands(known.card.path))

    def _remember(self, public_ids: list[str]) -> None:
        memory = self.publication.memory
        with engine():
            stories = {story.public_id: story for story in queries.stories_for_cards(public_ids)}
            pks = [story.pk for story in stories.values()]
            authors, corrected = bulk.authors(pks), bulk.corrections(pks)
            covered = coverages.running_ids(stories)
            memory.rows(NewsImage, {s.lead_image_id for s in stories.values() if s.lead_image_id})
        for public_id in public_ids:
            story = stories.get(public_id)
            memory.cards[public_id] = story and self._card(
                story, authors.get(story.pk, []), corrected=story.pk in corrected,
                covered=public_id in covered,
            )  # fmt: skip

    def _show(self, known: Remembered) -> Card:
        self.keys |= known.keys
        self.renditions |= known.renditions
        return known.card

    def _card(
        self, story: StoryPage, authors: Iterable[int], *, corrected: bool, covered: bool
    ) -> Remembered:
        reader = Reader(story_path(story.public_id), self.publication)
        with reader.reading(f"story:{story.public_id}/card"):
            language = reader.language(story)
            section = self.publication.memory.section_of(story)
            urgency = story.announced
        bylines = (reader.byline(pk, language) for pk in authors)
        published = story.published_at
        if published is None:
            raise ValueError(f"story {story.public_id} has no time of publication")
        card = Card(
            id=story.public_id, path=reader.path,
            headline=story.short_headline or story.headline, kicker=story.kicker,
            standfirst=story.standfirst, section=reader.section(section),
            urgency=cast(Urgency, urgency), published_at=published,
            authors=tuple(byline for byline in bylines if byline),
            picture=reader.picture(story.lead_image_id, alt=story.lead_alt),
            opinion=story.genre == "opinion", corrected=corrected, covered=covered,
            language=cast(Language, language),
        )  # fmt: skip
        return Remembered(card, frozenset(reader.keys), reader.renditions)

    def rich(self, html: str) -> Markup:
        """A rich text as readers get it: internal links resolved, everything else cleaned."""
        rewriter = LinkRewriter({"page": self._page_link})
        shown = clean_shown(rewriter(html))
        return Markup(_ROOTED.sub(lambda m: f'href="{relative(self.path, m[1])}"', shown))

    def paragraphs(self, html: str) -> list[Markup]:
        """The paragraphs of a rich text, each without its enclosing tag; empty ones left out."""
        inner = (Markup(text) for text in _PARAGRAPH.findall(self.rich(html)))
        return [text for text in inner if text.striptags().strip()]

    def items(self, html: str) -> list[Markup]:
        """A list item's rich text: its paragraphs, or the whole where it has none."""
        return self.paragraphs(html) or [self.rich(html)]

    def _page_link(self, attributes: dict[str, str]) -> str:
        pk = attributes.get("id", "")
        with engine():
            found = queries.page_address(int(pk)) if pk.isdigit() else None
        if found is None:
            return "<a>"
        key, path = found
        self.keys.add(key)
        return f'<a href="{relative(self.path, path)}">' if self.stands(path) else "<a>"
