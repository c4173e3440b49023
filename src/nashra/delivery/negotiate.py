"""Which pre-compressed variant a reader's browser takes (RFC 9110, section 12.5.3)."""

import re
from collections.abc import Collection
from functools import lru_cache

PREFERENCE = ("br", "gzip")
"""Encodings that stand in the published root, best first, beside the plain file."""

SUFFIXES = {"": "", "br": ".br", "gzip": ".gz"}
"""Ending of the file that holds an encoding; the empty name is the plain file."""

_ITEM = re.compile(r"\s*([A-Za-z0-9*_-]+)\s*(?:;\s*[qQ]\s*=\s*([01](?:\.[0-9]{0,3})?))?\s*")
_LONGEST = 256


@lru_cache(maxsize=512)
def accepted(header: str) -> tuple[str, ...]:
    """Encodings of :data:`PREFERENCE` that the header allows, the reader's favourite first.

    What cannot be understood counts as absent. The plain file needs no permission here: it is
    served even to ``identity;q=0``, since an answer is worth more than a 406.
    """
    weights: dict[str, float] = {}
    for part in header[:_LONGEST].split(","):
        match = _ITEM.fullmatch(part)
        if match:
            weight = min(float(match[2]), 1.0) if match[2] else 1.0
            weights.setdefault("gzip" if match[1].lower() == "x-gzip" else match[1].lower(), weight)
    anything = weights.get("*", 0.0)
    plain = weights.get("identity", 0.0)
    ranked = [(-weights.get(name, anything), name) for name in PREFERENCE]
    ranked.sort(key=lambda item: item[0])
    return tuple(name for weight, name in ranked if -weight > 0 and -weight >= plain)


def choose(header: str, available: Collection[str]) -> str:
    """The encoding to send: the favourite of those that stand, or ``""`` for the plain file."""
    if not header:
        return ""
    for name in accepted(header):
        if name in available:
            return name
    return ""
