"""Which story an address of another site was, as far as the newsroom knows."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from nashra.newsroom.addresses import public_root
from nashra.newsroom.models import StoryPage
from nashra.wire.identity import canonical_address, identity
from nashra.wire.models import WireRecord

_OWN: Final = re.compile(r"/a/([0-9a-z]{7})(?:/|\Z)")
_PART: Final = 2000


class MapError(ValueError):
    """A line of a map that cannot be used; the message says which and why."""


def read_map(path: Path) -> dict[str, str]:
    """Addresses and stories of a map: on each line an address, white space, a story's id.

    Empty lines, lines that begin with ``#`` and addresses that no id follows are passed over;
    whatever stands behind the id is a remark. Raises MapError, and OSError.
    """
    found: dict[str, str] = {}
    for number, line in enumerate(path.read_text("utf-8-sig", "replace").splitlines(), 1):
        address, _, rest = line.strip().partition("\t")
        parts = [address, *rest.split("\t")] if rest or "\t" in line else line.split()
        if not line.strip() or line.lstrip().startswith("#") or len(parts) < 2 or not parts[1]:
            continue
        story = parts[1].strip().lower()
        if not StoryPage.objects.filter(public_id=story).exists():
            raise MapError(f"{path}:{number}: لا خبر بالمعرّف {story} | there is no story {story}")
        found[_key(parts[0].strip())] = story
    return found


def _key(address: str) -> str:
    """One key for all spellings of an address."""
    canonical = canonical_address(address)
    if canonical is None:
        return address.strip()
    return identity(canonical_url=canonical, agency=None, agency_id=None, headline=None, body=())


class Places:
    """Finds stories by the map, the newsroom's own addresses, and what imports kept of theirs."""

    def __init__(self, mapped: dict[str, str]) -> None:
        self._mapped = mapped
        root = public_root()
        self._host = urlsplit(root[1]).hostname if root else None
        self._sources: sqlite3.Connection | None = None

    def find(self, addresses: Sequence[str]) -> str | None:
        """The public id of the story at one of these addresses."""
        for address in addresses:
            key = _key(address)
            story = self._mapped.get(key) or self._own(address) or self._imported(key)
            if story is not None:
                return story
        return None

    def _own(self, address: str) -> str | None:
        try:
            parts = urlsplit(address)
        except ValueError:
            return None
        found = _OWN.match(parts.path) if parts.hostname == self._host else None
        if found and StoryPage.objects.filter(public_id=found[1]).exists():
            return found[1]
        return None

    def _imported(self, key: str) -> str | None:
        records = WireRecord.objects.filter(identity=key, story__isnull=False)
        story = records.values_list("story__public_id", flat=True).first()
        if story is not None:
            return str(story)
        if self._sources is None:
            self._sources = self._indexed()
        row = self._sources.execute("SELECT story FROM source WHERE key = ?", (key,)).fetchone()
        return row[0] if row else None

    def _indexed(self) -> sqlite3.Connection:
        """Stories by the source address on the desk's form, in a table that is nowhere kept."""
        index = sqlite3.connect("")
        index.execute("CREATE TABLE source (key TEXT PRIMARY KEY, story TEXT)")
        index.executemany("INSERT OR IGNORE INTO source VALUES (?, ?)", _sources())
        return index


def _sources() -> Iterator[tuple[str, str]]:
    rows = StoryPage.objects.exclude(source_url="").order_by("pk")
    fields = ("pk", "source_url", "public_id")
    part = list(rows.values_list(*fields)[:_PART])
    while part:
        yield from ((_key(address), public_id) for _, address, public_id in part)
        part = list(rows.filter(pk__gt=part[-1][0]).values_list(*fields)[:_PART])
