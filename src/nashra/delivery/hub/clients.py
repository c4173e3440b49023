"""One listener: a request's head in, events out; and what each may cost."""

import asyncio
import logging
import re
from typing import TYPE_CHECKING, cast
from urllib.parse import parse_qs, unquote

from nashra.delivery.answers import Head, plain
from nashra.delivery.headers import SAFETY
from nashra.delivery.hub.channels import JOURNAL, is_known

if TYPE_CHECKING:
    from nashra.delivery.hub.server import Hub

logger = logging.getLogger("nashra.delivery")

LARGEST_HEAD = 8 * 1024
HEAD_SECONDS = 10.0
MOST_NAMES = 20
LARGEST_BACKLOG = 64 * 1024
"""Bytes that a listener may be behind; then it is let go, and comes back to files."""
_REQUEST = re.compile(rb"(GET|HEAD) (/[!-~]*) HTTP/1\.[01]")
_HEADER = re.compile(rb"([!#$%&'*+.^_`|~0-9A-Za-z-]+):[ \t]*([ -~\t\x80-\xff]*?)[ \t]*")
_POSITION = re.compile(r"([0-9a-z]{7})-([0-9]{1,9})")
_REASONS = {200: "OK", 400: "Bad Request", 404: "Not Found", 429: "Too Many Requests",
            431: "Request Header Fields Too Large", 503: "Service Unavailable"}  # fmt: skip
STREAM_HEAD: Head = [
    ("content-type", "text/event-stream; charset=utf-8"),
    ("cache-control", "no-store"),
    ("x-accel-buffering", "no"),
    ("connection", "close"),
    *SAFETY,
]


class BadRequestError(ValueError):
    """A head that is none."""


class Request:
    """A request's head."""

    __slots__ = ("headers", "method", "path", "query")

    def __init__(self, head: bytes) -> None:
        """Raises BadRequestError for what HTTP/1.1 does not allow, or a request with a body."""
        first, *lines = head.split(b"\r\n")
        request = _REQUEST.fullmatch(first)
        if request is None:
            raise BadRequestError
        self.method = request[1].decode()
        self.query: str
        self.headers: dict[str, str] = {}
        path, _, self.query = request[2].decode().partition("?")
        self.path = unquote(path)
        for line in lines:
            header = _HEADER.fullmatch(line)
            if header is None:
                raise BadRequestError
            name = header[1].decode().lower()
            if name in self.headers or name == "transfer-encoding":
                raise BadRequestError
            self.headers[name] = header[2].decode("latin-1")
        if self.headers.get("content-length", "0") != "0":
            raise BadRequestError

    def names(self) -> list[str]:
        """The channels that are asked for, each once."""
        asked = ",".join(parse_qs(self.query).get("on", [])).split(",")
        return list(dict.fromkeys(name for name in asked if is_known(name)))[:MOST_NAMES]

    def positions(self) -> dict[str, int]:
        """The last event that the listener has, by journal; what it heard last counts."""
        asked = ",".join(parse_qs(self.query).get("from", []))
        given = [*asked.split(",")[:MOST_NAMES], self.headers.get("last-event-id", "")]
        found = (_POSITION.fullmatch(position) for position in given)
        return {match[1]: int(match[2]) for match in found if match and JOURNAL.match(match[1])}


def answer_head(status: int, head: Head) -> bytes:
    """Status line and headers on the wire."""
    lines = [f"HTTP/1.1 {status} {_REASONS[status]}", *(f"{name}: {value}" for name, value in head)]
    return ("\r\n".join(lines) + "\r\n\r\n").encode("latin-1")


class Listener(asyncio.Protocol):
    """A connection to the hub."""

    __slots__ = ("_buffer", "_hub", "_patience", "_transport", "address", "names")

    _transport: asyncio.Transport

    def __init__(self, hub: "Hub") -> None:
        """``hub`` is what connections share."""
        self._hub = hub
        self._buffer = b""
        self._patience: asyncio.TimerHandle | None = None
        self.address = ""
        self.names: tuple[str, ...] = ()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        # uvloop's transports are none of asyncio's classes.
        self._transport = cast(asyncio.Transport, transport)
        self._patience = asyncio.get_running_loop().call_later(HEAD_SECONDS, self._transport.abort)

    def data_received(self, data: bytes) -> None:
        if self._patience is None:
            # A listener has nothing more to say.
            self._transport.abort()
            return
        self._buffer += data
        head, end, rest = self._buffer.partition(b"\r\n\r\n")
        if len(self._buffer) > LARGEST_HEAD:
            self.refuse(431)
        elif end:
            self._forget_head()
            if rest:
                self.refuse(400)
            else:
                self._begin(head)

    def _forget_head(self) -> None:
        self._buffer = b""
        if self._patience is not None:
            self._patience.cancel()
            self._patience = None

    def _begin(self, head: bytes) -> None:
        try:
            self._hub.admit(self, Request(head))
        except (BadRequestError, UnicodeDecodeError):
            self.refuse(400)

    def connection_lost(self, exc: Exception | None) -> None:
        self._forget_head()
        self._hub.dismiss(self)

    def eof_received(self) -> bool:
        return False

    def refuse(self, status: int, *, more: Head | None = None) -> None:
        """Answers with a status and ends the connection."""
        self._forget_head()
        head, body = plain(status, [("connection", "close"), *(more or [])])
        self._transport.write(answer_head(status, head) + body)
        self._transport.close()

    def answer(self, head: Head) -> None:
        """Answers with an empty 200 and ends the connection."""
        self._transport.write(answer_head(200, [*head, ("connection", "close")]))
        self._transport.close()

    def send(self, data: bytes) -> None:
        """Tells it something. One that does not take it is let go."""
        if self._transport.get_write_buffer_size() > LARGEST_BACKLOG:
            self._transport.abort()
        else:
            self._transport.write(data)
