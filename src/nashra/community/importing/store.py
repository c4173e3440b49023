"""Placed comments into the newsroom's tables, a small unit of work after the other."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from itertools import islice
from typing import Final

from django.utils import timezone

from nashra.changes import gate
from nashra.changes.unit import unit_of_work
from nashra.community import touches
from nashra.community.importing.model import State
from nashra.community.importing.staging import Placed
from nashra.community.models import Comment, Discussion
from nashra.newsroom.bulk import chunks
from nashra.newsroom.ids import new_public_id
from nashra.newsroom.models import StoryPage

BATCH: Final = 150
"""Comments of one unit of work: some milliseconds in which an editor would have to wait."""
_LONGEST_KEY: Final = 200
_GUEST: Final = {"ar": "زائر", "en": "Guest"}
"""Who gave no name; without any it would read as a deleted account."""


def keep(*, story: str, origin: str, comments: Iterable[Placed]) -> Iterator[Counter[str]]:
    """Keeps one story's comments; yields after each unit of work what it did.

    The counts are ``new``, ``waiting`` (those of the new ones that wait for a moderator) and
    ``known``, for what an earlier import brought, whatever has become of it since. To be run again
    after an interruption.
    """
    source = iter(comments)
    while batch := list(islice(source, BATCH)):
        with gate.patient(), unit_of_work(cause="import"):
            yield _Batch(story, origin).keep(batch)


def count_known(*, origin: str, comments: Iterable[Placed]) -> int:
    """How many of these an earlier import brought."""
    keys = (_imported_as(origin, comment.key) for comment in comments)
    return sum(Comment.objects.filter(imported_as__in=part).count() for part in chunks(keys))


class _Batch:
    """One unit of work for one story."""

    def __init__(self, story: str, origin: str) -> None:
        self._story = StoryPage.objects.select_related("locale").get(public_id=story)
        self._origin = origin
        self._counts: Counter[str] = Counter()
        self._known: dict[str, Comment] = {}
        self._made: list[Comment] = []
        self._parents: dict[str, Comment] = {}

    def keep(self, batch: list[Placed]) -> Counter[str]:
        named = {key for placed in batch for key in (placed.key, placed.root, placed.answers)}
        keys = [_imported_as(self._origin, key) for key in named if key]
        for part in chunks(keys):
            found = Comment.objects.filter(imported_as__in=part).select_related("parent")
            for comment in found:
                self._known[comment.imported_as] = comment
        new = [one for one in batch if _imported_as(self._origin, one.key) not in self._known]
        self._counts["known"] = len(batch) - len(new)
        if not new:
            return self._counts
        discussion, _ = Discussion.objects.get_or_create(
            public_id=self._story.public_id, defaults={"story": self._story}
        )
        ids = _fresh_ids(len(new))
        for placed in new:
            self._place(placed, discussion, ids.pop())
        self._write(discussion)
        return self._counts

    def _place(self, placed: Placed, discussion: Discussion, public_id: str) -> None:
        parent, answers = self._found(placed.root), self._found(placed.answers)
        if parent is not None and parent.parent is not None:
            # In an earlier export it answered something that is gone there since.
            parent = parent.parent
        comment = Comment(
            public_id=public_id,
            discussion=discussion,
            parent=parent,
            answers=answers if answers != parent else None,
            guest=placed.name or _GUEST.get(self._story.locale.language_code, _GUEST["en"]),
            text=placed.text,
            state=Comment.State.WAITING,
            created_at=self._moment(placed),
            imported_as=_imported_as(self._origin, placed.key),
        )
        if placed.state is State.PUBLISHED:
            comment.state = Comment.State.PUBLISHED
            comment.published_at = comment.created_at
            self._give_slot(comment, discussion)
        self._counts["new"] += 1
        self._counts["waiting"] += placed.state is State.WAITING
        self._known[comment.imported_as] = comment
        self._made.append(comment)

    def _found(self, key: str) -> Comment | None:
        return self._known.get(_imported_as(self._origin, key)) if key else None

    def _moment(self, placed: Placed) -> datetime:
        if placed.at is not None:
            return datetime.fromtimestamp(placed.at, UTC)
        return self._story.first_published_at or timezone.now()

    def _give_slot(self, comment: Comment, discussion: Discussion) -> None:
        if comment.parent is None:
            comment.slot = discussion.slots
            discussion.slots += 1
        else:
            comment.slot = comment.parent.replies_given
            comment.parent.replies_given += 1
            self._parents[comment.parent.pk] = comment.parent
        discussion.comments += 1

    def _write(self, discussion: Discussion) -> None:
        made = {comment.pk for comment in self._made}
        # Parents of this batch carry their counts with them; answers come behind what they answer.
        Comment.objects.bulk_create(self._made)
        older = [parent for key, parent in self._parents.items() if key not in made]
        Comment.objects.bulk_update(older, ["replies_given"], batch_size=100)
        # A list of rows goes without signals.
        for comment in self._made:
            touches.touch_comment(comment)
        discussion.save(update_fields=["slots", "comments"])


def _imported_as(origin: str, key: str) -> str:
    """The key of an imported comment; what would be too long is told apart by a digest."""
    whole = f"{origin}:{key}"
    if len(whole) <= _LONGEST_KEY:
        return whole
    digest = hashlib.sha256(whole.encode("utf-8", "surrogatepass")).hexdigest()
    return f"{whole[: _LONGEST_KEY - 33]}#{digest[:32]}"


def _fresh_ids(count: int) -> set[str]:
    """Public ids that no comment has: among a million, one draw in 34,000 is taken."""
    ids: set[str] = set()
    while len(ids) < count:
        ids.add(new_public_id())
        if len(ids) == count:
            ids -= set(Comment.objects.filter(pk__in=ids).values_list("pk", flat=True))
    return ids
