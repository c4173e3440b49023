"""From the order to publish until readers see a story: article, home and section."""

import json
import statistics
from contextlib import ExitStack
from typing import Any

from shared.processes import rest

from peers.saying import say
from peers.stacks import (
    KEPT_SECONDS,
    STACKS,
    Ground,
    manage,
    nashra,
    nashra_nginx,
    run_within,
)

TIMES_STALE = 2
"""Publications that are watched in vain at a site that keeps pages: each takes the whole cap."""

Seen = dict[str, float | None]


def measure_publish(ground: Ground, *, times: int, cap: int) -> dict[str, Any]:
    """Each stack with its own desk; medians in ms, None for what stayed stale up to ``cap`` s."""
    rows = list(_nashra(ground, times, cap))
    for name in ("wagtail", "wagtail-django-cache", "wagtail-nginx-cache"):
        watched = times if name == "wagtail" else TIMES_STALE
        rows.append(_row(name, _wagtail(ground, name, watched, cap)))
        say(f"publish, {name}: {_told(rows[-1])}")
    return {"cap_seconds": cap, "kept_seconds": KEPT_SECONDS, "stacks": rows}


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
    said = run_within(
        ground.home, "peers.editor", str(ground.home.folder), str(times), str(cap), *places,
        seconds=600 + (times + 1) * len(places) * (cap + 5),
    )  # fmt: skip
    seen: dict[str, list[Seen]] = {place: [] for place in places}
    for line in map(json.loads, said.splitlines()):
        seen[line["place"]].append(line["seen"])
    return seen


def _wagtail(ground: Ground, name: str, times: int, cap: int) -> list[Seen]:
    with STACKS[name](ground) as stack:
        said = manage(
            ground.peer, "plain", "publish_stories", stack.origin,
            "--times", str(times), "--cap", str(cap), seconds=600 + times * (cap + 5),
        )  # fmt: skip
    return [json.loads(line) for line in said.splitlines()]


def _row(name: str, seen: list[Seen]) -> dict[str, Any]:
    row: dict[str, Any] = {"name": name, "publications": len(seen)}
    for place in seen[0]:
        row[place] = _milliseconds([one[place] for one in seen])
    return row | {"everywhere": _milliseconds([everywhere(one) for one in seen])}


def everywhere(seen: Seen) -> float | None:
    """Seconds until the last place showed a story; None where one did not in time."""
    known = [value for value in seen.values() if value is not None]
    return max(known) if len(known) == len(seen) else None


def _milliseconds(seconds: list[float | None]) -> dict[str, float] | None:
    known = [1000 * value for value in seconds if value is not None]
    if len(known) < len(seconds):
        return None
    return {"median": round(statistics.median(known), 1), "longest": round(max(known), 1)}


def _told(row: dict[str, Any]) -> str:
    found = row["everywhere"]
    return f"everywhere after {found['median']:.0f} ms" if found else "not everywhere in time"
