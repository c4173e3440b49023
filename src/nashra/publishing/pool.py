"""Processes that render beside the worker, for changes which touch many pages.

Between the moment in which a renderer reads the database and the moment in which the worker takes
its results, changes may be planned. A chunk that read one of their keys has been overtaken: it is
dropped, and its tasks stay.
"""

import json
import logging
import os
import select
import subprocess
import sys
import time
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any, cast

from nashra.publishing.batch import Rendered
from nashra.publishing.models import PageTask
from nashra.publishing.renderer import decoded

log = logging.getLogger("nashra.publishing")

RENDERER = (sys.executable, "-m", "nashra.publishing.renderer")
"""What starts a renderer; the published root's folder follows."""
AHEAD = 2
"""Chunks given to each renderer, so that it need not wait for the worker."""
IDLE_TIME = 10.0
"""Seconds after which renderers without work are let go: they cost memory."""
PAUSE = 30.0
"""Seconds without renderers after one died, in which the worker does everything itself."""


@dataclass
class Chunk:
    """Files that a renderer is at work on."""

    tasks: dict[str, PageTask]
    epoch: int
    tag: str
    overtaken: set[str] = field(default_factory=set)
    """Keys and addresses that changed since the chunk was given away."""


@dataclass
class Done:
    """A chunk with what became of it."""

    chunk: Chunk
    results: list[Rendered]

    @property
    def overtaken(self) -> bool:
        """Whether it may not be put in place: something that it read has changed meanwhile."""
        changed = self.chunk.overtaken
        return any(result.keys & changed or result.path in changed for result in self.results)


class _Process:
    def __init__(self, folder: Path) -> None:
        self.chunks: list[Chunk] = []
        self.process = subprocess.Popen(  # noqa: S603  (our own module, our own folder)
            [*RENDERER, str(folder)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )
        self.input = cast(IO[bytes], self.process.stdin)
        self.output = cast(IO[bytes], self.process.stdout)
        self._read = bytearray()

    @property
    def answered(self) -> bool:
        """Whether an answer has been read already, together with the one before it."""
        return b"\n" in self._read

    def give(self, chunk: Chunk, request: dict[str, Any]) -> None:
        self.chunks.append(chunk)
        self.input.write(json.dumps(request).encode() + b"\n")
        self.input.flush()

    def take(self) -> tuple[Chunk, dict[str, Any]]:
        """Raises EOFError where the process is no more, ValueError for an answer that is torn."""
        while not self.answered:
            more = os.read(self.output.fileno(), 1 << 20)
            if not more:
                raise EOFError("a renderer died")
            self._read += more
        line, _, rest = bytes(self._read).partition(b"\n")
        self._read = bytearray(rest)
        return self.chunks.pop(0), json.loads(line)

    def close(self) -> None:
        self.input.close()
        self.output.close()
        self.process.kill()
        self.process.wait()


class Pool:
    """Up to ``size`` renderers, started when there is work for them."""

    def __init__(self, folder: Path, size: int) -> None:
        self.folder, self.size = folder, size
        self._generation = self._number = 0
        self._processes: list[_Process] = []
        self._used = self._paused_until = 0.0

    @property
    def usable(self) -> bool:
        """Whether work can be given away."""
        return self.size > 0 and time.monotonic() >= self._paused_until

    @property
    def in_flight(self) -> set[str]:
        """Addresses of tasks that are given away."""
        return {path for p in self._processes for chunk in p.chunks for path in chunk.tasks}

    def _free(self) -> _Process | None:
        if len(self._processes) < self.size and all(p.chunks for p in self._processes):
            self._processes.append(_Process(self.folder))
        free = [p for p in self._processes if len(p.chunks) < AHEAD]
        return min(free, key=lambda p: len(p.chunks), default=None)

    def give(self, tasks: list[PageTask], *, epoch: int, first: bool) -> bool:
        """Gives tasks to a renderer; False where none is free."""
        process = self._free()
        if process is None:
            return False
        self._used = time.monotonic()
        self._number += 1
        # One name for each chunk: two of them may render the same page that both link to.
        chunk = Chunk({t.path: t for t in tasks}, epoch, f"{os.getpid()}c{self._number}")
        request = {
            "paths": list(chunk.tasks), "tag": chunk.tag, "epoch": epoch, "first": first,
            "generation": self._generation,
        }  # fmt: skip
        try:
            process.give(chunk, request)
        except BrokenPipeError:
            self.give_up()
            return False
        return True

    def note(self, changed: Iterable[str], *, forget: bool) -> None:
        """Tells of keys that changed and of files that were written or came into being.

        With ``forget`` renderers also read anew what they remember.
        """
        names = set(changed)
        self._generation += forget
        for process in self._processes:
            for chunk in process.chunks:
                chunk.overtaken |= names

    def take(self, *, wait: float, also: Iterable[Any] = ()) -> Done | None:
        """The next finished chunk, None if none is ready within ``wait`` seconds.

        Returns early when one of ``also`` becomes readable. Raises OSError where the published
        root took no files.
        """
        busy = [process for process in self._processes if process.chunks]
        process = next((p for p in busy if p.answered), None)
        if process is None:
            waiting = {p.output.fileno(): p for p in busy}
            ready, _, _ = select.select([*waiting, *also], [], [], wait)
            process = next((waiting[number] for number in waiting if number in ready), None)
        if process is None:
            return None
        try:
            chunk, answer = process.take()
        except (EOFError, ValueError) as error:
            # A torn answer is no better than none: what was asked is done again.
            log.error("a renderer failed (%s); the worker goes on alone for a while", error)
            self.give_up()
            return None
        if "failed" in answer:
            raise OSError(answer["errno"], answer["failed"])
        return Done(chunk, [decoded(values) for values in answer["results"]])

    def give_up(self) -> None:
        """Lets go of all renderers; what they were given is given anew later."""
        self.close()
        self._paused_until = time.monotonic() + PAUSE

    def rest(self) -> None:
        """Lets renderers go that have had nothing to do for a while."""
        if self._processes and time.monotonic() - self._used > IDLE_TIME and not self.in_flight:
            self.close()

    def close(self) -> None:
        """Ends all renderers."""
        for process in self._processes:
            process.close()
        self._processes.clear()
