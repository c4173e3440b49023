"""What readers of exports give: threads, comments, and what is wrong with a file."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Final


class State(StrEnum):
    """What the other system had decided about a comment."""

    PUBLISHED = "published"
    WAITING = "waiting"
    SPAM = "spam"
    DELETED = "deleted"
    NOTICE = "notice"
    """A pingback or trackback: another site's link and no comment."""


KEPT: Final = frozenset({State.PUBLISHED, State.WAITING})
"""What is imported; the rest is counted."""


@dataclass(frozen=True, kw_only=True)
class Thread:
    """What was discussed: the addresses by which its story may be found, the surest first."""

    key: str
    addresses: tuple[str, ...] = ()
    title: str = ""


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One comment as the export has it.

    ``key`` is its id there, unique within the origin; ``parent`` the id of what it answers, or
    empty. ``name`` is all that is read of its author. ``at`` is None where no day is given.
    """

    key: str
    thread: str
    parent: str = ""
    name: str = ""
    at: datetime | None = None
    html: str = ""
    state: State = State.PUBLISHED


_MESSAGES: Final[dict[str, tuple[str, str]]] = {
    "unreadable": ("لا تمكن قراءة الملف: {detail}", "cannot be read: {detail}"),
    "unknown_format": (
        "صيغة غير معروفة: ليست WXR ولا Disqus XML ولا قائمة تعليقات JSON",
        "unknown format: neither WXR nor Disqus XML nor a JSON list of comments",
    ),
    "forbidden": (
        "تعريف DTD ممنوع في XML عند السطر {line} العمود {column}",
        "a DTD is not allowed in XML, line {line}, column {column}",
    ),
    "broken": (
        "خطأ عند السطر {line} العمود {column}: {detail}؛ تابع الاستيراد بعده",
        "error at line {line}, column {column}: {detail}; the import goes on behind it",
    ),
    "cut_off": (
        "الملف مقطوع عند السطر {line}؛ استورد ما قبله",
        "the file is cut off at line {line}; what stands before is imported",
    ),
    "bytes_lost": (
        "بايتات لا معنى لها في ترميز {encoding} عند السطر {line}",
        "bytes without a meaning in {encoding} at line {line}",
    ),
    "incomplete": (
        "تعليق بلا معرّف أو بلا نص أو بلا صفحة عند السطر {line}",
        "a comment without an id, a text or its page at line {line}",
    ),
    "more": ("و{count} أخطاء أخرى مثلها", "and {count} more errors of this kind"),
}


@dataclass(frozen=True)
class Fault:
    """Something wrong with a file: a code of the catalogue above and its particulars."""

    code: str
    params: dict[str, object] = field(default_factory=dict)

    @property
    def message(self) -> str:
        """Arabic and English, for a line that anybody may read."""
        return " | ".join(text.format_map(self.params) for text in _MESSAGES[self.code])


Item = Thread | Entry | Fault
"""What a reader yields. A thread may come after its comments and more than once."""
