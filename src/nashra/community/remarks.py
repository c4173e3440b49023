"""From rows of a thread to what its pages show."""

from collections.abc import Iterable
from typing import Literal, cast

from nashra.accounts.models import User
from nashra.community import names, standards, text
from nashra.community.models import Comment
from nashra.community.threads import Thread, page_path, replies_path
from nashra.publishing import views
from nashra.publishing.reader import Reader

State = Comment.State


class Shown:
    """Shows the comments of one page in the language of its story."""

    def __init__(self, reader: Reader, language: str, rows: Iterable[Thread]) -> None:
        self._reader, self._language = reader, language
        seen = [one for row in rows for one in row.seen]
        seen += [one.answers for one in seen if one.answers]
        people = {one.author_id for one in seen if one.author_id}
        rules = {one.rule for one in seen if one.state == State.REJECTED and one.rule}
        with reader.reading(*(f"commenter:{pk}" for pk in people)):
            self._names = names.named(User.objects.in_bulk(people).values())
        self._rules = {}
        if rules:
            with reader.reading("standards"):
                found = {key: standards.rule(key) for key in rules}
            self._rules = {k: standards.title(r, language) for k, r in found.items() if r}

    def thread(self, row: Thread) -> views.Remark:
        """A comment of the first level with its replies."""
        comment = row.comment
        more = ""
        if row.total > len(row.replies):
            path = replies_path(comment.discussion_id, comment.pk, 0)
            more = path if self._reader.stands(path) else ""
        replies = tuple(self._remark(reply, (), 0, "") for reply in row.replies)
        return self._remark(comment, replies, row.total, more)

    def _remark(
        self, comment: Comment, replies: tuple[views.Remark, ...], total: int, more: str
    ) -> views.Remark:
        gone = "" if comment.state == State.PUBLISHED else comment.state
        named = self._names.get(comment.author_id or 0)
        with self._reader.reading():
            path = page_path(comment)
        return views.Remark(
            id=comment.pk, at=comment.published_at or comment.created_at, path=path,
            name="" if gone else self._name(comment),
            staff=bool(named and named.staff and not gone),
            paragraphs=() if gone else tuple(text.paragraphs(comment.text)),
            respects=comment.respects, picked=comment.picked and not gone,
            edited_at=None if gone else comment.edited_at,
            gone=cast(Literal["", "rejected", "withdrawn", "waiting"], gone),
            rule=self._rules.get(comment.rule, "") if gone == State.REJECTED else "",
            version=comment.version, answers=self._answered(comment),
            replies=replies, total=total, more=more,
        )  # fmt: skip

    def _name(self, comment: Comment) -> str:
        named = self._names.get(comment.author_id or 0)
        return named.name if named else comment.guest

    def _answered(self, comment: Comment) -> views.Link | None:
        answered = comment.answers
        if answered is None or answered.state != State.PUBLISHED:
            return None
        with self._reader.reading():
            return views.Link(path=page_path(answered), text=self._name(answered))
