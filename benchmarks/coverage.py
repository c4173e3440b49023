"""A coverage lived through: hundreds of readers who come and go, the hub killed twice.

    nice .venv/bin/python benchmarks/coverage.py [--entries 600] [--readers 500] [--pace 0.5]

A real newsroom serves; an editor posts, edits and retracts as in five hours of a coverage, at sixty
times the speed. Each reader listens for seconds, leaves, comes back, fills every gap from files. At
the end all must hold the same journal, each event taken once and in order, and no gap may have cost
more requests than docs/live.md allows: otherwise this ends with an error.
"""

import argparse
import asyncio
import json
import os
import resource
import shutil
import signal
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from tests.covering import Reader, live_through
from tests.delivery.sites import answers, free_port, short_folder, until
from tests.homes import Home
from tests.processes import below, command_of

KILLS = 2
_STORY = """
import django; django.setup()
from nashra.newsroom.models import StoryPage
print(StoryPage.objects.filter(live=True).order_by("pk").first().public_id)
"""


async def edit(home: Home, story: str, entries: int, pace: float) -> int:
    """Covers the story in a process of its own; the number of the last event."""
    path = os.pathsep.join([str(Path(__file__).parents[1]), os.environ.get("PYTHONPATH", "")])
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.covering_editor", story, str(entries), str(pace), "7",
        env={**home.environment, "PYTHONPATH": path}, stdout=asyncio.subprocess.PIPE,
    )  # fmt: skip
    said, _ = await process.communicate()
    if process.returncode:
        raise SystemExit("the editor stumbled")
    return int(said)


async def kill_hub(tree: int, every: float) -> None:
    """Kills the hub a few times."""
    for _ in range(KILLS):
        await asyncio.sleep(every)
        for pid in below(tree):
            if "nashra.delivery.children hub" in command_of(pid):
                os.kill(pid, signal.SIGKILL)


async def simulate(
    home: Home, tree: int, port: int, story: str, given: argparse.Namespace
) -> list[Reader]:
    """All readers at the end, one who came late last."""
    readers = [Reader(port, story, seed, patience=5.0) for seed in range(given.readers)]
    killing = asyncio.create_task(kill_hub(tree, given.entries * given.pace / (KILLS + 1)))
    work = asyncio.create_task(edit(home, story, given.entries, given.pace))
    await live_through(readers, work)
    await killing
    late = Reader(port, story, given.readers)
    await late.reach(readers[0].have)
    return [*readers, late]


def main() -> None:
    """Prints one line of JSON."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--entries", type=int, default=600)
    options.add_argument("--readers", type=int, default=500)
    options.add_argument("--pace", type=float, default=0.5)
    given = options.parse_args()
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    home = Home(short_folder())
    home.environment["NASHRA_LISTENERS_AN_ADDRESS"] = str(2 * given.readers)
    try:
        home.seed(20)
        story, port = home.python(_STORY), free_port()
        tree = home.start("serve", "--port", str(port))
        try:
            until(lambda: answers(port) and answers(home.folder / "run/hub.sock"), 60)
            started = time.monotonic()
            *readers, late = asyncio.run(simulate(home, tree.pid, port, story, given))
            seconds = time.monotonic() - started
        finally:
            tree.send_signal(signal.SIGINT)
            tree.wait(30)
    finally:
        shutil.rmtree(home.folder)
    same = sum((one.have, one.entries) == (late.have, late.entries) for one in readers)
    if same != len(readers) or len(late.entries) != given.entries:
        raise SystemExit(f"{len(readers) - same} readers hold another journal")
    found = {
        "entries": given.entries, "events": late.have, "readers": len(readers), "same": same,
        "seconds": round(seconds), "streams": sum(one.streams for one in readers),
        "files_asked_for": sum(one.requests for one in readers), "hub_killed": KILLS,
    }  # fmt: skip
    print(json.dumps(found))


if __name__ == "__main__":
    main()
