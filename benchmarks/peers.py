"""Nashra beside nginx, Wagtail, wagtail-bakery and Hugo, all with the same stories.

    make bench [BENCH_ARGS="--only reads"]

Writes benchmarks/results/peers.json and renders docs/benchmarks.md. A part whose programs are not
installed is left out by name. Read ratios: absolute numbers are this machine's.
"""

import argparse
import json
import os
import shutil
import signal
import sys
import tempfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))
sys.path.insert(0, str(Path(__file__).parent))

from peers import builds, grounds, publish, reads, weight
from peers.saying import say
from peers.versions import PARTS, missing, versions
from shared.processes import FailedError
from shared.report import RESULTS, write_document

FILE = RESULTS / "peers.json"


def measurements(
    folder: Path, given: argparse.Namespace
) -> dict[str, Callable[[], dict[str, Any]]]:
    """What is to be done for each part; the newsrooms are made when the first part wants them."""

    def small() -> Any:
        return grounds.ground(folder, given.stories)

    def large() -> Any:
        return grounds.ground(folder, given.large, with_peer=False)

    return {
        "build": lambda: builds.measure_build(
            small(), stories=given.stories, rounds=given.rounds
        ),
        "reads": lambda: reads.measure_reads(small(), rounds=given.rounds, seconds=given.seconds),
        "memory": lambda: reads.measure_memory(small(), seconds=given.seconds),
        "publish": lambda: publish.measure_publish(small(), times=given.times, cap=given.cap),
        "weight": lambda: weight.measure_weight(small()),
        "rebuild": lambda: builds.measure_rebuild(
            large(), stories=given.large, times=given.times, cap=given.cap
        ),
    }  # fmt: skip


def arguments() -> argparse.Namespace:
    """What the command line says."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--stories", type=int, default=2000)
    options.add_argument("--large", type=int, default=20_000, help="stories for Hugo's rebuild")
    options.add_argument("--rounds", type=int, default=3)
    options.add_argument("--seconds", type=int, default=5, help="of each round of reads")
    options.add_argument("--times", type=int, default=10, help="publications that are timed")
    options.add_argument("--cap", type=int, default=30, help="seconds to wait for a stale page")
    options.add_argument("--only", choices=PARTS, action="append", help="measure this part alone")
    options.add_argument("--keep", type=Path, help="where newsrooms are kept between runs")
    return options.parse_args()


def main() -> None:
    given = arguments()
    # An order to end unwinds too, so that no server is left behind.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    folder = given.keep or Path(tempfile.mkdtemp(prefix="nashra-peers-"))
    folder = folder.resolve()
    folder.mkdir(parents=True, exist_ok=True)
    try:
        measure(folder, given)
    except FailedError as error:
        sys.exit(f"{error}")
    finally:
        if not given.keep:
            shutil.rmtree(folder)
        # Last, for it shows the results of others too, whose form may be an older one.
        write_document()


def measure(folder: Path, given: argparse.Namespace) -> None:
    """Measures part after part; each is written down as soon as it is done."""
    found: dict[str, Any] = {"part": "peers"}
    if given.only and FILE.exists():
        found = json.loads(FILE.read_text(encoding="utf-8"))
    found.setdefault("skipped", {})
    for part in given.only or PARTS:
        if lacking := missing(part):
            say(f"{part} is left out; not installed: {', '.join(lacking)} (see tools/bench-deps)")
            found["skipped"] |= {} if part in found else {part: lacking}
        else:
            found[part] = measurements(folder, given)[part]() | {"of": about(part, given)}
            found["skipped"].pop(part, None)
            say(f"{part} is done")
        FILE.parent.mkdir(exist_ok=True)
        FILE.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")


def about(part: str, given: argparse.Namespace) -> dict[str, Any]:
    """What the figures of a part are of: a run with other parts alone leaves them as they are."""
    command = " ".join(["benchmarks/peers.py", *sys.argv[1:]])
    return {
        "stories": given.large if part == "rebuild" else given.stories,
        "date": date.today().isoformat(), "cores": os.cpu_count(), "versions": versions(),
        # Where newsrooms are kept is nobody's business.
        "command": command.replace(str(given.keep), "FOLDER") if given.keep else command,
    }  # fmt: skip


if __name__ == "__main__":
    main()
