"""Desk requests: those that may write run as one unit of work; times are the newsroom's own."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.db import transaction
from django.http import (
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponseRedirect,
    JsonResponse,
)
from django.urls import reverse
from wagtail.users.models import UserProfile

from nashra.changes.unit import unit_of_work
from nashra.newsroom import kept
from nashra.newsroom.outage import LANGUAGE_COOKIE
from nashra.newsroom.queries import newsroom
from nashra.newsroom.readiness import NotReady

_SAFE = frozenset({"GET", "HEAD", "OPTIONS", "TRACE"})
_NOT_WRITING = ("/desk/login/", "/desk/logout/", "/account/", "/talk/")
"""What shows on a page is written by actions there, each in a unit; passwords and providers take
their time, and nobody else could write meanwhile."""
_WRITING = ("/account/name/",)


class NewsroomZoneMiddleware:
    """Shows and reads times on the desk in the newsroom's zone unless somebody chose their own.

    Wagtail falls back on the server's zone, and a schedule would be hours off.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not request.path.startswith("/desk/") or not request.user.is_authenticated:
            return self.get_response(request)
        user: Any = request.user
        profile = getattr(user, "wagtail_userprofile", None) or UserProfile(user=user)
        if not profile.current_time_zone:
            profile.current_time_zone = newsroom().zone
        response = self.get_response(request)
        _remember_language(request, response, profile.get_preferred_language())
        return response


def _remember_language(request: HttpRequest, response: HttpResponseBase, language: str) -> None:
    """Notes it where it can be read without the database."""
    if isinstance(response, HttpResponse) and request.COOKIES.get(LANGUAGE_COOKIE) != language:
        response.set_cookie(
            LANGUAGE_COOKIE, language, max_age=365 * 24 * 3600, path="/desk/", httponly=True,
            secure=bool(settings.SESSION_COOKIE_SECURE), samesite="Lax",
        )  # fmt: skip


class UnitOfWorkMiddleware:
    """Wraps unsafe requests; reads stay unwrapped, since a transaction takes the write lock.

    Wagtail's own publish and its signal are two transactions otherwise: see
    docs/decisions/0003-one-unit-of-work.md.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: Any, kwargs: Any
    ) -> HttpResponseBase | None:
        writes = request.path in _WRITING or not request.path.startswith(_NOT_WRITING)
        if request.method in _SAFE or not writes:
            return None
        try:
            with unit_of_work(cause="desk", actor=request.user):
                # First of all that the commit sets off: whatever fails after it must not make
                # anybody send the same again.
                transaction.on_commit(partial(_note_commit, request))
                response: HttpResponseBase = view(request, *args, **kwargs)
                render = getattr(response, "render", None)
                if callable(render) and not getattr(response, "is_rendered", True):
                    render()
                kept.tell(request, response)
                request.nashra_answer = response  # type: ignore[attr-defined]
                return response
        except NotReady as error:
            return _say_what_is_missing(request, error)


def _note_commit(request: Any) -> None:
    request.nashra_committed = request.nashra_answer


def _say_what_is_missing(request: HttpRequest, error: NotReady) -> HttpResponseBase:
    """Takes the editor to the story that some view (an approval, a bulk action) could not publish.

    Nothing was changed: the unit of work is undone by now.
    """
    name = f"“{error.story}”: " if error.story is not None else ""
    for found in error.problems.values():
        messages.error(request, name + " ".join(found))
    url = reverse("wagtailadmin_home")
    if error.story is not None and error.story.pk:
        url = reverse("wagtailadmin_pages:edit", args=[error.story.pk])
    if request.headers.get("X-Requested-With") == "XMLHttpRequest":
        # What Wagtail's modal dialogues understand.
        return JsonResponse({"step": "success", "redirect": url})
    return HttpResponseRedirect(url)
