"""A coverage's files as the engine publishes them, and a listener that keeps what it hears."""

import contextlib
import json
import os
import socket
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from nashra.delivery.children import hub_arguments
from nashra.delivery.hub.server import HubSettings
from tests.delivery.sites import CHILDREN, Site, answers, put, running

SEGMENT = 50


def event(number: int, text: str = "", kind: str = "post") -> dict[str, Any]:
    """One event of the contract."""
    entry = f"e{number:06}"
    return {
        "n": number, "type": kind, "entry": entry, "slot": number - 1,
        "at": "2026-11-23T18:24:00+00:00", "urgent": False, "key": False, "pinned": False,
        "html": f'<article id="e-{entry}"><p>{text or f"مدخل {number}"}</p></article>',
    }  # fmt: skip


@dataclass
class Writer:
    """Publishes a journal: sealed segments before the tail."""

    root: Path
    story: str
    events: list[dict[str, Any]] = field(default_factory=list)

    def post(self, many: int = 1, text: str = "") -> int:
        """Adds events; returns the number of the last."""
        for _ in range(many):
            self.events.append(event(len(self.events) + 1, text))
        self.publish()
        return len(self.events)

    def publish(self) -> None:
        sealed = len(self.events) // SEGMENT
        for number in range(sealed):
            part = self.events[number * SEGMENT : (number + 1) * SEGMENT]
            file = f"a/{self.story}/live/{number}.json"
            if not (self.root / file).exists():
                self._put(file, part, first=number * SEGMENT + 1)
        self._put(f"a/{self.story}/live/tail.json", self.events[sealed * SEGMENT :],
                  first=sealed * SEGMENT + 1)  # fmt: skip

    def _put(self, file: str, events: list[dict[str, Any]], *, first: int) -> None:
        content = {
            "v": 1, "coverage": self.story, "state": "live", "next": None,
            "count": first + len(events) - 1, "first": first, "events": events,
        }  # fmt: skip
        put(self.root, file, json.dumps(content, ensure_ascii=False).encode())


@contextlib.contextmanager
def hub(site: Site, **changes: Any) -> Iterator[Path]:
    """A real hub over a site; its socket."""
    where = site.home / "hub.sock"
    settings = HubSettings(**{"root": site.root, "socket": where, **changes})
    with running(hub_command(settings), lambda: answers(where)):
        yield where


def hub_command(settings: HubSettings) -> list[str]:
    """The command of a hub that ends with this process."""
    return [*CHILDREN, "hub", str(os.getpid()), *hub_arguments(settings)]


@dataclass
class Heard:
    """One message of a stream."""

    event: str
    data: str
    id: str


class Listening:
    """A stream's reader, for tests: blocking, with patience."""

    def __init__(
        self, where: Path | int, on: str, *, start: str = "", last: str = "", address: str = ""
    ) -> None:
        target = f"/stream?on={on}" + (f"&from={start}" if start else "")
        lines = [f"GET {target} HTTP/1.1", "Host: site.example"]
        lines += [f"Last-Event-ID: {last}"] if last else []
        lines += [f"X-Forwarded-For: {address}"] if address else []
        self.link, self.rest = connect(where), b""
        self.link.sendall(("\r\n".join(lines) + "\r\n\r\n").encode())
        self.head = self._until(b"\r\n\r\n").decode("latin-1")
        self.status = int(self.head.split(" ")[1])

    def __enter__(self) -> "Listening":
        return self

    def __exit__(self, *_: object) -> None:
        self.link.close()

    def _until(self, mark: bytes, seconds: float = 20.0) -> bytes:
        deadline = time.monotonic() + seconds
        while mark not in self.rest:
            self.link.settimeout(max(0.05, deadline - time.monotonic()))
            data = self.link.recv(65536)
            if not data:
                raise EOFError(self.rest)
            self.rest += data
        found, _, self.rest = self.rest.partition(mark)
        return found

    def next(self, seconds: float = 20.0) -> Heard:
        """The next message; heartbeats and the wish to come back are passed over."""
        while True:
            block = self._until(b"\n\n", seconds).decode()
            # Chunk sizes stand on lines of their own.
            lines = [line.rstrip("\r") for line in block.split("\n")]
            fields = dict(line.split(": ", 1) for line in lines if ": " in line)
            if "event" in fields:
                return Heard(fields["event"], fields.get("data", ""), fields.get("id", ""))

    def journal(self, seconds: float = 20.0) -> dict[str, Any]:
        """The next news of a journal."""
        heard = self.next(seconds)
        assert heard.event == "journal", heard
        found: dict[str, Any] = json.loads(heard.data) | {"id": heard.id}
        return found

    def numbers(self) -> list[int]:
        """The numbers of the next events."""
        return [one["n"] for one in self.journal()["e"]]


def connect(where: Path | int) -> socket.socket:
    """A connection to a port of this machine or to a Unix socket."""
    if isinstance(where, int):
        return socket.create_connection(("127.0.0.1", where), timeout=20)
    link = socket.socket(socket.AF_UNIX)
    link.settimeout(20)
    link.connect(str(where))
    return link
