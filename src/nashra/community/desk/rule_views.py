"""The community standards as a draft, and the modes of sections."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods
from wagtail.admin import messages

from nashra.community import actions, rights
from nashra.community import standards as reads
from nashra.community.desk import frame
from nashra.community.models import DiscussionSettings, Mode, SectionMode, Standards
from nashra.newsroom.models import SectionPage

FIELDS = ("key", "title", "text", "title_en", "text_en")
MOST = 30
"""Rules of one version."""
EMPTY = 2


@require_http_methods(["GET", "HEAD", "POST"])
def standards(request: HttpRequest) -> HttpResponse:
    """Shows the draft (at first a copy of what is in force), keeps it, publishes it."""
    if not rights.may_publish_standards(request.user):
        raise PermissionDenied
    if request.method != "POST":
        return _page(request, *_draft())
    intro = {name: request.POST.get(name, "") for name in ("intro", "intro_en")}
    rules = _typed(request)
    publish = request.POST.get("verb") == "publish"
    try:
        # Asked before anything is written: what is refused leaves nothing behind.
        if publish and not rules:
            raise ValidationError(_("Write at least one rule first."))
        actions.draft_standards(actor=request.user, rules=rules, **intro)
        if publish:
            made = actions.publish_standards(actor=request.user)
    except ValidationError as error:
        return _page(request, intro, rules, errors=error.messages, status=422)
    if publish:
        said = _("Version %(n)d is in force.") % {"n": made.number}
        messages.success(request, said)
    else:
        messages.success(request, _("The draft is kept."))
    return redirect("nashra_discussion_standards")


def _typed(request: HttpRequest) -> list[dict[str, str]]:
    """The rules of the form in the order of their numbers; without a title there is no rule."""
    found = []
    for number in range(MOST):
        given = {name: request.POST.get(f"{number}-{name}", "").strip() for name in FIELDS}
        place = request.POST.get(f"{number}-place", "")
        order = int(place) if place.isdigit() and len(place) < 4 else number + 1
        if given["title"]:
            found.append((order, number, given))
    return [given for _order, _number, given in sorted(found, key=lambda one: one[:2])]


def _draft() -> tuple[dict[str, str], list[dict[str, str]]]:
    shown = reads.draft() or reads.in_force()
    if shown is None:
        return {"intro": "", "intro_en": ""}, []
    rules = [{name: getattr(rule, name) for name in FIELDS} for rule in shown.rules.all()]
    return {"intro": shown.intro, "intro_en": shown.intro_en}, rules


def _page(
    request: HttpRequest, intro: dict[str, str], rules: list[dict[str, str]], *,
    errors: Any = (), status: int = 200,
) -> HttpResponse:  # fmt: skip
    empty = [dict.fromkeys(FIELDS, "") for _n in range(EMPTY)]
    return frame.page(
        request, "standards", _("Community standards"), "standards", status=status,
        rules=list(enumerate([*rules, *empty][:MOST])), errors=errors,
        is_draft=reads.draft() is not None, in_force=reads.in_force(),
        versions=Standards.objects.exclude(number=None).order_by("-number"), **intro,
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
def section_modes(request: HttpRequest) -> HttpResponse:
    """Shows and sets how the stories of each section are discussed."""
    if not rights.may_configure(request.user):
        raise PermissionDenied
    sections = list(SectionPage.objects.select_related("locale").order_by("path"))
    own = dict(SectionMode.objects.values_list("section_id", "mode"))
    if request.method == "POST":
        for section in sections:
            given = request.POST.get(f"section-{section.pk}", own.get(section.pk, ""))
            if given != own.get(section.pk, "") and (not given or given in Mode.values):
                actions.set_section_mode(section=section, actor=request.user, mode=given)
        messages.success(request, _("The modes are set."))
        return redirect("nashra_discussion_modes")
    return frame.page(
        request, "modes", _("Sections"), "modes", modes=Mode.choices,
        newsroom=Mode(DiscussionSettings.load().mode).label,
        sections=[(section, own.get(section.pk, "")) for section in sections],
    )  # fmt: skip
