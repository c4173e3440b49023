"""Single byte ranges (RFC 9110, section 14)."""

import re
from enum import Enum

_BYTES = re.compile(r"\s*bytes\s*=\s*([0-9]{0,18})\s*-\s*([0-9]{0,18})\s*", re.I)


class Unmet(Enum):
    """A range which the file cannot give: 416."""

    UNSATISFIABLE = 0


def read_range(header: str, size: int) -> tuple[int, int] | Unmet | None:
    """First and last byte, :class:`Unmet`, or None where the whole file is the answer.

    Several ranges, other units and broken syntax are ignored, as the standard allows: an answer in
    many parts is what floods of overlapping ranges live on.
    """
    match = _BYTES.fullmatch(header)
    if match is None or not (match[1] or match[2]):
        return None
    if not match[1]:
        length = min(int(match[2]), size)
        return (size - length, size - 1) if length else Unmet.UNSATISFIABLE
    first = int(match[1])
    last = int(match[2]) if match[2] else size - 1
    if match[2] and last < first:
        return None
    if first >= size:
        return Unmet.UNSATISFIABLE
    return first, min(last, size - 1)
