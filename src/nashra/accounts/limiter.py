"""How often a password may be tried. Nothing of it is stored, and no address is kept readable."""

import hashlib
import secrets
import threading
import time
from collections import OrderedDict
from collections.abc import Callable

Clock = Callable[[], float]
"""Gives seconds that only grow."""

_DAY = 86_400.0


class Limiter:
    """Counts failures by account and address under a key that is drawn anew every day.

    The pair is kept as a keyed hash, in memory alone: nobody can read from a core dump or a backup
    who signed in from where. With several server processes each counts for itself.
    """

    def __init__(
        self, *, tries: int = 5, window: float = 900.0, most: int = 10_000,
        clock: Clock = time.monotonic,
    ) -> None:  # fmt: skip
        """``tries`` failures are borne in ``window`` seconds; at most ``most`` pairs are kept."""
        self._tries, self._window, self._most, self._clock = tries, window, most, clock
        self._lock = threading.Lock()
        self._failures: OrderedDict[bytes, list[float]] = OrderedDict()
        self._key, self._drawn = secrets.token_bytes(32), clock()

    def _pair(self, account: str, address: str) -> bytes:
        now = self._clock()
        if now - self._drawn >= _DAY:
            self._key, self._drawn = secrets.token_bytes(32), now
            self._failures.clear()
        text = f"{account.strip().casefold()}\0{address}".encode()
        return hashlib.blake2b(text, key=self._key, digest_size=16).digest()

    def _recent(self, pair: bytes) -> list[float]:
        start = self._clock() - self._window
        return [moment for moment in self._failures.get(pair, []) if moment > start]

    def wait(self, account: str, address: str) -> float:
        """Seconds until the pair may try again; 0 where it may now."""
        with self._lock:
            recent = self._recent(self._pair(account, address))
            if len(recent) < self._tries:
                return 0.0
            return recent[-self._tries] + self._window - self._clock()

    def failed(self, account: str, address: str) -> None:
        """Counts a failure."""
        with self._lock:
            pair = self._pair(account, address)
            self._failures[pair] = [*self._recent(pair)[-self._tries :], self._clock()]
            self._failures.move_to_end(pair)
            while len(self._failures) > self._most:
                self._failures.popitem(last=False)

    def succeeded(self, account: str, address: str) -> None:
        """Forgets the pair's failures."""
        with self._lock:
            self._failures.pop(self._pair(account, address), None)


logins = Limiter()
"""The desk's login."""
