"""Building the whole site: Nashra, Hugo, wagtail-bakery; and one story more in a large archive."""

import os
import resource
import shutil
import statistics
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any

from shared import newsroom
from shared.processes import FailedError, run

from nashra.publishing.store import COMPRESSED, variants
from peers import hugo
from peers.grounds import seeded
from peers.publish import everywhere, publish_in
from peers.saying import say
from peers.stacks import Ground, manage
from peers.stories import read_stories
from tests.homes import Home

LONGEST = 1800.0
"""Seconds that a build may take."""

Build = Callable[[], Path]
"""Builds what was made ready, and says where."""


def timed(work: Callable[[], Any]) -> dict[str, float]:
    """Wall clock and processor time of ``work``, in seconds; that of ended children counts."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    started = time.perf_counter()
    work()
    seconds = time.perf_counter() - started
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    spent = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return {"seconds": round(seconds, 2), "processor_seconds": round(spent, 2)}


def measure_build(ground: Ground, *, stories: int, rounds: int) -> dict[str, Any]:
    """The builders taking turns, each into an empty folder; medians over the rounds."""
    place = ground.folder / "builds"
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir()
    hugo.write_site(ground.stories, place / "hugo")
    home = seeded(ground.folder, stories)
    builders: dict[str, Callable[[], Build]] = {
        "hugo": lambda: _hugo(place / "hugo"),
        "nashra-uncompressed": lambda: _nashra(home, place / "plain", compress=False),
        "nashra": lambda: _nashra(home, place / "whole", compress=True),
    }
    found: dict[str, list[dict[str, float]]] = {}
    files: dict[str, int] = {}
    for number in range(rounds):
        for name, build in builders.items():
            _measure(name, build, found, files)
        found.setdefault("hugo-compressed", []).append(_compressed(place / "hugo", found))
        say(f"build, round {number + 1} of {rounds}: {_told(found)}")
    _measure("wagtail-bakery", lambda: _bakery(ground, place / "wagtail"), found, files)
    files["hugo-compressed"] = files["hugo"]
    say(f"build: {_told(found)}")
    return {"rounds": rounds, "builders": [_row(name, found[name], files[name]) for name in found]}


def _measure(
    name: str,
    make_ready: Callable[[], Build],
    found: dict[str, list[dict[str, float]]],
    files: dict[str, int],
) -> None:
    build, made = make_ready(), list[Path]()
    found.setdefault(name, []).append(timed(lambda: made.append(build())))
    files[name] = sum(1 for _ in _pages(made[0]))


def _row(name: str, rounds: list[dict[str, float]], files: int) -> dict[str, Any]:
    seconds = statistics.median(turn["seconds"] for turn in rounds)
    return {
        "name": name, "builds": len(rounds), "files": files, "seconds": seconds,
        "processor_seconds": statistics.median(turn["processor_seconds"] for turn in rounds),
        "files_a_second": round(files / seconds, 1),
    }  # fmt: skip


def _told(found: dict[str, list[dict[str, float]]]) -> str:
    return ", ".join(f"{name} {turns[-1]['seconds']} s" for name, turns in found.items())


def _pages(root: Path) -> Any:
    """Files of a built site without their compressed neighbours and what is no part of it."""
    for folder, _, names in os.walk(root):
        for name in names:
            if not name.endswith((".br", ".gz")):
                yield Path(folder, name)


def _nashra(home: Home, folder: Path, *, compress: bool) -> Build:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    fresh = Home(folder)
    shutil.copy(home.folder / "db.sqlite3", folder)
    command = fresh.command("build")
    if not compress:
        command = [command[0], str(Path(__file__).with_name("uncompressed.py")), *command[2:]]

    def build() -> Path:
        run(command, env=fresh.environment, seconds=LONGEST)
        return folder / "site"

    return build


def _hugo(site: Path) -> Build:
    shutil.rmtree(site / hugo.PUBLIC, ignore_errors=True)
    return lambda: _run_hugo(site)


def _run_hugo(site: Path) -> Path:
    """Over the last build, where one stands."""
    run(["hugo", "--quiet"], env=os.environ, cwd=site, seconds=LONGEST)
    return site / hugo.PUBLIC


def _compressed(site: Path, found: dict[str, list[dict[str, float]]]) -> dict[str, float]:
    """Hugo's last build, and then the variants that Nashra makes, on all processors."""
    files = [str(file) for file in _pages(site / hugo.PUBLIC) if file.suffix in COMPRESSED]

    def compress() -> None:
        with ProcessPoolExecutor(os.cpu_count()) as pool:
            list(pool.map(_write_variants, [files[start::64] for start in range(64)]))

    spent, built = timed(compress), found["hugo"][-1]
    return {key: round(spent[key] + built[key], 2) for key in spent}


def _write_variants(files: Sequence[str]) -> None:
    for file in files:
        for suffix, body in variants(file, Path(file).read_bytes()).items():
            Path(file + suffix).write_bytes(body)


def _bakery(ground: Ground, folder: Path) -> Build:
    shutil.copytree(ground.loaded, folder)

    def build() -> Path:
        manage(folder, "files", "build", "--skip-static", "--skip-media", seconds=LONGEST)
        return folder / "baked"

    return build


def measure_rebuild(ground: Ground, *, stories: int, times: int, cap: int) -> dict[str, Any]:
    """One story more in an archive of ``stories``: Nashra's publication, Hugo's rebuild."""
    site = ground.folder / "builds-large" / "hugo"
    shutil.rmtree(site.parent, ignore_errors=True)
    hugo.write_site(ground.stories, site)
    say(f"rebuild: Hugo builds {stories:,} stories for the first time")
    _run_hugo(site)
    with newsroom.worker(ground.home, settled=False) as worker:
        newsroom.rest(worker)
        seen = publish_in(ground, ["files"], times=times, cap=cap)["files"]
    published = statistics.median(_seen_everywhere(one) for one in seen)
    say(f"rebuild: Nashra published everywhere in {1000 * published:.0f} ms")
    last = list(read_stories(ground.stories))[-1]
    rebuilt = []
    for number in range(3):
        hugo.write_story(site, last | {"id": f"measured-{number}"})
        rebuilt.append(timed(lambda: _run_hugo(site))["seconds"])
        say(f"rebuild: Hugo built again in {rebuilt[-1]} s")
    return {
        "stories": stories, "publications": len(seen), "rebuilds": len(rebuilt),
        "nashra_ms": round(1000 * published, 1), "hugo_seconds": statistics.median(rebuilt),
        "ratio": round(statistics.median(rebuilt) / published, 1),
    }  # fmt: skip


def _seen_everywhere(seen: dict[str, float | None]) -> float:
    last = everywhere(seen)
    if last is None:
        raise FailedError(f"a publication was not seen at every place in time: {seen}")
    return last
