"""The way to the live hub: a stream is passed on through a Unix socket as it comes."""

import asyncio
import logging
from pathlib import Path
from urllib.parse import quote

from nashra.delivery.answers import READ_METHODS, Head, plain
from nashra.delivery.protocol import Http, Scope

logger = logging.getLogger("nashra.delivery")

STREAM = "/stream"
CONNECT_SECONDS = 2.0
ANSWER_SECONDS = 10.0
LONGEST_QUERY = 2000
_PART = 16 * 1024
_QUERY = "!$'()*+,;=:@/?%-._~&"
_DROPPED = frozenset({"connection", "x-accel-buffering"})
_AWAY = [("retry-after", "30")]


class Stream:
    """Passes requests for the stream on to the hub."""

    def __init__(self, socket: Path | None) -> None:
        """``socket`` is the hub's; None where there is none."""
        self._socket = socket

    async def answer(self, scope: Scope, http: Http) -> None:
        """Answers one request with what the hub sends, until either side has enough."""
        if scope.method not in READ_METHODS:
            _refuse(http, 405, [("allow", ", ".join(READ_METHODS))])
            return
        if self._socket is None or len(scope.query_string) > LONGEST_QUERY:
            _refuse(http, 404 if self._socket is None else 414)
            return
        try:
            opening = asyncio.open_unix_connection(str(self._socket), limit=_PART)
            reader, writer = await asyncio.wait_for(opening, CONNECT_SECONDS)
        except (OSError, TimeoutError) as error:
            logger.warning("the live hub does not answer: %s", type(error).__name__)
            _refuse(http, 503, _AWAY)
            return
        try:
            writer.write(_request(scope))
            await self._pass_on(reader, http)
        finally:
            writer.close()

    async def _pass_on(self, reader: asyncio.StreamReader, http: Http) -> None:
        try:
            head = await asyncio.wait_for(reader.readuntil(b"\r\n\r\n"), ANSWER_SECONDS)
        except (asyncio.IncompleteReadError, OSError, TimeoutError):
            _refuse(http, 503, _AWAY)
            return
        status, headers = _parsed(head)
        if status != 200:
            http.response_bytes(status, headers, await reader.read(_PART))
            return
        transport = http.response_stream(status, headers)
        gone = asyncio.ensure_future(http.client_disconnect())
        try:
            while True:
                part = asyncio.ensure_future(reader.read(_PART))
                await asyncio.wait([gone, part], return_when=asyncio.FIRST_COMPLETED)
                if gone.done() or not (data := await part):
                    part.cancel()
                    return
                await transport.send_bytes(data)
        finally:
            gone.cancel()


def _request(scope: Scope) -> bytes:
    target = STREAM + (f"?{quote(scope.query_string, safe=_QUERY)}" if scope.query_string else "")
    lines = [f"{scope.method} {target} HTTP/1.1", "host: hub"]
    last = scope.headers.get("last-event-id") or ""
    if last and last.isascii() and last.isprintable() and len(last) < 100:
        lines.append(f"last-event-id: {last}")
    address = scope.client.rpartition(":")[0].strip("[]")
    if address:
        lines.append(f"x-forwarded-for: {address}")
    return ("\r\n".join(lines) + "\r\n\r\n").encode("ascii")


def _parsed(head: bytes) -> tuple[int, Head]:
    first, *lines = head.decode("latin-1").rstrip("\r\n").split("\r\n")
    pairs = (line.partition(": ") for line in lines)
    return int(first.split(" ")[1]), [(n, value) for n, _, value in pairs if n not in _DROPPED]


def _refuse(http: Http, status: int, more: Head | None = None) -> None:
    head, body = plain(status, more or [])
    http.response_bytes(status, head, body)
