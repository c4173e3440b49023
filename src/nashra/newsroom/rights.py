"""Who may do what to a story, by role and section."""

from collections.abc import Callable, Mapping
from typing import Any

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

Test = Callable[[Any, Any], bool]
"""Given a user and a page (the section, to create), tells whether the verb is allowed."""


def _page(test: str) -> Test:
    def check(user: Any, page: Any) -> bool:
        return bool(getattr(page.permissions_for_user(user), test)())

    return check


def _withdraw(user: Any, page: Any) -> bool:
    return bool(
        user.has_perm("newsroom.retract_story") and page.permissions_for_user(user).can_publish()
    )


VERBS: Mapping[str, Test] = {
    "create": _page("can_add_subpage"),
    "edit": _page("can_edit"),
    "publish": _page("can_publish"),
    "schedule": _page("can_publish"),
    "unpublish": _page("can_unpublish"),
    "correct": _page("can_publish"),
    "end_breaking": _page("can_publish"),
    "move": _page("can_move"),
    "delete": _page("can_delete"),
    "retract": _withdraw,
    "restore": _withdraw,
    "post": _page("can_edit"),
    "cover": _page("can_publish"),
}
"""Every action on a story with its test; the roles matrix in the tests goes through all."""

NAMES: Mapping[str, Any] = {
    "create": _("create"),
    "edit": _("edit"),
    "publish": _("publish"),
    "schedule": _("schedule"),
    "unpublish": _("withdraw"),
    "correct": _("correct"),
    "end_breaking": _("end as breaking news"),
    "move": _("move"),
    "delete": _("delete"),
    "retract": _("retract"),
    "restore": _("restore"),
    "post": _("post live entries"),
    "cover": _("cover live"),
}
"""The verbs as people read them."""


def may(user: Any, verb: str, page: Any) -> bool:
    """Whether ``user`` may do ``verb`` to ``page``; an inactive account may nothing."""
    return bool(user.is_active) and VERBS[verb](user, page)


def require(user: Any, verb: str, page: Any) -> None:
    """Raises PermissionDenied unless ``user`` may; None is the system, which may everything."""
    if user is not None and not may(user, verb, page):
        raise PermissionDenied(
            gettext("%(user)s may not %(verb)s in “%(page)s”.")
            % {"user": user, "verb": NAMES[verb], "page": page}
        )


def may_entry(user: Any, entry: Any) -> bool:
    """Whether ``user`` may change or retract an entry of a live coverage.

    As with stories: one's own while it waits for approval, any where one may publish.
    """
    story = entry.coverage.story
    if user.is_active and entry.state == "waiting" and entry.by_id == user.pk:
        return may(user, "post", story)
    return may(user, "cover", story)


def require_entry(user: Any, entry: Any) -> None:
    """Raises PermissionDenied unless ``user`` may change the entry; None is the system."""
    if user is not None and not may_entry(user, entry):
        raise PermissionDenied(
            gettext("%(user)s may not change this entry of “%(page)s”.")
            % {"user": user, "page": entry.coverage.story}
        )
