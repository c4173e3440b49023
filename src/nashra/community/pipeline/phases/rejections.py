"""Comments of the person were rejected lately: ``DiscussionSettings.recent_rejections``."""

from collections.abc import Iterator

from nashra.community.models import Comment
from nashra.community.pipeline.model import Draft, Finding
from nashra.community.pipeline.past import Past


def look(draft: Draft, past: Past) -> Iterator[Finding]:
    """Holds what somebody writes of whom so many comments were rejected in a week."""
    rejected = past.states[Comment.State.REJECTED]
    if rejected >= draft.settings.recent_rejections:
        yield Finding("rejections", "hold", "rejections", number=rejected)
