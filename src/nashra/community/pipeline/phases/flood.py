"""One person writes very much. Setting: ``DiscussionSettings.flood_comments``."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Final

from nashra.community.pipeline.model import Draft, Finding
from nashra.community.pipeline.past import Past

SPAN: Final = timedelta(minutes=5)


def look(draft: Draft, past: Past) -> Iterator[Finding]:
    """Refuses more than so many comments in five minutes. It counts the person's own alone."""
    most = draft.settings.flood_comments
    if draft.editing is None and len(past.since(draft.now - SPAN)) >= most:
        yield Finding("flood", "refuse", "flood", number=most)
