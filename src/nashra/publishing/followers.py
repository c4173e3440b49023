"""What rooms above publishing make of the whole published root, behind every publication.

A follower is told, in the transaction that completes a batch, which addresses were written or
removed. It notes them there and does its work later, in short pieces, so that nothing that editors
publish waits for it. It may keep files of its own in the root.
"""

import time
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass

from nashra.publishing.lease import Lease
from nashra.publishing.store import Root

EVERY = 2.0
"""Seconds between two pieces of work."""
PIECE = 0.2
"""Seconds that a piece takes at most, but for its last step."""


def never() -> bool:
    """Nothing more urgent comes."""
    return False


@dataclass(frozen=True)
class Piece:
    """A stretch of time that a follower has."""

    end: float
    """By the monotonic clock, in seconds."""
    called: Callable[[], bool] = never
    """Whether something more urgent has come meanwhile."""

    def over(self) -> bool:
        """Whether to stop at the next place from which it can be gone on with."""
        return time.monotonic() >= self.end or self.called()


Faults = list[tuple[str, str]]
"""Addresses, each with what is wrong there."""


@dataclass(frozen=True, kw_only=True)
class Follower:
    """One of them. All but ``changed`` are called between transactions."""

    name: str
    changed: Callable[[Collection[str]], None]
    """Notes what was written or removed. Called in the transaction that says so."""
    work: Callable[[Root, Lease, Piece], bool]
    """Works until the piece is over, one step at least; whether something is left. Raises
    LeaseLost."""
    waiting: Callable[[], bool]
    """Whether something is left to it, without doing it."""
    files: Callable[[], Iterator[str]]
    """Addresses of the files that it keeps in the root itself."""
    inspect: Callable[[Root, bool], Iterator[Faults]]
    """What is wrong with them, a few at a time; with True every byte is read."""
    mend: Callable[[Collection[str]], set[str]]
    """Has its own among these addresses made again by ``work``; returns them."""


_followers: dict[str, Follower] = {}


def register(follower: Follower) -> None:
    """Adds one. Raises ValueError where its name is taken."""
    if follower.name in _followers:
        raise ValueError(f"follower {follower.name!r} is registered already")
    _followers[follower.name] = follower


def changed(paths: Collection[str]) -> None:
    """Tells all of them; call in the transaction that completes the files at these addresses."""
    if paths:
        for follower in _followers.values():
            follower.changed(paths)


def work(
    root: Root, lease: Lease, *, seconds: float = PIECE, called: Callable[[], bool] = never
) -> bool:
    """A piece of work of each; whether something is left."""
    piece = Piece(time.monotonic() + seconds, called)
    left = [one.work(root, lease, piece) for one in _followers.values()]
    return any(left)


def catch_up(root: Root, lease: Lease, *, progress: Callable[[], None] | None = None) -> None:
    """Works until nothing is left, at the end of a build; tells of it every second or so."""
    while work(root, lease, seconds=1.0):
        if progress:
            progress()


def waiting() -> bool:
    """Whether something is left to any of them."""
    return any(follower.waiting() for follower in _followers.values())


def files() -> Iterator[str]:
    """Addresses of all files that they keep."""
    for follower in _followers.values():
        yield from follower.files()


def inspect(root: Root, *, deep: bool) -> Iterator[Faults]:
    """What is wrong with those files."""
    for follower in _followers.values():
        yield from follower.inspect(root, deep)


def mend(paths: Collection[str]) -> set[str]:
    """Has those of these addresses made again that are some follower's; returns them."""
    return {path for follower in _followers.values() for path in follower.mend(paths)}
