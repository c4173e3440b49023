"""Rendering a few files in an order in which no link is ever dead."""

import logging
import traceback
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from nashra.publishing import pages
from nashra.publishing.epochs import EpochState
from nashra.publishing.kinds.common import EPOCH_START
from nashra.publishing.memory import Memory
from nashra.publishing.pages import Output
from nashra.publishing.pictures import encode
from nashra.publishing.reader import Reader
from nashra.publishing.recorder import rendering
from nashra.publishing.store import digest
from nashra.publishing.views import Site

log = logging.getLogger("nashra.publishing")

MAX_DEPTH = 4
"""How far a link that leads nowhere yet is followed; beyond, the page waits for its target."""


@dataclass(frozen=True, kw_only=True)
class Rendered:
    """One file of a batch: what it holds, that none should stand, or why it failed."""

    path: str
    kind: str
    sha256: str = ""
    """Empty where none should stand, or where it failed."""
    body: bytes | None = None
    """None where the file is staged in the published root already."""
    size: int = 0
    sort_at: datetime = EPOCH_START
    keys: frozenset[str] = frozenset()
    epochal: bool = True
    error: str = ""

    @classmethod
    def of(cls, output: Output | None, **rest: Any) -> "Rendered":
        """A file that was rendered here."""
        if output is None:
            return cls(**rest)
        return cls(
            sha256=digest(output.body), body=output.body, size=len(output.body),
            sort_at=output.sort_at, **rest,
        )  # fmt: skip


@dataclass
class Batch:
    """Files rendered together; ``results`` is in the order in which they may be written."""

    epoch: EpochState
    memory: Memory
    results: dict[str, Rendered] = field(default_factory=dict)
    _open: list[str] = field(default_factory=list)

    def site(self, language: str) -> Site:
        """An edition's global input in this epoch."""
        return self.epoch.sites[language]

    def exists(self, path: str, *, wanted_by: str) -> bool:
        """Whether ``path`` stands once this batch is written up to ``wanted_by``."""
        if path in self.results:
            result = self.results[path]
            return bool(result.sha256) or (bool(result.error) and self.memory.stands(path))
        if self.memory.stands(path):
            return True
        if path in self._open or len(self._open) >= MAX_DEPTH:
            return path == wanted_by
        return bool(self.render(path).sha256)

    def render_all(self, paths: Iterable[str]) -> None:
        """Renders files, reading together what they need."""
        wanted = list(paths)
        pages.read_ahead(self.memory, wanted)
        for path in wanted:
            self.render(path)

    def render(self, path: str) -> Rendered:
        """Renders a file, and before it what it links to and shows, if that is missing."""
        if path in self.results:
            return self.results[path]
        self._open.append(path)
        try:
            result = self._render(path)
        finally:
            self._open.pop()
        self.results[path] = result
        return result

    def _render(self, path: str) -> Rendered:
        found = pages.kind_of(path)
        if found is None:
            return Rendered(path=path, kind="unknown", epochal=False)
        kind, parts = found
        reader = Reader(path, self)
        try:
            with rendering():
                output = kind.build(reader, **parts)
            self._make_pictures(reader)
        except Exception:
            # One story's fault must not stop the others: its page keeps its last good version,
            # the desk shows the error, and the task is tried again.
            log.exception("could not render %s", path)
            error = traceback.format_exc(limit=-6)
            return Rendered(path=path, kind=kind.name, keys=frozenset(reader.keys), error=error)
        return Rendered.of(
            output, path=path, kind=kind.name, keys=frozenset(reader.keys), epochal=kind.epochal
        )

    def _make_pictures(self, reader: Reader) -> None:
        for path, wanted in reader.renditions.items():
            if path not in self.results and not self.memory.stands(path):
                output = Output(body=encode(wanted), sort_at=EPOCH_START)
                self.results[path] = Rendered.of(output, path=path, kind="picture", epochal=False)
