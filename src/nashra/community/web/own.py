"""One's own comment: how it stands, changing it, taking it back, an appeal; all of one's own."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from nashra.accounts import mail
from nashra.accounts.models import User
from nashra.changes.unit import unit_of_work
from nashra.community import actions, standards, threads
from nashra.community.models import Appeal, Comment, Decision, Follower, Sanction
from nashra.community.text import LARGEST
from nashra.community.web import common, posting, shown

State = Comment.State


@require_GET
def status(request: HttpRequest, comment_id: str) -> HttpResponse:
    """How one's comment stands, and what may be done with it."""
    if not request.user.is_authenticated:
        return common.sign_in_first(request, f"/talk/c/{comment_id}/")
    comment = common.own_or_404(request, comment_id)
    common.speak(request, comment.discussion.story)
    return _status(request, comment)


def _status(
    request: HttpRequest, comment: Comment, *, text: str | None = None, errors: Any = (),
    status: int = 200,
) -> HttpResponse:  # fmt: skip
    until = threads.editable_until(comment)
    appeal = Appeal.objects.filter(comment=comment).first()
    context = {
        "comment": comment, "html": shown.body(comment.text), "told": shown.told(comment),
        "note": _note(comment), "rule": standards.rule(comment.rule) if comment.rule else None,
        "editable": until is not None and timezone.now() <= until, "until": until,
        "text": comment.text if text is None else text, "errors": errors, "appeal": appeal,
        "may_appeal": comment.state == State.REJECTED and appeal is None,
        "may_withdraw": comment.state != State.WITHDRAWN,
        "page_path": threads.page_path(comment) if comment.state == State.PUBLISHED else "",
        "back": common.thread_url(comment.discussion.story), "story": comment.discussion.story,
        "may_follow": _may_follow(request.user, comment),
    }  # fmt: skip
    return render(request, "talk/status.html", context, status=status)


def _may_follow(person: Any, comment: Comment) -> dict[str, bool]:
    """What its author could follow by mail and does not yet; nothing where there is no mail."""
    if not mail.has_mail():
        return {}
    rows = Follower.objects.filter(person=person, discussion=comment.discussion_id)
    followed = set(rows.values_list("comment", flat=True))
    gone = comment.state in {State.REJECTED, State.WITHDRAWN}
    return {"answers": not gone and comment.pk not in followed, "all": None not in followed}


def _note(comment: Comment) -> str:
    """What the moderator wrote to its author beside the rule."""
    if comment.state != State.REJECTED:
        return ""
    rows = Decision.objects.filter(comment_id=comment.pk, verb=Decision.Verb.REJECT)
    return str(rows.order_by("-pk").values_list("note", flat=True).first() or "")


@require_POST
def edit(request: HttpRequest, comment_id: str) -> HttpResponse:
    """Replaces the text; what is not taken is given back."""
    if not isinstance(request.user, User):
        return common.sign_in_first(request, f"/talk/c/{comment_id}/")
    comment = common.own_or_404(request, comment_id)
    common.speak(request, comment.discussion.story)
    if refused := common.too_fast(request):
        return refused
    raw, version = request.POST.get("text", ""), request.POST.get("version", "")
    number = int(version[:9]) if version.isascii() and version.isdigit() else 0
    try:
        comment = posting.edit(comment, request.user, raw, number)
    except ValidationError as error:
        told = common.words_of(error)
        if common.wants_json(request):
            return common.failure(request, told)
        return _status(request, comment, text=raw[:LARGEST], errors=told, status=400)
    return _done(request, comment)


@require_POST
def withdraw(request: HttpRequest, comment_id: str) -> HttpResponse:
    """Takes one's comment back."""
    if not request.user.is_authenticated:
        return common.sign_in_first(request, f"/talk/c/{comment_id}/")
    comment = common.own_or_404(request, comment_id)
    common.speak(request, comment.discussion.story)
    return _done(request, actions.withdraw_comment(comment=comment, actor=request.user))


@require_POST
def appeal(request: HttpRequest, comment_id: str) -> HttpResponse:
    """Asks the newsroom to look at a rejection once more."""
    if not request.user.is_authenticated:
        return common.sign_in_first(request, f"/talk/c/{comment_id}/")
    comment = common.own_or_404(request, comment_id)
    common.speak(request, comment.discussion.story)
    try:
        actions.appeal_decision(
            person=request.user, comment=comment, text=request.POST.get("text", "")
        )
    except ValidationError as error:
        if common.wants_json(request):
            return common.failure(request, common.words_of(error))
        return _status(request, comment, errors=common.words_of(error), status=400)
    return _done(request, comment)


def _done(request: HttpRequest, comment: Comment) -> HttpResponse:
    fresh = common.comment_or_404(comment.pk)
    return common.answer(request, {"comment": shown.item(fresh)}, to=f"/talk/c/{comment.pk}/")


@require_GET
def mine(request: HttpRequest) -> HttpResponse:
    """What one wrote lately, and what was decided about one. Nobody is shut out untold."""
    if not isinstance(request.user, User):
        return common.sign_in_first(request, "/talk/mine/")
    return _mine(request, request.user)


def _mine(
    request: HttpRequest, person: User, *, errors: Any = (), status: int = 200
) -> HttpResponse:
    rows = Comment.objects.filter(author=person).select_related("discussion__story")
    followed = Follower.objects.filter(person=person).select_related("discussion__story", "comment")
    sanctions = list(Sanction.objects.filter(person=person).order_by("-at")[:20])
    appeals = {one.sanction_id: one for one in Appeal.objects.filter(sanction__in=sanctions)}
    context = {
        "comments": [
            {"comment": one, "html": shown.body(one.text), "told": shown.told(one)}
            for one in rows.order_by("-created_at")[:50]
        ],
        "sanctions": [
            {"sanction": one, "rule": standards.rule(one.rule), "title": shown.rule_title(one.rule),
             "appeal": appeals.get(one.pk)}
            for one in sanctions
        ],
        "followed": list(followed.order_by("-pk")[:50]), "errors": errors,
    }  # fmt: skip
    _note_seen(person, sanctions)
    return render(request, "talk/mine.html", context, status=status)


def _note_seen(person: Any, sanctions: list[Sanction]) -> None:
    unseen = [one.pk for one in sanctions if one.seen_at is None]
    if unseen:
        with unit_of_work(cause="seen", actor=person):
            Sanction.objects.filter(pk__in=unseen).update(seen_at=timezone.now())


@require_POST
def appeal_sanction(request: HttpRequest, sanction_id: int) -> HttpResponse:
    """Asks the newsroom to look at a warning, a suspension or a ban once more."""
    if not isinstance(request.user, User):
        return common.sign_in_first(request, "/talk/mine/")
    sanction = Sanction.objects.filter(pk=sanction_id, person=request.user).first()
    if sanction is None:
        return common.failure(request, [_("There is nothing to appeal against any more.")],
                              status=404)  # fmt: skip
    try:
        actions.appeal_decision(
            person=request.user, sanction=sanction, text=request.POST.get("text", "")
        )
    except ValidationError as error:
        return _mine(request, request.user, errors=common.words_of(error), status=400)
    return common.answer(request, {"done": True}, to="/talk/mine/")
