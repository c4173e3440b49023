"""The readers' server's files, as its contract says."""

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

_numbers = count(1)


def name() -> str:
    return f"{1_790_000_000_000_000_000 + next(_numbers):020}-{next(_numbers):08x}.json"


def spool_file(
    home: Path, views: Mapping[str, int], *, at: datetime | None = None,
    over: Mapping[str, int] | None = None,
) -> Path:  # fmt: skip
    """Leaves one flush in a data home, complete."""
    moment = at or datetime.now(UTC)
    values = {
        "v": 1, "minute": f"{moment.astimezone(UTC):%Y-%m-%dT%H:%MZ}",
        "views": dict(views), "over": dict(over or {}),
    }  # fmt: skip
    return raw_file(home, json.dumps(values, separators=(",", ":")).encode())


def raw_file(home: Path, body: bytes, *, named: str = "") -> Path:
    file = home / "run" / "views" / (named or name())
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(body)
    return file


def left(home: Path) -> list[str]:
    """Names of what waits."""
    return sorted(file.name for file in (home / "run" / "views").glob("*.json"))
