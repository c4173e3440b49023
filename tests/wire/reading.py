"""Reading one item, for the tests of this room."""

from typing import Any

from nashra.wire.item import WireItem
from nashra.wire.parse import parse


def one(raw: bytes | str, **options: Any) -> WireItem:
    """The only item of some bytes."""
    data = raw.encode() if isinstance(raw, str) else raw
    [item] = parse(data, file="file", **options)
    return item
