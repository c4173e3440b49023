"""Named reads of the newsroom's data. Writes are in ``actions/``."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.models import Max, QuerySet
from wagtail.models import Page

from nashra.newsroom import readiness
from nashra.newsroom.addresses import page_path
from nashra.newsroom.models import (
    PAGE_SIZE,
    Breaking,
    Correction,
    HomePage,
    JournalEvent,
    LeadItem,
    Modification,
    Newsroom,
    Placement,
    SectionPage,
    StaticPage,
    StoryPage,
    Tombstone,
)

HEAD_SIZE = 30
"""Stories on the front of a list; the rest is in its archive."""

SITEMAP_SIZE = 1000
"""Stories in one sitemap file; the protocol allows 50,000, but one edit rewrites one file."""

INBOX_SLUG = readiness.INBOX_SLUG
"""The section that takes drafts which name none; it never shows on the site while it is empty."""


def newsroom() -> Newsroom:
    """The newsroom's settings; defaults before ``nashra setup`` has run."""
    return Newsroom.objects.prefetch_related("channels", "mirrors").first() or Newsroom()


def _few(model: Any) -> QuerySet[Any]:
    """All pages of a kind of which there are few, named by their keys.

    Asked for by their kind alone, SQLite may walk all stories in search of them.
    """
    keys = list(model.objects.order_by().values_list("pk", flat=True))
    found: QuerySet[Any] = model.objects.filter(pk__in=keys)
    return found


def homes() -> QuerySet[HomePage]:
    """The editions' front pages, the main edition first."""
    found: QuerySet[HomePage] = _few(HomePage).filter(live=True).select_related("locale")
    return found.order_by("path")


def languages() -> tuple[str, ...]:
    """Language codes of all live editions, the main one first."""
    return tuple(homes().values_list("locale__language_code", flat=True))


def sections(language: str) -> QuerySet[SectionPage]:
    """The live sections of an edition in the order of the desk's tree, without the inbox."""
    found: QuerySet[SectionPage] = _few(SectionPage).filter(
        live=True, locale__language_code=language
    )
    return found.exclude(slug=INBOX_SLUG).order_by("path")


def static_pages(language: str) -> QuerySet[StaticPage]:
    """The live static pages of an edition in the order of the desk's tree."""
    found: QuerySet[StaticPage] = _few(StaticPage).filter(live=True, locale__language_code=language)
    return found.order_by("path")


def section_by_slug(slug: str, *, language: str = "ar") -> SectionPage | None:
    """The section at this address, live or not."""
    found: QuerySet[SectionPage] = _few(SectionPage).filter(
        slug=slug, locale__language_code=language
    )
    return found.first()


def section_by_name(name: str, *, language: str = "ar") -> SectionPage | None:
    """The section with exactly this name."""
    found: QuerySet[SectionPage] = _few(SectionPage).filter(
        title=name.strip(), locale__language_code=language
    )
    return found.first()


def inbox_section(*, language: str = "ar") -> SectionPage:
    """Where drafts without a section go. Raises DoesNotExist before ``nashra setup``."""
    section: SectionPage = _few(SectionPage).get(slug=INBOX_SLUG, locale__language_code=language)
    return section


def story_by_public_id(public_id: str) -> StoryPage | None:
    """The story with this public id in any state."""
    found: QuerySet[StoryPage] = StoryPage.objects.filter(public_id=public_id)
    return found.first()


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
    return list(rows.order_by("-published_at", "-slot").values_list("public_id", flat=True)[:size])


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
    found: QuerySet[StoryPage] = StoryPage.objects.filter(live=True, public_id__in=list(public_ids))
    return found


def sitemap_rows(language: str, number: int) -> list[tuple[str, datetime]]:
    """``(public id, last change for readers)`` of one sitemap file's stories, by slot."""
    first = number * SITEMAP_SIZE
    slots = Placement.objects.filter(
        list_name=f"all:{language}", live=True, slot__gte=first, slot__lt=first + SITEMAP_SIZE
    )
    times = dict(slots.order_by("slot").values_list("public_id", "published_at"))
    later = Modification.objects.filter(public_id__in=list(times))
    times |= dict(later.values_list("public_id", "at"))
    return list(times.items())


def modified_at(public_id: str) -> datetime | None:
    """When readers last saw a story change after its publication, None if never."""
    return Modification.objects.filter(pk=public_id).values_list("at", flat=True).first()


def newest_moment() -> datetime | None:
    """When readers last saw something new: a publication, modification, entry or withdrawal."""
    moments = [
        Placement.objects.filter(list_name=f"all:{language}", live=True)
        .order_by("-published_at")
        .values_list("published_at", flat=True)
        .first()
        for language in languages()
    ]
    for model in (Modification, Tombstone, Correction):
        moments.append(model.objects.aggregate(at=Max("at"))["at"])
    moments.append(JournalEvent.objects.order_by("-pk").values_list("at", flat=True).first())
    return max((moment for moment in moments if moment), default=None)


def breaking(language: str) -> list[tuple[str, datetime]]:
    """``(public id, end)`` of an edition's stories that are announced as breaking, newest first."""
    # First the few that are not over: SQLite would begin with all stories of the language.
    running = list(Breaking.objects.filter(over=False).values_list("pk", flat=True))
    rows = Breaking.objects.filter(
        pk__in=running, story__live=True, story__locale__language_code=language
    )
    return list(rows.order_by("-since", "-pk").values_list("story__public_id", "until"))


def page_at(path: str) -> int:
    """Primary key of the page at a place in the desk's tree. Raises DoesNotExist."""
    pk: int = Page.objects.values_list("pk", flat=True).get(path=path)
    return pk


def stories_for_cards(public_ids: Iterable[str]) -> QuerySet[StoryPage]:
    """The published stories among these, with what a card needs."""
    found = published(public_ids).defer("body", "search_description", "note_to_readers")
    return found.select_related("breaking")


def page_address(pk: int) -> tuple[str, str] | None:
    """``(key, path)`` of a page of the tree that rich text links to; None where it is gone."""
    page = Page.objects.filter(pk=pk).first()
    specific: Any = page.specific if page else None
    if isinstance(specific, StoryPage):
        return f"story:{specific.public_id}/state", page_path(specific)
    if isinstance(specific, SectionPage):
        return f"section:{specific.pk}", page_path(specific)
    if isinstance(specific, StaticPage):
        return f"static:{specific.pk}", page_path(specific)
    return None


def section_editions(section: SectionPage) -> list[tuple[str, str]]:
    """``(language, slug)`` of the live editions of a section, itself included."""
    rows = SectionPage.objects.filter(live=True, translation_key=section.translation_key)
    return list(rows.order_by("path").values_list("locale__language_code", "slug"))


def list_lengths() -> list[tuple[str, int]]:
    """Every list with the slots it has given."""
    rows = Placement.objects.values("list_name").annotate(top=Max("slot")).order_by("list_name")
    return [(row["list_name"], row["top"] + 1) for row in rows]


def lead_ids(language: str) -> list[str]:
    """Public ids of the stories that an editor put at the head of a front page, in order."""
    rows = LeadItem.objects.filter(home__live=True, home__locale__language_code=language)
    return list(rows.order_by("sort_order").values_list("story__public_id", flat=True))


def static_page(slug: str, language: str) -> StaticPage | None:
    """The live static page at an address."""
    return static_pages(language).filter(slug=slug).first()


def static_editions(page: StaticPage) -> list[tuple[str, str]]:
    """``(language, slug)`` of the live editions of a static page, itself included."""
    rows = StaticPage.objects.filter(live=True, translation_key=page.translation_key)
    return list(rows.order_by("path").values_list("locale__language_code", "slug"))
