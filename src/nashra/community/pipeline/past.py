"""What the phases ask of the database, each thing once a comment and only when it is asked."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from datetime import datetime, timedelta
from functools import cached_property
from typing import Any, Final

from django.db.models import QuerySet

from nashra.arabic.text import fold_words
from nashra.community import rights
from nashra.community.models import Comment, Commenter
from nashra.community.pipeline.model import Draft

DAY: Final = timedelta(days=1)
WEEK: Final = timedelta(days=7)
TEN_MINUTES: Final = timedelta(minutes=10)
MOST: Final = 60
"""Comments of one person that are looked back at."""
LEAST: Final = 20
"""Letters from which a text is somebody's own; shorter ones («مبروك») are said by many."""
_AGAIN: Final = re.compile(r"(.)\1+")


def plain(text: str) -> str:
    """The text without what a repetition is varied with: punctuation, marks, lengthened letters."""
    return _AGAIN.sub(r"\1", fold_words(text))


class Past:
    """What is known of a draft's author and of its story."""

    def __init__(self, draft: Draft) -> None:
        self.draft = draft

    @cached_property
    def text(self) -> str:
        """The draft's text, made plain."""
        return plain(self.draft.text)

    @cached_property
    def likeness(self) -> str:
        """What ``Comment.likeness`` is of this text; empty for short ones."""
        if len(self.text) < LEAST:
            return ""
        return hashlib.blake2b(self.text.encode(), digest_size=8).hexdigest()

    @cached_property
    def approved(self) -> int:
        """How many comments of the author were published and never rejected."""
        rows = Commenter.objects.filter(pk=self.draft.author.pk)
        return int(rows.values_list("approved", flat=True).first() or 0)

    @cached_property
    def newcomer(self) -> bool:
        """Whether the author is still to be known; nobody of the newsroom is."""
        few = self.approved < self.draft.settings.first_comments
        return few and not rights.is_of_the_newsroom(self.draft.author)

    @cached_property
    def recent(self) -> list[dict[str, Any]]:
        """The author's comments of the last seven days, newest first."""
        rows = self._others(Comment.objects.filter(author=self.draft.author))
        found = rows.filter(created_at__gt=self.draft.now - WEEK).order_by("-created_at")
        names = ("discussion_id", "parent_id", "answers_id", "text", "likeness", "state",
                 "created_at")  # fmt: skip
        rows_of: Any = found.values(*names)[:MOST]
        return list(rows_of)

    def since(self, moment: datetime) -> list[dict[str, Any]]:
        """Those of them that were written after a moment."""
        return [row for row in self.recent if row["created_at"] > moment]

    @cached_property
    def states(self) -> Counter[str]:
        """How many of them are in which state."""
        return Counter(row["state"] for row in self.recent)

    def same(self) -> int:
        """How many other people wrote the same since yesterday; ten are enough."""
        if not self.likeness:
            return 0
        rows = Comment.objects.filter(likeness=self.likeness)
        found = rows.filter(created_at__gt=self.draft.now - DAY).exclude(author=self.draft.author)
        return len(set(found.exclude(author=None).values_list("author", flat=True)[:10]))

    def newcomers(self) -> int:
        """How many newcomers wrote on this story in the last ten minutes, the author included."""
        if self.draft.discussion is None:
            return 1
        rows = self.draft.discussion.all.filter(
            first=True, created_at__gt=self.draft.now - TEN_MINUTES
        )
        return len({*rows.values_list("author", flat=True)} - {None} | {self.draft.author.pk})

    @property
    def slow(self) -> bool:
        """Whether the story is in slow mode."""
        until = self.draft.discussion.slow_until if self.draft.discussion else None
        return until is not None and until > self.draft.now

    def _others(self, rows: QuerySet[Comment]) -> QuerySet[Comment]:
        editing = self.draft.editing
        return rows.exclude(pk=editing.pk) if editing else rows
