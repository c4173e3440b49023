"""The list of words, with a field to try a text."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods
from wagtail.admin import messages

from nashra.community import actions
from nashra.community.desk import frame
from nashra.community.desk.rows import highlighted
from nashra.community.models import ListedWord
from nashra.community.pipeline import listed
from nashra.community.pipeline.phases.words import found_in

LONGEST = 10_000
"""Characters of a text that is tried."""
SHOWN = 2000


@require_http_methods(["GET", "HEAD", "POST"])
@frame.moderators_only
def words(request: HttpRequest) -> HttpResponse:
    """Shows, adds, takes away; ``verb=try`` changes nothing."""
    verb = request.POST.get("verb", "")
    if verb == "try":
        return _page(request, tried=_tried(request.POST.get("text", "")[:LONGEST]))
    if verb == "remove":
        ids = [int(pk) for pk in request.POST.getlist("word") if pk.isdigit() and len(pk) < 16]
        actions.unlist_words(actor=request.user, ids=ids)
        messages.success(request, _("Taken from the list."))
        return redirect("nashra_discussion_words")
    if verb == "add":
        return _add(request)
    return _page(request)


def _add(request: HttpRequest) -> HttpResponse:
    text = request.POST.get("words", "")
    try:
        number = actions.list_words(
            actor=request.user, text=text, verdict=request.POST.get("verdict", "")
        )
    except ValidationError as error:
        return _page(request, status=422, errors=error.messages, typed=text)
    except ValueError:
        return _page(request, status=422, errors=[_("Choose what the words do.")], typed=text)
    said = ngettext("%(n)d word is listed.", "%(n)d words are listed.", number)
    messages.success(request, said % {"n": number})
    return redirect("nashra_discussion_words")


def _tried(text: str) -> dict[str, Any]:
    """A text with what was found in it."""
    hits = listed.finder().find(text)
    return {
        "text": text, "shown": highlighted(text, [(hit.start, hit.end) for hit in hits]),
        "findings": list(found_in(hits)),
    }  # fmt: skip


def _page(request: HttpRequest, *, status: int = 200, **more: Any) -> HttpResponse:
    sought = request.GET.get("q", "").strip()[:80]
    found = ListedWord.objects.filter(text__contains=sought) if sought else ListedWord.objects.all()
    return frame.page(
        request, "words", _("Words"), "words", status=status, words=found[:SHOWN],
        total=ListedWord.objects.count(), sought=sought, verdicts=ListedWord.Verdict.choices,
        **more,
    )  # fmt: skip
