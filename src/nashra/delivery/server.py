"""The readers' server: an RSGI application that knows files, and a door to the desk."""

import asyncio
import logging
from dataclasses import dataclass
from pathlib import Path

from granian._granian import RSGIProtocolClosed

from nashra.delivery.answers import Head
from nashra.delivery.beacon import CAP, HEAD, PREFIX, Beacon, Views
from nashra.delivery.cache import DEFAULT_BUDGET, LARGEST_KEPT, FileCache
from nashra.delivery.headers import Policy
from nashra.delivery.protocol import Http, Scope
from nashra.delivery.proxy import DESK_PATHS, RESTING, Desk
from nashra.delivery.reader import Reader
from nashra.delivery.stream import STREAM, Stream

logger = logging.getLogger("nashra.delivery")


@dataclass(frozen=True, kw_only=True)
class ReaderSettings:
    """What the readers' server needs to know."""

    root: Path
    """The published root."""
    policy: Path
    """``headers.json``."""
    desk_socket: Path
    """The Unix socket on which the desk answers."""
    desk_paths: tuple[str, ...] = DESK_PATHS
    """Addresses that the desk answers; one that ends in a slash stands for all below it."""
    hub_socket: Path | None = None
    """The Unix socket on which the live hub answers; None where there is none."""
    spool: Path | None = None
    """The folder in which views are handed on; None where nobody counts them."""
    views_a_minute: int = CAP
    """Views of one story in a minute above which more count as a flood."""
    scheme: str = "http"
    """How people reach this server: ``https`` when a TLS terminator stands before it."""
    memory: int = DEFAULT_BUDGET
    """Bytes of published files kept in memory."""
    largest: int = LARGEST_KEPT
    """Bytes above which a file is read in parts instead."""
    body_limit: int = 50 * 1024 * 1024
    """Bytes that may be sent to the desk in one request."""
    desk_seconds: float = 60.0
    """Seconds that the desk may take to begin an answer."""


class Application:
    """Granian's target. One is made in each server process."""

    def __init__(self, settings: ReaderSettings) -> None:
        """Reads nothing yet; root, policy and socket may appear later."""
        files = FileCache(settings.root, budget=settings.memory, largest=settings.largest)
        self._reader = Reader(files, Policy(settings.policy))

        def stands(story: str) -> bool:
            entry = files.look_up(f"a/{story}/index.html")
            return entry is not None and not entry.gone

        self._beacon = Beacon(Views(settings.spool, settings.views_a_minute), stands)
        self._stream = Stream(settings.hub_socket)
        self._desk = Desk(
            stand_in=self._resting,
            socket=settings.desk_socket,
            scheme=settings.scheme,
            body_limit=settings.body_limit,
            seconds=settings.desk_seconds,
        )
        self._below = tuple(path for path in settings.desk_paths if path.endswith("/"))
        self._exactly = frozenset(settings.desk_paths) | {path[:-1] for path in self._below}

    def _resting(self, scope: Scope) -> tuple[Head, bytes] | None:
        """What stands in for search while the desk does not answer."""
        name = RESTING.get(scope.path)
        return self._reader.stand_in(name) if name else None

    async def __rsgi__(self, scope: Scope, http: Http) -> None:
        """Answers one request."""
        path = scope.path
        try:
            if self._reader.answer_again(path, scope, http):
                return
            if path.startswith(self._below) or path in self._exactly:
                await self._desk.answer(scope, http)
            elif path.startswith(PREFIX):
                http.response_empty(200, HEAD)
                self._beacon.note(scope.method, path, scope.headers.get, scope.client)
            elif path == STREAM:
                await self._stream.answer(scope, http)
            else:
                await self._reader.answer(scope, http)
        except RSGIProtocolClosed:
            # The reader left before the end, which is nobody's fault.
            return

    def __rsgi_del__(self, loop: asyncio.AbstractEventLoop) -> None:
        """Closes the connections to the desk, and hands on what was counted."""
        loop.run_until_complete(self._beacon.close())
        loop.run_until_complete(self._desk.close())
