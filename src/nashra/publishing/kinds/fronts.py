"""Fronts and stable archives of sections, tags, authors and people."""

import re
from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Any

from nashra.newsroom import queries
from nashra.newsroom.addresses import front_path
from nashra.newsroom.models import PAGE_SIZE, Author, Person, SectionPage, Tag
from nashra.newsroom.statements import statements
from nashra.publishing import views
from nashra.publishing.kinds.common import (
    EDITION,
    FIRST,
    SLUG,
    edition,
    newest,
    output,
    standing_editions,
)
from nashra.publishing.pages import Output, PageKind
from nashra.publishing.reader import Reader
from nashra.publishing.statement_view import statement

NAMED: Mapping[str, Any] = {"tag": Tag, "author": Author, "person": Person}
KIND = r"/(?P<kind>section|tag|author|person)/"
ARCHIVE_LINKS = 6
"""Archive pages that a front links to; each links to its neighbours."""


class Listed:
    """The thing whose stories are listed, in one edition."""

    def __init__(self, reader: Reader, kind: str, slug: str, language: str) -> None:
        self.reader, self.kind, self.language = reader, kind, language
        memory = reader.publication.memory
        with reader.reading():
            self.row = memory.named(kind, slug, language, read=lambda: self._find(slug))
        if self.row is not None:
            reader.keys.add(f"{kind}:{self.row.pk}")
            tail = "" if kind == "section" else f":{language}"
            self.list = f"{kind}:{self.row.pk}{tail}"
            self.path = front_path(kind, slug, language)

    def _find(self, slug: str) -> Any:
        if self.kind != "section":
            known = self.language in self.reader.publication.memory.languages()
            return NAMED[self.kind].objects.filter(slug=slug).first() if known else None
        section = queries.section_by_slug(slug, language=self.language)
        return section if section and section.live and slug != queries.INBOX_SLUG else None

    @property
    def title(self) -> str:
        """Its name in this edition."""
        return self.row.title if self.kind == "section" else str(self.row.called(self.language))

    def text(self, name: str) -> str:
        """A text of it in this edition, empty where it has none."""
        if self.kind == "section":
            return str(getattr(self.row, name, ""))
        other = getattr(self.row, f"{name}_en", "") if self.language == "en" else ""
        return str(other or getattr(self.row, name, ""))

    @cached_property
    def last_page(self) -> tuple[int, bool]:
        """The number of the newest archive page (-1 for none), and whether the front overflows."""
        length = self.reader.fact(f"list:{self.list}/last", lambda: queries.list_length(self.list))
        return (length - 1) // PAGE_SIZE, length > queries.HEAD_SIZE

    def said(self, cards: tuple[views.Card, ...]) -> tuple[views.Said, ...]:
        """All that a person said in these stories, newest story first."""
        if self.kind != "person":
            return ()
        ids = [card.id for card in cards]
        with self.reader.reading(*(f"story:{public_id}/said" for public_id in ids)):
            bodies = dict(queries.published(ids).values_list("public_id", "body"))
        return tuple(
            views.Said(statement=statement(self.reader, value, self.language), card=card)
            for card in cards
            for value in statements(bodies[card.id])
            if value.get("person") == self.row.pk
        )


def _archive_links(listed: Listed) -> tuple[views.Link, ...]:
    last, overflows = listed.last_page
    if not overflows:
        return ()
    numbers = range(last, max(-1, last - ARCHIVE_LINKS), -1)
    paths = (f"{listed.path}archive/{number}/" for number in numbers)
    return tuple(
        views.Link(path=path, text=path.split("/")[-2])
        for path in paths
        if listed.reader.stands(path)
    )


def _front(reader: Reader, kind: str, slug: str, language: str | None) -> Output | None:
    listed = Listed(reader, kind, slug, edition(language))
    if listed.row is None:
        return None
    cards = reader.cards(reader.head(listed.list))
    portrait = getattr(listed.row, "portrait_id", None)
    feed = f"{listed.path}feed.xml" if kind == "section" else ""
    if feed and not reader.stands(feed):
        feed = ""
    most_read = f"{listed.path}most-read/" if kind == "section" else ""
    if most_read and not reader.stands(most_read):
        most_read = ""
    view = views.FrontView(
        kind=_kind(kind), path=listed.path, title=listed.title,
        description=listed.text("description") or listed.text("bio"), cards=cards,
        archive=_archive_links(listed), feed_path=feed, most_read_path=most_read,
        role=listed.text("role") or listed.text("capacity"),
        portrait=reader.picture(portrait, alt=listed.title),
        aliases=() if kind == "section" else listed.row.spellings()[1:],
        said=listed.said(cards), editions=_editions(listed),
    )  # fmt: skip
    return output(reader, view, listed.language, FIRST if kind == "section" else newest(cards))


def _kind(kind: str) -> Any:
    return kind


def _editions(listed: Listed) -> tuple[views.Link, ...]:
    """The same front in every edition, its own included; none where it has but one."""
    if listed.kind == "section":
        with listed.reader.reading(f"section:{listed.row.pk}"):
            pairs = queries.section_editions(listed.row)
    else:
        with listed.reader.reading(f"site:{listed.language}"):
            languages = listed.reader.publication.memory.languages()
        pairs = [(language, listed.row.slug) for language in languages]
    pages = ((code, front_path(listed.kind, slug, code), code) for code, slug in pairs)
    return standing_editions(listed.reader, listed.path, pages)


def _archive(
    reader: Reader, kind: str, slug: str, number: str, language: str | None
) -> Output | None:
    listed = Listed(reader, kind, slug, edition(language))
    page = int(number)
    if listed.row is None:
        return None
    # Not the list's length: that would have every page of an archive rendered again with each new
    # one. A page that stands stands for ever, and its own fact is new when it comes into being.
    key = f"list:{listed.list}/page/{page}"
    ids = reader.fact(key, lambda: _page_ids(listed.list, page))
    if ids is None:
        return None
    cards = reader.cards(ids)
    view = views.ArchiveView(
        of=views.Link(path=listed.path, text=listed.title), list_kind=_kind(kind),
        path=f"{listed.path}archive/{page}/", number=page, cards=cards,
        newer=_neighbour(listed, page + 1), older=_neighbour(listed, page - 1),
        said=listed.said(cards),
    )  # fmt: skip
    return output(reader, view, listed.language, newest(cards))


def _page_ids(name: str, page: int) -> list[str] | None:
    """The stories on a page, None where the list is not that long."""
    return queries.list_page(name, page) if page * PAGE_SIZE < queries.list_length(name) else None


def _neighbour(listed: Listed, number: int) -> str:
    path = f"{listed.path}archive/{number}/"
    return path if number >= 0 and listed.reader.stands(path) else ""


def _named_path(kind: str, pk: str, language: str) -> str | None:
    if kind == "section":
        section = SectionPage.objects.filter(pk=pk).select_related("locale").first()
        return front_path(kind, section.slug, section.locale.language_code) if section else None
    slug = NAMED[kind].objects.filter(pk=pk).values_list("slug", flat=True).first()
    return front_path(kind, slug, language) if slug else None


def _front_arises(key: str) -> Iterator[str]:
    if match := re.fullmatch(r"(section|tag|author|person):(\d+)", key):
        for language in queries.languages():
            if path := _named_path(match[1], match[2], language):
                yield path


def _archive_arises(key: str) -> Iterator[str]:
    found = re.fullmatch(r"list:(section|tag|author|person):(\d+)(?::(\w+))?/page/(\d+)", key)
    if found and (path := _named_path(found[1], found[2], found[3] or "")):
        yield f"{path}archive/{found[4]}/"


def _every_front() -> Iterator[str]:
    for language in queries.languages():
        for section in queries.sections(language):
            yield front_path("section", section.slug, language)
        for kind, model in NAMED.items():
            for slug in model.objects.values_list("slug", flat=True):
                yield front_path(kind, slug, language)


def _every_archive() -> Iterator[str]:
    """All lists side by side from their beginnings to their ends, as their stories lie in time.

    One list after the other, a large database would be read from end to end for each.
    """
    found: list[tuple[float, str, int]] = []
    for name, length in queries.list_lengths():
        kind, _, rest = name.partition(":")
        pk, _, language = rest.partition(":")
        path = _named_path(kind, pk, language) if kind != "all" else None
        pages = (length + PAGE_SIZE - 1) // PAGE_SIZE if path else 0
        found += [(number / pages, path or "", number) for number in range(pages)]
    return (f"{path}archive/{number}/" for _, path, number in sorted(found))


KINDS = (
    PageKind(
        name="front", pattern=re.compile(EDITION + KIND + SLUG + "/"), rank=4, build=_front,
        arises=_front_arises, every=_every_front,
        doc="The newest stories of a section, tag, author or person.",
    ),
    PageKind(
        name="archive", pattern=re.compile(EDITION + KIND + SLUG + r"/archive/(?P<number>\d+)/"),
        rank=5, build=_archive, arises=_archive_arises, every=_every_archive,
        doc="Fifty slots of a list, at an address that never changes.",
    ),
)  # fmt: skip
