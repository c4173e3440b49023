"""What can be listened to: a journal's events, and files that are simply read again.

A channel looks at its one file while somebody listens, and remembers the newest events so that
whoever comes back is told what was missed without a look at the disk.
"""

import json
import logging
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

logger = logging.getLogger("nashra.delivery")

SEGMENT = 50
REPLAYED = 100
"""Missed events that are sent on the stream; who missed more reads files."""
LARGEST_MESSAGE = 32 * 1024
"""Bytes of events that go out whole; of more only the number, and listeners read the files."""
LARGEST_FILE = 4 * 1024 * 1024
"""Bytes of a journal's file that are read; no engine writes so large a one."""
JOURNAL = re.compile(r"[0-9a-z]{7}")
STATES = {
    f"{name}{suffix}": f"{folder}{name}/fragment.html"
    for name in ("latest", "breaking")
    for suffix, folder in (("", ""), (".en", "en/"))
}
"""Names of files without a history, with where they lie."""

Look = tuple[int, int, int]


def message(event: str, data: str, identity: str = "") -> bytes:
    """One server-sent event (HTML Living Standard, 9.2). ``data`` is one line."""
    head = f"id: {identity}\n" if identity else ""
    return f"{head}event: {event}\ndata: {data}\n\n".encode()


def is_known(name: str) -> bool:
    """Whether a name could be a channel's."""
    return name in STATES or JOURNAL.fullmatch(name) is not None


def open_channel(root: Path, name: str) -> "Journal | State | None":
    """The channel of this name, None where the published root has no such file."""
    channel = State(root, name) if name in STATES else Journal(root, name)
    return channel if channel.exists else None


def _look(file: Path) -> Look | None:
    try:
        found = file.stat()
    except OSError:
        return None
    return found.st_ino, found.st_mtime_ns, found.st_size


class State:
    """A file that listeners read again when it changes."""

    def __init__(self, root: Path, name: str) -> None:
        """``name`` is one of :data:`STATES`."""
        self.name = name
        self._file = root / STATES[name]
        self._seen = _look(self._file)
        self._message = message("changed", name)
        self.exists = self._seen is not None

    def look(self) -> bytes:
        """What listeners are to be told, empty if nothing."""
        found = _look(self._file)
        if found is None or found == self._seen:
            return b""
        self._seen = found
        return self._message


@dataclass
class Journal:
    """A coverage's events as its files tell them."""

    root: Path
    name: str
    count: int = 0
    """The number of the last event."""
    exists: bool = False
    _seen: Look | None = None
    _newest: dict[int, dict[str, Any]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._folder = self.root / "a" / self.name / "live"
        self._seen = _look(self._tail)
        tail = self._read(self._tail)
        if tail is not None:
            self.exists, self.count = True, tail["count"]
            self._remember(tail)

    @property
    def _tail(self) -> Path:
        return self._folder / "tail.json"

    def look(self) -> bytes:
        """What listeners are to be told, empty if nothing."""
        found = _look(self._tail)
        if found is None or found == self._seen:
            return b""
        tail = self._read(self._tail)
        if tail is None:
            return b""
        self._seen, before = found, self.count
        self.count = tail["count"]
        self._remember(tail)
        return self._told(range(before + 1, self.count + 1)) if self.count > before else b""

    def missed(self, have: int) -> bytes:
        """What somebody is to be told who has the events up to this number."""
        if not 0 <= self.count - have <= REPLAYED or have < 0:
            return b""
        return self._told(range(have + 1, self.count + 1))

    def _told(self, numbers: range) -> bytes:
        if not numbers:
            return b""
        events = [self._newest[number] for number in numbers if number in self._newest]
        data = json.dumps({"c": self.name, "e": events}, ensure_ascii=False, separators=(",", ":"))
        whole = message("journal", data, f"{self.name}-{numbers[-1]}")
        if len(events) == len(numbers) and len(whole) <= LARGEST_MESSAGE:
            return whole
        return message("journal", f'{{"c":"{self.name}","count":{self.count}}}')

    def _remember(self, tail: dict[str, Any]) -> None:
        """Keeps the newest events. What a retraction took out of sealed segments goes here too."""
        self._newest = {event["n"]: event for event in tail["events"]}
        first = max(1, self.count - REPLAYED + 1)
        for segment in range((first - 1) // SEGMENT, (tail["first"] - 1) // SEGMENT):
            sealed = self._read(self._folder / f"{segment}.json")
            for event in sealed["events"] if sealed else ():
                self._newest[event["n"]] = event

    def _read(self, file: Path) -> dict[str, Any] | None:
        """A tail or segment; None where it is not there, or is none."""
        try:
            if file.stat().st_size > LARGEST_FILE:
                raise ValueError("it is too large")
            return _checked(json.loads(file.read_bytes()))
        except FileNotFoundError:
            return None
        except (OSError, ValueError, RecursionError) as error:
            logger.error("a journal's file %s/%s cannot be read: %s", self.name, file.name, error)
            return None


def _checked(found: Any) -> dict[str, Any]:
    """Raises ValueError for what is no tail and no segment."""
    if not isinstance(found, dict) or not isinstance(found.get("events"), list):
        raise ValueError("it is no journal")
    numbers: Iterable[Any] = (found.get("count"), found.get("first"))
    if not all(isinstance(number, int) and number >= 0 for number in numbers):
        raise ValueError("it has no numbers")
    if not all(isinstance(e, dict) and isinstance(e.get("n"), int) for e in found["events"]):
        raise ValueError("it holds what is no event")
    return found
