"""Files, folders and standard input to items, one after another; no fault stops the rest."""

from __future__ import annotations

import logging
import os
import stat
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time
from typing import BinaryIO, Final, TypeVar

from nashra.wire.findings import Finding, finding
from nashra.wire.item import WireItem
from nashra.wire.parse import MAX_BYTES, failed, parse

logger = logging.getLogger(__name__)

_T = TypeVar("_T")

#: The name of standard input among the paths and in the results.
STDIN: Final = "-"


@dataclass(frozen=True, kw_only=True)
class Incoming:
    """One item on its way to the store: what was read, the bytes, and what was asked for."""

    item: WireItem
    raw: bytes
    section: str | None


#: Keeps an item and answers with its status, story and further warnings.
Receive = Callable[[Incoming], WireItem]
#: Publishes the story of a kept item; answers with the item and why not, if not.
Publish = Callable[[WireItem], WireItem]


def import_paths(
    *,
    paths: Sequence[str],
    section: str | None,
    agency: str | None,
    publish: bool,
    stdin: BinaryIO | None = None,
    receive: Receive | None = None,
    publish_item: Publish | None = None,
    max_bytes: int = MAX_BYTES,
) -> Iterator[WireItem]:
    """Import every item of the paths and yield it with its status.

    A folder is walked in the order of its names; ``-`` is standard input. ``section`` (a
    slug) overrides what the copy says; ``agency`` stands in where it says nothing. With
    ``publish`` all items are kept first and then published by date, because archives take
    their order from it; they are yielded after that. ``receive`` and ``publish_item``
    default to the database's (``nashra.wire.store``).
    """
    if receive is None or publish_item is None:
        from nashra.wire import store

        receive, publish_item = receive or store.receive, publish_item or store.publish
    kept = _kept(_sources(paths, stdin, max_bytes), section, agency, receive, max_bytes)
    if not publish:
        yield from kept
        return
    for item in sorted(kept, key=_moment):
        yield item if item.error else _guarded(publish_item, item, item)


def _kept(
    sources: Iterable[_Source],
    section: str | None,
    agency: str | None,
    receive: Receive,
    max_bytes: int,
) -> Iterator[WireItem]:
    for source in sources:
        if source.error is not None:
            yield failed(source.name, source.error)
            continue
        items = parse(source.raw, file=source.name, agency=agency, max_bytes=max_bytes)
        while True:
            try:
                item = next(items, None)
            except Exception as error:
                # Whatever a reader stumbles over is this file's fault line, not the batch's end.
                yield _unexpected(source.name, error)
                break
            if item is None:
                break
            if item.error is None:
                item = _guarded(
                    receive, Incoming(item=item, raw=item.raw or source.raw, section=section), item
                )
            yield item


def _guarded(step: Callable[[_T], WireItem], given: _T, item: WireItem) -> WireItem:
    try:
        return step(given)
    except Exception as error:
        failure = _unexpected(item.file, error)
        return replace(item, status="error", error=failure.error)


def _unexpected(name: str, error: Exception) -> WireItem:
    logger.exception("import of %s failed", name)
    detail = f"{type(error).__name__}: {error}"
    return failed(name, finding("failed", detail=detail[:300]))


def _moment(item: WireItem) -> tuple[datetime, str]:
    """When an item appeared, unknown dates last: they are published now."""
    published = item.published_at
    if isinstance(published, datetime):
        return published, item.file
    if isinstance(published, date):
        return datetime.combine(published, time.min, tzinfo=UTC), item.file
    return datetime.max.replace(tzinfo=UTC), item.file


# --- sources -------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class _Source:
    name: str
    raw: bytes = b""
    error: Finding | None = None


def _sources(paths: Sequence[str], stdin: BinaryIO | None, limit: int) -> Iterator[_Source]:
    for path in paths:
        if path == STDIN and stdin is not None:
            yield _from_stream(stdin, limit)
        else:
            yield from _from_path(path, limit)


def _from_stream(stream: BinaryIO, limit: int) -> _Source:
    raw = stream.read(limit + 1)
    if len(raw) > limit:
        size = f"> {limit}"
        return _Source(name=STDIN, error=finding("too_large", size=size, limit=limit))
    return _Source(name=STDIN, raw=raw)


def _from_path(path: str, limit: int) -> Iterator[_Source]:
    try:
        mode = os.stat(path).st_mode
    except OSError as error:
        yield _unreadable(path, error)
        return
    if stat.S_ISDIR(mode):
        yield from _from_folder(path, limit)
    elif stat.S_ISREG(mode):
        yield _from_file(path, limit)
    else:
        yield _Source(name=path, error=finding("not_a_file"))


def _from_folder(path: str, limit: int) -> Iterator[_Source]:
    try:
        with os.scandir(path) as found:
            entries = sorted(found, key=lambda entry: entry.name)
    except OSError as error:
        yield _unreadable(path, error)
        return
    for entry in entries:
        if entry.name.startswith("."):
            continue
        if entry.is_symlink() and entry.is_dir():
            # A linked folder may lead back to where we are.
            yield _Source(name=entry.path, error=finding("not_a_file"))
        else:
            yield from _from_path(entry.path, limit)


def _from_file(path: str, limit: int) -> _Source:
    try:
        size = os.path.getsize(path)
        if size > limit:
            return _Source(name=path, error=finding("too_large", size=size, limit=limit))
        with open(path, "rb") as file:
            return _Source(name=path, raw=file.read(limit + 1))
    except OSError as error:
        return _unreadable(path, error)


def _unreadable(path: str, error: OSError) -> _Source:
    detail = error.strerror or type(error).__name__
    return _Source(name=path, error=finding("unreadable", detail=detail))
