"""One's own comment as its author gets it, whatever its state."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from nashra.community import standards, threads
from nashra.community import text as texts
from nashra.community.models import Comment
from nashra.community.pipeline import Finding

State = Comment.State


def body(text: str) -> SafeString:
    """The text in paragraphs, each with a direction of its own; links are links."""
    return format_html_join(
        "", '<p dir="auto">{}</p>', ((_pieces(parts),) for parts in texts.paragraphs(text))
    )


def _pieces(parts: tuple[texts.Piece, ...]) -> SafeString:
    return format_html_join("", "{}", ((_piece(one),) for one in parts))


def _piece(piece: texts.Piece) -> SafeString:
    if piece.url:
        return format_html(
            '<a href="{}" rel="ugc nofollow noopener" dir="ltr">{}</a>', piece.url, piece.text
        )
    return format_html("{}", piece.text)


def told(comment: Comment) -> list[str]:
    """Why it is where it is, in plain words."""
    if comment.state == State.WAITING:
        found = (Finding.read(one) for one in comment.findings)
        said = dict.fromkeys(one.told for one in found if one.verdict == "hold" and one.told)
        return list(said) or [_("A moderator reads your comment before it is shown.")]
    if comment.state == State.REJECTED:
        return [_("It breaks this rule: %(rule)s") % {"rule": rule_title(comment.rule)}]
    return []


def rule_title(key: str) -> str:
    """What a rule is called now, or by its key where it is no more."""
    rule = standards.rule(key)
    return standards.title(rule) if rule else key


def item(comment: Comment) -> dict[str, Any]:
    """For the script."""
    until = threads.editable_until(comment)
    now = timezone.now()
    return {
        "id": comment.pk, "state": comment.state, "html": str(body(comment.text)),
        "text": comment.text, "version": comment.version, "told": told(comment),
        "parent": comment.parent_id, "at": _iso(comment.created_at),
        "edit_seconds": max(0, int((until - now).total_seconds())) if until else 0,
        "page": threads.page_path(comment) if comment.state == State.PUBLISHED else "",
        "status": f"/talk/c/{comment.pk}/",
    }  # fmt: skip


def _iso(moment: datetime) -> str:
    return moment.isoformat(timespec="seconds")
