"""Comments as a moderator sees them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString

from nashra.accounts.models import User
from nashra.community import queues, standards
from nashra.community.models import Comment, Decision, Report, Rule
from nashra.community.pipeline import Finding

Span = tuple[int, int]


def highlighted(text: str, spans: Iterable[Span]) -> SafeString:
    """The text with what was found in it marked; places that overlap are taken together."""
    parts: list[SafeString] = []
    end = 0
    for start, stop in sorted(spans):
        start, stop = max(start, end), min(stop, len(text))
        if start < stop:
            parts.append(format_html("{}<mark>{}</mark>", text[end:start], text[start:stop]))
            end = stop
    return format_html("{}{}", SafeString("".join(parts)), text[end:])


class Row:
    """One comment with what is known around it."""

    def __init__(
        self, comment: Comment, *, history: dict[str, int], decision: Decision | None,
        by: str, reports: Sequence[Report], rule: Rule | None,
    ) -> None:  # fmt: skip
        self.comment, self.decision, self.by = comment, decision, by
        self.history, self.reports, self.rule = history, reports, rule
        self.conflict = ""
        """What happened meanwhile, where somebody else decided first."""

    @property
    def findings(self) -> list[Finding]:
        """What the pipeline found."""
        return [Finding.read(kept) for kept in self.comment.findings]

    @property
    def paragraphs(self) -> list[SafeString]:
        """Its text, with the places that were found."""
        spans = [span for one in self.findings for span in one.spans]
        found, start = [], 0
        for line in self.comment.text.split("\n"):
            own = [(a - start, b - start) for a, b in spans if a < start + len(line) and b > start]
            if line.strip():
                found.append(highlighted(line, [(max(0, a), b) for a, b in own]))
            start += len(line) + 1
        return found

    @property
    def context(self) -> Comment | None:
        """The comment that it answers."""
        return self.comment.answers or self.comment.parent

    @property
    def waits(self) -> bool:
        """Whether there is something to decide."""
        return self.comment.state == Comment.State.WAITING or bool(
            self.comment.reports or self.comment.suspect
        )

    @property
    def value(self) -> str:
        """What a form names it by: with the version that is shown."""
        return f"{self.comment.pk}:{self.comment.version}"

    @property
    def undoable(self) -> bool:
        """Whether the last decision is the last thing that happened to it."""
        kept = self.decision.before.get("version") if self.decision else None
        return kept is not None and kept + 1 == self.comment.version and self.decision is not None


def rows(comments: Sequence[Comment]) -> list[Row]:
    """Rows for a page of comments, in five questions whatever their number."""
    ids = [comment.pk for comment in comments]
    histories = queues.histories({one.author_id for one in comments if one.author_id is not None})
    decided, reported = queues.decisions(ids), queues.reports(ids)
    names = names_of(one.by_id for one in decided.values())
    rules = {rule.key: rule for rule in standards.rules()}
    return [
        Row(
            one, history=histories.get(one.author_id or 0, {}), decision=decided.get(one.pk),
            by=names.get(decided[one.pk].by_id, "") if one.pk in decided else "",
            reports=reported.get(one.pk, ()), rule=rules.get(one.rule),
        )
        for one in comments
    ]  # fmt: skip


def names_of(people: Iterable[int | None]) -> dict[Any, str]:
    """Names of accounts, as colleagues read them."""
    found = User.objects.in_bulk({pk for pk in people if pk is not None})
    return {pk: str(user) for pk, user in found.items()}
