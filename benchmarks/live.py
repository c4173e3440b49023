"""One message to every listener: the hub beside nginx with nchan, in the same run.

    nice .venv/bin/python benchmarks/live.py [--listeners 10000] [--messages 20]

Both listen on a Unix socket; one process holds all listeners. Told are the time from the moment
that an event is published (the tail is in place; nchan has been sent it) until a listener has it,
memory a listener (PSS of the server with and without them) and the server's processor time for one
message to all. The machine works for both sides, so read the ratio.
"""

import argparse
import asyncio
import http.client
import json
import os
import resource
import shutil
import socket
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent.parent))

import uvloop

from nashra.delivery.hub.server import HubSettings
from tests.delivery.journals import Writer, hub_command
from tests.delivery.sites import answers, make_site, running, short_folder

STORY = "0k3xw9p"
BODY = "س" * 75
"""With what stands around it, about 300 bytes of an event."""
NCHAN = Path("/usr/lib/nginx/modules/ngx_nchan_module.so")


@dataclass
class Crowd:
    """Listeners, and when each heard of the message that is on its way."""

    heard: list[float] = field(default_factory=list)
    ready: int = 0
    mark: bytes = b""

    def listener(self, request: bytes) -> asyncio.Protocol:
        return _Listener(self, request)


class _Listener(asyncio.Protocol):
    __slots__ = ("_crowd", "_request")

    def __init__(self, crowd: Crowd, request: bytes) -> None:
        self._crowd, self._request = crowd, request

    def connection_made(self, transport: Any) -> None:
        transport.write(self._request)

    def data_received(self, data: bytes) -> None:
        if data.startswith(b"HTTP/1.1 200"):
            self._crowd.ready += 1
        elif self._crowd.mark in data:
            self._crowd.heard.append(time.monotonic())


def pss(pids: list[int]) -> int:
    """Bytes of memory that processes have for themselves."""
    total = 0
    for pid in pids:
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                total += int(line.split()[1]) * 1024
    return total


def cpu(pids: list[int]) -> float:
    """Seconds of processor time that processes have used."""
    ticks = 0
    for pid in pids:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        ticks += int(fields[11]) + int(fields[12])
    return ticks / os.sysconf("SC_CLK_TCK")


async def measure(
    where: Path, request: bytes, pids: list[int], publish: Callable[[int], None], given: Any
) -> dict[str, Any]:
    """Fills a server with listeners and sends them messages. ``publish`` sends."""
    loop, crowd = asyncio.get_running_loop(), Crowd()
    before = pss(pids)
    transports = []
    while len(transports) < given.listeners:
        try:
            made, _ = await loop.create_unix_connection(lambda: crowd.listener(request), str(where))
            transports.append(made)
        except BlockingIOError:
            # More wait to be accepted than the system lets wait.
            await asyncio.sleep(0.05)
    while crowd.ready < given.listeners:
        await asyncio.sleep(0.05)
    held = pss(pids) - before
    delays: list[float] = []
    last: list[float] = []
    await asyncio.sleep(2)
    started = cpu(pids)
    for number in range(given.messages):
        crowd.heard, crowd.mark = [], f"entry-{number}-".encode()
        began = time.monotonic()
        await loop.run_in_executor(None, publish, number)
        while len(crowd.heard) < given.listeners and time.monotonic() - began < 20:
            await asyncio.sleep(0.01)
        delays += [moment - began for moment in crowd.heard]
        last.append(max(crowd.heard, default=began + 20) - began)
        await asyncio.sleep(0.3)
    used = cpu(pids) - started
    for transport in transports:
        transport.abort()
    await asyncio.sleep(0.5)
    parts = statistics.quantiles(delays, n=100)
    return {
        "p50_ms": round(parts[49] * 1000, 1), "p99_ms": round(parts[98] * 1000, 1),
        "last_ms": round(statistics.median(last) * 1000, 1),
        "heard": len(delays), "bytes_a_listener": round(held / given.listeners),
        "cpu_ms_a_message": round(used * 1000 / given.messages, 1),
    }  # fmt: skip


def ours(home: Path, given: Any) -> dict[str, Any]:
    """The hub."""
    site = make_site(home)
    writer = Writer(site.root, STORY)
    writer.post()
    where = home / "hub.sock"
    settings = HubSettings(root=site.root, socket=where, listeners=given.listeners)

    def publish(number: int) -> None:
        writer.post(text=f"entry-{number}-{BODY}")

    request = f"GET /stream?on={STORY} HTTP/1.1\r\nHost: a\r\n\r\n".encode()
    with running(hub_command(settings), lambda: answers(where)) as process:
        return uvloop.run(measure(where, request, [process.pid], publish, given))


@contextmanager
def _nchan(home: Path) -> Iterator[tuple[Path, list[int]]]:
    where = home / "nchan.sock"
    config = home / "nchan.conf"
    folders = "".join(
        f"{name}_temp_path {home}/nchan-{name};"
        for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    user = "user root;" if os.getuid() == 0 else ""
    config.write_text(
        f"load_module {NCHAN};{user}worker_processes 1;worker_rlimit_nofile 20000;daemon off;"
        f"pid {home}/nchan.pid;error_log {home}/nchan.log;"
        "events { worker_connections 15000; }\n"
        f"http {{ {folders} access_log off; server {{ listen unix:{where};\n"
        "location = /pub { nchan_publisher; nchan_channel_id live; }\n"
        "location = /sub { nchan_subscriber eventsource; nchan_channel_id live; }\n}}\n"
    )
    nginx = shutil.which("nginx") or "nginx"
    command = [nginx, "-e", f"{home}/nchan.log", "-c", str(config)]
    with running(command, lambda: answers(where)) as process:
        children = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()
        yield where, [process.pid, *map(int, children)]


class _UnixConnection(http.client.HTTPConnection):
    def __init__(self, where: Path) -> None:
        super().__init__("localhost")
        self._where = where

    def connect(self) -> None:
        self.sock = socket.socket(socket.AF_UNIX)
        self.sock.connect(str(self._where))


def theirs(home: Path, given: Any) -> dict[str, Any]:
    """nginx with nchan."""
    if not NCHAN.exists():
        return {"skipped": "nginx has no nchan module (Debian: libnginx-mod-nchan)"}
    with _nchan(home) as (where, pids):

        def publish(number: int) -> None:
            link = _UnixConnection(where)
            link.request("POST", "/pub", body=f"entry-{number}-{BODY}{BODY}".encode())
            link.getresponse().read()
            link.close()

        request = b"GET /sub HTTP/1.1\r\nHost: a\r\nAccept: text/event-stream\r\n\r\n"
        return uvloop.run(measure(where, request, pids, publish, given))


def main() -> None:
    """Prints one line of JSON."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--listeners", type=int, default=10_000)
    options.add_argument("--messages", type=int, default=20)
    given = options.parse_args()
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    given.listeners = min(given.listeners, most - 500)
    home = short_folder()
    try:
        found = {"hub": ours(home, given), "nchan": theirs(home, given)}
    finally:
        shutil.rmtree(home)
    if "skipped" not in found["nchan"]:
        for name in ("p99_ms", "bytes_a_listener", "cpu_ms_a_message"):
            found[f"{name}, hub to nchan"] = round(found["hub"][name] / found["nchan"][name], 2)
    print(json.dumps({"listeners": given.listeners, **found}))


if __name__ == "__main__":
    main()
