"""The watcher tells how long a site takes, not how long it asks."""

import threading
import time
from collections.abc import Iterator
from contextlib import closing
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

SLOW = 0.4
PLACES = {"article": "/a/", "home": "/", "section": "/old/"}


class Site(BaseHTTPRequestHandler):
    """The article stands, the home page tells of it and is slow, the section never does."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        body = {"/a/": b"text", "/": b"the needle", "/old/": b"yesterday"}.get(self.path, b"")
        if self.path == "/":
            time.sleep(SLOW)
        self.send_response(200 if body else 404)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: Any) -> None:
        """Nothing."""


@pytest.fixture
def origin() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), Site) as server:
        server.daemon_threads = True
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@pytest.fixture
def watching(monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.syspath_prepend(str(Path(__file__).parents[2] / "benchmarks"))
    from peers import watching

    return watching


def test_a_slow_place_keeps_no_watcher_from_another(watching: Any, origin: str) -> None:
    with closing(watching.Watcher(origin, 3 * SLOW)) as watcher:
        found = watcher.seen(PLACES, "needle", time.perf_counter())
    assert found["article"] < SLOW <= found["home"]
    assert found["section"] is None


def test_the_order_comes_at_any_time_after_the_last_visit(
    watching: Any, origin: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    pauses: list[list[float]] = []
    for _ in range(2):
        pauses.append([])
        with monkeypatch.context() as patched, closing(watching.Watcher(origin, SLOW)) as watcher:
            patched.setattr(watching.time, "sleep", pauses[-1].append)
            for _ in range(20):
                watcher.visit({"article": "/a/"})
    assert pauses[0] == pauses[1]
    assert all(0 <= pause <= 1 for pause in pauses[0])
    assert max(pauses[0]) - min(pauses[0]) > 0.5


def test_a_page_that_is_not_there_is_no_visit(watching: Any, origin: str) -> None:
    with (
        closing(watching.Watcher(origin, SLOW)) as watcher,
        pytest.raises(RuntimeError, match="/gone/ answers 404"),
    ):
        watcher.visit({"home": "/gone/"})
