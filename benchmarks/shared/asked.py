"""A newsroom in a process of its own, which does what it is asked line by line."""

import json
import statistics
import subprocess
import sys
from pathlib import Path
from typing import Any


class Asked:
    """Starts ``script`` once more, with ``--one``, for one newsroom beside its own worker."""

    def __init__(self, script: str, folder: Path, stories: int) -> None:
        command = [sys.executable, script, "--one", "--stories", str(stories)]
        self.process = subprocess.Popen(
            [*command, "--keep", str(folder)], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            text=True,
        )  # fmt: skip

    def ask(self, question: str) -> Any:
        """What came of it."""
        assert self.process.stdin
        assert self.process.stdout
        self.process.stdin.write(f"{question}\n")
        self.process.stdin.flush()
        for line in self.process.stdout:
            if line.startswith("{"):
                return json.loads(line)["answer"]
        raise SystemExit(f"no answer to {question}")

    def __enter__(self) -> "Asked":
        return self

    def __exit__(self, *_: object) -> None:
        assert self.process.stdin
        self.process.stdin.close()
        self.process.wait(600)


def answer(value: Any) -> None:
    """What :meth:`Asked.ask` returns in the process that asked."""
    print(json.dumps({"answer": value}), flush=True)


def figures(seconds: list[float]) -> dict[str, float]:
    """Median, 99th percentile and longest in milliseconds; of few values the last two are one."""
    ordered = sorted(1000 * value for value in seconds)
    late = ordered[round((len(ordered) - 1) * 0.99)]
    found = {"p50": statistics.median(ordered), "p99": late, "max": ordered[-1]}
    return {name: round(value, 1) for name, value in found.items()}
