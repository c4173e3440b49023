"""The registry of page kinds: what stands at which address, and which keys bring it into being."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache

from nashra.publishing.memory import Memory
from nashra.publishing.reader import Reader

NO_EPOCH = 2**62
"""The epoch of files that no template makes (pictures, markers): no sweep concerns them."""


@dataclass(frozen=True, kw_only=True)
class Output:
    """A rendered file and where a sweep puts it."""

    body: bytes
    sort_at: datetime


Builder = Callable[..., Output | None]
"""Given a reader and the address's named parts, the file, or None where none should stand."""
BulkRead = Callable[[Memory, Sequence[Mapping[str, str]]], None]
"""Reads what many pages of a kind need, given the named parts of their addresses."""


@dataclass(frozen=True, kw_only=True)
class PageKind:
    """One kind of file in the published root.

    ``rank`` orders files of one change: what is linked to before what links. ``arises`` gives
    addresses that a changed key may bring into being (what stands already is found by what it
    read); ``every`` gives all addresses of the kind that should stand now. ``read`` fetches ahead
    what many pages of the kind need. A kind that is not ``epochal`` comes from no template.
    """

    name: str
    pattern: re.Pattern[str]
    rank: int
    build: Builder
    arises: Callable[[str], Iterable[str]]
    every: Callable[[], Iterator[str]]
    read: BulkRead | None = None
    epochal: bool = True
    doc: str = field(default="")


_kinds: dict[str, PageKind] = {}


def register(kind: PageKind) -> None:
    """Adds a kind. Raises ValueError where its name is taken."""
    if kind.name in _kinds:
        raise ValueError(f"page kind {kind.name!r} is registered already")
    _kinds[kind.name] = kind
    kinds.cache_clear()


@cache
def kinds() -> tuple[PageKind, ...]:
    """All kinds, by rank."""
    return tuple(sorted(_kinds.values(), key=lambda kind: kind.rank))


def kind_of(path: str) -> tuple[PageKind, dict[str, str]] | None:
    """The kind that stands at an address, with the named parts of the address."""
    for kind in kinds():
        if match := kind.pattern.fullmatch(path):
            return kind, match.groupdict()
    return None


def read_ahead(memory: Memory, paths: Iterable[str]) -> None:
    """Reads together what the files at these addresses will ask for one by one."""
    found: dict[str, list[Mapping[str, str]]] = defaultdict(list)
    for path in paths:
        if (known := kind_of(path)) and known[0].read:
            found[known[0].name].append(known[1])
    for name, matches in found.items():
        if read := _kinds[name].read:
            read(memory, matches)


def build(path: str, reader: Reader) -> Output | None:
    """Renders the file at ``path``; None where none should stand."""
    found = kind_of(path)
    if found is None:
        return None
    kind, parts = found
    return kind.build(reader, **parts)


def arising(key: str) -> Iterator[str]:
    """Addresses that a changed key may bring into being."""
    for kind in kinds():
        yield from kind.arises(key)


def rank_of(path: str) -> int:
    """The rank of the kind at an address; unknown ones come last."""
    found = kind_of(path)
    return found[0].rank if found else 98


def every_path() -> Iterator[str]:
    """All addresses that should stand now."""
    for kind in kinds():
        yield from kind.every()
