"""Waiting, as readers would, until a story is seen at its places. Knows no newsroom."""

import http.client
import random
import time
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urlsplit

PAUSE = 0.002
"""Seconds between two looks at a place."""
LONGEST_AGO = 1.0
"""Seconds within which the last visit before an order to publish lies."""
SEED = 7


class Watcher:
    """Asks a site, uncompressed: for each place over a kept connection and in a thread of its own.

    One place that answers slowly does not keep the watcher from another.
    """

    def __init__(self, origin: str, cap: float) -> None:
        self.address = urlsplit(origin).netloc
        self.cap = cap
        self.links: dict[str, http.client.HTTPConnection] = {}
        # The same for every newsroom that is watched.
        self.random = random.Random(SEED)

    def visit(self, places: Mapping[str, str]) -> None:
        """Reads pages, and then lets some time pass. Raises RuntimeError for one that is not there.

        A server may trust what it has just seen for a while: the order to publish must not come
        always at the same moment of it.
        """
        for place, path in places.items():
            status, _ = self._ask(place, path)
            if status != 200:
                raise RuntimeError(f"{path} answers {status}")
        time.sleep(self.random.uniform(0, LONGEST_AGO))

    def seen(
        self, places: Mapping[str, str], needle: str, pressed: float
    ) -> dict[str, float | None]:
        """Seconds from ``pressed`` until ``needle`` was read at each place; None: not in time.

        The article itself is seen once it is there: not every site names an address in its page.
        """

        def watch(place: str) -> float | None:
            while time.perf_counter() - pressed < self.cap:
                status, body = self._ask(place, places[place])
                if status == 200 and (place == "article" or needle.encode() in body):
                    return round(time.perf_counter() - pressed, 4)
                time.sleep(PAUSE)
            return None

        with ThreadPoolExecutor(len(places)) as threads:
            return dict(zip(places, threads.map(watch, places), strict=True))

    def close(self) -> None:
        """Gives the connections back."""
        for link in self.links.values():
            link.close()

    def _ask(self, place: str, path: str) -> tuple[int, bytes]:
        if place not in self.links:
            self.links[place] = http.client.HTTPConnection(self.address, timeout=30)
        link = self.links[place]
        # A kept connection may have been closed by the server since the last look.
        for attempt in (1, 2):
            try:
                link.request("GET", path)
                answer = link.getresponse()
                return answer.status, answer.read()
            except (http.client.HTTPException, ConnectionError):
                link.close()
                if attempt == 2:
                    raise
        raise AssertionError("unreachable")
