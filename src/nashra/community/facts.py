"""The facts of discussions. There are none while readers cannot see the story."""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from nashra.accounts.models import User
from nashra.changes import unit
from nashra.changes.facts import digest, known
from nashra.changes.models import Fact
from nashra.community import modes, names, threads
from nashra.community.models import Comment, Discussion, Mode
from nashra.community.threads import REPLIES_PAGE, Thread

Facts = dict[str, str | None]

KEYS: Final[Mapping[str, str]] = {
    "discussion:<id>/state": "Whether a discussion is shown and open, and has comments.",
    "discussion:<id>/count": "How many comments there are.",
    "discussion:<id>/head": "The newest comments of the first level.",
    "discussion:<id>/respected": "The most respected.",
    "discussion:<id>/last": "The number of the newest stable page.",
    "discussion:<id>/page/<n>": "The comments on one stable page.",
    "discussion:<id>/replies/<c>/<n>": "One page of the replies to a comment.",
    "commenter:<pk>": "The name under which somebody comments, and whether they are of the staff.",
}
"""Change keys with their meaning; documented by test."""


def _row(comment: Comment) -> list[Any]:
    """All that readers see of a comment, but for its author's name."""
    return [
        comment.pk, comment.state, comment.text, comment.author_id, comment.guest,
        comment.edited_at, comment.respects, comment.picked, comment.rule, comment.answers_id,
        comment.version,
    ]  # fmt: skip


def _rows(found: Iterable[Thread]) -> str:
    return digest([[_row(one.comment), [_row(r) for r in one.replies], one.total] for one in found])


def discussion_facts(public_id: str) -> Facts:
    """The discussion itself; all of its pages only where it comes to readers or goes."""
    own = f"discussion:{public_id}"
    discussion = Discussion.objects.select_related("story").filter(pk=public_id).first()
    live = discussion is not None and discussion.story.live
    there = threads.shown(public_id) if live else None
    if discussion and there and modes.mode_of(discussion.story, discussion) == Mode.OFF:
        there = None
    if (there is None) == (known(f"{own}/head") is not None):
        _touch_parts(public_id, there)
    found: Facts = {f"{own}/state": _state(discussion) if discussion and live else None}
    if there is None:
        return found | dict.fromkeys(f"{own}/{x}" for x in ("count", "head", "respected", "last"))
    return found | {
        f"{own}/count": digest([there.comments, there.closed_at is None]),
        f"{own}/head": _rows(threads.newest(public_id)),
        f"{own}/respected": _rows(threads.respected(public_id)),
        f"{own}/last": digest(threads.last_page(there)),
    }


def _state(discussion: Discussion) -> str:
    """What the story's page shows; of the mode, whether there is a discussion at all."""
    off = discussion.mode == Mode.OFF if discussion.mode else None
    return digest([off, discussion.closed_at is None, discussion.slots > 0])


def _touch_parts(public_id: str, discussion: Discussion | None) -> None:
    own = f"discussion:{public_id}/"
    keys = set(Fact.objects.filter(key__startswith=own).values_list("key", flat=True))
    names = {key.removeprefix(own) for key in keys}
    if discussion:
        names |= {f"page/{n}" for n in range(threads.last_page(discussion) + 1)}
        for comment in Comment.objects.filter(discussion=discussion, replies_given__gt=0):
            last = threads.last_replies_page(comment)
            names |= {f"replies/{comment.pk}/{n}" for n in range(last + 1)}
    for name in sorted(names):
        facet, _, rest = name.partition("/")
        if rest:
            unit.touch(f"discussion-{facet}:{public_id}/{rest}")


def page_facts(identity: str) -> Facts:
    """One stable page."""
    public_id, _, number = identity.partition("/")
    there = readable(public_id)
    rows = threads.page(public_id, int(number)) if there else []
    exists = there is not None and int(number) <= threads.last_page(there)
    return {f"discussion:{public_id}/page/{number}": _rows(rows) if exists else None}


def replies_facts(identity: str) -> Facts:
    """One page of the replies to a comment; all of them where the first comes or the last goes."""
    public_id, comment_id, number = identity.split("/")
    own = f"discussion:{public_id}/replies/{comment_id}"
    parent = Comment.objects.filter(pk=comment_id).first()
    last = threads.last_replies_page(parent) if parent and readable(public_id) else -1
    if (known(f"{own}/0") is None) == (last >= 0):
        # All replies fitted beneath the comment so far, or do so from now on.
        for other in range((parent.replies_given if parent else 0) // REPLIES_PAGE + 1):
            unit.touch(f"discussion-replies:{public_id}/{comment_id}/{other}")
    there = int(number) <= last
    rows = [_row(row) for row in threads.replies_page(comment_id, int(number))] if there else []
    return {f"{own}/{number}": digest(rows) if there else None}


def readable(public_id: str) -> Discussion | None:
    """The discussion, where readers see one."""
    there = threads.shown(public_id)
    if there is None or modes.mode_of(there.story, there) == Mode.OFF:
        return None
    return there


def commenter_facts(pk: str) -> Facts:
    """How somebody is named."""
    user = User.objects.filter(pk=pk).first()
    return {f"commenter:{pk}": digest(list(names.named([user]).values())) if user else None}


PROVIDERS: Final[Mapping[str, Any]] = {
    "discussion": discussion_facts,
    "discussion-page": page_facts,
    "discussion-replies": replies_facts,
    "commenter": commenter_facts,
}
