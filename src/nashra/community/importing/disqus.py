"""Comments in an export of Disqus.

Source: https://help.disqus.com/en/articles/1717164-comments-export and the schema that it names:
threads and posts stand side by side; a post names its thread and its parent by ``dsq:id``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO, Final

from nashra.community.importing.model import Entry, Fault, Item, State, Thread
from nashra.community.importing.moments import moment
from nashra.community.importing.xml_stream import Record, Shape, records

_SHAPE: Final = Shape(
    outer="thread",
    inner="post",
    nested=False,
    wanted=frozenset({
        "@id", "id", "link", "title", "message", "createdAt", "isDeleted", "isSpam", "isApproved",
        "author/name", "thread@id", "parent@id",
    }),
    around=("disqus",),
    resume=re.compile(r"<(post|thread)(?=\s)(?![^<>]{0,200}/>)"),
)  # fmt: skip


def read(file: BinaryIO) -> Iterator[Item]:
    """The threads and comments of an export."""
    for record in records(file, _SHAPE):
        if isinstance(record, Fault):
            yield record
        elif record.kind == "thread":
            yield _thread(record)
        else:
            yield _entry(record)


def _thread(record: Record) -> Item:
    found = {key: value.strip() for key, value in record.fields.items()}
    # Plug-ins make their identifier of an internal number and an address.
    links = [found.get("link", ""), *found.get("id", "").split()]
    return Thread(
        key=found.get("@id", "") or f"#{record.number}",
        addresses=tuple(dict.fromkeys(link for link in links if "://" in link)),
        title=found.get("title", "")[:300],
    )


def _entry(record: Record) -> Item:
    found = {key: value.strip() for key, value in record.fields.items()}
    key = found.get("@id", "")
    if not key or not found.get("thread@id"):
        return Fault("incomplete", {"line": record.line})
    state = State.PUBLISHED
    if found.get("isApproved", "").lower() == "false":
        state = State.WAITING
    if found.get("isSpam", "").lower() == "true":
        state = State.SPAM
    if found.get("isDeleted", "").lower() == "true":
        state = State.DELETED
    return Entry(
        key=key,
        thread=found["thread@id"],
        parent=found.get("parent@id", ""),
        name=found.get("author/name", ""),
        at=moment(found.get("createdAt")),
        html=found.get("message", ""),
        state=state,
    )
