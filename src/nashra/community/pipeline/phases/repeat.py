"""The same text again: by one person, or by several.

Setting: none; the limits stand here.
"""

from collections.abc import Iterator
from typing import Any, Final

from nashra.community.pipeline.model import Draft, Finding
from nashra.community.pipeline.past import DAY, LEAST, Past, plain

NEARLY: Final = 0.8
"""Share of words in common from which two texts are nearly the same."""
SEVERAL: Final = 3
"""People who say the same, the author included, from which it looks arranged."""
COMPARED: Final = 8


def look(draft: Draft, past: Past) -> Iterator[Finding]:
    """Refuses what its author said here already; holds what was said elsewhere, or by several."""
    today = past.since(draft.now - DAY)[:COMPARED]
    here = draft.discussion.pk if draft.discussion else None
    if any(row["discussion_id"] == here and _same(row, past) for row in today):
        yield Finding("repeat", "refuse", "said_already")
    elif len(past.text) >= LEAST and any(_nearly(row, past) for row in today):
        yield Finding("repeat", "hold", "said_elsewhere")
    people = past.same() + 1
    if people >= SEVERAL:
        yield Finding("repeat", "hold", "said_by_several", number=people)


def _same(row: dict[str, Any], past: Past) -> bool:
    """Short words may be said again, in answer to somebody else."""
    if past.likeness or row["likeness"]:
        return bool(row["likeness"] == past.likeness)
    draft = past.draft
    parent = draft.parent.pk if draft.parent else None
    if parent != (row["answers_id"] or row["parent_id"]):
        return False
    # Of signs alone nothing is left that could be compared.
    said = plain(row["text"])
    return said == past.text if said or past.text else row["text"] == draft.text


def _nearly(row: dict[str, Any], past: Past) -> bool:
    if past.likeness and row["likeness"] == past.likeness:
        return True
    if not row["likeness"] or not 0.5 < len(row["text"]) / len(past.draft.text) < 2:
        return False
    ours, theirs = set(past.text.split()), set(plain(row["text"]).split())
    return len(ours & theirs) >= NEARLY * len(ours | theirs)
