"""Comments as a JSON list, or one JSON object a line, as databases give them out.

There is no standard; fields are known by the names that they commonly have (``NAMES``). An object
without a text or an address of its page is a fault.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator
from typing import Any, BinaryIO, Final

from nashra.community.importing.model import Entry, Fault, Item, State, Thread
from nashra.community.importing.moments import moment
from nashra.community.importing.source import Source

NAMES: Final[dict[str, tuple[str, ...]]] = {
    "key": ("_id", "id", "comment_id"),
    "parent": ("parent", "parent_id", "reply_to"),
    "name": ("user_name", "author_name", "author", "name"),
    "text": ("comment_text", "text", "content", "message", "body"),
    "at": ("date", "created_at", "createdAt", "timestamp"),
    "url": ("article_url", "url", "link", "page_url"),
    "title": ("article_title", "title"),
    "state": ("state", "status"),
}
"""What a field means, and the names under which it is looked for, the first that is there."""

MAX_OBJECT: Final = 4 << 20
"""Characters of one object; a longer one is no comment."""

_STATES: Final = {
    "waiting": State.WAITING, "pending": State.WAITING, "hold": State.WAITING,
    "spam": State.SPAM, "deleted": State.DELETED, "trash": State.DELETED,
    "rejected": State.DELETED,
}  # fmt: skip
_BETWEEN: Final = re.compile(r"[\s,\[\]\ufeff]*")
_DECODER: Final = json.JSONDecoder()


def read(file: BinaryIO) -> Iterator[Item]:
    """The threads (one an address) and comments of a file."""
    for found in _objects(file):
        if isinstance(found, Fault):
            yield found
            continue
        line, row = found
        text, url = _get(row, "text"), _get(row, "url")
        if not isinstance(text, str) or not isinstance(url, str) or not url.strip():
            yield Fault("incomplete", {"line": line})
            continue
        url = url.strip()
        yield Thread(key=url, addresses=(url,), title=_text(_get(row, "title"))[:300])
        yield _entry(row, text, url)


def _entry(row: dict[str, Any], text: str, url: str) -> Entry:
    at = moment(_get(row, "at"))
    name = _text(_get(row, "name"))
    key = _text(_get(row, "key"))
    if not key:
        whole = json.dumps([url, name, str(at), text], ensure_ascii=False)
        key = hashlib.sha256(whole.encode("utf-8", "surrogatepass")).hexdigest()[:32]
    return Entry(
        key=key,
        thread=url,
        parent=_text(_get(row, "parent")),
        name=name,
        at=at,
        html=text,
        state=_STATES.get(_text(_get(row, "state")).lower(), State.PUBLISHED),
    )


def _get(row: dict[str, Any], meaning: str) -> Any:
    return next((row[name] for name in NAMES[meaning] if row.get(name) is not None), None)


def _text(value: Any) -> str:
    """A field as text; what MongoDB writes for an id, and a name within an author, too."""
    if isinstance(value, dict):
        value = value.get("$oid", value.get("name"))
    return str(value).strip() if isinstance(value, str | int) else ""


def _objects(file: BinaryIO) -> Iterator[tuple[int, dict[str, Any]] | Fault]:
    """Objects with the lines on which they begin; behind a fault, the next line that opens one."""
    source = Source(file)
    pieces = iter(source)
    buffer, line, ended, wanted, open_lists = "", 1, False, 1, 0
    while True:
        space = _BETWEEN.match(buffer)
        behind = space.end() if space else 0
        line += buffer.count("\n", 0, behind)
        open_lists += buffer.count("[", 0, behind) - buffer.count("]", 0, behind)
        buffer = buffer[behind:]
        if ended and not buffer:
            if open_lists > 0:
                yield Fault("cut_off", {"line": line})
            return
        found = _first(buffer) if len(buffer) >= wanted or ended else None
        if isinstance(found, tuple):
            row, behind = found
            yield (line, row) if isinstance(row, dict) else Fault("incomplete", {"line": line})
        elif found is not None and (ended or len(buffer) > MAX_OBJECT):
            yield Fault("broken", {"line": line, "column": found.colno, "detail": found.msg})
            behind = _next_object(buffer)
            # What was told needs no second word at the end.
            open_lists = 0 if behind == len(buffer) else open_lists
        else:
            # What is cut off at the end of the piece is tried again with twice as much.
            wanted = max(1, len(buffer) * 2) if found is not None else wanted
            piece = next(pieces, None)
            ended = piece is None
            buffer += piece or ""
            yield from source.taken_faults()
            continue
        line += buffer.count("\n", 0, behind)
        buffer, wanted = buffer[behind:], 1


def _first(buffer: str) -> tuple[Any, int] | json.JSONDecodeError:
    try:
        return _DECODER.raw_decode(buffer)
    except json.JSONDecodeError as error:
        return error
    except (RecursionError, ValueError) as error:
        return json.JSONDecodeError(str(error), "", 0)


def _next_object(buffer: str) -> int:
    found = re.compile(r"\n\s*\{").search(buffer, 1)
    return found.start() if found else len(buffer)
