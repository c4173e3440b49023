"""Decisions about one comment or many, by a form or by a script."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST
from wagtail.admin import messages

from nashra.community import actions, queues, rights
from nashra.community.deciding import DecidedMeanwhileError, last_decision
from nashra.community.desk import frame, queue_views
from nashra.community.desk.rows import rows
from nashra.community.models import Comment, Decision

MOST = 200
"""Comments that are decided about at once."""


@dataclass
class Outcome:
    """What became of the comments of one form."""

    decided: dict[str, Decision] = field(default_factory=dict)
    conflicts: dict[str, str] = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)

    @property
    def status(self) -> int:
        """409 where somebody else was quicker, 422 where something is missing."""
        return 409 if self.conflicts else 422 if self.errors else 200

    @property
    def message(self) -> str:
        """All of it in a line."""
        said = list(dict.fromkeys([*self.conflicts.values(), *self.errors.values()]))
        if self.decided:
            verb = next(iter(self.decided.values())).get_verb_display()
            done = ngettext("%(n)d comment: %(verb)s.", "%(n)d comments: %(verb)s.", self._n)
            said.insert(0, done % {"n": self._n, "verb": verb})
        return " ".join(said)

    @property
    def _n(self) -> int:
        return len(self.decided)


def _approve(comment: Comment, version: int, request: HttpRequest) -> Decision | None:
    return actions.approve_comment(comment=comment, actor=request.user, version=version)


def _reject(comment: Comment, version: int, request: HttpRequest) -> Decision | None:
    return actions.reject_comment(
        comment=comment, actor=request.user, version=version,
        rule=request.POST.get("rule", ""), note=request.POST.get("note", ""),
    )  # fmt: skip


def _pick(comment: Comment, version: int, request: HttpRequest) -> Decision | None:
    return actions.pick_comment(comment=comment, actor=request.user, version=version)


def _unpick(comment: Comment, version: int, request: HttpRequest) -> Decision | None:
    return actions.pick_comment(comment=comment, actor=request.user, version=version, picked=False)


def _undo(comment: Comment, version: int, request: HttpRequest) -> Decision | None:
    last = last_decision(comment)
    if last is None:
        raise ValidationError(_("This cannot be undone."))
    if comment.version != version:
        raise DecidedMeanwhileError(comment)
    return actions.undo_decision(decision=last, actor=request.user)


VERBS: Mapping[str, Callable[[Comment, int, HttpRequest], Decision | None]] = {
    "approve": _approve, "reject": _reject, "pick": _pick, "unpick": _unpick, "undo": _undo,
}  # fmt: skip


@require_POST
def decide(request: HttpRequest) -> HttpResponse:
    """Decides about each comment that the form names as ``id:version``."""
    verb = VERBS.get(request.POST.get("verb", ""))
    named = dict.fromkeys(request.POST.getlist("comment"))
    picking = request.POST.get("verb") in {"pick", "unpick"}
    if not picking and not rights.may_moderate(request.user):
        raise PermissionDenied
    outcome = Outcome()
    if verb is None or not named or len(named) > MOST:
        outcome.errors[""] = _("Choose between one and %(n)d comments and what to do.") % {
            "n": MOST
        }
    else:
        for value in named:
            _decide_one(value, verb, request, outcome)
    return _answer(request, outcome)


def _decide_one(
    value: str, verb: Callable[[Comment, int, HttpRequest], Decision | None],
    request: HttpRequest, outcome: Outcome,
) -> None:  # fmt: skip
    pk, _sign, version = value.partition(":")
    comment = Comment.objects.select_related("discussion__story").filter(pk=pk).first()
    if comment is None or not version.isdigit():
        outcome.errors[pk] = _("This comment is there no more.")
        return
    try:
        decision = verb(comment, int(version), request)
    except DecidedMeanwhileError as error:
        outcome.conflicts[pk] = frame.said(error)
    except ValidationError as error:
        outcome.errors[pk] = frame.said(error)
    else:
        if decision is not None:
            outcome.decided[pk] = decision


def _answer(request: HttpRequest, outcome: Outcome) -> HttpResponse:
    if frame.wants_data(request):
        return JsonResponse(_data(request, outcome), status=outcome.status)
    if outcome.conflicts:
        return _both_choices(request, outcome)
    where = frame.back(request)
    if outcome.errors:
        messages.error(request, outcome.message)
        return redirect(where)
    messages.success(request, outcome.message)
    done = ".".join(str(decision.pk) for decision in outcome.decided.values())
    address, _sign, query = where.partition("?")
    kept = [part for part in query.split("&") if part and not part.startswith("done=")]
    return redirect(f"{address}?{'&'.join([*kept, f'done={done}'])}")


def _both_choices(request: HttpRequest, outcome: Outcome) -> HttpResponse:
    """What was decided meanwhile stands above the queue, with who did and both choices."""
    if outcome.decided:
        messages.success(request, outcome.message)
    return queue_views.listing(
        request, _("Decided meanwhile"), "waiting", queues.QUEUES["waiting"].rows(
            Comment.objects.all()
        ), newest=False, conflicts=outcome.conflicts, status=409,
    )  # fmt: skip


def _data(request: HttpRequest, outcome: Outcome) -> dict[str, Any]:
    ids = [*outcome.decided, *outcome.conflicts]
    shown = {}
    for row in rows(queues.told(ids)):
        row.conflict = outcome.conflicts.get(row.comment.pk, "")
        context = {
            "row": row, "here": frame.back(request),
            "settled": row.comment.pk in outcome.decided and not row.waits,
            **queue_views.deciding(request.user),
        }  # fmt: skip
        shown[row.comment.pk] = render_to_string("community/row.html", context, request)
    counted = queues.counts() if rights.may_moderate(request.user) else {}
    return {
        "ok": outcome.status == 200, "message": outcome.message, "rows": shown,
        "counts": {name: frame.shown_count(number) for name, number in counted.items()},
    }  # fmt: skip


@require_POST
@frame.moderators_only
def undo(request: HttpRequest, pk: int) -> HttpResponse:
    """Undoes one decision."""
    found = get_object_or_404(Decision, pk=pk)
    try:
        actions.undo_decision(decision=found, actor=request.user)
    except ValidationError as error:
        messages.error(request, frame.said(error))
    else:
        messages.success(request, _("Undone."))
    return redirect(frame.back(request))
