"""From what somebody sent to a comment: the text settled and judged, outside of any transaction."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone

from nashra.community import actions, modes, rights, standards
from nashra.community import text as texts
from nashra.community.models import Comment, DiscussionSettings
from nashra.community.pipeline import Draft, Finding, Judgement, judge
from nashra.newsroom.models import StoryPage


def settled(raw: str) -> str:
    """The text as it is kept. Raises ValidationError for one that is far too long to look at."""
    if len(raw) > texts.LARGEST:
        longest = DiscussionSettings.load().longest
        raise ValidationError(Finding("length", "refuse", "too_long", number=longest).told)
    return texts.settled(raw)


def judged(
    story: StoryPage, author: Any, text: str, *, parent: Comment | None = None,
    editing: Comment | None = None,
) -> Judgement:  # fmt: skip
    """What the pipeline makes of it. Raises ValidationError where the author may not take part."""
    refusal = rights.may_take_part(author)
    if refusal:
        raise ValidationError(refusal.told, code="sanction")
    discussion = modes.discussion_of(story)
    return judge(
        Draft(
            story=story, discussion=discussion, author=author, text=text, parent=parent,
            mode=modes.mode_of(story, discussion), settings=DiscussionSettings.load(),
            standards_accepted=standards.accepted(author), now=timezone.now(), editing=editing,
        )
    )  # fmt: skip


def sent_before(author: Any, token: str) -> Comment | None:
    """The comment that a token was used for, so that a second attempt is not even judged."""
    rows = Comment.objects.select_related("parent", "discussion__story")
    return rows.filter(author=author, token=token).first() if token else None


def post(
    story: StoryPage, author: Any, raw: str, *, parent: Comment | None = None, token: str = ""
) -> Comment:
    """Posts a comment; once for each token. Raises ValidationError with what is to be mended."""
    token = token[:64]
    if found := sent_before(author, token):
        return found
    text = settled(raw)
    verdict = judged(story, author, text, parent=parent)
    if verdict.verdict == "refuse":
        raise ValidationError(verdict.told)
    return actions.post_comment(
        story=story, author=author, text=text, parent=parent, token=token, judgement=verdict
    )


def edit(comment: Comment, author: Any, raw: str, version: int) -> Comment:
    """Replaces the text of one's own comment. Raises ValidationError, PermissionDenied."""
    text = settled(raw)
    story = comment.discussion.story
    verdict = judged(story, author, text, parent=comment.parent, editing=comment)
    if verdict.verdict == "refuse":
        raise ValidationError(verdict.told)
    return actions.edit_comment(
        comment=comment, actor=author, text=text, judgement=verdict, version=version
    )
