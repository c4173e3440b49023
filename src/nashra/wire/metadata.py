"""What a page says of itself to machines: JSON-LD, Open Graph, canonical link."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final

from lxml import html

from nashra.arabic.text import normalise
from nashra.wire.identity import canonical_address

_ARTICLES: Final = frozenset(
    {"Article", "NewsArticle", "ReportageNewsArticle", "AnalysisNewsArticle", "OpinionNewsArticle",
     "BackgroundNewsArticle", "LiveBlogPosting", "BlogPosting", "ReviewNewsArticle"}
)  # fmt: skip
_MAX_JSON: Final = 1_000_000
_MAX_NODES: Final = 2_000


@dataclass
class Metadata:
    """Absent is ``None`` or empty; texts are as the page has them."""

    headline: str | None = None
    description: str | None = None
    section: str | None = None
    published: str | None = None
    url: str | None = None
    publisher: str | None = None
    language: str | None = None
    authors: list[str] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)


def read_metadata(tree: html.HtmlElement) -> Metadata:
    """JSON-LD where there is any, Open Graph and the document itself for the rest."""
    meta = _meta_tags(tree)
    article = next(_json_articles(tree), {})
    canonical = tree.xpath("//link[translate(@rel,'CANOIL','canoil')='canonical']/@href")
    addresses = [*canonical, *meta.get("og:url", []), _text(article.get("url"))]
    return Metadata(
        headline=_text(article.get("headline")) or _first(meta, "og:title") or _heading(tree),
        description=_text(article.get("description")) or _first(meta, "og:description"),
        section=next(iter(_names(article.get("articleSection"))), None)
        or _first(meta, "article:section"),
        published=_text(article.get("datePublished")) or _first(meta, "article:published_time"),
        url=next(filter(None, (canonical_address(url) for url in addresses if url)), None),
        publisher=next(iter(_names(article.get("publisher"))), None)
        or _first(meta, "og:site_name"),
        language=_language(tree),
        authors=_names(article.get("author")),
        tags=_names(article.get("keywords")) or meta.get("article:tag", []),
    )


def _meta_tags(tree: html.HtmlElement) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for element in tree.iter("meta"):
        name = (element.get("property") or element.get("name") or "").strip().lower()
        content = (element.get("content") or "").strip()
        if name and content:
            found.setdefault(name, []).append(content)
    return found


def _first(meta: dict[str, list[str]], name: str) -> str | None:
    return next(iter(meta.get(name, [])), None)


def _heading(tree: html.HtmlElement) -> str | None:
    """The one first-level heading; several cannot all be the headline."""
    headings = {" ".join(element.text_content().split()) for element in tree.iter("h1")}
    headings.discard("")
    return headings.pop() if len(headings) == 1 else None


def _language(tree: html.HtmlElement) -> str | None:
    root = tree.getroottree().getroot()
    code = (root.get("lang") or "").split("-")[0].strip().lower()
    return code if code in ("ar", "en") else None


def _json_articles(tree: html.HtmlElement) -> Iterator[dict[str, Any]]:
    for script in tree.iter("script"):
        source = script.text or ""
        if "ld+json" not in (script.get("type") or "") or len(source) > _MAX_JSON:
            continue
        try:
            data = json.loads(source, strict=False)
        except (ValueError, RecursionError):
            # A page's broken metadata is no metadata; its text is still there.
            continue
        yield from (node for node in _nodes(data) if _is_article(node))


def _nodes(data: Any) -> Iterator[dict[str, Any]]:
    waiting, seen = [data], 0
    while waiting and seen < _MAX_NODES:
        seen += 1
        node = waiting.pop(0)
        if isinstance(node, list):
            waiting.extend(node)
        elif isinstance(node, dict):
            yield node
            waiting.append(node.get("@graph"))


def _is_article(node: dict[str, Any]) -> bool:
    kinds = node.get("@type")
    named = kinds if isinstance(kinds, list) else [kinds]
    return any(isinstance(kind, str) and kind in _ARTICLES for kind in named)


def _text(value: Any) -> str | None:
    if not isinstance(value, str):
        return None
    # JSON can escape what no encoding can write.
    return normalise(value) or None


def _names(value: Any) -> list[str]:
    """Names out of a string, an object with a name, or a list of either."""
    if isinstance(value, list):
        return [name for entry in value[:50] for name in _names(entry)]
    if isinstance(value, dict):
        value = value.get("name")
    name = _text(value)
    if name is None:
        return []
    return [part.strip() for part in name.replace("،", ",").split(",") if part.strip()]
