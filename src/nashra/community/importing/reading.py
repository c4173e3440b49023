"""Which format a file is in."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import BinaryIO, Final

from nashra.community.importing import disqus, flat, wxr
from nashra.community.importing.model import Fault, Item

_Reader = Callable[[BinaryIO], Iterator[Item]]
_HEAD: Final = 1 << 14
_ROOT: Final = re.compile(r"<([A-Za-z][\w:-]*)")
_READERS: Final[dict[str, tuple[str, _Reader]]] = {
    "rss": ("wxr", wxr.read),
    "disqus": ("disqus", disqus.read),
}


def reader_of(file: BinaryIO) -> tuple[str, _Reader] | Fault:
    """The name of a file's format and what reads it; the file is at its beginning again."""
    head = file.read(_HEAD)
    file.seek(0)
    text = head.replace(b"\0", b"").decode("utf-8", "replace").lstrip("\ufeff\ufffd \t\r\n")
    if text[:1] in ("[", "{"):
        return "list", flat.read
    if text[:1] == "<":
        bare = re.sub(r"<!--.*?-->|<\?.*?\?>", "", text, flags=re.DOTALL)
        root = _ROOT.search(bare)
        if root is not None and root[1].lower() in _READERS:
            return _READERS[root[1].lower()]
    return Fault("unknown_format")
