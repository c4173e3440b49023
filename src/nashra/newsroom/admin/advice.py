"""Advice on a story's form as it stands, for a script or as a page."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from nashra.newsroom import rights
from nashra.newsroom.admin.draft_form import read_draft
from nashra.newsroom.advising import Advice, Draft, advise
from nashra.newsroom.models import SectionPage, StoryPage


@require_POST
def advice(request: HttpRequest) -> HttpResponse:
    """Reads the form that is sent, saves nothing, and says what there is to say.

    ``?page=`` names the story, ``?parent=`` the section of one that was never saved.
    """
    draft = _draft(request)
    found = advise(draft)
    if request.headers.get("Accept", "").startswith("application/json"):
        return JsonResponse({"advice": [_plain(one) for one in found]})
    context = {
        "advice": found, "draft": draft, "page_title": _("What there is to look at"),
        "header_title": _("What there is to look at"), "page_subtitle": draft.headline,
        "header_icon": "edit", "breadcrumbs_items": [],
    }  # fmt: skip
    return TemplateResponse(request, "newsroom/advice.html", context)


def _draft(request: HttpRequest) -> Draft:
    if pk := request.GET.get("page"):
        story = get_object_or_404(StoryPage, pk=_number(pk))
        if not rights.may(request.user, "edit", story):
            raise PermissionDenied
        section = SectionPage.objects.filter(pk=story.get_parent().pk).first()
        language = story.locale.language_code
        return read_draft(request.POST, story=story, section=section, language=language)
    section = get_object_or_404(SectionPage, pk=_number(request.GET.get("parent", "")))
    if not rights.may(request.user, "create", section):
        raise PermissionDenied
    return read_draft(
        request.POST, story=None, section=section, language=section.locale.language_code
    )


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0


def _plain(one: Advice) -> dict[str, Any]:
    offer = one.offer
    return {
        "rule": one.rule, "severity": one.severity, "field": one.field, "start": one.start,
        "end": one.end, "evidence": one.evidence, "message": one.message, "why": one.why,
        "source": one.source, "fix": one.fix, "link": one.link,
        "places": [list(place) for place in one.places],
        "offer": offer and {"kind": offer.kind, "value": offer.value, "label": offer.label},
    }  # fmt: skip
