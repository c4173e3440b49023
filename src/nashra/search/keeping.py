"""What the worker does for the index every quarter of a second."""

import logging
import os
import subprocess
import sys
import time
from collections.abc import Collection
from contextlib import suppress
from pathlib import Path
from typing import Final

from nashra.newsroom import queries as newsroom
from nashra.search import folders, learned
from nashra.search.engine import BrokenIndexError, Index
from nashra.search.follow import Follower
from nashra.search.rebuild import AlreadyBuildingError, rebuild

log = logging.getLogger("nashra.search")

EVERY: Final = 0.25
SHARE: Final = 0.15
"""Seconds of each quarter that much work may take: publishing goes on beside it."""
SMALL: Final = 50
"""Stories up to which an index is built at once; more are left to a process of their own."""
GROWN: Final = 1.5
"""From how many times as many stories (and twenty more) the vocabulary is frozen anew."""
LOOK: Final = 60.0
"""Seconds between two looks at how far the archive has grown."""
AGAIN: Final = (10.0, 600.0)
"""Seconds until a build that failed is tried again: the first time, and at most."""


LESSON: Final = 1.2
"""From how many times as many stories (and twenty more) sections and tags are learned anew."""


class Keeper:
    """Keeps one home's index: follows the outbox, and has it built anew where that is needed."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self._follower: Follower | None = None
        self._build: subprocess.Popen[bytes] | None = None
        self._lesson: subprocess.Popen[bytes] | None = None
        self._looked = self._not_before = 0.0
        self._pause = AGAIN[0]

    def keep(self) -> None:
        """Once round."""
        self._reap()
        follower = self._current()
        if follower is None:
            self._rebuild("there is none")
            return
        try:
            follower.follow(longest=SHARE)
        except Exception:
            # A writer that failed once is of no more use; the next round opens another.
            self._follower = None
            raise
        if time.monotonic() - self._looked > LOOK or not self._looked:
            self._looked = time.monotonic()
            if reason := _outdated(follower.index):
                self._rebuild(reason)
            elif _unlearned(self.home):
                self._learn()

    def _current(self) -> Follower | None:
        folder = folders.current(self.home)
        if self._follower and self._follower.index.folder == folder and folder.is_dir():
            return self._follower
        self.close()
        if folder is None:
            return None
        try:
            self._follower = Follower(Index(folder))
        except BrokenIndexError as error:
            log.warning("the index cannot be read: %s", error)
            return None
        return self._follower

    def close(self) -> None:
        """Lets the index go."""
        if self._follower:
            self._follower.close()
            self._follower = None

    def _rebuild(self, reason: str) -> None:
        if self._build or time.monotonic() < self._not_before:
            return
        if _stories() <= SMALL:
            self._wait()
            with suppress(AlreadyBuildingError):
                rebuild(self.home)
                self._pause = AGAIN[0]
                self._not_before = 0.0
            return
        log.info("building the index anew: %s", reason)
        self._build = _alone("index", "rebuild", "--quiet")

    def _learn(self) -> None:
        if self._lesson is None or self._lesson.poll() is not None:
            self._lesson = _alone("learn", "--quiet")

    def _reap(self) -> None:
        if self._build is None or self._build.poll() is None:
            return
        if self._build.returncode:
            log.error("building the index failed; trying again in %g s", self._pause)
            self._wait()
        else:
            self._pause = AGAIN[0]
        self._build, self._looked = None, time.monotonic()

    def _wait(self) -> None:
        self._not_before = time.monotonic() + self._pause
        self._pause = min(2 * self._pause, AGAIN[1])


def _alone(*arguments: str) -> subprocess.Popen[bytes]:
    """One of our commands in a process of its own, behind all others, that ends with this one."""
    command = [sys.executable, "-m", "nashra.cli.alone", str(os.getpid()), *arguments]
    return subprocess.Popen(command)  # noqa: S603


def _unlearned(home: Path) -> bool:
    """Whether some edition has grown far beyond what was learned of it."""
    for language in newsroom.languages():
        now = newsroom.list_length(f"all:{language}")
        of = learned.stories_of(home, language)
        if now >= learned.LEAST and of < learned.MOST and now > LESSON * of + 20:
            return True
    return False


def _stories() -> int:
    """How many stories were ever published: near enough, and asked of an index."""
    return sum(newsroom.list_length(f"all:{code}") for code in newsroom.languages())


def _outdated(index: Index) -> str:
    """Why an index is to be built anew; empty where it is not."""
    if not index.current:
        return "its rules are of another version"
    stories = index.about["stories"]
    now = _stories()
    if now > GROWN * stories + 20:
        return "the archive has grown"
    return ""


_keepers: dict[Path, Keeper] = {}


def keep(home: Path) -> Collection[str]:
    """The same as periodic work; it adds no tasks. One home at a time is kept."""
    for other in [known for known in _keepers if known != home]:
        _keepers.pop(other).close()
    keeper = _keepers.setdefault(home, Keeper(home))
    keeper.keep()
    return ()
