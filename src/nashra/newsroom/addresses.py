"""Where things stand in the published root. Addresses are permanent: change none of these."""

from typing import TYPE_CHECKING, Any

from django.conf import settings

if TYPE_CHECKING:
    from wagtail.models import Page

MAIN_LANGUAGE = "ar"
STANDARDS_PATH = "/standards/"
"""The community standards in force, in each edition."""

MIRRORS_PATH = "/mirrors/"
"""Known copies of the site, in each edition."""

SEARCH_PATH = "/search/"
"""The search page, in each edition."""
FIND_PATH = f"{SEARCH_PATH}find/"
"""What the application answers of it, in each edition; everything else of it is published."""

RESERVED = frozenset((
    "a", "account", "archive", "assets", "author", "breaking", "corrections", "desk", "en", "feed",
    "healthz", "latest", "live", "media", "mirror", "mirrors", "most-read", "n", "person", "search",
    "section", "sitemap", "static", "stream", "tag", "talk", "v",
))  # fmt: skip
"""First parts of addresses that no static page may take."""


def prefix(language: str) -> str:
    """Where an edition's pages live: nothing for the main one, ``/en`` for English."""
    return "" if language == MAIN_LANGUAGE else f"/{language}"


def story_path(public_id: str) -> str:
    """The one permanent address of a story, the same for all editions."""
    return f"/a/{public_id}/"


def front_path(kind: str, slug: str, language: str) -> str:
    """The front of a section, tag, author or person."""
    return f"{prefix(language)}/{kind}/{slug}/"


def page_path(page: "Page") -> str:
    """The address of any page of the tree that readers see, from the published root."""
    specific: Any = page.specific_deferred
    language = specific.locale.language_code
    match specific._meta.model_name:
        case "storypage":
            return story_path(specific.public_id)
        case "sectionpage":
            return front_path("section", specific.slug, language)
        case "staticpage":
            return f"{prefix(language)}/{specific.slug}/"
        case _:
            return f"{prefix(language)}/"


def public_root() -> tuple[int, str] | None:
    """Site id and origin of all public addresses; None before the newsroom is founded."""
    from wagtail.models import Site

    from nashra.newsroom.models import Newsroom

    site = Site.objects.filter(is_default_site=True).values_list("pk", flat=True).first()
    if site is None:
        return None
    origin = Newsroom.objects.values_list("origin", flat=True).first()
    return site, origin or settings.WAGTAILADMIN_BASE_URL
