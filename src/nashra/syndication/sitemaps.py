"""Sitemaps (sitemaps.org protocol 0.9): an index, and a file for each thousand slots."""

import re
from collections.abc import Iterator

from nashra.newsroom import queries
from nashra.newsroom.addresses import MAIN_LANGUAGE, story_path
from nashra.publishing import views
from nashra.publishing.kinds.common import EPOCH_START, at, edition, has_edition, output
from nashra.publishing.kinds.common import pattern as in_edition
from nashra.publishing.pages import Output, PageKind
from nashra.publishing.reader import Reader
from nashra.publishing.recorder import engine


def _files(language: str) -> int:
    length = queries.list_length(f"all:{language}")
    return (length + queries.SITEMAP_SIZE - 1) // queries.SITEMAP_SIZE


def _address(language: str, number: int) -> str:
    return at(language, f"/sitemap/{number}.xml")


def _sitemap(reader: Reader, number: str, language: str | None) -> Output | None:
    code = edition(language)
    with reader.reading(f"sitemap:{code}/{number}"):
        known = code in queries.languages() and int(number) < _files(code)
        rows = queries.sitemap_rows(code, int(number)) if known else []
    if not known:
        return None
    with engine():
        reader.publication.memory.look(story_path(public_id) for public_id, _ in rows)
    urls = tuple(
        (story_path(public_id), at)
        for public_id, at in rows
        if reader.stands(story_path(public_id))
    )
    path = _address(code, int(number))
    return output(reader, views.SitemapView(path=path, urls=urls), code)


def _index(reader: Reader, language: str | None) -> Output | None:
    if language or not has_edition(reader, MAIN_LANGUAGE):
        return None
    with reader.reading(f"site:{MAIN_LANGUAGE}"):
        languages = queries.languages()
    paths = [path for code in languages for path in _parts(reader, code)]
    standing = tuple(path for path in paths if reader.stands(path))
    view = views.SitemapIndexView(path="/sitemap.xml", sitemaps=standing)
    return output(reader, view, MAIN_LANGUAGE, EPOCH_START)


def _parts(reader: Reader, language: str) -> list[str]:
    with reader.reading(f"list:all:{language}/last"):
        return [_address(language, number) for number in range(_files(language))]


def _arises(key: str) -> Iterator[str]:
    if match := re.fullmatch(r"sitemap:(\w+)/(\d+)", key):
        yield _address(match[1], int(match[2]))


def _index_arises(key: str) -> Iterator[str]:
    if key == f"site:{MAIN_LANGUAGE}":
        yield "/sitemap.xml"


def _every() -> Iterator[str]:
    for language in queries.languages():
        yield from (_address(language, number) for number in range(_files(language)))


KINDS = (
    PageKind(
        name="sitemap", pattern=in_edition(r"/sitemap/(?P<number>\d+)\.xml"), rank=7,
        build=_sitemap, arises=_arises, every=_every, doc="A thousand slots of an edition.",
    ),
    PageKind(
        name="sitemap-index", pattern=in_edition(r"/sitemap\.xml"), rank=7, build=_index,
        arises=_index_arises, every=lambda: iter(("/sitemap.xml",)),
        doc="All sitemap files.",
    ),
)  # fmt: skip
