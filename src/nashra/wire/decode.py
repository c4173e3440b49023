"""From bytes to text: which encoding, and where it breaks."""

from __future__ import annotations

import codecs
import re
from typing import Final

from nashra.wire.findings import Finding, UnreadableError, finding

#: Longest first: the mark of UTF-32 begins with that of UTF-16.
_MARKS: Final = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SIGNATURES: Final = (
    b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"%PDF", b"PK\x03\x04", b"\x1f\x8b", b"\x7fELF",
    b"\xd0\xcf\x11\xe0", b"RIFF", b"BZh", b"\xfd7zXZ", b"7z\xbc\xaf",
)  # fmt: skip
_DECLARED: Final = re.compile(rb"""(?:encoding|charset)\s*=\s*["']?\s*([A-Za-z0-9_.:-]{2,40})""")
_CONTROL: Final = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
#: Above this share of control bytes a file is not text; a stray one is repaired later.
_CONTROL_SHARE: Final = 0.01


def decode(raw: bytes) -> tuple[str, list[Finding]]:
    """The text of a file and what had to be assumed to read it.

    UTF-8 with or without a mark, UTF-16 and UTF-32 with one (UTF-16 also without), and
    Windows-1256 where it is declared or where the bytes are no UTF-8 at all. Raises
    ``UnreadableError`` with the byte offset for binary data and for broken text.
    """
    if not raw.strip(b" \t\r\n\x00\xef\xbb\xbf"):
        raise UnreadableError("empty")
    for signature in _SIGNATURES:
        if raw.startswith(signature):
            raise UnreadableError("binary", offset=0)
    for mark, encoding in _MARKS:
        if raw.startswith(mark):
            return _strict(raw[len(mark) :], encoding, skipped=len(mark)), []
    unmarked = _utf16_without_mark(raw)
    if unmarked is not None:
        return _strict(raw, unmarked), [finding("encoding_assumed", encoding=unmarked)]
    _refuse_binary(raw)
    try:
        return raw.decode("utf-8"), []
    except UnicodeDecodeError as error:
        return _legacy(raw, error)


def _strict(raw: bytes, encoding: str, *, skipped: int = 0) -> str:
    try:
        text = raw.decode(encoding)
    except UnicodeDecodeError as error:
        offset = error.start + skipped
        raise UnreadableError("encoding_broken", encoding=encoding, offset=offset) from error
    if "\x00" in text:
        raise UnreadableError(
            "binary", offset=len(text[: text.index("\x00")].encode(encoding)) + skipped
        )
    return text


def _utf16_without_mark(raw: bytes) -> str | None:
    """UTF-16 shows by the same high byte (0x00 Latin, 0x06 Arabic) at every other place."""
    head = raw[:4096]
    if len(head) < 4 or len(raw) % 2:
        return None
    for encoding, high in (("utf-16-le", head[1::2]), ("utf-16-be", head[0::2])):
        if sum(high.count(byte) for byte in (0x00, 0x06, 0x20)) > 0.9 * len(high) and (
            0x00 in high
        ):
            return encoding
    return None


def _refuse_binary(raw: bytes) -> None:
    nul = raw.find(b"\x00")
    if nul >= 0:
        raise UnreadableError("binary", offset=nul)
    controls = _CONTROL.findall(raw)
    if len(controls) > max(2, _CONTROL_SHARE * len(raw)):
        first = _CONTROL.search(raw)
        raise UnreadableError("binary", offset=first.start() if first else 0)


def _declared(raw: bytes) -> str | None:
    found = _DECLARED.search(raw[:2048])
    if found is None:
        return None
    try:
        return codecs.lookup(found[1].decode("ascii")).name
    except LookupError:
        return None


def _legacy(raw: bytes, error: UnicodeDecodeError) -> tuple[str, list[Finding]]:
    """Windows-1256, if the bytes are not UTF-8 with a fault in it."""
    declared = _declared(raw)
    if declared == "cp1256":
        return raw.decode("cp1256"), []
    sound = len(re.findall(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}", raw))
    high = sum(1 for byte in raw if byte >= 0x80)
    text = raw.decode("cp1256")
    arabic = len(re.findall("[\u0621-\u064a]", text))
    if declared in (None, "iso8859-6", "iso8859-1", "cp1252") and (
        sound * 4 < high and arabic > 0.7 * high
    ):
        return text, [finding("encoding_assumed", encoding="Windows-1256")]
    raise UnreadableError("encoding_broken", encoding="UTF-8", offset=error.start) from error
