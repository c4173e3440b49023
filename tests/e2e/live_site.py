"""Sample pages at a small server that can do what the readers' server does for live pages.

It notes what is asked for, streams what it is told to, and fails when it is told to.
"""

import hashlib
import json
import queue
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

from nashra.publishing import jinja, scripts, views

ID = "k3v9x2m"
DOT = bytes.fromhex(
    "4749463839610100010080000080808000000021f90400000000002c00000000010001000002024401003b"
)
"""A picture of one pixel (GIF89a)."""
TYPES = {".html": "text/html", ".js": "text/javascript", ".json": "application/json"}


def entry(number: int, *, slot: int | None = None, name: str = "", text: str = "") -> str:
    """An entry's markup as a page bakes it."""
    slot = number - 1 if slot is None else slot
    name = name or f"n{number}"
    text = text or f"الخبر {number} في موضعه {slot}"
    return (
        f'<article id="e-{name}" data-n="{number}" data-slot="{slot}"><h3>{text}</h3>'
        f"<p>تفاصيل ما جرى عند المرفأ هذا المساء، كما رواها مراسلونا.</p></article>"
    )


def event(number: int, kind: str = "post", **values: Any) -> dict[str, Any]:
    """One event of a journal; ``values`` are those of the event, and ``text`` of its entry."""
    slot, name = values.pop("slot", number - 1), values.pop("entry", f"n{number}")
    shown = entry(number, slot=slot, name=name, text=values.pop("text", ""))
    return {
        "n": number, "type": kind, "entry": name, "slot": slot, "at": "2026-11-23T18:00:00+00:00",
        "urgent": False, "key": False, "pinned": False, "html": shown, **values,
    }  # fmt: skip


@dataclass
class LiveSite:
    """A folder with its server; ``hits`` are the addresses that were asked for."""

    folder: Path
    origin: str = ""
    streaming: bool = True
    date: str = ""
    """What the server takes for the time; it says none where this is empty."""
    hits: list[str] = field(default_factory=list)
    asked: list[dict[str, str]] = field(default_factory=list)
    refuse: dict[str, tuple[int, dict[str, str]]] = field(default_factory=dict)
    """Status and headers that an address is answered with instead of its file."""
    listeners: list["queue.Queue[str | None]"] = field(default_factory=list)
    events: list[dict[str, Any]] = field(default_factory=list)

    def put(self, path: str, body: str) -> None:
        """A file at an address."""
        target = self.folder / (path.lstrip("/") + ("index.html" if path.endswith("/") else ""))
        target.parent.mkdir(parents=True, exist_ok=True)
        new = target.with_name(target.name + ".new")
        new.write_text(body, encoding="utf-8")
        new.replace(target)

    def page(self, view: views.AnyView, site: views.Site, *, extra: str = "") -> None:
        """A page of the site; ``extra`` stands at the end of its main part."""
        html = jinja.render(view, site=site)
        before, close, after = html.partition("</main>")
        self.put(view.path, before + extra + close + after)

    def journal(self, *events: dict[str, Any], state: str = "live") -> None:
        """Adds events to the journal and publishes its files, sealed segments first."""
        self.events += events
        sealed = len(self.events) // 50
        for number in range(sealed):
            path = f"/a/{ID}/live/{number}.json"
            self.put(path, self._part(self.events[50 * number : 50 * number + 50], state, 0))
        tail = self.events[50 * sealed :]
        self.put(f"/a/{ID}/live/tail.json", self._part(tail, state, len(self.events)))

    def _part(self, events: list[dict[str, Any]], state: str, count: int) -> str:
        count = count or events[-1]["n"]
        first = events[0]["n"] if events else count + 1
        return json.dumps(
            {"v": 1, "coverage": ID, "state": state, "next": None, "count": count, "first": first,
             "events": events}, ensure_ascii=False,
        )  # fmt: skip

    def send(self, kind: str, data: str, name: str = "") -> None:
        """A message to everybody who listens."""
        head = f"id: {name}\n" if name else ""
        for listener in list(self.listeners):
            listener.put(f"{head}event: {kind}\ndata: {data}\n\n")

    def tell(self, *events: dict[str, Any]) -> None:
        """Journal events to everybody who listens, without a file."""
        data = json.dumps({"c": ID, "e": events}, ensure_ascii=False)
        self.send("journal", data, f"{ID}-{events[-1]['n']}")

    def hang_up(self) -> None:
        """Ends every stream."""
        for listener in list(self.listeners):
            listener.put(None)

    def count(self, part: str) -> int:
        """How often addresses with this part were asked for."""
        return sum(part in hit for hit in self.hits)


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, site: LiveSite) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.site = site


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    @property
    def site(self) -> LiveSite:
        assert isinstance(self.server, _Server)
        return self.server.site

    def log_message(self, format: str, *args: Any) -> None:
        """Says nothing."""

    def do_GET(self) -> None:
        self.site.hits.append(self.path)
        self.site.asked.append(dict(self.headers))
        path = urlsplit(self.path).path
        if (known := next((k for k in self.site.refuse if path.endswith(k)), None)) is not None:
            status, headers = self.site.refuse[known]
            return self._answer(status, b"", headers)
        if path == "/stream" and self.site.streaming:
            return self._stream()
        if path.startswith("/v/") and self.site.streaming:
            return self._answer(204, b"", {"Cache-Control": "private, max-age=1800"})
        return self._file(path)

    def _file(self, path: str) -> None:
        if path.startswith("/media/"):
            return self._answer(200, DOT, {"Content-Type": "image/gif"})
        name = path.lstrip("/") + ("index.html" if path.endswith("/") else "")
        try:
            body = (self.site.folder / name).read_bytes()
        except OSError:
            return self._answer(404, b"", {})
        tag = f'"{hashlib.sha256(body).hexdigest()[:16]}"'
        headers = {"ETag": tag, "Cache-Control": "public, max-age=0, must-revalidate"}
        if self.site.streaming:
            headers["Nashra-Live"] = "1"
        if self.headers.get("If-None-Match") == tag:
            return self._answer(304, b"", headers)
        kind = TYPES.get(Path(name).suffix, "application/octet-stream")
        return self._answer(200, body, headers | {"Content-Type": f"{kind}; charset=utf-8"})

    def _answer(self, status: int, body: bytes, headers: dict[str, str]) -> None:
        self.send_response_only(status)
        if self.site.date:
            self.send_header("Date", self.site.date)
        for name, value in headers.items():
            self.send_header(name, value)
        if status not in {204, 304}:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def _stream(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Connection", "close")
        self.end_headers()
        self.close_connection = True
        wanted = parse_qs(urlsplit(self.path).query)["on"][0].split(",")
        counts = {ID: len(self.site.events)} if ID in wanted else {}
        mine: queue.Queue[str | None] = queue.Queue()
        mine.put(f"retry: 50\n\nevent: hello\ndata: {json.dumps(counts)}\n\n")
        self.site.listeners.append(mine)
        try:
            while (said := mine.get()) is not None:
                self.wfile.write(said.encode())
                self.wfile.flush()
        except OSError:
            pass
        finally:
            self.site.listeners.remove(mine)


@contextmanager
def served(folder: Path) -> Iterator[LiveSite]:
    """A site at a port of its own, ended with everything that listens to it."""
    site = LiveSite(folder)
    site.put("/assets/live.js", scripts.live_script())
    site.put("/favicon.svg", "<svg xmlns='http://www.w3.org/2000/svg'/>")
    with _Server(site) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        site.origin = f"http://127.0.0.1:{server.server_address[1]}"
        yield site
        site.streaming = False
        site.hang_up()
        server.shutdown()
        thread.join()
