"""What the views of the discussion share: with whom they speak, in which language and form."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from typing import Any, Final
from urllib.parse import urlencode

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from nashra.accounts.limiter import Limiter
from nashra.community import modes
from nashra.community.models import Comment, Mode
from nashra.newsroom.addresses import story_path
from nashra.newsroom.models import StoryPage

SIGN_IN: Final = "/account/login/"

gestures = Limiter(tries=60, window=60.0)
"""Respects, reports and what else is done with a click, by person. Comments have the pipeline's."""


def wants_json(request: HttpRequest) -> bool:
    """Whether the script asks, and not a form."""
    return "application/json" in request.headers.get("Accept", "")


def story_or_404(public_id: str) -> StoryPage:
    """A published story that may be discussed. Raises Http404."""
    story: StoryPage | None = StoryPage.objects.filter(public_id=public_id, live=True).first()
    if story is None or modes.mode_of(story) == Mode.OFF:
        raise Http404
    return story


def comment_or_404(public_id: str) -> Comment:
    """A comment beneath a published story. Raises Http404."""
    rows = Comment.objects.select_related("discussion__story", "parent", "author", "answers")
    found = rows.filter(pk=public_id, discussion__story__live=True).first()
    if found is None:
        raise Http404
    return found


def own_or_404(request: HttpRequest, public_id: str) -> Comment:
    """One's own comment. Of somebody else's it is not told that it exists: Http404."""
    found = comment_or_404(public_id)
    if not request.user.is_authenticated or found.author_id != request.user.pk:
        raise Http404
    return found


def public_or_404(public_id: str) -> Comment:
    """A comment that readers see. Raises Http404."""
    found = comment_or_404(public_id)
    if found.state != Comment.State.PUBLISHED:
        raise Http404
    return found


def speak(request: HttpRequest, story: StoryPage) -> None:
    """Goes on in the story's language, unless another was asked for."""
    if "lang" not in request.GET:
        translation.activate(story.locale.language_code)


def sign_in_url(back: str) -> str:
    """The sign-in that leads to an address of this site afterwards."""
    return f"{SIGN_IN}?{urlencode({'next': back, 'lang': translation.get_language()})}"


def sign_in_first(request: HttpRequest, back: str) -> HttpResponse:
    """Asks somebody who is not signed in to do so."""
    url = sign_in_url(back)
    if wants_json(request):
        return JsonResponse({"signin": url, "errors": [_("Sign in to take part.")]}, status=401)
    return HttpResponseRedirect(url)


def too_fast(request: HttpRequest) -> HttpResponse | None:
    """Counts a click of the person; an answer where there are too many, else None."""
    who = str(request.user.pk)
    wait = gestures.wait(who, "")
    if not wait:
        gestures.failed(who, "")
        return None
    seconds = math.ceil(wait)
    said = ngettext(
        "That was very fast. Wait %(n)d second.", "That was very fast. Wait %(n)d seconds.", seconds
    ) % {"n": seconds}
    response = failure(request, [said], status=429)
    response["Retry-After"] = str(seconds)
    return response


def failure(
    request: HttpRequest, errors: Iterable[str], *, status: int = 400, back: str = ""
) -> HttpResponse:
    """Says in plain words what was wrong."""
    told = list(errors)
    if wants_json(request):
        return JsonResponse({"errors": told}, status=status)
    return render(request, "talk/sorry.html", {"errors": told, "back": back}, status=status)


def answer(
    request: HttpRequest, value: Mapping[str, Any], *, to: str, status: int = 200
) -> HttpResponse:
    """What was done: as JSON for the script, for a form as a way back."""
    if wants_json(request):
        return JsonResponse(dict(value), status=status)
    return HttpResponseRedirect(to)


def isolated(name: str) -> str:
    """A name that turns nothing around it (UAX #9, 2.4): FSI and PDI, for use within a sentence."""
    return f"\u2068{name}\u2069"


def words_of(error: ValidationError) -> list[str]:
    """All that it says."""
    return list(error.messages)


def thread_url(story: StoryPage) -> str:
    """Where the story's discussion is read."""
    return f"{story_path(story.public_id)}#discussion"
