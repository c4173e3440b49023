"""The stories of a Nashra newsroom as the peers take them: JSON lines, the site's own first."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

WAGTAIL = Path(__file__).parent / "wagtail_site"
STYLE = WAGTAIL / "peer_wagtail" / "static" / "peer.css"


def read_site(file: Path) -> dict[str, Any]:
    """Name and sections."""
    with file.open(encoding="utf-8") as lines:
        site: dict[str, Any] = json.loads(next(lines))
    return site


def read_stories(file: Path) -> Iterator[dict[str, Any]]:
    """Each story, oldest first."""
    with file.open(encoding="utf-8") as lines:
        next(lines)
        yield from map(json.loads, lines)
