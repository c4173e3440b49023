"""Waiting, as a reader would, until a story is seen at its places. Knows no newsroom."""

import http.client
import time
from collections.abc import Mapping
from urllib.parse import urlsplit

PAUSE = 0.002
"""Seconds between two looks."""


class Watcher:
    """Asks a site over one kept connection, uncompressed."""

    def __init__(self, origin: str, cap: float) -> None:
        parts = urlsplit(origin)
        assert parts.hostname
        self.cap = cap
        self.link = http.client.HTTPConnection(parts.hostname, parts.port, timeout=30)

    def visit(self, *paths: str) -> None:
        """Reads pages. Raises RuntimeError for one that is not there."""
        for path in paths:
            status, _ = self._ask(path)
            if status != 200:
                raise RuntimeError(f"{path} answers {status}")

    def seen(
        self, places: Mapping[str, str], needle: str, pressed: float
    ) -> dict[str, float | None]:
        """Seconds from ``pressed`` until ``needle`` was read at each place; None: not in time.

        The article itself is seen once it is there: not every site names an address in its page.
        """
        found: dict[str, float | None] = dict.fromkeys(places)
        waiting = dict(places)
        while waiting and time.perf_counter() - pressed < self.cap:
            for place, path in list(waiting.items()):
                status, body = self._ask(path)
                if status == 200 and (place == "article" or needle.encode() in body):
                    found[place] = round(time.perf_counter() - pressed, 4)
                    del waiting[place]
            time.sleep(PAUSE)
        return found

    def _ask(self, path: str) -> tuple[int, bytes]:
        # A kept connection may have been closed by the server since the last look.
        for attempt in (1, 2):
            try:
                self.link.request("GET", path)
                answer = self.link.getresponse()
                return answer.status, answer.read()
            except (http.client.HTTPException, ConnectionError):
                self.link.close()
                if attempt == 2:
                    raise
        raise AssertionError("unreachable")
