"""What readers do with others' comments: respect, report, follow; what the script asks first."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from nashra.accounts import mail
from nashra.accounts.models import User
from nashra.community import actions, modes, rights, standards, threads
from nashra.community.models import Comment, DiscussionSettings, Follower, Respect
from nashra.community.web import common, shown
from nashra.newsroom.models import StoryPage

Done = Callable[[], dict[str, Any]]


@require_GET
def me(request: HttpRequest) -> HttpResponse:
    """What the script must know of whoever reads. Somebody not signed in is given no cookie."""
    story = common.story_or_404(request.GET.get("story", ""))
    common.speak(request, story)
    settings, now = DiscussionSettings.load(), timezone.now()
    is_open = modes.is_open(story, now)
    value: dict[str, Any] = {
        "v": 1, "signed_in": False, "open": is_open,
        "why_closed": "" if is_open else _("The discussion of this story is closed."),
        "limits": {"longest": settings.longest}, "standards": standards.number_in_force(),
        "signin": common.sign_in_url(common.thread_url(story)), "mail": mail.has_mail(),
    }  # fmt: skip
    if isinstance(request.user, User):
        value |= _person(request, request.user, story)
    return JsonResponse(value)


def _person(request: HttpRequest, user: User, story: StoryPage) -> dict[str, Any]:
    refusal = rights.may_take_part(user)
    prefix = "/en" if get_language() == "en" else ""
    return {
        "signed_in": True, "name": str(user), "csrf": get_token(request),
        "accepted": standards.accepted(user), "standards_path": f"{prefix}/standards/",
        "refused": refusal.told if refusal else "",
        "rules": [{"key": one.key, "title": standards.title(one)} for one in standards.rules()],
        "mine": [shown.item(one) for one in threads.mine(user, story, timezone.now())],
        "own": threads.said_by(user, story), "respected": threads.respected_by(user, story),
        "follows": Follower.objects.filter(
            discussion=story.public_id, comment=None, person=user
        ).exists(),
    }  # fmt: skip


def _do(request: HttpRequest, comment: Comment, act: Done) -> HttpResponse:
    """Does something with a comment for whoever is signed in and may take part."""
    story = comment.discussion.story
    common.speak(request, story)
    if not request.user.is_authenticated:
        return common.sign_in_first(request, common.thread_url(story))
    if refused := common.too_fast(request):
        return refused
    if refusal := rights.may_take_part(request.user):
        return common.failure(request, [refusal.told], status=403)
    back = threads.page_path(comment) or common.thread_url(story)
    try:
        value = act()
    except ValidationError as error:
        return common.failure(request, common.words_of(error), back=back)
    return common.answer(request, value, to=back)


@require_http_methods(["GET", "HEAD", "POST"])
def respect(request: HttpRequest, comment_id: str) -> HttpResponse:
    """Respects a comment; with ``undo`` no longer. GET asks, for whoever has no script."""
    comment = common.public_or_404(comment_id)
    if request.method != "POST":
        return _ask(request, comment, "talk/respect.html")

    def act() -> dict[str, Any]:
        undo = bool(request.POST.get("undo"))
        verb = actions.withdraw_respect if undo else actions.respect_comment
        return {"respects": verb(comment=comment, person=request.user).respects, "mine": not undo}

    return _do(request, comment, act)


@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest, comment_id: str) -> HttpResponse:
    """The form on which a comment is reported, and its sending."""
    comment = common.public_or_404(comment_id)
    if request.method == "POST":
        return _do(request, comment, lambda: _reported(request, comment))
    return _ask(request, comment, "talk/report.html")


def _ask(request: HttpRequest, comment: Comment, template: str) -> HttpResponse:
    """A page that shows the comment and asks what to do with it."""
    common.speak(request, comment.discussion.story)
    if not request.user.is_authenticated:
        return common.sign_in_first(request, request.path)
    context = {
        "comment": comment, "html": shown.body(comment.text),
        "rules": [{"key": one.key, "title": standards.title(one)} for one in standards.rules()],
        "respected": Respect.objects.filter(comment=comment, person=request.user).exists(),
        "back": threads.page_path(comment),
    }  # fmt: skip
    return render(request, template, context)


def _reported(request: HttpRequest, comment: Comment) -> dict[str, Any]:
    rule, text = request.POST.get("rule", "")[:40], request.POST.get("text", "")
    actions.report_comment(comment=comment, person=request.user, rule=rule, text=text)
    return {"told": _("Thank you. A moderator will look at it.")}


@require_POST
def follow(request: HttpRequest, story_id: str) -> HttpResponse:
    """Follows a story's discussion by e-mail; with ``undo`` no longer."""
    story = common.story_or_404(story_id)
    common.speak(request, story)
    return _follow(request, story, None)


@require_POST
def follow_comment(request: HttpRequest, comment_id: str) -> HttpResponse:
    """Follows the answers to one comment."""
    comment = common.comment_or_404(comment_id)
    mine = request.user.is_authenticated and comment.author_id == request.user.pk
    if comment.state != Comment.State.PUBLISHED and not mine:
        return common.failure(request, [_("This comment is no longer there.")], status=404)
    common.speak(request, comment.discussion.story)
    return _follow(request, comment.discussion.story, comment)


def _follow(request: HttpRequest, story: StoryPage, comment: Comment | None) -> HttpResponse:
    if not request.user.is_authenticated:
        return common.sign_in_first(request, common.thread_url(story))
    if refused := common.too_fast(request):
        return refused
    undo = bool(request.POST.get("undo"))
    if not (undo or mail.has_mail()):
        return common.failure(request, [_("No mail is sent from here.")])
    verb = actions.unfollow_discussion if undo else actions.follow_discussion
    try:
        verb(story=story, person=request.user, comment=comment)
    except ValidationError as error:
        return common.failure(request, common.words_of(error))
    return common.answer(request, {"follows": not undo}, to="/talk/mine/")


@require_POST
def accept_standards(request: HttpRequest) -> HttpResponse:
    """Accepts the standards in force."""
    if not request.user.is_authenticated:
        return common.sign_in_first(request, "/talk/mine/")
    number = request.POST.get("number", "")
    if not (number.isascii() and number.isdigit()):
        return common.failure(
            request, [_("The standards have changed meanwhile; read them again.")]
        )
    try:
        actions.accept_standards(person=request.user, number=int(number[:9]))
    except ValidationError as error:
        return common.failure(request, common.words_of(error))
    return common.answer(request, {"accepted": True}, to="/talk/mine/")
