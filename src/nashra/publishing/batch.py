"""Rendering a few files in an order in which no link is ever dead."""

import logging
import traceback
from collections.abc import Collection
from dataclasses import dataclass, field

from nashra.publishing import pages
from nashra.publishing.epochs import EpochState, stands
from nashra.publishing.kinds.common import EPOCH_START
from nashra.publishing.memory import Memory
from nashra.publishing.pages import Output
from nashra.publishing.pictures import encode
from nashra.publishing.reader import Reader
from nashra.publishing.recorder import rendering
from nashra.publishing.views import Site

log = logging.getLogger("nashra.publishing")

MAX_DEPTH = 4
"""How far a link that leads nowhere yet is followed; beyond, the page waits for its target."""


@dataclass(frozen=True, kw_only=True)
class Rendered:
    """One file of a batch: its output, None where none should stand, or why it failed."""

    path: str
    kind: str
    output: Output | None
    keys: frozenset[str] = frozenset()
    epochal: bool = True
    error: str = ""


@dataclass
class Batch:
    """Files rendered together; ``results`` is in the order in which they may be written.

    ``assumed`` holds addresses that will stand when a first build is done; it spares that build
    the order and rendering twice, since a root without a front page has no readers yet.
    """

    epoch: EpochState
    memory: Memory
    assumed: Collection[str] = ()
    results: dict[str, Rendered] = field(default_factory=dict)
    _open: list[str] = field(default_factory=list)
    _known: dict[str, bool] = field(default_factory=dict)

    def site(self, language: str) -> Site:
        """An edition's global input in this epoch."""
        return self.epoch.sites[language]

    def exists(self, path: str, *, wanted_by: str) -> bool:
        """Whether ``path`` stands once this batch is written up to ``wanted_by``."""
        if path in self.results:
            result = self.results[path]
            return result.output is not None or (bool(result.error) and self._stands(path))
        if path in self.assumed or self._stands(path):
            return True
        if path in self._open or len(self._open) >= MAX_DEPTH:
            return path == wanted_by
        return self.render(path).output is not None

    def _stands(self, path: str) -> bool:
        if path not in self._known:
            self._known[path] = stands(path)
        return self._known[path]

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
            return Rendered(path=path, kind="unknown", output=None, epochal=False)
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
            return Rendered(
                path=path, kind=kind.name, output=None, error=traceback.format_exc(limit=-6)
            )
        return Rendered(
            path=path, kind=kind.name, output=output, keys=frozenset(reader.keys),
            epochal=kind.epochal,
        )  # fmt: skip

    def _make_pictures(self, reader: Reader) -> None:
        for path, wanted in reader.renditions.items():
            if path not in self.results and not self._stands(path):
                output = Output(body=encode(wanted), sort_at=EPOCH_START)
                self.results[path] = Rendered(
                    path=path, kind="picture", output=output, epochal=False
                )
