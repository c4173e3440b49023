"""When an account goes: what becomes of what it wrote. And all of it, to take along."""

from datetime import datetime
from typing import Any

from nashra.accounts.models import User
from nashra.community.actions import withdraw_comment
from nashra.community.models import Appeal, Comment, Follower, Report, Respect, Sanction
from nashra.newsroom.addresses import story_path


def erase(user: User, keep: bool) -> None:
    """Leaves comments to nobody, or takes them back and empties them; reports lose their words.

    The row stays in both cases: answers of others hang on it, and decisions name it.
    """
    for comment in Comment.objects.filter(author=user).order_by("created_at", "pk"):
        left = comment if keep else withdraw_comment(comment=comment, actor=user)
        left.author, left.guest, left.token = None, "", ""
        if not keep:
            left.text, left.findings, left.likeness = "", [], ""
        left.version += 1
        left.save()
    Report.objects.filter(person=user).update(person=None, text="")


def export(user: User) -> dict[str, Any]:
    """Everything of the discussions that is somebody's own."""
    commenter = getattr(user, "commenter", None)
    return {
        "standards_accepted": commenter.accepted if commenter else 0,
        "comments": [_comment(one) for one in Comment.objects.filter(author=user).order_by("pk")],
        "respected": sorted(
            Respect.objects.filter(person=user).values_list("comment_id", flat=True)
        ),
        "reports": [
            {"comment": one.comment_id, "rule": one.rule, "text": one.text, "at": _at(one.at)}
            for one in Report.objects.filter(person=user).order_by("at", "pk")
        ],
        "following": [
            {"story": story_path(one.discussion_id), "comment": one.comment_id}
            for one in Follower.objects.filter(person=user).order_by("pk")
        ],
        "sanctions": [
            _sanction(one) for one in Sanction.objects.filter(person=user).order_by("pk")
        ],
        "appeals": [
            {"text": one.text, "at": _at(one.at), "state": one.state, "answer": one.answer}
            for one in Appeal.objects.filter(person=user).order_by("pk")
        ],
    }


def _comment(comment: Comment) -> dict[str, Any]:
    return {
        "id": comment.public_id,
        "story": story_path(comment.discussion_id),
        "answers": comment.answers_id or comment.parent_id,
        "text": comment.text,
        "state": comment.state,
        "written": _at(comment.created_at),
        "published": _at(comment.published_at),
        "changed": _at(comment.edited_at),
        "rule": comment.rule,
    }


def _sanction(sanction: Sanction) -> dict[str, Any]:
    return {
        "kind": sanction.kind, "rule": sanction.rule, "told": sanction.note,
        "at": _at(sanction.at), "until": _at(sanction.until), "lifted": _at(sanction.lifted_at),
    }  # fmt: skip


def _at(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None
