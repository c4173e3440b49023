"""The link in a mail that ends it: a page with one button, for whoever has the mail."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from nashra.community import actions, following
from nashra.community.web import common


# Mail programs send it without a cookie (RFC 8058); the signed address is the right to it.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def unfollow(request: HttpRequest, ticket: str) -> HttpResponse:
    """Asks on GET, since programs look at links by themselves; ends it on POST."""
    follower = following.read_ticket(ticket)
    if follower is None:
        return render(request, "talk/unfollow.html", {"done": True})
    story = follower.discussion.story
    common.speak(request, story)
    done = request.method == "POST"
    if done:
        actions.unfollow_discussion(
            story=story, person=follower.person, comment=follower.comment
        )  # fmt: skip
    context = {
        "done": done, "story": story, "answers": follower.comment is not None,
        "back": common.thread_url(story) if story.live else "",
    }  # fmt: skip
    return render(request, "talk/unfollow.html", context)
