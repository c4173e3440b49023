"""Writing a comment: the form, and what becomes of what it sends."""

from __future__ import annotations

import secrets
from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.csrf import csrf_failure
from django.views.decorators.http import require_GET, require_POST

from nashra.accounts.models import User
from nashra.community import actions, modes, rights, standards
from nashra.community.models import Comment, DiscussionSettings
from nashra.community.text import LARGEST
from nashra.community.web import common, drafts, posting, shown
from nashra.community.web.pages import PREFIXES
from nashra.newsroom.models import StoryPage


@require_GET
def form(request: HttpRequest, story_id: str) -> HttpResponse:
    """The form as a page of its own, with what was written before signing in."""
    story = common.story_or_404(story_id)
    common.speak(request, story)
    text, answered = drafts.kept(request)
    return _form(request, story, text=text, reply=request.GET.get("reply") or answered)


def _answered(story: StoryPage, public_id: str) -> Comment | None:
    """The comment that is answered; None for a new one of the first level."""
    if not public_id:
        return None
    rows = Comment.objects.select_related("parent", "author")
    return rows.filter(
        pk=public_id[:7], discussion=story.public_id, state=Comment.State.PUBLISHED
    ).first()


def _form(
    request: HttpRequest, story: StoryPage, *, text: str, reply: str, errors: Any = (),
    token: str = "", status: int = 200,
) -> HttpResponse:  # fmt: skip
    user = request.user
    settings = DiscussionSettings.load()
    signed_in = user.is_authenticated
    back = f"/talk/{story.public_id}/"
    context = {
        "story": story, "text": text, "errors": errors, "reply": _answered(story, reply),
        "token": token or secrets.token_urlsafe(16), "longest": settings.longest,
        "open": modes.is_open(story, timezone.now()), "signed_in": signed_in,
        "refusal": rights.may_take_part(user) if signed_in else None,
        "standards": _to_accept(user), "sign_in": common.sign_in_url(back),
        "back": common.thread_url(story), "name": common.isolated(str(user)) if signed_in else "",
    }  # fmt: skip
    context["reply_html"] = shown.body(context["reply"].text) if context["reply"] else ""
    return render(request, "talk/form.html", context, status=status)


def _to_accept(user: Any) -> dict[str, Any] | None:
    """The standards where somebody has to accept them first."""
    if user.is_authenticated and standards.accepted(user):
        return None
    number = standards.number_in_force()
    if not number:
        return None
    prefix = "/en" if get_language() == "en" else ""
    titles = [standards.title(rule) for rule in standards.rules()]
    return {"number": number, "titles": titles, "path": f"{prefix}/standards/"}


@require_POST
def post(request: HttpRequest, story_id: str) -> HttpResponse:
    """Posts what a form or the script sent. A text that is not taken is given back."""
    story = common.story_or_404(story_id)
    common.speak(request, story)
    raw, reply = request.POST.get("text", ""), request.POST.get("reply", "")
    if not isinstance(request.user, User):
        return _stranger(request, story, raw, reply)
    try:
        comment = _posted(request, request.user, story, raw, reply)
    except ValidationError as error:
        return _not_posted(request, story, error, raw, reply)
    done = common.answer(
        request, {"comment": shown.item(comment)}, to=f"/talk/c/{comment.pk}/", status=201
    )
    return drafts.drop(request, done, story_id)


def _stranger(request: HttpRequest, story: StoryPage, raw: str, reply: str) -> HttpResponse:
    """Has somebody sign in. The text stays with the browser: in a cookie, else on the page."""
    asked = common.sign_in_first(request, f"/talk/{story.public_id}/")
    if common.wants_json(request) or drafts.keep(asked, story.public_id, raw, reply):
        return asked
    told = _("Sign in in another window, then send it from this page, which keeps your text.")
    return _form(request, story, text=raw[:LARGEST], reply=reply, errors=[told], status=403,
                 token=request.POST.get("token", "")[:64])  # fmt: skip


def _posted(request: HttpRequest, author: User, story: StoryPage, raw: str, reply: str) -> Comment:
    token = request.POST.get("token", "")[:64]
    if found := posting.sent_before(author, token):
        return found
    parent = _answered(story, reply)
    if reply and parent is None:
        raise ValidationError(_("The comment that you answer is no longer there."))
    accept = request.POST.get("accept", "")
    if accept.isascii() and accept.isdigit():
        actions.accept_standards(person=author, number=int(accept[:9]))
    return posting.post(story, author, raw, parent=parent, token=token)


def _not_posted(
    request: HttpRequest, story: StoryPage, error: ValidationError, raw: str, reply: str
) -> HttpResponse:
    told = common.words_of(error)
    status = 403 if getattr(error, "code", None) == "sanction" else 400
    if common.wants_json(request):
        accepted = standards.accepted(request.user)
        return common.answer(request, {"errors": told, "accepted": accepted}, to="", status=status)
    return _form(
        request, story, text=raw[:LARGEST], reply=reply, errors=told, status=status,
        token=request.POST.get("token", "")[:64],
    )  # fmt: skip


def refused_csrf(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Where Django takes a form for foreign: a cookie is missing or old. The text is given back."""
    if not request.path.startswith(PREFIXES):
        return csrf_failure(request, reason)
    said = [_("The page was open too long, or cookies are off. Send it once more.")]
    if common.wants_json(request):
        get_token(request)
        return common.answer(request, {"errors": said, "csrf": get_token(request)}, to="",
                             status=403)  # fmt: skip
    parts = request.path.strip("/").split("/")
    if len(parts) == 3 and parts[0] == "talk" and parts[2] == "comments":
        story = StoryPage.objects.filter(public_id=parts[1], live=True).first()
        if story is not None:
            common.speak(request, story)
            given = {name: request.POST.get(name, "") for name in ("text", "reply", "token")}
            return _form(
                request, story, text=given["text"][:LARGEST], reply=given["reply"], errors=said,
                token=given["token"][:64], status=403,
            )  # fmt: skip
    return common.failure(request, said, status=403)
