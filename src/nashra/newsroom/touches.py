"""From saved and deleted rows to touched objects: thin signal handlers, no logic."""

from typing import Any

from django.conf import settings
from django.db.models import Model
from django.db.models.signals import m2m_changed, post_save, pre_delete
from wagtail.models import Page
from wagtail.signals import copy_for_translation_done

from nashra.changes import guard, unit
from nashra.newsroom import models
from nashra.newsroom.actions.open_section import open_section


def _public_id(story_pk: int | None) -> str | None:
    rows = models.StoryPage.objects.filter(pk=story_pk).values_list("public_id", flat=True)
    found: str | None = rows.first()
    return found


def _touch_story(story_pk: int | None) -> None:
    if public_id := _public_id(story_pk):
        unit.touch(f"story:{public_id}")


def _story(instance: models.StoryPage) -> None:
    unit.touch(f"story:{instance.public_id}")


def _page(instance: Page) -> None:
    """A base page is saved by a move; what it is underneath decides."""
    _HANDLERS[instance.specific_class or Page](instance.specific)


def _child(instance: Any) -> None:
    _touch_story(instance.story_id)


def _fill(instance: models.FilledStory | models.RefusedStory) -> None:
    if public_id := _public_id(instance.story_id):
        unit.touch(f"related:{public_id}")


def _correction(instance: models.Correction) -> None:
    unit.touch(f"corrections:{instance.language}")
    _touch_story(instance.story_id)


def _tombstone(instance: models.Tombstone) -> None:
    unit.touch(f"story:{instance.public_id}")


def _coverage(instance: models.Coverage) -> None:
    unit.touch(f"coverage:{instance.pk}")


def _entry(instance: models.JournalEntry) -> None:
    if instance.page is not None:
        unit.touch(f"coverage-page:{instance.coverage_id}/{instance.page}")


def _event(instance: models.JournalEvent) -> None:
    number = (instance.number - 1) // models.SEGMENT_SIZE
    unit.touch(f"coverage-segment:{instance.coverage_id}/{number}")


def _lead(instance: models.LeadItem) -> None:
    unit.touch(f"home:{instance.home.locale.language_code}")


def _home(instance: models.HomePage) -> None:
    unit.touch(f"home:{instance.locale.language_code}")
    _sites(instance)


def _sites(instance: Model) -> None:
    for language, _ in settings.LANGUAGES:
        unit.touch(f"site:{language}")


def _image(instance: models.NewsImage) -> None:
    """Deleting a picture empties the stories' field without a signal of their own."""
    unit.touch(f"image:{instance.pk}")
    stories = models.StoryPage.objects.filter(lead_image=instance)
    for public_id in stories.values_list("public_id", flat=True):
        unit.touch(f"story:{public_id}")


def _by_pk(kind: str) -> Any:
    def handle(instance: Model) -> None:
        unit.touch(f"{kind}:{instance.pk}")

    return handle


def _nothing(instance: Model) -> None:
    """A plain Wagtail page (the root) shows nowhere."""


_HANDLERS: dict[Any, Any] = {
    Page: _nothing,
    models.StoryPage: _story,
    models.StoryAuthor: _child,
    models.StoryAgency: _child,
    models.StoryTag: _child,
    models.RelatedStory: _child,
    models.FilledStory: _fill,
    models.RefusedStory: _fill,
    models.Correction: _correction,
    models.Tombstone: _tombstone,
    models.Coverage: _coverage,
    models.JournalEntry: _entry,
    models.JournalEvent: _event,
    models.LeadItem: _lead,
    models.HomePage: _home,
    models.SectionPage: _by_pk("section"),
    models.StaticPage: _by_pk("static"),
    models.Newsroom: _sites,
    models.FollowChannel: _sites,
    models.Mirror: _sites,
    models.NewsImage: _image,
    models.Author: _by_pk("author"),
    models.Person: _by_pk("person"),
    models.Tag: _by_pk("tag"),
    models.Place: _by_pk("place"),
    models.Agency: _by_pk("agency"),
    models.Storyline: _by_pk("storyline"),
}


def _on_change(sender: Any, instance: Any, raw: bool = False, **_: object) -> None:
    if not raw:
        (_page if sender is Page else _HANDLERS[sender])(instance)


def _on_further_sections(sender: Any, instance: Any, **_: object) -> None:
    if isinstance(instance, models.StoryPage):
        _story(instance)


def _on_translated(sender: Any, target_obj: Any, **_: object) -> None:
    if isinstance(target_obj, models.SectionPage):
        open_section(section=target_obj)


def connect() -> None:
    """Connects every model that readers see anything of, and watches its table."""
    through = models.StoryPage.further_sections.through
    for model in _HANDLERS:
        post_save.connect(_on_change, sender=model, dispatch_uid=f"nashra.touch.{model.__name__}")
        pre_delete.connect(_on_change, sender=model, dispatch_uid=f"nashra.gone.{model.__name__}")
    copy_for_translation_done.connect(_on_translated, dispatch_uid="nashra.translated")
    m2m_changed.connect(_on_further_sections, sender=through, dispatch_uid="nashra.touch.further")
    guard.watch(model._meta.db_table for model in (*_HANDLERS, through))
