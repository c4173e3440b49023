"""Follow a discussion by e-mail, or no longer."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from nashra.changes.unit import unit_of_work
from nashra.community.models import Comment, Discussion, Follower
from nashra.newsroom.models import StoryPage


def follow_discussion(*, story: StoryPage, person: Any, comment: Comment | None = None) -> Follower:
    """Has everything that is said from now on told to a person, or the answers to one comment.

    Raises ValidationError where the story is not published or the comment is another story's.
    """
    if not story.live or (comment and comment.discussion_id != story.public_id):
        raise ValidationError(_("There is nothing to follow here."))
    with unit_of_work(cause="follow", actor=person):
        discussion, _made = Discussion.objects.get_or_create(
            public_id=story.public_id, defaults={"story": story}
        )
        follower, _made = Follower.objects.get_or_create(
            discussion=discussion, person=person, comment=comment,
            defaults={"told_until": timezone.now()},
        )  # fmt: skip
    return follower


def unfollow_discussion(*, story: StoryPage, person: Any, comment: Comment | None = None) -> None:
    """Ends it; nothing where nobody followed."""
    with unit_of_work(cause="follow", actor=person):
        Follower.objects.filter(discussion=story.public_id, person=person, comment=comment).delete()
