"""What all decisions share: the comment as it stands, the audit log, what waits no more."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from nashra.accounts.models import User
from nashra.community import standards
from nashra.community.models import Comment, Decision, Rule

KEPT = ("state", "rule", "reports", "suspect", "picked")
"""What an undo puts back on a comment."""


class DecidedMeanwhileError(ValidationError):
    """Somebody decided about the comment, or it was changed, since the form was shown."""

    def __init__(self, comment: Comment) -> None:
        self.comment = comment
        self.decision = last_decision(comment)
        super().__init__(self._said(), code="meanwhile")

    def _said(self) -> str:
        if self.decision is None:
            return _("The comment was changed meanwhile. Read it again before you decide.")
        return _("Decided meanwhile by %(by)s: %(verb)s.") % {
            "by": name_of(self.decision.by_id), "verb": self.decision.get_verb_display(),
        }  # fmt: skip


def name_of(person_id: int | None) -> str:
    """Who decided, as colleagues read it."""
    if person_id is None:
        return _("the system")
    found = User.objects.filter(pk=person_id).first()
    return str(found) if found else _("a former account")


def last_decision(comment: Comment) -> Decision | None:
    """The newest decision about a comment."""
    return Decision.objects.filter(comment_id=comment.pk).order_by("-pk").first()


def held(comment: Comment, version: int | None) -> Comment:
    """The comment as it stands, read within the unit of work that changes it.

    Raises DecidedMeanwhileError where ``version`` is not its version any more; None does not ask.
    """
    found = Comment.objects.select_related("discussion__story", "parent", "author").get(
        pk=comment.pk
    )
    if version is not None and found.version != version:
        raise DecidedMeanwhileError(found)
    return found


def cited(key: str) -> Rule:
    """The rule in force that a decision cites. Raises ValidationError where there is none."""
    found = standards.rule(key) if key else None
    if found is None or found.standards.number != standards.number_in_force():
        raise ValidationError({"rule": _("Name the rule: the person is told which.")})
    return found


def waited(comment: Comment, now: datetime) -> int | None:
    """Seconds for which it had waited: since it was written, or since its first open report."""
    if comment.state == Comment.State.WAITING:
        return max(0, int((now - comment.created_at).total_seconds()))
    if comment.reports:
        first = comment.reported_by.filter(settled=False).order_by("at").first()
        return max(0, int((now - first.at).total_seconds())) if first else None
    return None


def settle(comment: Comment) -> None:
    """Nothing about it waits any more; its next version is saved by who calls."""
    comment.reported_by.filter(settled=False).update(settled=True)
    comment.reports, comment.suspect = 0, False
    comment.version += 1


def before(comment: Comment) -> dict[str, Any]:
    """What an undo puts back."""
    return {name: getattr(comment, name) for name in KEPT} | {"version": comment.version}


def record(
    verb: str, actor: Any, *, comment: Comment | None = None, person: int | None = None,
    story: str = "", rule: Rule | None = None, note: str = "", at: datetime | None = None,
    waited: int | None = None, undoes: Decision | None = None, before: dict[str, Any] | None = None,
) -> Decision:  # fmt: skip
    """Writes a row of the audit log; it is never changed."""
    return Decision.objects.create(
        verb=verb, story_id=comment.discussion_id if comment else story,
        comment_id=comment.pk if comment else "",
        person_id=comment.author_id if comment and person is None else person,
        by_id=actor.pk if actor else None, rule=rule.key if rule else "",
        standards=(rule.standards.number or 0) if rule else 0, note=note.strip()[:1000],
        at=at or timezone.now(), waited=waited, undoes=undoes, before=before or {},
    )  # fmt: skip
