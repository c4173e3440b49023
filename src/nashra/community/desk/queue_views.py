"""The queues, and the discussion of one story."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe
from wagtail.admin import messages

from nashra.community import actions, modes, queues, rights, standards
from nashra.community.desk import frame
from nashra.community.desk.rows import Row, rows
from nashra.community.models import Comment, Decision, Discussion, Mode
from nashra.newsroom.models import StoryPage


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """The first queue in which something waits."""
    if not rights.may_moderate(request.user):
        raise PermissionDenied
    counted = queues.counts()
    if not any(counted[name] for name in ("reported", "waiting", "suspect")) and counted["appeals"]:
        return redirect("nashra_discussion_appeals")
    first = next((name for name in ("reported", "waiting", "suspect") if counted[name]), "waiting")
    return redirect("nashra_queue", first)


@require_safe
@frame.moderators_only
def queue(request: HttpRequest, name: str) -> HttpResponse:
    """One queue, from the place that ``?after=`` names."""
    if name not in queues.QUEUES:
        raise Http404
    shown = queues.QUEUES[name]
    return listing(
        request, str(shown.label), name, shown.rows(Comment.objects.all()), newest=shown.newest
    )


def listing(
    request: HttpRequest, title: str, here: str, comments: queues.Rows, *, newest: bool,
    conflicts: Mapping[str, str] | None = None, status: int = 200, template: str = "queue",
    **more: Any,
) -> HttpResponse:  # fmt: skip
    """A page of comments with everything to decide about them."""
    after = queues.Place.read(request.GET.get("after", ""))
    found = queues.page(comments, after, newest=newest)
    further = ""
    if found.further:
        query = request.GET.copy()
        query["after"] = str(found.further)
        query.pop("done", None)
        further = f"?{query.urlencode()}"
    return frame.page(
        request, template, title, here, status=status, rows=rows(found.comments),
        further=further, begun=after is not None, slowed=queues.slowed(), queue=here,
        clashes=_clashes(conflicts or {}), clashed=set(conflicts or ()),
        undo=_just_done(request), **deciding(request.user),
        **more,
    )  # fmt: skip


def deciding(user: Any) -> dict[str, Any]:
    """What the forms of a row need."""
    return {"rules": numbered_rules(), "may_decide": rights.may_moderate(user)}


def numbered_rules() -> list[tuple[int, str, str]]:
    """The rules in force: number, key, title."""
    return [
        (number, rule.key, standards.title(rule))
        for number, rule in enumerate(standards.rules(), 1)
    ]


def _clashes(conflicts: Mapping[str, str]) -> list[Row]:
    """What could not be decided, as it stands now and with both choices."""
    found = rows(queues.told(list(conflicts)))
    for row in found:
        row.conflict = conflicts[row.comment.pk]
    return found


def _just_done(request: HttpRequest) -> list[Decision]:
    """Decisions that this moderator made with the form before, and may undo at once."""
    ids = [int(pk) for pk in request.GET.get("done", "").split(".") if pk.isdigit()][:100]
    if not ids:
        return []
    return list(Decision.objects.filter(pk__in=ids, by_id=request.user.pk))


@require_safe
def story(request: HttpRequest, public_id: str) -> HttpResponse:
    """What is said about one story, and how it is discussed."""
    found = _own_story(request, public_id)
    discussion = modes.discussion_of(found)
    now = timezone.now()
    slow = discussion is not None and discussion.slow_until and discussion.slow_until > now
    return listing(
        request, _("Discussion of a story"), "story", queues.of_story(public_id), newest=True,
        template="story", story=found, discussion=discussion, modes=Mode.choices,
        mode=modes.mode_of(found, discussion), own_mode=discussion.mode if discussion else "",
        is_open=modes.is_open(found, now, discussion), slow=slow,
        aged=modes.too_old(found, now) and not (discussion and discussion.kept_open),
        can_publish=found.live,
    )  # fmt: skip


def _own_story(request: HttpRequest, public_id: str) -> StoryPage:
    found = get_object_or_404(StoryPage, public_id=public_id)
    if not rights.may_run(request.user, found):
        raise PermissionDenied
    return found


@require_POST
def run(request: HttpRequest, public_id: str, verb: str) -> HttpResponse:
    """Closes or opens a story's discussion, sets its mode, ends slow mode."""
    found = _own_story(request, public_id)
    actor = request.user
    try:
        if verb == "close":
            actions.close_discussion(story=found, actor=actor)
            said = _("The discussion is closed.")
        elif verb == "open":
            actions.open_discussion(story=found, actor=actor)
            said = _("The discussion is open.")
        elif verb == "mode":
            actions.set_discussion_mode(story=found, actor=actor, mode=request.POST.get("mode", ""))
            said = _("The mode is set.")
        elif verb == "slow":
            actions.end_slow_mode(story=found, actor=actor)
            said = _("Slow mode has ended.")
        else:
            raise Http404
    except (ValueError, ValidationError):
        messages.error(request, _("There is no such mode."))
    else:
        messages.success(request, said)
    return redirect("nashra_discussion_story", public_id)


def notice(story: StoryPage, user: Any) -> dict[str, Any] | None:
    """What the story's form says of its discussion; None where it says nothing to this user."""
    if not story.live or not rights.may_run(user, story):
        return None
    discussion: Discussion | None = modes.discussion_of(story)
    return {
        "url": reverse("nashra_discussion_story", args=[story.public_id]),
        "mode": modes.mode_of(story, discussion).label,
        "open": modes.is_open(story, timezone.now(), discussion),
        "comments": discussion.comments if discussion else 0,
    }
