"""The desk's page of what is being read, for everybody who works there."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from nashra.audience import live
from nashra.newsroom.addresses import story_path
from nashra.newsroom.admin import chart
from nashra.newsroom.queries import newsroom

REFRESH = 15
"""Seconds between two looks of an open page; the figures change every five."""


@require_safe
def audience(request: HttpRequest) -> HttpResponse:
    """The whole page; with ``?part=1`` what its script puts in place of what has aged."""
    context = _context(request.user)
    if "part" in request.GET:
        return HttpResponse(render_to_string("audience/now.html", context, request))
    frame = {"page_title": _("Audience"), "header_title": _("Audience"), "header_icon": "view"}
    return TemplateResponse(request, "audience/desk.html", {**frame, **context})


def _context(user: Any) -> dict[str, Any]:
    found = live.now(timezone.now())
    mirrored = translation.get_language_bidi()
    return {
        "now": found,
        "rising": [Row(story, user, mirrored=mirrored) for story in found.rising],
        "read": [Row(story, user, mirrored=mirrored) for story in found.read],
        "flooded": [Row(story, user, mirrored=mirrored) for story in found.flooded],
        "chart": chart.chart(found.minutes, found.first, mirrored=mirrored),
        "digits": newsroom().digits if translation.get_language() == "ar" else "latn",
        "refresh": REFRESH,
        "rules": {"from": live.RISES_FROM, "recent": live.RECENT},
    }


class Row:
    """A story as the page shows it to somebody."""

    def __init__(self, story: live.StoryNow, user: Any, *, mirrored: bool) -> None:
        self.story = story
        self.points = chart.spark(story.minutes, mirrored=mirrored)
        self.url = story_path(story.public_id)
        if story.page.permissions_for_user(user).can_edit():
            self.url = reverse("wagtailadmin_pages:edit", args=[story.page.pk])
