"""What the kinds share: addresses in patterns, keys in parts, times to sort by."""

import re
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime

from nashra.newsroom import queries
from nashra.newsroom.addresses import MAIN_LANGUAGE, prefix
from nashra.publishing import jinja, views
from nashra.publishing.pages import Builder, Output, PageKind
from nashra.publishing.reader import Reader

EDITION = r"(?:/(?P<language>en))?"
SLUG = r"(?P<slug>[a-z0-9-]+)"
EPOCH_START = datetime(1970, 1, 1, tzinfo=UTC)
"""Sorts last in a sweep."""
FIRST = datetime(9999, 1, 1, tzinfo=UTC)
"""Sorts first in a sweep: what most readers open."""


def pattern(rest: str) -> re.Pattern[str]:
    """An address in the main edition or beneath another's prefix."""
    return re.compile(EDITION + rest)


def edition(language: str | None) -> str:
    """The language that a matched address belongs to."""
    return language or MAIN_LANGUAGE


def has_edition(reader: Reader, language: str) -> bool:
    """Whether the edition is published."""
    with reader.reading(f"site:{language}"):
        return language in reader.publication.memory.languages()


def output(
    reader: Reader, view: views.AnyView, language: str, sort_at: datetime = EPOCH_START
) -> Output:
    """Renders a view as a page of an edition."""
    text = jinja.render(view, site=reader.site(language))
    return Output(body=text.encode(), sort_at=sort_at)


def newest(cards: Iterable[views.Card]) -> datetime:
    """When the newest of the stories was published."""
    return max((card.published_at for card in cards), default=EPOCH_START)


def at(language: str, rest: str) -> str:
    """An address in an edition."""
    return f"{prefix(language)}{rest}"


def standing_editions(
    reader: Reader, own: str, pages: Iterable[tuple[str, str, str]]
) -> tuple[views.Link, ...]:
    """Links to a page in every edition where it stands, its own included; none if that is all.

    ``pages`` are language, address and words of each.
    """
    links = tuple(
        views.Link(path=path, text=text, language="en" if language == "en" else "ar")
        for language, path, text in pages
        if path == own or reader.stands(path)
    )
    return links if len(links) > 1 else ()


def fixed(name: str, expression: str, rank: int, build: Builder, doc: str, *rests: str) -> PageKind:
    """A kind that stands in each edition at the fixed addresses ``rests``."""

    def arises(key: str) -> Iterator[str]:
        if key.startswith("site:"):
            language = key.removeprefix("site:")
            yield from (at(language, rest) for rest in rests)

    def every() -> Iterator[str]:
        for language in queries.languages():
            yield from (at(language, rest) for rest in rests)

    return PageKind(
        name=name, pattern=pattern(expression), rank=rank, build=build,
        arises=arises, every=every, doc=doc,
    )  # fmt: skip
