"""Many links. Setting: ``DiscussionSettings.most_links``."""

import re
from collections.abc import Iterator
from typing import Final

from nashra.community.pipeline.model import Draft, Finding
from nashra.community.pipeline.past import Past

_LINK: Final = re.compile(
    r"(?:https?://|www\.)[^\s<>]+|\b(?:[a-z0-9-]{1,63}\.)+(?:com|net|org|info|biz|io|me|co|xyz|top"
    r"|shop|site|online|link|click|live|tv|ly|gl|cc|ru|app|dev|store|club)\b(?:/[^\s<>]*)?",
    re.IGNORECASE,
)


def look(draft: Draft, past: Past) -> Iterator[Finding]:
    """Holds a text with more links than the newsroom allows; bare host names count."""
    spans = tuple(match.span() for match in _LINK.finditer(draft.text))
    if len(spans) > draft.settings.most_links:
        yield Finding("links", "hold", "links", spans, number=len(spans))
