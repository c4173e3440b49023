"""A coverage as it is lived through: an editor, and readers who come and go.

Each reader is what the page's script is (docs/live.md): the stream for news, files for every gap,
each event once and in order. Used by a test, small, and by a benchmark, large.
"""

import asyncio
import json
import random
from collections.abc import AsyncIterator, Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

SEGMENT = 50


def allowed(missed: int) -> int:
    """Requests that may bring a reader up to date who missed so many events."""
    return 3 + max(0, -(-(missed - 100) // SEGMENT))


class Surplus(AssertionError):
    """A reader was told something twice, or needed too many requests."""


@dataclass
class Reader:
    """One reader of one journal. ``patience`` is how long it listens on average (seconds)."""

    port: int
    story: str
    seed: int
    patience: float = 2.0
    have: int = 0
    entries: dict[str, str] = field(default_factory=dict)
    """The newest markup of each entry."""
    streams: int = 0
    requests: int = 0
    _early: dict[int, dict[str, Any]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.random = random.Random(self.seed)

    def fold(self, events: Iterable[dict[str, Any]]) -> None:
        """Takes events in any order, any number of times."""
        self._early.update((event["n"], event) for event in events if event["n"] > self.have)
        while (event := self._early.pop(self.have + 1, None)) is not None:
            self.have += 1
            if event["entry"]:
                self.entries[event["entry"]] = event["html"]

    async def live(self) -> None:
        """Listens, leaves, comes back, until cancelled."""
        while True:
            with suppress(OSError, EOFError, TimeoutError):
                await asyncio.wait_for(self._listen(), self.random.expovariate(1 / self.patience))
            await asyncio.sleep(self.random.uniform(0.0, self.patience / 4))

    async def _listen(self) -> None:
        target = f"/stream?on={self.story}&from={self.story}-{self.have}"
        reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
        try:
            writer.write(f"GET {target} HTTP/1.1\r\nHost: a\r\n\r\n".encode())
            head = await reader.readuntil(b"\r\n\r\n")
            if not head.startswith(b"HTTP/1.1 200"):
                await self.catch_up()
                return
            self.streams += 1
            heard = b""
            async for part in _parts(reader):
                *blocks, heard = (heard + part).split(b"\n\n")
                for block in blocks:
                    await self._hear(block.decode())
        finally:
            writer.close()

    async def _hear(self, block: str) -> None:
        fields = dict(line.split(": ", 1) for line in block.split("\n") if ": " in line)
        if fields.get("event") == "hello":
            if json.loads(fields["data"])[self.story] > self.have + 100:
                await self.catch_up()
        elif fields.get("event") == "journal":
            news = json.loads(fields["data"])
            self.fold(news.get("e", []))
            if self._early or news.get("count", 0) > self.have:
                await self.catch_up()

    async def catch_up(self) -> None:
        """Fills the gap from the files."""
        before, asked = self.have, self.requests
        tail = await self._get("tail")
        for number in range(self.have // SEGMENT, (tail["first"] - 2) // SEGMENT + 1):
            self.fold((await self._get(str(number)))["events"])
        self.fold(tail["events"])
        if self.requests - asked > allowed(tail["count"] - before):
            raise Surplus(f"{self.requests - asked} requests for {tail['count'] - before} events")
        if self.have < tail["count"]:
            raise Surplus(f"the files lack event {self.have + 1} of {tail['count']}")

    async def reach(self, event: int) -> None:
        """Reads until an event is there: the server may answer with a file of a second ago."""
        async with asyncio.timeout(60):
            while self.have < event:
                await self.catch_up()
                await asyncio.sleep(0.1)

    async def _get(self, name: str) -> dict[str, Any]:
        reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
        try:
            target = f"/a/{self.story}/live/{name}.json"
            writer.write(f"GET {target} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n".encode())
            head, _, body = (await reader.read()).partition(b"\r\n\r\n")
        finally:
            writer.close()
        self.requests += 1
        if not head.startswith(b"HTTP/1.1 200"):
            raise EOFError(f"{target}: {head[:30]!r}")
        found: dict[str, Any] = json.loads(body)
        return found


async def _parts(reader: asyncio.StreamReader) -> AsyncIterator[bytes]:
    """What a chunked answer holds, as it comes (RFC 9112, 7.1)."""
    while size := int(await reader.readuntil(b"\r\n"), 16):
        yield (await reader.readexactly(size + 2))[:-2]


async def live_through(readers: list[Reader], work: "asyncio.Task[int]") -> None:
    """Lets readers read while ``work`` goes on; then all catch up to the event that it gives."""
    reading = [asyncio.create_task(reader.live()) for reader in readers]
    try:
        await asyncio.wait([work, *reading], return_when=asyncio.FIRST_COMPLETED)
        for task in reading:
            if task.done():
                task.result()
        last = await work
        for reader in readers:
            async with asyncio.timeout(60):
                while reader.have < last:
                    await asyncio.sleep(0.05)
    finally:
        for task in reading:
            task.cancel()
        results = await asyncio.gather(*reading, return_exceptions=True)
    for result in results:
        if isinstance(result, Exception):
            raise result
