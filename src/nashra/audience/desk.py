"""The desk's page of what is being read, for everybody who works there."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.template.response import TemplateResponse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from nashra.audience import chart, live
from nashra.newsroom.queries import newsroom

REFRESH = 15
"""Seconds between two looks of an open page; the figures change every five."""


@require_safe
def audience(request: HttpRequest) -> HttpResponse:
    """The whole page; with ``?part=1`` what its script puts in place of what has aged."""
    context = _context()
    if "part" in request.GET:
        return HttpResponse(render_to_string("audience/now.html", context, request))
    frame = {"page_title": _("Audience"), "header_title": _("Audience"), "header_icon": "view"}
    return TemplateResponse(request, "audience/desk.html", {**frame, **context})


def _context() -> dict[str, Any]:
    found = live.now(timezone.now())
    mirrored = translation.get_language_bidi()

    def drawn(stories: tuple[live.StoryNow, ...]) -> list[tuple[live.StoryNow, str]]:
        return [(story, chart.spark(story.minutes, mirrored=mirrored)) for story in stories]

    return {
        "now": found, "rising": drawn(found.rising), "read": drawn(found.read),
        "chart": chart.chart(found.minutes, found.first, mirrored=mirrored),
        "digits": newsroom().digits if translation.get_language() == "ar" else "latn",
        "refresh": REFRESH,
        "rules": {"from": live.RISES_FROM, "recent": live.RECENT},
    }  # fmt: skip
