"""A process that renders and stages files for the worker, and decides nothing.

It reads one request a line and answers each with one line, both JSON. It writes no row; what it
stages becomes part of the published root when the worker, which holds the lease, puts it in place.
"""

import gc
import json
import os
import sys
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from django import setup
from django.db import connection, transaction

NICENESS = 5
"""So that editors and what they publish come before a sweep."""


def _encoded(result: Any) -> dict[str, Any]:
    return {
        "path": result.path, "kind": result.kind, "sha256": result.sha256, "size": result.size,
        "sort_at": result.sort_at.isoformat(), "keys": sorted(result.keys),
        "epochal": result.epochal, "error": result.error,
    }  # fmt: skip


def decoded(values: dict[str, Any]) -> Any:
    """A result as the worker takes it: its bytes lie staged in the published root."""
    from nashra.publishing.batch import Rendered

    moment = datetime.fromisoformat(values["sort_at"])
    return Rendered(**values | {"keys": frozenset(values["keys"]), "sort_at": moment})


class _Renderer:
    def __init__(self, folder: Path) -> None:
        from nashra.publishing.epochs import EpochState
        from nashra.publishing.memory import Memory
        from nashra.publishing.store import Root

        self.root = Root(folder)
        self.memory, self.state = Memory(), EpochState(number=0, sites={})
        self.generation = -1

    def render(self, request: dict[str, Any]) -> dict[str, Any]:
        """Renders the files of a request from one state of the database."""
        from nashra.publishing.batch import Batch

        if request["generation"] != self.generation:
            self.generation = request["generation"]
            self.memory.forget()
        self.memory.first = request["first"]
        with transaction.atomic():
            self._turn_to(request["epoch"])
            batch = Batch(self.state, self.memory)
            batch.render_all(request["paths"])
            results = list(batch.results.values())
            same = self._unchanged({r.path: r.sha256 for r in results if r.sha256})
        self.memory.settle({})
        staged = [r for r in results if r.body is not None and r.path not in same]
        try:
            for result in staged:
                self.root.stage(result.path, result.body or b"", tag=request["tag"])
        except OSError:
            self.root.drop_all(tag=request["tag"])
            raise
        return {"results": [_encoded(result) for result in results]}

    def _turn_to(self, number: int) -> None:
        from nashra.newsroom import queries
        from nashra.publishing.epochs import EpochState
        from nashra.publishing.site import site_view

        if number != self.state.number:
            sites = {code: site_view(code, self.memory.stands) for code in queries.languages()}
            self.state = EpochState(number=number, sites=sites)

    def _unchanged(self, hashes: dict[str, str]) -> set[str]:
        from nashra.publishing.models import PublishedFile

        rows = PublishedFile.objects.in_bulk(list(hashes)).values()
        return {r.path for r in rows if r.sha256 == r.intended == hashes[r.path]}


def _requests() -> Iterator[dict[str, Any]]:
    for line in sys.stdin.buffer:
        yield json.loads(line)


def main() -> None:
    """Answers requests until the worker closes its end, or is no more."""
    os.nice(NICENESS)
    setup()
    connection.settings_dict["OPTIONS"]["transaction_mode"] = "DEFERRED"
    renderer = _Renderer(Path(sys.argv[1]))
    # What is loaded now stays: looking through all of it again and again took a twentieth of the
    # time of a large build.
    gc.freeze()
    for request in _requests():
        try:
            answer = renderer.render(request)
        except OSError as error:
            answer = {"failed": f"{type(error).__name__}: {error}", "errno": error.errno}
        try:
            sys.stdout.buffer.write(json.dumps(answer).encode() + b"\n")
            sys.stdout.buffer.flush()
        except BrokenPipeError:
            # The worker is no more; its successor clears what was staged for it.
            os._exit(0)


if __name__ == "__main__":
    main()
