"""What the discussion is made of."""

from nashra.community.models.comment import (
    PAGE_SIZE,
    REPLIES_SHOWN,
    Comment,
    Follower,
    Report,
    Respect,
)
from nashra.community.models.decision import Appeal, Decision
from nashra.community.models.discussion import Discussion, DiscussionSettings, Mode, SectionMode
from nashra.community.models.person import Commenter, Sanction
from nashra.community.models.standards import Rule, Standards
from nashra.community.models.telling import Telling
from nashra.community.models.words import ListedWord

__all__ = [
    "PAGE_SIZE", "REPLIES_SHOWN", "Appeal", "Comment", "Commenter", "Decision", "Discussion",
    "DiscussionSettings", "Follower", "ListedWord", "Mode", "Report", "Respect", "Rule",
    "Sanction", "SectionMode", "Standards", "Telling",
]  # fmt: skip
