"""What the mode asks for: approval of all, or of a person's first comments.

Settings: the mode; ``DiscussionSettings.first_comments``.
"""

from collections.abc import Iterator

from nashra.community.models import Mode
from nashra.community.pipeline.model import Draft, Finding
from nashra.community.pipeline.past import Past


def look(draft: Draft, past: Past) -> Iterator[Finding]:
    """Holds everything in the mode "before", newcomers in the mode "first"."""
    if draft.mode == Mode.BEFORE:
        yield Finding("newcomer", "hold", "before")
    elif draft.mode == Mode.FIRST and past.newcomer:
        yield Finding("newcomer", "hold", "newcomer")
