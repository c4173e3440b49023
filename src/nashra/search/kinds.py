"""The search page as it is published, and what stands in its place while the application rests."""

from typing import Final

from nashra.newsroom.addresses import FIND_PATH, SEARCH_PATH
from nashra.publishing import views
from nashra.publishing.kinds.common import at, edition, fixed, has_edition, output
from nashra.publishing.pages import Output
from nashra.publishing.reader import Reader

OFF_PATH: Final = f"{SEARCH_PATH}off/"
"""What servers show for ``FIND_PATH`` while the application does not answer."""


def archives(site: views.Site) -> tuple[views.Link, ...]:
    """Where somebody may look who cannot search: the sections, with their archives."""
    return site.sections


def _page(reader: Reader, off: str, language: str | None) -> Output | None:
    code = edition(language)
    if not has_edition(reader, code):
        return None
    view = views.SearchView(
        path=at(code, OFF_PATH if off else SEARCH_PATH), action=at(code, FIND_PATH),
        notices=("resting",) if off else (), archives=archives(reader.site(code)),
    )  # fmt: skip
    return output(reader, view, code)


KINDS = (
    fixed(
        "search", r"/search/(?P<off>(?:off/)?)", 6, _page,
        "The search page, and what stands in for its results while search rests.",
        SEARCH_PATH, OFF_PATH,
    ),
)  # fmt: skip
