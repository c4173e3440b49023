"""Views: counted in memory by story and minute, and handed on in small files.

What reaches this process of a reader (address, agent, headers) is looked at for this one answer
and kept nowhere. The browser itself keeps the answer for half an hour, so that a second look at a
story in that time sends nothing at all.
"""

import asyncio
import contextlib
import json
import logging
import os
import re
import secrets
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from nashra.delivery.headers import SAFETY

logger = logging.getLogger("nashra.delivery")

PREFIX = "/v/"
ADDRESS = re.compile(r"/v/([0-9a-z]{7})")
REPEAT_SECONDS = 1800
HEAD = [
    ("content-type", "text/plain; charset=utf-8"),
    ("content-length", "0"),
    ("cache-control", f"private, max-age={REPEAT_SECONDS}"),
    *SAFETY,
]
"""Of every answer, counted or not: whoever asks learns nothing. Not 204:
browsers do not keep that."""

FLUSH_SECONDS = 5.0
"""What a crash may lose."""
MOST_STORIES = 10_000
"""Distinct stories in one file."""
MOST_KEPT = 100_000
"""Distinct stories and minutes kept in memory while nobody takes the files."""
MOST_FILES = 2_000
"""Files that may wait to be taken; then views wait in memory."""
ABANDONED = 60.0
"""Seconds after which a file that was never finished has no writer any more."""
MOST_LINKS = 50_000
"""Connections of whose repeats something is remembered."""
CAP = 3_000
"""Views of one story in a minute; what is above is counted apart, as a flood."""

_CRAWLERS = re.compile(
    r"bot\b|bot[/;_-]|crawl|spider|slurp|preview|scan|fetch|monitor|lighthouse|archiv|feed|"
    r"facebookexternalhit|whatsapp|telegram|curl|wget|python|java/|go-http|okhttp|libwww|http",
    re.IGNORECASE,
)
"""Words in the agents of programmes. Real browsers name none of them; a lie is not found out, and
then the cap remains."""


def is_crawler(agent: str | None) -> bool:
    """Whether a request names itself a programme; one without a name is one too."""
    return not agent or _CRAWLERS.search(agent) is not None


def is_wanted(header: Callable[[str], str | None]) -> bool:
    """Whether a request was made by a page of this site that somebody looks at."""
    if (header("sec-fetch-site") or "same-origin") != "same-origin":
        return False
    purpose = f"{header('sec-purpose') or ''}{header('purpose') or ''}{header('x-moz') or ''}"
    return "prefetch" not in purpose and "prerender" not in purpose


@dataclass
class Views:
    """Views that are not handed on yet. ``folder`` takes the files; None counts for nobody."""

    folder: Path | None
    cap: int = CAP
    clock: Callable[[], float] = time.time
    _minutes: dict[int, dict[str, int]] = field(default_factory=dict)
    _over: dict[int, dict[str, int]] = field(default_factory=dict)
    _cells: int = 0
    _told: dict[str, int] = field(default_factory=dict)
    """Views of the minute that is running, of which some may be handed on."""
    _running: int = 0
    _links: OrderedDict[int, None] = field(default_factory=OrderedDict)

    def repeats(self, link: str, story: str) -> bool:
        """Whether a connection has asked for this story before, as far as that is remembered.

        Only a number made with this process's own random salt is kept of it.
        """
        mark = hash((link, story))
        if mark in self._links:
            return True
        self._links[mark] = None
        if len(self._links) > MOST_LINKS:
            self._links.popitem(last=False)
        return False

    def add(self, story: str) -> None:
        """Counts one view."""
        minute = int(self.clock() // 60)
        if minute != self._running:
            self._running, self._told = minute, {}
        told = self._told.get(story, 0)
        if told < self.cap:
            self._told[story] = told + 1
        self._raise(self._minutes if told < self.cap else self._over, minute, story)

    def _raise(self, cells: dict[int, dict[str, int]], minute: int, story: str) -> None:
        stories = cells.setdefault(minute, {})
        if story not in stories:
            if self._cells >= MOST_KEPT:
                return
            self._cells += 1
        stories[story] = stories.get(story, 0) + 1

    def flush(self) -> int:
        """Hands on what was counted; returns how many files. Raises OSError; nothing is lost."""
        written = 0
        if self.folder is None or not (self._minutes or self._over):
            return written
        self.folder.mkdir(parents=True, exist_ok=True)
        room = MOST_FILES - self._waiting(self.folder)
        for minute in sorted({*self._minutes, *self._over}):
            while written < room and (part := self._part(minute)):
                self._write(minute, *part)
                self._forget(minute, *part)
                written += 1
        return written

    @staticmethod
    def _waiting(folder: Path) -> int:
        """How many files wait to be taken. What a killed writer left half-written goes."""
        waiting = 0
        with os.scandir(folder) as entries:
            for entry in entries:
                waiting += entry.name.endswith(".json")
                if entry.name.endswith(".new") and time.time() - entry.stat().st_mtime > ABANDONED:
                    os.unlink(entry)
        return waiting

    def _part(self, minute: int) -> tuple[dict[str, int], dict[str, int]] | None:
        """What of a minute goes into one file."""
        views = list(self._minutes.get(minute, {}).items())[:MOST_STORIES]
        over = list(self._over.get(minute, {}).items())[: MOST_STORIES - len(views)]
        return (dict(views), dict(over)) if views or over else None

    def _write(self, minute: int, views: dict[str, int], over: dict[str, int]) -> None:
        assert self.folder is not None
        content = {
            "v": 1,
            "minute": time.strftime("%Y-%m-%dT%H:%MZ", time.gmtime(minute * 60)),
            "views": views,
            "over": over,
        }
        name = f"{time.time_ns():020}-{secrets.token_hex(8)}"
        new = self.folder / f"{name}.new"
        try:
            new.write_text(json.dumps(content, separators=(",", ":")), encoding="ascii")
            os.replace(new, self.folder / f"{name}.json")
        except OSError:
            with contextlib.suppress(OSError):
                new.unlink(missing_ok=True)
            raise

    def _forget(self, minute: int, views: dict[str, int], over: dict[str, int]) -> None:
        for cells, done in ((self._minutes, views), (self._over, over)):
            left = cells.get(minute, {})
            for story in done:
                del left[story]
            self._cells -= len(done)
            if not left:
                cells.pop(minute, None)


class Beacon:
    """Takes the beacons of pages, and hands on what was counted every few seconds."""

    def __init__(self, views: Views, stands: Callable[[str], bool]) -> None:
        """``stands`` tells whether readers have the story with this public id."""
        self.views, self._stands = views, stands
        self._flushing: asyncio.Task[None] | None = None

    def note(self, method: str, path: str, header: Callable[[str], str | None], link: str) -> None:
        """Counts a request to :data:`PREFIX`, if it is a reading. Every one is answered alike.

        ``link`` tells connections apart, as far as they can be told.
        """
        if self._flushing is None:
            self._flushing = asyncio.get_running_loop().create_task(self._flush_for_ever())
        found = ADDRESS.fullmatch(path)
        if found is None or method != "GET" or is_crawler(header("user-agent")):
            return
        story = found[1]
        if is_wanted(header) and self._stands(story) and not self.views.repeats(link, story):
            self.views.add(story)

    async def _flush_for_ever(self) -> None:
        while True:
            await asyncio.sleep(FLUSH_SECONDS)
            self._flush()

    def _flush(self) -> None:
        try:
            self.views.flush()
        except OSError as error:
            # They stay in memory, within its bounds, and are tried again.
            logger.warning("views cannot be handed on: %s", os.strerror(error.errno or 0))

    async def close(self) -> None:
        """Hands on the rest."""
        if self._flushing is not None:
            self._flushing.cancel()
            await asyncio.wait([self._flushing])
        self._flush()
