"""What machines read of a page: title, canonical address, Open Graph, schema.org."""

import json
from dataclasses import dataclass
from typing import Any, Final

from markupsafe import Markup

from nashra.publishing import thread_views, views
from nashra.publishing.formatting import Formatter, plain
from nashra.publishing.structured_live import coverage, filled, image
from nashra.publishing.views import AnyView, Link, Picture

_DESCRIPTION: Final = 300
"""Characters of a description; search engines and messengers cut far earlier."""
_ESCAPES: Final = {
    ord("<"): "\\u003c", ord(">"): "\\u003e", ord("&"): "\\u0026",
    0x2028: "\\u2028", 0x2029: "\\u2029",
}  # fmt: skip
_MAIN_LANGUAGE: Final = "ar"


@dataclass(frozen=True, kw_only=True)
class Meta:
    """The head of a page, apart from style and script."""

    title: str
    description: str = ""
    canonical: str = ""
    """Full URL; empty for pages that are not to be found: previews, errors, tombstones."""
    alternates: tuple[tuple[str, str], ...] = ()
    """``hreflang`` and full URL of every edition of the page, ``x-default`` last."""
    graph: tuple[tuple[str, str], ...] = ()
    """Open Graph properties with their content."""
    card: str = "summary"
    feed: Link | None = None
    json_ld: Markup | None = None
    section: str = ""
    """Address of the section that the page stands in, marked in the navigation."""


def meta(view: AnyView, write: Formatter) -> Meta:
    """The head of a page of any kind."""
    title, description = _named(view, write)
    name = write.site.name
    full = name if title in ("", name) else f"{title} | {name}"
    if isinstance(view, views.TombstoneView | views.NotFoundView) or (
        view.kind == "search" and (view.hits is not None or view.notices)
    ):
        return Meta(title=full, description=description)
    feed = Link(path=f"{write.site.prefix}/feed.xml", text=name)
    if isinstance(view, views.FrontView) and view.feed_path:
        feed = Link(path=view.feed_path, text=f"{view.title} | {name}")
    if isinstance(view, views.StoryView) and view.preview:
        return Meta(title=full, description=description, feed=feed, section=_section(view))
    picture = view.picture if isinstance(view, views.StoryView) else None
    return Meta(
        title=full, description=description, canonical=write.absolute(view.path),
        alternates=_alternates(view, write), feed=feed,
        graph=_graph(view, write, title or name, description),
        card="summary_large_image" if picture and picture.jpeg else "summary",
        json_ld=_json_ld(view, write), section=_section(view),
    )  # fmt: skip


def _section(view: AnyView) -> str:
    if isinstance(view, views.StoryView | views.LiveView | views.DiscussionView):
        return view.section.path
    of = view.of if isinstance(view, views.ArchiveView | views.MostReadView) else None
    return of.path if of else ""


def _named(view: AnyView, write: Formatter) -> tuple[str, str]:
    labels = write.labels
    match view:
        case views.StoryView():
            return view.headline, _shortened(view.standfirst or _first_words(view))
        case views.FrontView():
            return view.title, _shortened(view.description)
        case views.ArchiveView() | views.LiveView() | views.DiscussionView():
            return _numbered(view, write), ""
        case views.LatestView() | views.BreakingView():
            return (labels.latest if view.kind == "latest" else labels.breaking), ""
        case views.MostReadView():
            span = labels.most_read_week if view.week else labels.most_read_today
            return f"{view.of.text}: {span}" if view.of else span, labels.most_read_note
        case views.CorrectionsView():
            return labels.corrections, labels.corrections_intro
        case views.StaticView():
            return view.title, ""
        case views.TombstoneView():
            gone = labels.retracted if view.retracted else labels.withdrawn
            return view.headline or gone, view.reason
        case views.NotFoundView() | views.SearchView():
            return (labels.search if view.kind == "search" else labels.not_found), ""
        case _:
            return "", write.site.tagline


def _numbered(
    view: views.ArchiveView | views.LiveView | views.DiscussionView, write: Formatter
) -> str:
    if view.number is None:
        page = ""
    else:
        page = write.labels.archive_page.format(number=write.digits(view.number + 1))
    if isinstance(view, views.ArchiveView):
        return f"{view.of.text}: {page}"
    name = f"{view.story.text}: {write.labels.journal}"
    if isinstance(view, views.DiscussionView):
        words = thread_views.WORDS[write.site.language]
        name = f"{view.story.text}: {words['title']} ({words[view.order]})"
    return f"{name}{write.labels.comma}{page}" if page else name


def _first_words(view: views.StoryView) -> str:
    texts = (block.html.striptags() for block in view.body if isinstance(block, views.Paragraph))
    return next(texts, "")


def _shortened(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= _DESCRIPTION else f"{text[:_DESCRIPTION].rsplit(' ', 1)[0]}…"


def _alternates(view: AnyView, write: Formatter) -> tuple[tuple[str, str], ...]:
    links: tuple[Link, ...] = getattr(view, "editions", ())
    if isinstance(view, views.HomeView):
        own = Link(path=view.path, text=write.site.name, language=write.site.language)
        links = (own, *write.site.editions)
    found = {link.language: write.absolute(link.path) for link in links if link.language}
    if len(found) < 2:
        return ()
    default = found.get(_MAIN_LANGUAGE) or next(iter(found.values()))
    return (*((str(code), url) for code, url in sorted(found.items())), ("x-default", default))


def _graph(
    view: AnyView, write: Formatter, title: str, description: str
) -> tuple[tuple[str, str], ...]:
    story = view if isinstance(view, views.StoryView) else None
    locale = {"ar": "ar_AR", "en": "en_US"}[write.site.language]
    pairs = [
        ("og:type", "article" if story else "website"), ("og:site_name", write.site.name),
        ("og:title", title), ("og:description", description),
        ("og:url", write.absolute(view.path)), ("og:locale", locale),
    ]  # fmt: skip
    if story:
        pairs += [
            ("article:published_time", write.iso(story.published_at)),
            ("article:modified_time", write.iso(story.modified_at or story.published_at)),
            ("article:section", story.section.text),
            *(("article:tag", tag.text) for tag in story.tags),
        ]
    picture: Picture | None = getattr(view, "picture", None) or getattr(view, "portrait", None)
    if picture and picture.jpeg:
        largest = picture.jpeg[-1]
        pairs += [
            ("og:image", write.absolute(largest.path)), ("og:image:width", str(largest.width)),
            ("og:image:height", str(largest.height)), ("og:image:alt", picture.alt),
        ]  # fmt: skip
    return tuple((name, content) for name, content in pairs if content)


def _json_ld(view: AnyView, write: Formatter) -> Markup | None:
    if isinstance(view, views.StoryView):
        article = _article(view, write)
        return _script_safe(coverage(article, view.journal, write) if view.journal else article)
    if isinstance(view, views.HomeView):
        return _script_safe({"@context": "https://schema.org", **_publisher(write)})
    return None


def _publisher(write: Formatter) -> dict[str, Any]:
    site = write.site
    return filled(
        {
            "@type": "NewsMediaOrganization",
            "name": site.name,
            "url": write.absolute(f"{site.prefix}/"),
            "logo": write.absolute(site.logo) if site.logo else "",
            "correctionsPolicy": write.absolute(f"{site.prefix}/corrections/"),
            "publishingPrinciples": write.absolute(site.standards_path),
            "sameAs": [channel.url for channel in site.channels if channel.kind != "rss"],
        }
    )


def _article(view: views.StoryView, write: Formatter) -> dict[str, Any]:
    sections = [view.section.text, *(link.text for link in view.further_sections)]
    place = {"@type": "Place", "name": view.dateline} if view.dateline else None
    return filled(
        {
            "@context": "https://schema.org",
            "@type": "OpinionNewsArticle" if view.opinion else "NewsArticle",
            "mainEntityOfPage": write.absolute(view.path),
            "headline": view.headline,
            "description": _shortened(view.standfirst),
            "inLanguage": view.language,
            "datePublished": write.iso(view.published_at),
            "dateModified": write.iso(view.modified_at or view.published_at),
            "articleSection": sections,
            "keywords": [tag.text for tag in view.tags],
            "wordCount": view.words,
            "author": _authors(view, write),
            "publisher": _publisher(write),
            "image": image(view.picture, write),
            "contentLocation": place,
            "dateline": view.dateline,
            "correction": [_correction(note, write) for note in view.corrections],
            "isAccessibleForFree": True,
        }
    )


def _authors(view: views.StoryView, write: Formatter) -> list[dict[str, Any]]:
    people = [
        {"@type": "Person", "name": author.name, "url": write.absolute(author.path)}
        for author in view.authors
    ]
    agencies = [{"@type": "Organization", "name": name} for name in view.agencies]
    named = people or agencies or [{"@type": "Organization", "name": write.site.name}]
    return [filled(one) for one in named]


def _correction(note: views.Correction, write: Formatter) -> dict[str, str]:
    return {
        "@type": "CorrectionComment",
        "text": note.note,
        "datePublished": write.iso(note.at),
    }


def _script_safe(data: dict[str, Any]) -> Markup:
    """JSON for a data block: no ``<``, so that no text can end the element (HTML 4.12.1.3)."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return Markup(plain(text).translate(_ESCAPES))
