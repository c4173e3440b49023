"""Allow-lists for the markup that a story may hold."""

import nh3

_INLINE = {"p", "b", "strong", "i", "em", "a", "br"}
_BLOCK = _INLINE | {"h2", "h3", "ul", "ol", "li"}
_SCHEMES = {"http", "https", "mailto", "tel"}


def clean_inline(html: str) -> str:
    """A paragraph or list item: bold, italic and links; anything else loses its tags."""
    return nh3.clean(
        html, tags=_INLINE, attributes={"a": {"href", "linktype", "id"}},
        url_schemes=_SCHEMES, link_rel=None,
    )  # fmt: skip


def clean_block(html: str) -> str:
    """A static page's text: headings and lists besides what a paragraph may hold."""
    return nh3.clean(
        html, tags=_BLOCK, attributes={"a": {"href", "linktype", "id"}},
        url_schemes=_SCHEMES, link_rel=None,
    )  # fmt: skip


def clean_shown(html: str) -> str:
    """Rich text on its way to readers: what an allow-list of an earlier day let in goes here."""
    return nh3.clean(
        html, tags=_BLOCK, attributes={"a": {"href"}}, url_schemes=_SCHEMES, link_rel="noopener"
    )


def clean_entry(html: str) -> str:
    """An entry of a live coverage: paragraphs, bold, italic and links to full addresses.

    Its markup stands on pages at several addresses, where a relative link would lead elsewhere.
    """
    return nh3.clean(
        html, tags=_INLINE, attributes={"a": {"href"}}, url_schemes=_SCHEMES,
        link_rel="noopener", url_relative="deny",
    )  # fmt: skip
