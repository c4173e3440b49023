"""From saved and deleted rows to touched discussions: thin signal handlers, no logic."""

from typing import Any

from django.conf import settings
from django.db.models.signals import m2m_changed, post_save, pre_delete

from nashra.accounts.models import User
from nashra.changes import guard, unit
from nashra.community.models import (
    PAGE_SIZE,
    Comment,
    Discussion,
    DiscussionSettings,
    Respect,
    SectionMode,
)
from nashra.community.threads import REPLIES_PAGE
from nashra.newsroom.models import StoryPage


def touch_comment(comment: Comment) -> None:
    """Everything that shows a comment."""
    story = comment.discussion_id
    unit.touch(f"discussion:{story}")
    first = comment.parent or comment
    if first.slot is not None:
        unit.touch(f"discussion-page:{story}/{first.slot // PAGE_SIZE}")
    if comment.parent_id and comment.slot is not None:
        page = comment.slot // REPLIES_PAGE
        unit.touch(f"discussion-replies:{story}/{comment.parent_id}/{page}")


def _discussion(instance: Discussion) -> None:
    unit.touch(f"discussion:{instance.pk}")


def _everywhere(instance: Any) -> None:
    """Whether stories have a discussion at all is shown on each of them: an epoch."""
    running = unit.current()
    if running is not None:
        running.keys += [f"site:{language}" for language, _ in settings.LANGUAGES]
        for pk in Discussion.objects.values_list("pk", flat=True):
            unit.touch(f"discussion:{pk}")


def _story(instance: StoryPage) -> None:
    if Discussion.objects.filter(pk=instance.public_id).exists():
        unit.touch(f"discussion:{instance.public_id}")


def _user(instance: User) -> None:
    """A sign-in saves the account too, outside of any unit, and changes no name."""
    if unit.current() is not None and Comment.objects.filter(author=instance).exists():
        unit.touch(f"commenter:{instance.pk}")


def _nothing(instance: Any) -> None:
    """The comment that it is about is saved beside it."""


_HANDLERS: dict[Any, Any] = {
    Comment: touch_comment,
    Respect: _nothing,
    Discussion: _discussion,
    DiscussionSettings: _everywhere,
    SectionMode: _everywhere,
}


def _on_change(sender: Any, instance: Any, raw: bool = False, **_: object) -> None:
    if not raw:
        _HANDLERS[sender](instance)


def _on_story(sender: Any, instance: StoryPage, raw: bool = False, **_: object) -> None:
    if not raw:
        _story(instance)


def _on_user(sender: Any, instance: Any, raw: bool = False, **_: object) -> None:
    if not raw and isinstance(instance, User):
        _user(instance)


def connect() -> None:
    """Connects every model that readers see anything of, and watches its table."""
    for model in _HANDLERS:
        name = model.__name__
        post_save.connect(_on_change, sender=model, dispatch_uid=f"community.touch.{name}")
        pre_delete.connect(_on_change, sender=model, dispatch_uid=f"community.gone.{name}")
    post_save.connect(_on_story, sender=StoryPage, dispatch_uid="community.touch.story")
    pre_delete.connect(_on_story, sender=StoryPage, dispatch_uid="community.gone.story")
    post_save.connect(_on_user, sender=User, dispatch_uid="community.touch.user")
    m2m_changed.connect(_on_user, sender=User.groups.through, dispatch_uid="community.touch.groups")
    guard.watch(model._meta.db_table for model in _HANDLERS)
