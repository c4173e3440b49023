"""Verifying a copy of a published root with nothing but a public key. Pure Python.

The signature vouches for the list of all, that for the lists it names, those for files. Lists and
the folder are walked side by side in one order, so that what is missing and what was added shows
without anything being remembered. What the key does not vouch for is never believed: a list whose
bytes are others is not read further, and a list may name only what lies in its own prefix, in
strict order.
"""

import os
from collections.abc import Callable, Generator, Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

from nashra.mirror.disk import Entry, NoFile, Walk
from nashra.mirror.minisign import LONGEST, BadSignature, PublicKey, verify
from nashra.mirror.names import (
    ENDING,
    FOLDER,
    LISTS,
    ROOT_LIST,
    SIGNATURE,
    TOP,
    Place,
    list_name,
    place_of,
    prefix_of,
    read_lines,
)
from nashra.publishing.store import TEMPORARY

LONGEST_LIST = 1 << 20
"""Bytes of a list; the longest that is written has a tenth of it."""
LONGEST_PREFIX = 255
SLACK = 2.0
"""Seconds by which file systems round times."""


class Unusable(Exception):
    """What was given is no folder."""


@dataclass(frozen=True)
class Finding:
    """One thing that is not as it was signed."""

    name: str
    """From the root, as it stands on disk."""
    fault: str
    late: bool = False
    """Whether it was written after the signature, by its own word: a hint, and no more."""


@dataclass
class Check:
    """One look at a folder. ``progress`` is told how many files were looked at."""

    folder: Path
    key: PublicKey
    progress: Callable[[int], None] = lambda count: None
    files: int = 0
    """Files that are as they were signed."""
    comment: str = ""
    """What was signed beside the list of all: origin, and how new the newest thing is."""
    torn: bool = False
    """Whether the copy may have been made while the newsroom published."""
    _root: int = field(default=-1, repr=False)
    _signed_at: float = 0.0

    def run(self) -> Iterator[Finding]:
        """All that is wrong, in the order of addresses. Raises Unusable."""
        try:
            self._root = os.open(self.folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
        except OSError as error:
            raise Unusable(f"{self.folder}: {error.strerror}") from error
        try:
            body = yield from self._signed()
            if body is not None:
                yield from self._all(body)
        finally:
            os.close(self._root)

    def _signed(self) -> Generator[Finding, None, bytes | None]:
        """The list of all, if the key vouches for it."""
        found: dict[str, bytes | None] = {}
        walk = Walk(self._root, FOLDER, left_out={LISTS.rstrip("/"): "folder"})
        for entry in walk.upto((b"\xff", "")):
            if entry.name in (ROOT_LIST, SIGNATURE):
                found[entry.name] = yield from self._body(entry)
                if entry.name == SIGNATURE:
                    self._signed_at = entry.written_at()
        for name in (ROOT_LIST, SIGNATURE):
            if name not in found:
                yield Finding(name, "missing")
        body, signature = found.get(ROOT_LIST), found.get(SIGNATURE)
        if body is None or signature is None:
            return None
        try:
            self.comment = verify(body, signature, self.key)
        except BadSignature as error:
            self.torn = error.genuine
            yield Finding(SIGNATURE, f"the signature does not hold: {error}")
            return None
        return body

    def _body(self, entry: Entry) -> Generator[Finding, None, bytes | None]:
        try:
            if entry.fault:
                raise NoFile(entry.fault)
            return entry.read(LONGEST if entry.name == SIGNATURE else LONGEST_LIST)
        except (NoFile, OSError) as error:
            yield Finding(entry.name, _said(error))
            return None

    def _all(self, body: bytes) -> Iterator[Finding]:
        own = {ROOT_LIST: "file", SIGNATURE: "file", LISTS.rstrip("/"): "folder"}
        self._files = Walk(self._root, left_out=own)
        self._lists = Walk(self._root, LISTS, ending=ENDING)
        yield from self._list(TOP, body)
        for walk in (self._files, self._lists):
            yield from self._added(walk, None)

    def _list(self, prefix: str, body: bytes) -> Iterator[Finding]:
        """What is wrong beneath a list whose bytes are vouched for."""
        last: Place = (b"", "")
        above = None
        try:
            lines = read_lines(body)
            for sha, name in lines:
                below = prefix_of(name)
                place = place_of(name) if below is None else (os.fsencode(below), "")
                _refuse_disorder(prefix, name, place, last, above, below)
                last = place
                if below is None:
                    yield from self._file(name, place, sha)
                else:
                    above = below
                    yield from self._below(below, place, sha)
        except ValueError as error:
            yield from self._unchecked(prefix, f"unusable: {error}")

    def _file(self, name: str, place: Place, sha: str) -> Iterator[Finding]:
        yield from self._added(self._files, place)
        entry = self._files.at(place)
        if entry is None or entry.name != name:
            yield Finding(name, "missing")
            return
        fault = entry.fault
        try:
            if not fault and entry.digest() != sha:
                fault = "altered"
        except (NoFile, OSError) as error:
            fault = _said(error)
        if fault:
            yield Finding(name, fault, self._late(entry))
        else:
            self.files += 1
            self.progress(self.files)
        self._files.drop()

    def _below(self, prefix: str, place: Place, sha: str) -> Iterator[Finding]:
        yield from self._added(self._lists, place)
        entry = self._lists.at(place)
        if entry is None or entry.name != list_name(prefix):
            self.torn = True
            yield from self._unchecked(prefix, "missing")
            return
        late = self._late(entry)
        body = fault = None
        try:
            body = entry.read(LONGEST_LIST) if not entry.fault else None
            fault = entry.fault or ("" if sha256(body or b"").hexdigest() == sha else "altered")
        except (NoFile, OSError) as error:
            fault = _said(error)
        self._lists.drop()
        if fault or body is None:
            self.torn = True
            yield from self._unchecked(prefix, fault, late=late)
        else:
            yield from self._list(prefix, body)

    def _unchecked(self, prefix: str, fault: str, *, late: bool = False) -> Iterator[Finding]:
        """A list that tells nothing, with how much of the folder it leaves in doubt."""
        start, count = os.fsencode(prefix), 0
        for walk in (self._files, self._lists):
            yield from self._added(walk, (start, ""))
            while (entry := walk.peek()) is not None and entry.place[0].startswith(start):
                count += walk is self._files
                walk.drop()
        where = f"{count} files whose address begins with {prefix} cannot be checked"
        yield Finding(list_name(prefix), f"{fault}; {where}", late)

    def _added(self, walk: Walk, before: Place | None) -> Iterator[Finding]:
        for entry in walk.upto(before):
            fault = f"added ({entry.fault})" if entry.fault else "added"
            yield Finding(entry.name, fault, self._late(entry))

    def _late(self, entry: Entry) -> bool:
        late = entry.written_at() > self._signed_at + SLACK
        # What a newsroom is just writing: in its own root, and in a copy that left nothing out.
        late |= entry.name.startswith(f"{TEMPORARY}/")
        self.torn |= late
        return late


def _refuse_disorder(
    prefix: str, name: str, place: Place, last: Place, above: str | None, below: str | None
) -> None:
    """Raises ValueError for a line that could lead round in a circle, or to a file twice."""
    start = os.fsencode(prefix)
    if not place[0].startswith(start) or (below is not None and place[0] == start):
        raise ValueError(f"{name} is not its own to name")
    if len(place[0]) > LONGEST_PREFIX and below is not None:
        raise ValueError(f"{name} is too long")
    if place <= last:
        raise ValueError(f"{name} is named twice or out of order")
    if above is not None and place[0].startswith(os.fsencode(above)):
        raise ValueError(f"{name} belongs into {list_name(above)}")


def _said(error: Exception) -> str:
    if isinstance(error, FileNotFoundError):
        return "missing"
    if isinstance(error, OSError):
        return f"cannot be read: {error.strerror}"
    return str(error)
