"""Named reads of the newsroom's data. Writes are in ``actions/``."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Max, QuerySet

from nashra.newsroom.models import (
    PAGE_SIZE,
    Correction,
    HomePage,
    Newsroom,
    Placement,
    SectionPage,
    StaticPage,
    StoryPage,
    Tombstone,
)

HEAD_SIZE = 30
"""Stories on the front of a list; the rest is in its archive."""

INBOX_SLUG = "inbox"
"""The section that takes drafts which name none; it never shows on the site while it is empty."""


def newsroom() -> Newsroom:
    """The newsroom's settings; defaults before ``nashra setup`` has run."""
    return Newsroom.objects.prefetch_related("channels").first() or Newsroom()


def homes() -> QuerySet[HomePage]:
    """The editions' front pages, the main edition first."""
    return HomePage.objects.filter(live=True).select_related("locale").order_by("path")


def languages() -> tuple[str, ...]:
    """Language codes of all live editions, the main one first."""
    return tuple(homes().values_list("locale__language_code", flat=True))


def sections(language: str) -> QuerySet[SectionPage]:
    """The live sections of an edition in the order of the desk's tree, without the inbox."""
    return (
        SectionPage.objects.filter(live=True, locale__language_code=language)
        .exclude(slug=INBOX_SLUG)
        .order_by("path")
    )


def static_pages(language: str) -> QuerySet[StaticPage]:
    """The live static pages of an edition in the order of the desk's tree."""
    return StaticPage.objects.filter(live=True, locale__language_code=language).order_by("path")


def section_by_slug(slug: str, *, language: str = "ar") -> SectionPage | None:
    """The section at this address, live or not."""
    return SectionPage.objects.filter(slug=slug, locale__language_code=language).first()


def section_by_name(name: str, *, language: str = "ar") -> SectionPage | None:
    """The section with exactly this name."""
    return SectionPage.objects.filter(title=name.strip(), locale__language_code=language).first()


def inbox_section(*, language: str = "ar") -> SectionPage:
    """Where drafts without a section go. Raises DoesNotExist before ``nashra setup``."""
    return SectionPage.objects.get(slug=INBOX_SLUG, locale__language_code=language)


def story_by_public_id(public_id: str) -> StoryPage | None:
    """The story with this public id in any state."""
    return StoryPage.objects.filter(public_id=public_id).first()


def tombstone(public_id: str) -> Tombstone | None:
    """What stands at a gone story's address."""
    return Tombstone.objects.filter(pk=public_id).first()


def live_editions(story: StoryPage) -> list[tuple[str, str]]:
    """``(language, public id)`` of the published editions of the same story, itself included."""
    rows = StoryPage.objects.filter(live=True, translation_key=story.translation_key)
    return sorted(rows.values_list("locale__language_code", "public_id"))


def edition_ids(translation_key: Any) -> list[str]:
    """Public ids of all editions of one story, published or not."""
    rows = StoryPage.objects.filter(translation_key=translation_key)
    return list(rows.values_list("public_id", flat=True))


def list_head(name: str, size: int = HEAD_SIZE) -> list[str]:
    """Public ids of the newest stories of a list, newest first."""
    rows = Placement.objects.filter(list_name=name, live=True)
    return list(
        rows.order_by("-published_at", "-slot").values_list("public_id", flat=True)[:size]
    )


def list_page(name: str, number: int) -> list[str]:
    """Public ids on one archive page, the newest slot first; gaps are left out."""
    first = number * PAGE_SIZE
    rows = Placement.objects.filter(
        list_name=name, live=True, slot__gte=first, slot__lt=first + PAGE_SIZE
    )
    return list(rows.order_by("-slot").values_list("public_id", flat=True))


def list_length(name: str) -> int:
    """How many slots a list has given, gaps included."""
    top: int | None = Placement.objects.filter(list_name=name).aggregate(top=Max("slot"))["top"]
    return 0 if top is None else top + 1


def corrections_page(language: str, number: int) -> QuerySet[Correction]:
    """One page of an edition's corrections, newest first."""
    first = number * PAGE_SIZE
    return Correction.objects.filter(
        language=language, slot__gte=first, slot__lt=first + PAGE_SIZE
    ).order_by("-slot")


def corrections_length(language: str) -> int:
    """How many corrections an edition has made."""
    rows = Correction.objects.filter(language=language)
    top: int | None = rows.aggregate(top=Max("slot"))["top"]
    return 0 if top is None else top + 1


def published(public_ids: Iterable[str]) -> QuerySet[StoryPage]:
    """The published stories among these."""
    return StoryPage.objects.filter(live=True, public_id__in=list(public_ids))
