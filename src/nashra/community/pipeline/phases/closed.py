"""Whether the author may write here now. Setting: mode, close and open, days until it closes."""

from collections.abc import Iterator

from nashra.community import modes
from nashra.community.models import Mode
from nashra.community.pipeline.model import Draft, Finding
from nashra.community.pipeline.past import Past


def look(draft: Draft, past: Past) -> Iterator[Finding]:
    """Refuses where the discussion is closed and before the standards are accepted."""
    shut = draft.mode == Mode.OFF or not modes.is_open(draft.story, draft.now)
    if shut and draft.editing is None:
        yield Finding("closed", "refuse", "closed")
    if not draft.standards_accepted:
        yield Finding("closed", "refuse", "standards")
