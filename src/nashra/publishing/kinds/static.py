"""Static pages, the error page, robots.txt."""

import re
from collections.abc import Iterator
from pathlib import Path

import nashra
from nashra.newsroom import queries
from nashra.newsroom.addresses import MAIN_LANGUAGE, RESERVED
from nashra.newsroom.models import StaticPage
from nashra.publishing import jinja, scripts, views
from nashra.publishing.kinds.common import (
    EPOCH_START,
    FIRST,
    SLUG,
    at,
    edition,
    fixed,
    has_edition,
    output,
    standing_editions,
)
from nashra.publishing.kinds.common import pattern as in_edition
from nashra.publishing.pages import Output, PageKind
from nashra.publishing.reader import Reader

ICON = Path(nashra.__file__).parent / "assets" / "desk" / "nashra" / "mark.svg"


def _static(reader: Reader, slug: str, language: str | None) -> Output | None:
    code = edition(language)
    with reader.reading(f"site:{code}"):
        page = queries.static_page(slug, code)
    if page is None or slug in RESERVED:
        return None
    with reader.reading(f"static:{page.pk}"):
        editions = queries.static_editions(page)
    own = at(code, f"/{slug}/")
    pages = ((name, at(name, f"/{other}/"), name) for name, other in editions)
    view = views.StaticView(
        path=own, title=page.title, html=reader.rich(page.body),
        modified_at=page.last_published_at, editions=standing_editions(reader, own, pages),
    )  # fmt: skip
    return output(reader, view, code)


def _static_arises(key: str) -> Iterator[str]:
    if match := re.fullmatch(r"static:(\d+)", key):
        page = StaticPage.objects.filter(pk=match[1]).select_related("locale").first()
        if page:
            yield at(page.locale.language_code, f"/{page.slug}/")


def _every_static() -> Iterator[str]:
    for language in queries.languages():
        for page in queries.static_pages(language):
            yield at(language, f"/{page.slug}/")


def _not_found(reader: Reader, language: str | None) -> Output | None:
    code = edition(language)
    if not has_edition(reader, code):
        return None
    return output(reader, views.NotFoundView(path=at(code, "/404.html")), code)


def _icon(reader: Reader) -> Output | None:
    return Output(body=ICON.read_bytes(), sort_at=EPOCH_START)


def _live_script(reader: Reader) -> Output | None:
    return Output(body=scripts.live_script().encode(), sort_at=FIRST)


def _talk_script(reader: Reader) -> Output | None:
    return Output(body=scripts.talk_script().encode(), sort_at=FIRST)


def _talk_style(reader: Reader) -> Output | None:
    return Output(body=scripts.talk_style().encode(), sort_at=FIRST)


def _robots(reader: Reader, language: str | None) -> Output | None:
    if not has_edition(reader, MAIN_LANGUAGE) or language:
        return None
    text = jinja.render_robots(site=reader.site(MAIN_LANGUAGE))
    return Output(body=text.encode(), sort_at=EPOCH_START)


KINDS = (
    fixed("404", r"/404\.html", 7, _not_found, "What a wrong address shows.", "/404.html"),
    PageKind(
        name="icon", pattern=re.compile(r"/favicon\.svg"), rank=0, build=_icon,
        arises=lambda key: iter(["/favicon.svg"] if key == f"site:{MAIN_LANGUAGE}" else []),
        every=lambda: iter(["/favicon.svg"]), doc="The mark in a browser's tab.",
    ),
    PageKind(
        name="live-script", pattern=re.compile(r"/assets/live\.js"), rank=0, build=_live_script,
        arises=lambda key: iter(["/assets/live.js"] if key == f"site:{MAIN_LANGUAGE}" else []),
        every=lambda: iter(["/assets/live.js"]), doc="What changes on a page while it is read.",
    ),
    PageKind(
        name="talk-script", pattern=re.compile(r"/assets/talk\.js"), rank=0, build=_talk_script,
        arises=lambda key: iter(["/assets/talk.js"] if key == f"site:{MAIN_LANGUAGE}" else []),
        every=lambda: iter(["/assets/talk.js"]), doc="The discussion beneath a story.",
    ),
    PageKind(
        name="talk-style", pattern=re.compile(r"/assets/talk\.css"), rank=0, build=_talk_style,
        arises=lambda key: iter(["/assets/talk.css"] if key == f"site:{MAIN_LANGUAGE}" else []),
        every=lambda: iter(["/assets/talk.css"]), doc="Its style, and that of its forms.",
    ),
    PageKind(
        name="robots", pattern=in_edition(r"/robots\.txt"), rank=7, build=_robots,
        arises=lambda key: iter(["/robots.txt"] if key == f"site:{MAIN_LANGUAGE}" else []),
        every=lambda: iter(["/robots.txt"]), doc="What crawlers may read.",
    ),
    PageKind(
        name="static", pattern=in_edition(f"/{SLUG}/"), rank=8, build=_static,
        arises=_static_arises, every=_every_static,
        doc="About, contact, standards, privacy and the like.",
    ),
)  # fmt: skip
