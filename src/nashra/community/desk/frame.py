"""What all pages of the discussion on the desk share: who may see them, their frame, their ways."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from nashra.community import queues, rights

HOME = "/desk/discussion/"
View = Callable[..., HttpResponseBase]


def moderators_only(view: View) -> View:
    """A view that only those see who may moderate."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not rights.may_moderate(request.user):
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return guarded


def ways(user: Any, here: str) -> list[dict[str, Any]]:
    """The pages that somebody may go to, with how much waits there."""
    if not rights.may_moderate(user):
        return []
    counted = queues.counts()
    found = [
        _way(reverse("nashra_queue", args=[one.name]), str(one.label), one.name == here,
             counted.get(one.name))
        for one in queues.QUEUES.values()
    ]  # fmt: skip
    others = [
        ("appeals", _("Appeals")), ("sanctions", _("Sanctions")), ("words", _("Words")),
        ("standards", _("Standards")), ("modes", _("Sections")), ("log", _("Audit log")),
        ("statistics", _("Statistics")),
    ]  # fmt: skip
    allowed = {
        "standards": rights.may_publish_standards(user), "modes": rights.may_configure(user),
    }  # fmt: skip
    return found + [
        _way(reverse(f"nashra_discussion_{name}"), label, name == here, counted.get(name))
        for name, label in others
        if allowed.get(name, True)
    ]


def _way(url: str, label: str, here: bool, number: int | None) -> dict[str, Any]:
    return {"url": url, "label": label, "here": here, "count": shown_count(number)}


def shown_count(number: int | None) -> str:
    """A count as people read it, empty where nothing waits."""
    if not number:
        return ""
    return f"{queues.COUNTED}+" if number > queues.COUNTED else str(number)


def page(
    request: HttpRequest, template: str, title: str, here: str = "", *, status: int = 200,
    **context: Any,
) -> HttpResponse:  # fmt: skip
    """A page of the discussion in the desk's frame."""
    frame = {
        "page_title": title, "header_title": title, "header_icon": "comment",
        "ways": ways(request.user, here), "here": request.get_full_path(),
        "breadcrumbs_items": [
            {"url": reverse("nashra_discussion"), "label": _("Discussion")},
            {"url": "", "label": title},
        ],
    }  # fmt: skip
    return TemplateResponse(
        request, f"community/{template}.html", {**frame, **context}, status=status
    )


def back(request: HttpRequest, fallback: str = "nashra_discussion") -> str:
    """The page of the discussion that a form was on; never another site's."""
    given = request.POST.get("back", "")
    own = url_has_allowed_host_and_scheme(given, allowed_hosts=None)
    return given if own and given.startswith(HOME) else reverse(fallback)


def said(error: ValidationError) -> str:
    """All that an action refused, in one line."""
    return " ".join(str(text) for text in error.messages)


def wants_data(request: HttpRequest) -> bool:
    """Whether a script asks."""
    return request.headers.get("Accept", "").startswith("application/json")
