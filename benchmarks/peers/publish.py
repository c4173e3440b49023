"""From the order to publish until readers see a story: article, home and section."""

import json
import statistics
import sys
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from shared.processes import rest, run

from peers.saying import say
from peers.stacks import KEPT_SECONDS, PEER_PYTHON, STACKS, Ground, nashra, nashra_nginx
from peers.stories import WAGTAIL

PLACES = ("article", "home", "section")
TIMES_STALE = 2
"""Publications that are watched in vain at a site that keeps pages: each takes the whole cap."""

Seen = dict[str, float | None]


def measure_publish(ground: Ground, *, times: int, cap: int) -> dict[str, Any]:
    """Each stack with its own desk; medians in ms, None for what stayed stale up to ``cap`` s."""
    rows = list(_nashra(ground, times, cap))
    for name in ("wagtail", "wagtail-django-cache", "wagtail-nginx-cache"):
        kept = name != "wagtail"
        rows.append(_row(name, _wagtail(ground, name, TIMES_STALE if kept else times, cap)))
        rows[-1]["kept_seconds"] = KEPT_SECONDS if kept else 0
        say(f"publish, {name}: {_told(rows[-1])}")
    return {"cap_seconds": cap, "stacks": rows}


def _nashra(ground: Ground, times: int, cap: int) -> list[dict[str, Any]]:
    with ExitStack() as opened:
        own = opened.enter_context(nashra(ground))
        other = opened.enter_context(nashra_nginx(ground))
        rest([*own.roots, *other.roots])
        names = {"files": "nashra-files", own.origin: own.name, other.origin: other.name}
        seen = publish_in(ground, list(names), times=times, cap=cap)
    rows = [_row(name, seen[place]) for place, name in names.items()]
    for row in rows:
        say(f"publish, {row['name']}: {_told(row)}")
    return rows


def publish_in(ground: Ground, places: list[str], *, times: int, cap: int) -> dict[str, list[Seen]]:
    """What was seen of publications in a newsroom whose worker runs, by place."""
    command = [sys.executable, "-m", "peers.editor", str(ground.home.folder)]
    command += [str(times), str(cap), *places]
    root = Path(__file__).parents[2]
    environment = ground.home.environment | {"PYTHONPATH": f"{root / 'benchmarks'}:{root}"}
    said = run(command, env=environment, seconds=600 + (times + 1) * len(places) * (cap + 5))
    seen: dict[str, list[Seen]] = {place: [] for place in places}
    for line in map(json.loads, said.splitlines()):
        seen[line["place"]].append(line["seen"])
    return seen


def _wagtail(ground: Ground, name: str, times: int, cap: int) -> list[Seen]:
    with STACKS[name](ground) as stack:
        command = [str(PEER_PYTHON), "manage.py", "publish_stories", stack.origin]
        command += ["--times", str(times), "--cap", str(cap)]
        said = run(
            command, env=ground.peer_environment("plain"), cwd=WAGTAIL,
            seconds=600 + times * (cap + 5),
        )  # fmt: skip
    return [json.loads(line) for line in said.splitlines()]


def _row(name: str, seen: list[Seen]) -> dict[str, Any]:
    row: dict[str, Any] = {"name": name, "publications": len(seen)}
    for place in seen[0]:
        row[place] = _milliseconds([one[place] for one in seen])
    everywhere = [
        None if None in one.values() else max(value for value in one.values() if value is not None)
        for one in seen
    ]
    return row | {"everywhere": _milliseconds(everywhere)}


def _milliseconds(seconds: list[float | None]) -> dict[str, float] | None:
    known = [1000 * value for value in seconds if value is not None]
    if len(known) < len(seconds):
        return None
    return {"median": round(statistics.median(known), 1), "longest": round(max(known), 1)}


def _told(row: dict[str, Any]) -> str:
    found = row["everywhere"]
    return f"everywhere after {found['median']:.0f} ms" if found else "not everywhere in time"
