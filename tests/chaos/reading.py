"""A reader who never stops, and the judgement on all that was read.

Triggers in the drill's database keep every state of the manifest with its moment, so that nothing
between two looks is missed. A reader may get what was current or intended at some moment from one
second before the request, which is how long the server trusts its memory, to the answer.
"""

import hashlib
import http.client
import random
import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from tests.delivery.sites import Answer
from tests.properties.harness import links

MEMORY = 1.0
SLACK = 0.05
"""Seconds between two clocks' readings of one moment."""
_FILES = "publishing_publishedfile"


def keep_history(database: Path) -> None:
    """Has the database note each state of the manifest from now on."""
    now = "(julianday('now') - 2440587.5) * 86400.0"
    with sqlite3.connect(database) as connection:
        connection.executescript(
            "CREATE TABLE drill (at REAL, path TEXT, sha256 TEXT, intended TEXT, stands INTEGER);"
            f"INSERT INTO drill SELECT 0, path, sha256, intended, 1 FROM {_FILES};"
            + "".join(
                f"CREATE TRIGGER drill_{event} AFTER {event} ON {_FILES} BEGIN INSERT INTO drill "
                f"VALUES ({now}, {row}.path, {row}.sha256, {row}.intended, {stands}); END;"
                for event, row, stands in (
                    ("INSERT", "new", 1), ("UPDATE", "new", 1), ("DELETE", "old", 0),
                )
            )
        )  # fmt: skip
    connection.close()


@dataclass(frozen=True)
class State:
    """What the manifest said of one address for a while."""

    since: float
    until: float
    sha256: str
    intended: str
    stands: bool

    @property
    def complete(self) -> bool:
        """Whether the file was surely there."""
        return self.stands and self.sha256 not in {"", "?"}


class History:
    """All states of the manifest."""

    def __init__(self, database: Path) -> None:
        connection = sqlite3.connect(f"file:{database}?mode=ro", uri=True)
        rows = connection.execute(
            "SELECT path, at, sha256, intended, stands FROM drill ORDER BY path, rowid"
        ).fetchall()
        connection.close()
        self._states: dict[str, list[State]] = {}
        for number, (path, at, *rest) in enumerate(rows):
            after = rows[number + 1] if number + 1 < len(rows) else None
            until = after[1] if after and after[0] == path else float("inf")
            known = self._states.setdefault(path, [])
            if not known and at > 0:
                known.append(State(0, at, "", "", False))
            known.append(State(at, until, rest[0], rest[1], bool(rest[2])))

    def states(self, path: str, since: float, until: float) -> list[State]:
        """What was said of an address between two moments."""
        known = self._states.get(path, [State(0, float("inf"), "", "", False)])
        return [s for s in known if s.since <= until and s.until >= since]

    def allowed(self, path: str, since: float, until: float) -> set[str]:
        """Hashes that were current or intended between two moments.

        A writer that was killed may have put in place what it intended; until another completes the
        file, that is what stands. Of a file that is distrusted it is known that it must be written
        again, not what it holds.
        """
        found: set[str] = set()
        for state in self.states(path, since, until):
            found |= {state.sha256, state.intended}
            earlier = self.states(path, 0, state.since)
            if "?" not in {state.sha256, state.intended}:
                earlier = _since_whole(earlier)
            found |= {old.sha256 for old in earlier} | {old.intended for old in earlier}
        return found - {"", "?"}

    def may_lack(self, path: str, since: float, until: float) -> bool:
        """Whether an address may have led nowhere: not yet, not any more, or about to go."""
        if not all(state.complete for state in self.states(path, since, until)):
            return True
        later = [s for s in self._states.get(path, []) if s.since > until]
        return bool(later) and not later[0].stands


def _since_whole(earlier: list[State]) -> list[State]:
    """The states since a file was last known to be what was intended, that one included."""
    for number in range(len(earlier) - 1, -1, -1):
        if earlier[number].sha256 == earlier[number].intended:
            return earlier[number:]
    return earlier


@dataclass(frozen=True)
class Seen:
    """One answer."""

    path: str
    asked: float
    answered: float
    status: int
    sha256: str = ""

    def fault(self, history: History) -> str:
        """What is wrong with it, empty if nothing."""
        window = (self.asked - MEMORY - SLACK, self.answered + SLACK)
        if self.status not in {200, 404, 410}:
            return f"{self.path}: status {self.status}"
        if self.status == 404:
            return "" if history.may_lack(self.path, *window) else f"{self.path}: it stood, but 404"
        if self.sha256 not in history.allowed(self.path, *window):
            states = history.states(self.path, *window)
            return f"{self.path}: {self.sha256} is neither current nor intended: {states}"
        marker = f"{self.path}gone.txt"
        if self.status == 200 and not history.may_lack(marker, *window):
            return f"{self.path}: a tombstone was answered with 200"
        if self.status == 410 and not any(s.stands for s in history.states(marker, *window)):
            return f"{self.path}: 410 for what is not gone"
        return ""


@dataclass
class ReaderLoop(threading.Thread):
    """Fetches pages at random, and what they link to, until told to stop."""

    port: int
    seed: int = 0
    seen: list[Seen] = field(default_factory=list)
    dead: list[tuple[float, str, str]] = field(default_factory=list)
    unanswered: list[tuple[float, str]] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__(name="reader", daemon=True)
        self.random = random.Random(self.seed)
        self.known = ["/", "/latest/", "/sitemap.xml", "/feed.xml"]
        self._all = set(self.known)
        self._tags: dict[str, tuple[str, str, int]] = {}
        self._ended, self._patient = threading.Event(), threading.Event()
        self.problem: BaseException | None = None

    def run(self) -> None:
        try:
            while not self._ended.is_set():
                self._look(self._pick())
        except BaseException as error:
            self.problem = error

    def __hash__(self) -> int:
        return id(self)

    def stop(self) -> None:
        """Ends it; raises what it died of."""
        self._ended.set()
        self.join()
        if self.problem is not None:
            raise self.problem

    @contextmanager
    def interrupted(self) -> Iterator[None]:
        """A block in which the server may be away."""
        self._patient.set()
        try:
            yield
        finally:
            self._patient.clear()

    def _pick(self) -> str:
        # Half of all looks go to what changes most.
        return self.random.choice(self.known[:4] if self.random.random() < 0.3 else self.known)

    def _look(self, path: str) -> None:
        answer = self.get(path)
        if answer is None or not path.endswith(("/", ".html")) or answer.status == 404:
            return
        found = sorted(set(links(path, answer.plain())))
        for link in found:
            if link not in self._all:
                self._all.add(link)
                self.known.append(link)
        for link in self.random.sample(found, min(3, len(found))):
            self._follow(path, link)

    def _follow(self, path: str, link: str) -> None:
        answer = self.get(link)
        if answer is None or answer.status != 404:
            return
        # What was read may be a second old: only a link that is still there is dead.
        patience = time.monotonic() + 30
        while time.monotonic() < patience:
            if self._ended.wait(2 * MEMORY):
                return
            page = self.get(path)
            if page is None:
                continue
            gone = page.status == 404 or link not in set(links(path, page.plain()))
            again = self.get(link) if not gone else None
            if gone or (again is not None and again.status != 404):
                return
            if again is not None:
                self.dead.append((time.time(), path, link))
                return

    def get(self, path: str) -> Answer | None:
        """One request; None where nobody answered."""
        encoding = self.random.choice(["br", "gzip", "identity"])
        headers = {"Accept-Encoding": encoding, "Connection": "close"}
        kept = self._tags.get(path)
        if kept is not None and self.random.random() < 0.3:
            headers["If-None-Match"] = kept[0]
        asked = time.time()
        try:
            answer = self._ask(path, headers)
        except (OSError, http.client.HTTPException) as error:
            if not self._patient.is_set() and not self._ended.is_set():
                self.unanswered.append((asked, f"{path}: {type(error).__name__}: {error}"))
            self._ended.wait(0.02)
            return None
        answered = time.time()
        if answer.status == 304:
            assert kept is not None
            self.seen.append(Seen(path, asked, answered, kept[2], kept[1]))
            return None
        sha256 = hashlib.sha256(answer.plain()).hexdigest() if answer.status != 404 else ""
        if "etag" in answer.headers:
            self._tags[path] = (answer.headers["etag"], sha256, answer.status)
        self.seen.append(Seen(path, asked, answered, answer.status, sha256))
        return answer

    def _ask(self, path: str, headers: dict[str, str]) -> Answer:
        link = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        try:
            link.request("GET", path, headers=headers)
            response = link.getresponse()
            names = {name.lower(): value for name, value in response.getheaders()}
            return Answer(response.status, names, response.read(), b"")
        finally:
            link.close()

    def judge(self, database: Path) -> list[str]:
        """All that was wrong with what was read."""
        history = History(database)
        found = [fault for seen in self.seen if (fault := seen.fault(history))]
        for at, page, link in self.dead:
            told = [history.states(name, at - 30, at) for name in (page, link)]
            found.append(f"{at}: {page} links to {link}, where nothing stands: {told}")
        return found + [what for _, what in self.unanswered]
