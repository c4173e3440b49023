"""The clock that a page shows: when it was served, which is not when its story appeared."""

from __future__ import annotations

import re
from typing import Final

from nashra.arabic.dates import DateMention, find_dates
from nashra.wire.furniture import key_of

_UPDATED: Final = re.compile(r"آخر\s+تحديث\s*:?")
_MAX_LENGTH: Final = 120


def clock_of(line: str) -> DateMention | None:
    """The date or moment that a line consists of, the words for «last change» apart."""
    if not re.search(r"\d", line) or len(line) > _MAX_LENGTH:
        return None
    bare = _UPDATED.sub(" ", line)
    mentions = find_dates(bare)
    if len(mentions) != 1 or mentions[0].value is None:
        return None
    [mention] = mentions
    rest = bare[: mention.start] + bare[mention.end :]
    return mention if mention.granularity in ("day", "minute") and not key_of(rest) else None
