"""The hub's process: who listens to what, what is looked at, and what listeners may cost in all."""

import asyncio
import json
import logging
import os
import random
import signal
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from nashra.delivery.beacon import CAP, HEAD, PREFIX, Beacon, Views
from nashra.delivery.hub.channels import Journal, State, message, open_channel
from nashra.delivery.hub.clients import STREAM_HEAD, Listener, Request, answer_head
from nashra.delivery.stream import STREAM

logger = logging.getLogger("nashra.delivery")

LOOK_SECONDS = 0.05
HEARTBEAT_SECONDS = 20
RETRY_MILLISECONDS = (2000, 6000)
"""How long browsers wait before they come back; drawn anew for each, so that they come apart."""
MOST_CHANNELS = 500
HEARTBEAT = b": \n\n"
_LATER = [("retry-after", "300")]


@dataclass(frozen=True, kw_only=True)
class HubSettings:
    """What the hub needs to know."""

    root: Path
    """The published root."""
    socket: Path
    """The Unix socket on which it listens, for the readers' server or nginx."""
    spool: Path | None = None
    """Where views are handed on that come by way of nginx."""
    views_a_minute: int = CAP
    listeners: int = 12_000
    """Listeners at one time."""
    from_one_address: int = 400
    """Listeners from one address; whole mobile networks stand behind one."""


@dataclass
class Room:
    """A channel and who listens to it."""

    channel: Journal | State
    listeners: set[Listener] = field(default_factory=set)


class Hub:
    """Listeners by channel."""

    def __init__(self, settings: HubSettings) -> None:
        """Reads nothing yet."""
        self.settings = settings
        self._rooms: dict[str, Room] = {}
        self._beats: list[set[Listener]] = [set() for _ in range(HEARTBEAT_SECONDS)]
        self._addresses: Counter[str] = Counter()
        self.count = 0
        """Listeners now."""
        views = Views(settings.spool, settings.views_a_minute)
        self._beacon = Beacon(views, self._stands)

    def _stands(self, story: str) -> bool:
        folder = self.settings.root / "a" / story
        return (folder / "index.html").is_file() and not (folder / "gone.txt").exists()

    def admit(self, listener: Listener, request: Request) -> None:
        """Answers a request, with a stream where one is asked for and there is room."""
        address = request.headers.get("x-forwarded-for", "").rpartition(",")[2].strip()
        if request.path.startswith(PREFIX):
            link = request.headers.get("x-connection") or f"{address} {id(listener)}"
            self._beacon.note(request.method, request.path, request.headers.get, link)
            listener.answer(HEAD)
        elif request.path != STREAM or request.method != "GET":
            listener.refuse(404)
        elif self.count >= self.settings.listeners:
            listener.refuse(503, more=_LATER)
        elif address and self._addresses[address] >= self.settings.from_one_address:
            listener.refuse(429, more=_LATER)
        elif rooms := self._open(request.names()):
            listener.address = address
            self._join(listener, rooms, request.positions())
        else:
            listener.refuse(404)

    def _open(self, names: list[str]) -> list[Room]:
        """The rooms of those channels that there are."""
        for name in names:
            if name not in self._rooms and len(self._rooms) < MOST_CHANNELS:
                channel = open_channel(self.settings.root, name)
                if channel is not None:
                    self._rooms[name] = Room(channel)
        return [self._rooms[name] for name in names if name in self._rooms]

    def _join(self, listener: Listener, rooms: list[Room], have: dict[str, int]) -> None:
        # Whoever is told where a journal stands must hear all that comes after.
        for room in rooms:
            self._look_at(room)
            room.listeners.add(listener)
        listener.names = tuple(room.channel.name for room in rooms)
        self.count += 1
        self._addresses[listener.address] += bool(listener.address)
        self._beats[self.count % HEARTBEAT_SECONDS].add(listener)
        journals = [room.channel for room in rooms if isinstance(room.channel, Journal)]
        counts = json.dumps({one.name: one.count for one in journals}, separators=(",", ":"))
        parts = [
            answer_head(200, STREAM_HEAD),
            b"retry: %d\n\n" % random.randint(*RETRY_MILLISECONDS),  # noqa: S311
            message("hello", counts),
            *(one.missed(have[one.name]) for one in journals if one.name in have),
        ]
        listener.send(b"".join(parts))

    def dismiss(self, listener: Listener) -> None:
        """Forgets a listener who has left, and channels to which nobody listens."""
        if not listener.names:
            return
        for name in listener.names:
            room = self._rooms.get(name)
            if room is not None:
                room.listeners.discard(listener)
                if not room.listeners:
                    del self._rooms[name]
        listener.names = ()
        for beat in self._beats:
            beat.discard(listener)
        self.count -= 1
        if listener.address:
            self._addresses[listener.address] -= 1
            if not self._addresses[listener.address]:
                del self._addresses[listener.address]

    def _look_at(self, room: Room) -> None:
        if news := room.channel.look():
            for listener in tuple(room.listeners):
                listener.send(news)

    def look(self) -> None:
        """Looks at every file that somebody listens to, and tells what changed."""
        for room in tuple(self._rooms.values()):
            self._look_at(room)

    async def run(self) -> None:
        """Serves until told to stop."""
        loop, stopping = asyncio.get_running_loop(), asyncio.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(number, stopping.set)
        self.settings.socket.unlink(missing_ok=True)
        before = os.umask(0o177)
        try:
            server = await loop.create_unix_server(
                lambda: Listener(self), str(self.settings.socket), backlog=4096
            )
        finally:
            os.umask(before)
        tasks = [loop.create_task(self._looking()), loop.create_task(self._beating())]
        ended = loop.create_task(stopping.wait())
        try:
            done, _ = await asyncio.wait([*tasks, ended], return_when=asyncio.FIRST_COMPLETED)
            for task in done & set(tasks):
                task.result()
        finally:
            server.close()
            for task in (*tasks, ended):
                task.cancel()
            await self._beacon.close()
            self.settings.socket.unlink(missing_ok=True)

    async def _looking(self) -> None:
        while True:
            await asyncio.sleep(LOOK_SECONDS)
            self.look()

    async def _beating(self) -> None:
        while True:
            for beat in self._beats:
                await asyncio.sleep(1)
                for listener in tuple(beat):
                    listener.send(HEARTBEAT)


def serve_hub(settings: HubSettings) -> None:
    """Serves until told to stop."""
    hub = Hub(settings)
    try:
        import uvloop
    except ModuleNotFoundError:
        asyncio.run(hub.run())
    else:
        uvloop.run(hub.run())
