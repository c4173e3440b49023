"""One person's history and sanctions; all sanctions; appeals."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe
from wagtail.admin import messages

from nashra.accounts.models import User
from nashra.community import actions, queues, rights, standards
from nashra.community.desk import frame, queue_views
from nashra.community.desk.rows import names_of, rows
from nashra.community.models import Appeal, Comment, Sanction

SHOWN = 100
"""Sanctions and appeals on one page."""
DAYS = (1, 3, 7, 14, 30, 90, 365)
"""Lengths of a suspension that are offered."""


def described(sanctions: Any) -> list[dict[str, Any]]:
    """Sanctions with the words of their rule, who decided, and whether they are in force."""
    now = timezone.now()
    titles = {rule.key: standards.title(rule) for rule in standards.rules()}
    found = list(sanctions)
    names = names_of(one.by_id for one in found)
    return [
        {
            "sanction": one, "rule": titles.get(one.rule, one.rule),
            "by": names.get(one.by_id, ""),
            "in_force": one.lifted_at is None and (one.until is None or one.until > now),
        }
        for one in found
    ]  # fmt: skip


@require_safe
@frame.moderators_only
def person(request: HttpRequest, pk: int) -> HttpResponse:
    """What somebody wrote and what was decided about them, with what can be."""
    found = get_object_or_404(User, pk=pk)
    return queue_views.listing(
        request, _("Person"), "person", queues.of_person(pk), newest=True, template="person",
        person=found, history=queues.histories([pk])[pk],
        sanctions=described(found.sanctions.order_by("-at")),
        of_newsroom=rights.is_of_the_newsroom(found), days=DAYS,
        about=Comment.objects.filter(pk=request.GET.get("comment", ""), author=found).first(),
    )  # fmt: skip


@require_POST
@frame.moderators_only
def sanction(request: HttpRequest, pk: int) -> HttpResponse:
    """Warns, suspends or bans somebody."""
    found = get_object_or_404(User, pk=pk)
    given = request.POST
    about = Comment.objects.filter(pk=given.get("comment", ""), author=found).first()
    common: dict[str, Any] = {
        "person": found, "actor": request.user, "rule": given.get("rule", ""),
        "note": given.get("note", ""), "comment": about,
    }  # fmt: skip
    days = given.get("days", "")
    try:
        if given.get("kind") == "warning":
            actions.warn_person(**common)
        elif given.get("kind") == "suspension":
            length = timedelta(days=int(days) if days.isdigit() and len(days) < 5 else 0)
            actions.suspend_person(**common, until=timezone.now() + length)
        elif given.get("kind") == "ban":
            actions.ban_person(**common)
        else:
            raise ValidationError(_("Choose a warning, a suspension or a ban."))
    except ValidationError as error:
        messages.error(request, frame.said(error))
    else:
        messages.success(request, _("Done. The person is told, with the rule."))
    return redirect("nashra_discussion_person", pk)


@require_safe
@frame.moderators_only
def sanctions(request: HttpRequest) -> HttpResponse:
    """Sanctions in force, or with ``?all=1`` the newest of all."""
    found = Sanction.objects.select_related("person").order_by("-at")
    everything = "all" in request.GET
    if not everything:
        running = found.filter(lifted_at=None).exclude(kind=Sanction.Kind.WARNING)
        found = running.exclude(until__lte=timezone.now())
    return frame.page(
        request, "sanctions", _("Sanctions"), "sanctions", sanctions=described(found[:SHOWN]),
        everything=everything,
    )  # fmt: skip


@require_POST
@frame.moderators_only
def lift(request: HttpRequest, pk: int) -> HttpResponse:
    """Lifts a sanction."""
    found = get_object_or_404(Sanction, pk=pk)
    actions.lift_sanction(sanction=found, actor=request.user)
    messages.success(request, _("Lifted."))
    return redirect(frame.back(request, "nashra_discussion_sanctions"))


@require_safe
@frame.moderators_only
def appeals(request: HttpRequest) -> HttpResponse:
    """Open appeals, oldest first; with ``?all=1`` the newest that were answered."""
    return _appeals(request)


def _appeals(request: HttpRequest, refused: str = "", status: int = 200) -> HttpResponse:
    found = Appeal.objects.select_related("person", "sanction", "answered_by")
    answered = "all" in request.GET
    if answered:
        found = found.exclude(state=Appeal.State.OPEN).order_by("-answered_at")
    else:
        found = found.filter(state=Appeal.State.OPEN).order_by("at")
    shown = list(found[:SHOWN])
    comments = queues.told([one.comment_id for one in shown if one.comment_id])
    by_comment = {row.comment.pk: row for row in rows(comments)}
    by_sanction = {
        one["sanction"].pk: one for one in described([a.sanction for a in shown if a.sanction])
    }
    return frame.page(
        request, "appeals", _("Appeals"), "appeals", status=status, refused=refused,
        answered=answered,
        appeals=[
            {
                "appeal": one, "row": by_comment.get(one.comment_id or ""),
                "sanction": by_sanction.get(one.sanction_id),
            }
            for one in shown
        ],
    )  # fmt: skip


@require_POST
@frame.moderators_only
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    """Answers an appeal."""
    found = get_object_or_404(Appeal, pk=pk)
    try:
        actions.decide_appeal(
            appeal=found, actor=request.user, granted=request.POST.get("verb") == "grant",
            answer=request.POST.get("answer", ""),
        )  # fmt: skip
    except ValidationError as error:
        return _appeals(request, frame.said(error), status=409)
    messages.success(request, _("Answered. The person reads it."))
    return redirect("nashra_discussion_appeals")
