"""Whether the author may write here now. Setting: mode, close and open, days until it closes."""

from collections.abc import Iterator

from nashra.community import modes
from nashra.community.pipeline.model import Draft, Finding
from nashra.community.pipeline.past import Past


def look(draft: Draft, past: Past) -> Iterator[Finding]:
    """Refuses where the discussion is closed and before the standards are accepted."""
    is_open = modes.is_open(
        draft.story, draft.now, draft.discussion, mode=draft.mode, settings=draft.settings
    )
    if not is_open and draft.editing is None:
        yield Finding("closed", "refuse", "closed")
    if not draft.standards_accepted:
        yield Finding("closed", "refuse", "standards")
