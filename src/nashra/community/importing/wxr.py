"""Comments in a WordPress export (WXR 1.0 to 1.2).

Source: WordPress, wp-admin/includes/export.php: an item of the feed is a post, its comments stand
inside it as ``wp:comment``. ``comment_approved`` is what the table of comments holds.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO, Final

from nashra.community.importing.model import Entry, Fault, Item, State, Thread
from nashra.community.importing.moments import moment
from nashra.community.importing.xml_stream import Record, Shape, records

_SHAPE: Final = Shape(
    outer="item",
    inner="comment",
    nested=True,
    wanted=frozenset({
        "link", "guid", "title", "post_id", "comment_id", "comment_author", "comment_date",
        "comment_date_gmt", "comment_content", "comment_approved", "comment_type", "comment_parent",
    }),
    around=("rss", "channel"),
    resume=re.compile(r"<(?:\w{1,20}:)?(item|comment)(?=[\s>])"),
)  # fmt: skip
_STATES: Final = {
    "1": State.PUBLISHED, "approve": State.PUBLISHED, "approved": State.PUBLISHED,
    "0": State.WAITING, "hold": State.WAITING, "": State.WAITING,
    "spam": State.SPAM, "trash": State.DELETED, "post-trashed": State.DELETED,
}  # fmt: skip
_COMMENT_TYPES: Final = frozenset({"", "comment", "review"})


def read(file: BinaryIO) -> Iterator[Item]:
    """The threads and comments of an export; a thread comes after its comments."""
    for record in records(file, _SHAPE):
        if isinstance(record, Fault):
            yield record
        elif record.kind == "item":
            yield _thread(record)
        else:
            yield _entry(record)


def _thread(record: Record) -> Thread:
    found = record.fields
    post = found.get("post_id", "").strip()
    links = [found.get("link", "").strip(), found.get("guid", "").strip()]
    root = _root(links)
    if root and post.isdigit():
        links.append(f"{root}?p={post}")
    return Thread(
        key=str(record.number),
        addresses=tuple(dict.fromkeys(link for link in links if link)),
        title=found.get("title", "").strip()[:300],
    )


def _root(links: list[str]) -> str:
    """Where the site is, as far as the address of a post says."""
    for link in links:
        found = re.match(r"https?://[^/?#\s]+/", link)
        if found:
            return found[0]
    return ""


def _entry(record: Record) -> Item:
    found = {key: value.strip() for key, value in record.fields.items()}
    key = found.get("comment_id", "")
    if not key or "comment_content" not in found:
        return Fault("incomplete", {"line": record.line})
    parent = found.get("comment_parent", "")
    at = moment(found.get("comment_date_gmt")) or moment(found.get("comment_date"))
    state = _STATES.get(found.get("comment_approved", "").lower(), State.WAITING)
    if found.get("comment_type", "").lower() not in _COMMENT_TYPES:
        state = State.NOTICE
    return Entry(
        key=key,
        thread=str(record.inside),
        parent="" if parent == "0" else parent,
        name=found.get("comment_author", ""),
        at=at,
        html=found["comment_content"],
        state=state,
    )
