"""RSS 2.0 of the whole edition and of each section."""

import re
from collections.abc import Iterator

from nashra.newsroom import queries
from nashra.newsroom.addresses import front_path
from nashra.publishing import views
from nashra.publishing.kinds.common import FIRST, SLUG, at, edition, has_edition, newest, output
from nashra.publishing.kinds.common import pattern as in_edition
from nashra.publishing.pages import Output, PageKind
from nashra.publishing.reader import Reader


def _site_feed(reader: Reader, language: str | None) -> Output | None:
    code = edition(language)
    if not has_edition(reader, code):
        return None
    ids = reader.head(f"all:{code}")
    site = reader.site(code)
    view = views.FeedView(
        path=at(code, "/feed.xml"), title=site.name, description=site.tagline or site.name,
        home=at(code, "/"), cards=reader.cards(ids),
    )  # fmt: skip
    return output(reader, view, code, FIRST)


def _section_feed(reader: Reader, slug: str, language: str | None) -> Output | None:
    code = edition(language)
    with reader.reading():
        section = queries.section_by_slug(slug, language=code)
    if section is None or not section.live or slug == queries.INBOX_SLUG:
        return None
    name = f"section:{section.pk}"
    reader.keys.add(name)
    cards = reader.cards(reader.head(name))
    home = front_path("section", slug, code)
    view = views.FeedView(
        path=f"{home}feed.xml", title=f"{section.title} | {reader.site(code).name}",
        description=section.description or section.title, home=home, cards=cards,
    )  # fmt: skip
    return output(reader, view, code, newest(cards))


def _site_arises(key: str) -> Iterator[str]:
    if key.startswith("site:"):
        yield at(key.removeprefix("site:"), "/feed.xml")


def _section_arises(key: str) -> Iterator[str]:
    if (match := re.fullmatch(r"section:(\d+)", key)) and (
        address := queries.page_address(int(match[1]))
    ):
        yield f"{address[1]}feed.xml"


def _every_site() -> Iterator[str]:
    return (at(language, "/feed.xml") for language in queries.languages())


def _every_section() -> Iterator[str]:
    for language in queries.languages():
        for section in queries.sections(language):
            yield f"{front_path('section', section.slug, language)}feed.xml"


KINDS = (
    PageKind(
        name="feed", pattern=in_edition(r"/feed\.xml"), rank=6, build=_site_feed,
        arises=_site_arises, every=_every_site, doc="RSS of an edition.",
    ),
    PageKind(
        name="section-feed", pattern=in_edition(rf"/section/{SLUG}/feed\.xml"), rank=6,
        build=_section_feed, arises=_section_arises, every=_every_section,
        doc="RSS of a section.",
    ),
)  # fmt: skip
