"""Comments as they stand in the database, for tests of what becomes of them."""

from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from nashra.changes.unit import unit_of_work
from nashra.community import modes, placing, standards
from nashra.community.models import Comment, Commenter, Discussion, DiscussionSettings, Report
from nashra.community.pipeline import Draft, Judgement, judge


def known(user: Any, approved: int = 10) -> Any:
    """Makes somebody known: so many comments of theirs were approved."""
    with unit_of_work(cause="test"):
        Commenter.objects.update_or_create(
            user=user, defaults={"approved": approved, "accepted": standards.number_in_force()}
        )
    return user


def discussion_of(story: Any, **fields: Any) -> Discussion:
    with unit_of_work(cause="test"):
        found, _ = Discussion.objects.update_or_create(
            public_id=story.public_id, defaults={"story": story, **fields}
        )
    return found


def write(
    story: Any, author: Any, text: str = "رأي في الخبر.", *, state: str = "waiting",
    parent: Comment | None = None, ago: timedelta = timedelta(minutes=1), **fields: Any,
) -> Comment:  # fmt: skip
    """A comment; published ones have their place and count."""
    with unit_of_work(cause="test"):
        comment = Comment(
            discussion=discussion_of(story), author=author, text=text, parent=parent,
            state=state, created_at=timezone.now() - ago, **fields,
        )  # fmt: skip
        if state == "published":
            placing.publish(comment, comment.created_at)
        else:
            comment.save(force_insert=True)
    return comment


def report(comment: Comment, person: Any, rule: str = "respect") -> None:
    with unit_of_work(cause="test"):
        Report.objects.create(comment=comment, person=person, rule=rule, at=timezone.now())
        comment.reports += 1
        comment.save()


def judged(
    story: Any, author: Any, text: str, *, now: datetime | None = None, **fields: Any
) -> Judgement:
    """What the pipeline says of a text, asked as the form asks."""
    discussion = modes.discussion_of(story)
    draft = {
        "story": story, "discussion": discussion, "author": author, "text": text, "parent": None,
        "mode": modes.mode_of(story, discussion), "settings": DiscussionSettings.load(),
        "standards_accepted": True, "now": now or timezone.now(), **fields,
    }  # fmt: skip
    return judge(Draft(**draft))
