"""The way to the desk: requests and answers are passed on through a Unix socket as they come.

What the desk learns about a reader's connection comes from here alone. Whatever a request claims
about itself (forwarding headers in any spelling that WSGI folds together) is dropped.
"""

import asyncio
import logging
from collections.abc import AsyncIterator, Callable, Iterable
from pathlib import Path
from urllib.parse import quote

import httpx

from nashra.delivery.answers import Head, desk_down, plain
from nashra.delivery.protocol import Headers, Http, Scope

logger = logging.getLogger("nashra.delivery")

RESTING = {
    "/search/find/": "search/off/index.html",
    "/en/search/find/": "en/search/off/index.html",
}
"""Published pages that stand in for what search finds, while the desk does not answer. They are at
the same depth, so that their relative links hold."""

DESK_PATHS = ("/desk/", "/account/", "/talk/", *RESTING, "/static/", "/healthz")
"""Addresses of the desk, of accounts, of discussions and of what search finds. Everything else is
a published file."""

_HOP_BY_HOP = frozenset({
    "connection", "keep-alive", "proxy-authenticate", "proxy-authorization", "proxy-connection",
    "te", "trailer", "transfer-encoding", "upgrade",
})  # fmt: skip
_OURS = frozenset({"host", "expect", "forwarded", "via", "x-real-ip", "proxy", "content-length"})
_ANSWERED_HERE = frozenset({"date", "server"})
_METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
_PATH = "/:@!$&'()*+,;=~-._"
_QUERY = _PATH + "?%[]|"
_BODY_SECONDS = 30.0


StandIn = Callable[[Scope], tuple[Head, bytes] | None]


class TooLargeError(Exception):
    """More was sent than the limit allows."""


class TooSlowError(Exception):
    """The reader stopped sending."""


def _named(headers: Iterable[tuple[str, str]]) -> frozenset[str]:
    listed = ",".join(value for name, value in headers if name == "connection")
    return frozenset(part.strip().lower() for part in listed.split(","))


def _passed_on(headers: Headers) -> list[tuple[bytes, bytes]]:
    pairs = headers.items()
    dropped = _HOP_BY_HOP | _OURS | _named(pairs)
    return [
        (name.encode("ascii"), value.encode("utf-8"))
        for name, value in pairs
        if name not in dropped and not name.startswith("x-forwarded") and "_" not in name
    ]


def _client(scope: Scope) -> str:
    return scope.client.rpartition(":")[0].strip("[]") or "127.0.0.1"


def _host(scope: Scope) -> str | None:
    hosts = [value for name, value in scope.headers.items() if name == "host"]
    if len(hosts) != 1:
        return None
    return scope.authority or hosts[0]


class Desk:
    """Passes requests on to the desk and its answers back."""

    def __init__(
        self, *, socket: Path, scheme: str, body_limit: int, seconds: float,
        stand_in: StandIn = lambda scope: None,
    ) -> None:  # fmt: skip
        """``body_limit`` in bytes; ``seconds`` until the desk must have begun to answer.

        ``stand_in`` gives a published page to be shown where the desk does not answer.
        """
        self._stand_in = stand_in
        self._socket, self._scheme = socket, scheme
        self._body_limit, self._seconds = body_limit, seconds
        self._transport: httpx.AsyncHTTPTransport | None = None

    async def close(self) -> None:
        """Closes the connections."""
        if self._transport is not None:
            await self._transport.aclose()

    async def answer(self, scope: Scope, http: Http) -> None:
        """Answers one request with what the desk says, or says why it cannot."""
        refusal, length = self._check(scope)
        if refusal:
            self._refuse(scope, http, refusal)
            return
        try:
            await self._pass_on(scope, http, length)
        except TooLargeError:
            self._refuse(scope, http, 413)
        except TooSlowError:
            self._refuse(scope, http, 408)
        except (httpx.ReadTimeout, httpx.WriteTimeout):
            if page := self._stand_in(scope):
                self._down(scope, http, page)
            else:
                self._refuse(scope, http, 504)
        except httpx.TransportError as error:
            logger.warning("the desk does not answer: %s", type(error).__name__)
            self._down(scope, http, self._stand_in(scope) or desk_down())

    @staticmethod
    def _down(scope: Scope, http: Http, page: tuple[Head, bytes]) -> None:
        head, body = page
        if scope.method == "HEAD":
            http.response_empty(503, head)
        else:
            http.response_bytes(503, head, body)

    def _check(self, scope: Scope) -> tuple[int, int]:
        """The status that refuses the request, or 0, and the length of its body."""
        if scope.method not in _METHODS:
            return 405, 0
        if _host(scope) is None:
            return 400, 0
        if scope.headers.get("transfer-encoding") is not None:
            # WSGI has no way to tell an application where such a body ends.
            return 411, 0
        length = scope.headers.get("content-length") or "0"
        if not (length.isascii() and length.isdigit()):
            return 400, 0
        return (413, 0) if int(length) > self._body_limit else (0, int(length))

    @staticmethod
    def _refuse(scope: Scope, http: Http, status: int) -> None:
        more = [("allow", ", ".join(sorted(_METHODS)))] if status == 405 else []
        if status in {408, 411, 413}:
            more.append(("connection", "close"))
        head, body = plain(status, more)
        if scope.method == "HEAD":
            http.response_empty(status, head)
        else:
            http.response_bytes(status, head, body)

    async def _pass_on(self, scope: Scope, http: Http, length: int) -> None:
        if self._transport is None:
            self._transport = httpx.AsyncHTTPTransport(
                uds=str(self._socket),
                limits=httpx.Limits(
                    max_connections=64, max_keepalive_connections=8, keepalive_expiry=5
                ),
            )
        response = await self._transport.handle_async_request(self._request(scope, http, length))
        try:
            await self._send(scope, http, response)
        finally:
            await response.aclose()

    def _request(self, scope: Scope, http: Http, length: int) -> httpx.Request:
        target = quote(scope.path, safe=_PATH)
        if scope.query_string:
            target += "?" + quote(scope.query_string, safe=_QUERY)
        host = _host(scope) or ""
        headers = [
            (b"Host", host.encode("utf-8")),
            *_passed_on(scope.headers),
            (b"X-Forwarded-For", _client(scope).encode("ascii")),
            (b"X-Forwarded-Proto", self._scheme.encode("ascii")),
            (b"X-Forwarded-Host", host.encode("utf-8")),
        ]
        if length or scope.method in {"POST", "PUT", "PATCH"}:
            headers.append((b"Content-Length", str(length).encode("ascii")))
        return httpx.Request(
            scope.method,
            httpx.URL(scheme="http", host="desk", raw_path=target.encode("ascii")),
            headers=headers,
            stream=_Body(http, length) if length else httpx.ByteStream(b""),
            extensions={
                "timeout": {"connect": 2.0, "pool": 5.0, "write": 30.0, "read": self._seconds}
            },
        )

    async def _send(self, scope: Scope, http: Http, response: httpx.Response) -> None:
        pairs = [
            (name.decode("ascii").lower(), value.decode("latin-1"))
            for name, value in response.headers.raw
        ]
        dropped = _HOP_BY_HOP | _ANSWERED_HERE | _named(pairs)
        head: Head = [pair for pair in pairs if pair[0] not in dropped]
        if scope.method == "HEAD" or response.status_code in {204, 304}:
            http.response_empty(response.status_code, head)
            return
        transport = http.response_stream(response.status_code, head)
        assert isinstance(response.stream, httpx.AsyncByteStream)
        try:
            async for part in response.stream:
                await transport.send_bytes(part)
        except httpx.TransportError as error:
            # The head is out, so no other status can be given any more.
            raise RuntimeError("the desk broke off its answer") from error


class _Body(httpx.AsyncByteStream):
    """A request's body as it arrives."""

    def __init__(self, http: Http, length: int) -> None:
        self._http, self._length = http, length

    async def __aiter__(self) -> AsyncIterator[bytes]:
        parts = self._http.__aiter__()
        seen = 0
        while seen < self._length:
            try:
                part = await asyncio.wait_for(anext(parts), _BODY_SECONDS)
            except StopAsyncIteration:
                break
            except TimeoutError as error:
                raise TooSlowError from error
            seen += len(part)
            if seen > self._length:
                raise TooLargeError
            yield part
