"""What templates get of a discussion."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from nashra.publishing.pieces import Link

Order = Literal["newest", "oldest", "respected", "replies"]


@dataclass(frozen=True, kw_only=True)
class Remark:
    """One comment; of one that was taken away, that it was."""

    id: str
    name: str
    """Empty for a deleted account."""
    staff: bool
    at: datetime
    path: str
    """Where it stands for good, with its anchor."""
    paragraphs: tuple[tuple[Any, ...], ...]
    """Pieces with ``text`` and ``url``; empty for one that was taken away."""
    respects: int = 0
    picked: bool = False
    edited_at: datetime | None = None
    gone: Literal["", "rejected", "withdrawn", "waiting"] = ""
    rule: str = ""
    """The title of the rule for which it was rejected."""
    version: int = 0
    answers: Link | None = None
    """The reply that it answers, by its author's name."""
    replies: tuple["Remark", ...] = ()
    total: int = 0
    """Published replies, more than are shown here."""
    more: str = ""
    """Page with all replies; empty where they are all here."""


@dataclass(frozen=True, kw_only=True)
class DiscussionView:
    """One page of a discussion, or the same as a fragment for the story's own page."""

    path: str
    story: Link
    section: Link
    order: Order
    remarks: tuple[Remark, ...]
    number: int | None = None
    """Of a stable page."""
    count: int | None = None
    """Published comments; a stable page does not know."""
    closed: bool = False
    newer: str = ""
    older: str = ""
    orders: tuple[tuple[Order, str], ...] = ()
    """The same discussion in other orders."""
    write: str = ""
    """Where one writes without the script."""
    standards: str = ""
    fragment: bool = False
    kind: Literal["discussion"] = "discussion"


@dataclass(frozen=True, kw_only=True)
class DiscussionNotice:
    """What a story's own page says of its discussion."""

    path: str
    """The page with the newest comments; empty before the first."""
    write: str
    closed: bool


WORDS: Mapping[str, Mapping[str, str]] = {
    "ar": {
        "title": "نقاش", "none": "لا تعليقات بعد.", "first": "اكتب أول تعليق",
        "read": "اقرأ النقاش", "write": "اكتب تعليقاً", "closed": "أُغلق النقاش في هذا الخبر.",
        "newest": "الأحدث", "oldest": "الأقدم", "respected": "الأكثر تقديراً",
        "orders": "ترتيب التعليقات", "replies": "الردود",
        "all_replies": "كل الردود ({n})",
        "staff": "من هيئة التحرير", "picked": "اختيار المحرر", "edited": "عُدّل",
        "deleted": "حساب محذوف", "rejected": "أزال المشرفون هذا التعليق",
        "withdrawn": "سحب الكاتب تعليقه.", "waiting": "ينتظر هذا التعليق مراجعة المشرفين.",
        "for_rule": "لمخالفته قاعدة «{rule}»", "answers": "رداً على", "respects": "تقدير",
        "standards": "معايير المجتمع", "link": "رابط هذا التعليق", "reply": "رد", "report": "أبلغ",
        "later": "تعليقات أحدث", "earlier": "تعليقات أقدم",
    },
    "en": {
        "title": "Discussion", "none": "No comments yet.", "first": "Write the first comment",
        "read": "Read the discussion", "write": "Write a comment",
        "closed": "The discussion of this story is closed.",
        "newest": "Newest", "oldest": "Oldest", "respected": "Most respected",
        "orders": "Order of comments", "replies": "Replies",
        "all_replies": "All replies ({n})",
        "staff": "Newsroom", "picked": "Editor’s pick", "edited": "Edited",
        "deleted": "Deleted account", "rejected": "Moderators removed this comment",
        "withdrawn": "Its author has withdrawn this comment.",
        "waiting": "This comment waits for a moderator.",
        "for_rule": "for breaking the rule “{rule}”", "answers": "In reply to",
        "respects": "respect", "standards": "Community standards",
        "link": "Link to this comment", "reply": "Reply", "report": "Report",
        "later": "Newer comments", "earlier": "Older comments",
    },
}  # fmt: skip
"""What baked pages of a discussion say, by language."""
