"""docs/benchmarks.md, made of the files in benchmarks/results/ alone."""

import json
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from shared.peers_tables import render_peers
from shared.scale_tables import render_desk, render_scale

RESULTS = Path(__file__).parents[1] / "results"
DOCUMENT = Path(__file__).parents[2] / "docs" / "benchmarks.md"

PARTS: Mapping[str, Callable[[dict[str, Any]], str]] = {
    "peers": render_peers, "scale": render_scale, "desk": render_desk,
}  # fmt: skip
"""What shows the results of each part, in the document's order."""

HEAD = """\
# Benchmarks

Made by `benchmarks/report.py` of the figures in `benchmarks/results/`: change those by measuring,
not this page. `make bench` measures beside the peers (about half an hour), `make bench-all`
runs every other file of `benchmarks/` too (some take an hour); each says at its head what it does.
"""


def render(found: Mapping[str, dict[str, Any]]) -> str:
    """The document of results by part. Raises ValueError for a part that nothing here shows."""
    if unknown := set(found) - set(PARTS):
        raise ValueError(f"no table is made of {', '.join(sorted(unknown))}")
    shown = [show(found[part]) for part, show in PARTS.items() if part in found]
    return "\n".join([HEAD, *(shown or ["No figures are kept yet.\n"])])


def read_results(folder: Path = RESULTS) -> dict[str, dict[str, Any]]:
    """Results by their part. Raises ValueError for a file that is none, naming it."""
    found: dict[str, dict[str, Any]] = {}
    for file in sorted(folder.glob("*.json")):
        try:
            values = json.loads(file.read_text(encoding="utf-8"))
            found[values["part"]] = values
        except (ValueError, KeyError, TypeError) as error:
            raise ValueError(f"{file.name} holds no results: {error!r}") from error
    return found


def write_results(*, part: str, **values: Any) -> None:
    """Keeps what was measured today, and renders the document anew."""
    found = {"part": part, "date": date.today().isoformat(), **values}
    text = json.dumps(found, ensure_ascii=False, indent=1)
    (RESULTS / f"{part}.json").write_text(text + "\n", encoding="utf-8")
    write_document()


def write_document() -> None:
    """Renders all results."""
    DOCUMENT.write_text(render(read_results()), encoding="utf-8")
