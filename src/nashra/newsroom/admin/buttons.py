"""Nashra's own verbs among Wagtail's buttons."""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.action_menu import ActionMenuItem
from wagtail.admin.ui.menus.pages import PageMenuItem

from nashra.newsroom import rights
from nashra.newsroom.models import StoryPage, Urgency


def _offers(verb: str, user: Any, page: Any) -> bool:
    """Whether the verb makes sense for the page now, and the user may."""
    if not issubclass(page.specific_class or type(page), StoryPage):
        return False
    if verb == "live":
        return rights.may(user, "post", page)
    sensible = page.live if verb in {"correct", "retract"} else _SENSIBLE[verb](page)
    return bool(sensible and rights.may(user, verb, page))


def _is_gone(page: Any) -> bool:
    return not page.live and page.first_published_at is not None


def _is_breaking(page: Any) -> bool:
    return bool(page.live and page.announced != Urgency.NORMAL)


_SENSIBLE = {"restore": _is_gone, "end_breaking": _is_breaking}


class VerbButton(PageMenuItem):
    """A verb in the menu beside the story's title and in listings."""

    verb = ""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.url_name = f"nashra_{self.verb}"

    def is_shown(self, user: Any) -> bool:
        return _offers(self.verb, user, self.page)


class CorrectButton(VerbButton):
    label = _("Correct with a public note")
    icon_name = "edit"
    verb = "correct"


class RetractButton(VerbButton):
    label = _("Retract")
    icon_name = "cross"
    verb = "retract"


class RestoreButton(VerbButton):
    label = _("Restore")
    icon_name = "undo"
    verb = "restore"


class LiveButton(VerbButton):
    label = _("Live coverage")
    icon_name = "media"
    verb = "live"


def verb_buttons(page: Any) -> Iterator[VerbButton]:
    """The verbs after Wagtail's own edit and move."""
    yield LiveButton(page=page, priority=15)
    yield CorrectButton(page=page, priority=21)
    yield RetractButton(page=page, priority=61)
    yield RestoreButton(page=page, priority=62)


class VerbMenuItem(ActionMenuItem):
    """A verb in the drop-up at the foot of the edit screen."""

    def __init__(self, verb: str, label: Any, icon: str, order: int) -> None:
        super().__init__(order)
        self.verb, self.label, self.icon_name = verb, label, icon
        self.name = f"action-{verb}"

    def is_shown(self, context: dict[str, Any]) -> bool:
        return bool(
            context["view"] == "edit"
            and not context["locked_for_user"]
            and _offers(self.verb, context["request"].user, context["page"])
        )

    def get_url(self, context: dict[str, Any]) -> str:
        return reverse(f"nashra_{self.verb}", args=[context["page"].pk])


def menu_items() -> list[VerbMenuItem]:
    """The verbs of the drop-up."""
    return [
        VerbMenuItem("live", _("Live coverage"), "media", 14),
        VerbMenuItem("correct", _("Correct with a public note"), "edit", 15),
        VerbMenuItem("end_breaking", _("End as breaking news"), "minus", 16),
        VerbMenuItem("retract", _("Retract"), "cross", 25),
        VerbMenuItem("restore", _("Restore"), "undo", 26),
    ]
