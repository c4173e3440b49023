"""A story's body as plain text, block by block."""

import html
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

_BETWEEN = re.compile(r"</(?:p|li|h\d)>|<br\s*/?>")
_TAG = re.compile(r"<[^>]*>")
_SPACE = re.compile(r"[^\S\n]+")


@dataclass(frozen=True, kw_only=True)
class Passage:
    """The text of one block; ``block`` is its id on the desk and ``type`` the block's kind."""

    block: str
    type: str
    text: str


def plain(value: str) -> str:
    """A stored rich text without its markup; paragraphs are lines."""
    text = html.unescape(_TAG.sub("", _BETWEEN.sub("\n", value)))
    return "\n".join(line for part in text.split("\n") if (line := _SPACE.sub(" ", part).strip()))


def passages(body: Iterable[Mapping[str, Any]]) -> Iterator[Passage]:
    """The texts of a body's raw blocks in their order; blocks without words are left out."""
    for block in body:
        text = _text(block["type"], block["value"])
        if text:
            yield Passage(block=str(block.get("id") or ""), type=block["type"], text=text)


def _text(kind: str, value: Any) -> str:
    if kind == "paragraph":
        return plain(value or "")
    if kind == "heading":
        return str(value or "").strip()
    return "\n".join(part for part in _parts(kind, value) if part) if value else ""


def _parts(kind: str, value: Mapping[str, Any]) -> Iterator[str]:
    if kind in {"statement", "quote"}:
        yield str(value.get("text") or "").strip()
    elif kind == "image":
        yield str(value.get("caption") or "").strip()
    elif kind == "list":
        for item in value.get("items") or ():
            yield plain(str(item["value"] if isinstance(item, dict) else item))
    elif kind == "table":
        yield str(value.get("caption") or "").strip()
        for row in (value.get("table") or {}).get("rows", ()):
            yield " ".join(str(cell) for cell in row["values"] if cell)
    elif kind == "external":
        yield str(value.get("title") or "").strip()
        yield str(value.get("description") or "").strip()
