"""Many readers at once: wrk asking for addresses at random, or each address once."""

import http.client
import json
import os
import resource
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from shared.processes import FailedError, on_core, run

SCRIPT = Path(__file__).parent / "random.lua"
CONNECTIONS = 32
SEED = 7


def ask_at_random(
    port: int, paths: Path, *, encoding: str, seconds: int, core: int | None = None
) -> dict[str, Any]:
    """What wrk got over kept connections, and how busy it was, as a part of a core.

    Raises FailedError if one answer was no page.
    """
    command = [
        "wrk", "-t1", f"-c{CONNECTIONS}", f"-d{seconds}s", "--timeout", "20s",
        "-H", f"Accept-Encoding: {encoding}", "-s", str(SCRIPT), f"http://127.0.0.1:{port}/",
        "--", str(paths), str(SEED),
    ]  # fmt: skip
    before = _spent()
    with on_core(core):
        said = run(command, env=os.environ, seconds=seconds + 60)
    spent = _spent() - before
    try:
        found: dict[str, Any] = json.loads(said.splitlines()[-1])
    except (IndexError, ValueError) as error:
        raise FailedError(f"wrk said nothing that can be read:\n{said}") from error
    if found["failed"] or not found["requests"]:
        raise FailedError(f"not every answer was a page:\n{said}")
    return found | {"busy": spent / found["seconds"]}


def _spent() -> float:
    """Processor time of children that have ended, in seconds."""
    found = resource.getrusage(resource.RUSAGE_CHILDREN)
    return found.ru_utime + found.ru_stime


def ask_each(port: int, paths: Sequence[str], *, encoding: str) -> float:
    """Asks once for each address; returns the mean size of a body in bytes. Raises FailedError."""

    def some(part: Sequence[str]) -> int:
        link = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        total = 0
        for path in part:
            link.request("GET", path, headers={"Accept-Encoding": encoding})
            answer = link.getresponse()
            body = answer.read()
            if answer.status != 200 or answer.headers["Content-Encoding"] != encoding:
                raise FailedError(f"{path}: {answer.status} {answer.headers['Content-Encoding']}")
            total += len(body)
        link.close()
        return total

    # As many as the peer works on at one time; each thread its own connection.
    with ThreadPoolExecutor(4) as threads:
        totals = list(threads.map(some, [paths[number::4] for number in range(4)]))
    return sum(totals) / len(paths)
