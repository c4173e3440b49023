"""Text of a large file in pieces, whatever bytes it holds."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from typing import BinaryIO, Final

from nashra.community.importing.model import Fault

CHUNK: Final = 1 << 16
_DECLARED: Final = re.compile(rb"""encoding\s*=\s*["']\s*([A-Za-z0-9_.:-]{2,40})""")
_KNOWN: Final = re.compile(r"(?:utf|cp|iso8859|latin|ascii|koi8|mac)[\w-]*\Z")
#: Characters that XML 1.0 (section 2.2) does not allow in any form; exports are full of them.
_FORBIDDEN: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


class Source:
    """Pieces of text of a file; ``line`` is the line on which the piece given last begins.

    The encoding is that of the byte order mark, else the declared one, else UTF-8. Bytes that mean
    nothing in it become U+FFFD, once with a fault that names the line.
    """

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        head = file.read(CHUNK)
        self.encoding, skipped = _encoding(head)
        self._head = head[skipped:]
        self._decoder = codecs.getincrementaldecoder(self.encoding)()
        self._after = 1
        self.line = 1
        self.faults: list[Fault] = []

    def __iter__(self) -> Iterator[str]:
        raw = self._head
        while raw:
            yield self._piece(raw)
            raw = self._file.read(CHUNK)
        rest = self._piece(b"", final=True)
        if rest:
            yield rest

    def _piece(self, raw: bytes, *, final: bool = False) -> str:
        try:
            text = self._decoder.decode(raw, final)
        except UnicodeDecodeError as error:
            self._lost(raw[: error.start].count(b"\n"))
            self._decoder.errors = "replace"
            text = self._decoder.decode(raw, final)
            self._decoder.errors = "strict"
        self.line = self._after
        text = _FORBIDDEN.sub("", text)
        self._after += text.count("\n")
        return text

    def _lost(self, lines: int) -> None:
        place = {"encoding": self.encoding, "line": self._after + lines}
        self.faults.append(Fault("bytes_lost", place))

    def taken_faults(self) -> list[Fault]:
        """What was found wrong since this was last asked."""
        found, self.faults = self.faults, []
        return found


def _encoding(head: bytes) -> tuple[str, int]:
    """Name of a codec, and length of the mark."""
    for mark, name in _MARKS:
        if head.startswith(mark):
            return name, len(mark)
    for mark, name in ((b"<\0", "utf-16-le"), (b"\0<", "utf-16-be")):
        if head.startswith(mark):
            return name, 0
    declared = _DECLARED.search(head[:1024])
    if declared is not None:
        try:
            found = codecs.lookup(declared[1].decode("ascii")).name
        except LookupError:
            return "utf-8", 0
        if _KNOWN.match(found) and "16" not in found and "32" not in found:
            return found, 0
    return "utf-8", 0
