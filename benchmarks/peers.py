"""Nashra beside nginx, Wagtail, wagtail-bakery and Hugo, all with the same stories.

    make bench [BENCH_ARGS="--only reads"]

Writes benchmarks/results/peers.json and renders docs/benchmarks.md. Read ratios: absolute numbers
are this machine's.
"""

import argparse
import json
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
from peers.versions import versions
from shared.processes import FailedError
from shared.report import RESULTS, write_document

from tests.delivery import sites

FILE = RESULTS / "peers.json"
PROGRAMS = ("wrk", "hugo", "memcached", "nginx")
PARTS = ("build", "reads", "memory", "publish", "weight", "rebuild")


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
            large(), stories=given.large, times=given.times
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
    missing = [name for name in PROGRAMS if not shutil.which(name)]
    if missing or sites.nginx_missing():
        sys.exit(
            f"not installed: {', '.join(missing) or sites.nginx_missing()}; run tools/bench-deps"
        )
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


def measure(folder: Path, given: argparse.Namespace) -> None:
    """Measures part after part; each is written down as soon as it is done."""
    parts = given.only or PARTS
    found: dict[str, Any] = {"part": "peers"}
    if given.only and FILE.exists():
        before = json.loads(FILE.read_text(encoding="utf-8"))
        # Figures of newsrooms of another size would stand beneath the wrong number.
        found = before if before["stories"] == given.stories else found
    for part in parts:
        found[part] = measurements(folder, given)[part]()
        found |= about(given)
        FILE.parent.mkdir(exist_ok=True)
        FILE.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
        write_document()
        say(f"{part} is done")


def about(given: argparse.Namespace) -> dict[str, Any]:
    """What the figures are of."""
    return {
        "stories": given.stories, "machine": "2 shared cores", "date": date.today().isoformat(),
        "command": "make bench", "versions": versions(),
    }  # fmt: skip


if __name__ == "__main__":
    main()
