"""What the worker does every few seconds beside publishing: rooms above register it here."""

import logging
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from nashra.publishing.lease import LeaseLost

LONGEST_WAIT = 0.5
"""Seconds for which periodic work gives way to what editors have just published."""

log = logging.getLogger("nashra.publishing")


@dataclass(frozen=True, kw_only=True)
class Periodic:
    """Work that comes round every ``every`` seconds, and is short.

    ``run`` is given the data home and returns the addresses for which it added tasks, so that what
    is being rendered for them elsewhere is not taken for the newest.
    """

    name: str
    every: float
    run: Callable[[Path], Collection[str]]
    resident: bool = False
    """Only for a worker that stays; one that builds and ends leaves it to the next that does."""


_jobs: dict[str, Periodic] = {}


def register(job: Periodic) -> None:
    """Adds work. Raises ValueError where its name is taken."""
    if job.name in _jobs:
        raise ValueError(f"periodic work {job.name!r} is registered already")
    _jobs[job.name] = job


@dataclass
class Timetable:
    """When each of them comes next, for one worker; all of them come first at once."""

    home: Path
    stays: bool = False
    """Whether the worker stays, so that all of it is done."""
    own: tuple[Periodic, ...] = ()
    """Work of this worker alone, beside what rooms registered."""
    _next: dict[str, float] = field(default_factory=dict)

    def _jobs(self) -> Iterator[Periodic]:
        return (job for job in (*_jobs.values(), *self.own) if self.stays or not job.resident)

    def due(self, now: float) -> bool:
        """Whether any is, at ``now`` of a clock in seconds."""
        return any(now >= self._next.get(job.name, now) for job in self._jobs())

    def late(self, now: float) -> bool:
        """Whether any has been due for so long that it no longer gives way to publishing."""
        return self.due(now - LONGEST_WAIT)

    def run(self, now: float) -> Iterator[str]:
        """Does what is due; addresses for which tasks were added. What fails comes again."""
        for job in self._jobs():
            name = job.name
            if now < self._next.get(name, now):
                continue
            self._next[name] = now + job.every
            try:
                yield from job.run(self.home)
            except LeaseLost:
                raise
            except Exception:
                # Counting must never keep news from readers, whatever is wrong with it.
                log.exception("%s: failed, and is tried again in %g s", name, job.every)
