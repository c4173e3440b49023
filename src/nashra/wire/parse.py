"""Bytes to items. Pure: no database, no network, no clock."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import Final

from nashra.arabic.text import repair, strip_invisible
from nashra.wire.compose import compose
from nashra.wire.decode import decode
from nashra.wire.findings import Finding, UnreadableError, finding
from nashra.wire.formats import format_of
from nashra.wire.item import WireItem

#: The largest file that is read, in bytes.
MAX_BYTES: Final = 20 * 1024 * 1024


def parse(
    raw: bytes, *, file: str, agency: str | None = None, max_bytes: int = MAX_BYTES
) -> Iterator[WireItem]:
    """The items of one file. What cannot be read is one item with an ``error``.

    ``file`` is the name under which items report themselves; ``agency`` is who sent the
    file, for copy that does not say. A fault of a reader itself is the caller's to catch.
    """
    digest = hashlib.sha256(raw).hexdigest()
    try:
        if len(raw) > max_bytes:
            raise UnreadableError("too_large", size=len(raw), limit=max_bytes)
        text, assumed = decode(raw)
        mended = _repaired(text)
        if _damaged(text, mended):
            assumed.append(finding("text_repaired"))
        for extract in format_of(mended).read(mended):
            extract.warnings[:0] = assumed
            yield compose(extract, file=file, raw_sha256=digest, agency=agency)
    except UnreadableError as error:
        yield failed(file, error.finding, raw_sha256=digest)


def failed(file: str, error: Finding, *, raw_sha256: str = "") -> WireItem:
    """The item that stands for a file that could not be read."""
    return WireItem(file=file, status="error", error=error, raw_sha256=raw_sha256)


def _repaired(text: str) -> str:
    # Markup is repaired as its texts are taken out, and needs its line numbers until then.
    return text if text.lstrip()[:1] == "<" else repair(text)


def _damaged(text: str, mended: str) -> bool:
    """Whether more was mended than spaces and invisible characters, which is nothing to tell."""
    return mended != text and mended != strip_invisible(text)
