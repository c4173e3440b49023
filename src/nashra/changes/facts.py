"""From touched objects to changed keys."""

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, datetime
from typing import Any

from nashra.changes.models import Fact

Provider = Callable[[str], Mapping[str, str | None]]
"""Gives all facts of one object by its identity: key to digest, None for a fact that is no more."""

_providers: dict[str, Provider] = {}


def register(kind: str, provider: Provider) -> None:
    """Tells how the facts of ``kind`` are found, given what was touched as ``kind:identity``.

    A provider runs at the end of the unit of work, inside its transaction, and may write what is
    derived from the object (its places in lists). It must return every key that it ever returned
    for the object, with None where the fact is gone.
    """
    if kind in _providers:
        raise ValueError(f"facts of {kind!r} have a provider already")
    _providers[kind] = provider


def _plain(value: Any) -> str:
    if isinstance(value, datetime | date):
        return value.isoformat()
    return str(value)


def digest(value: Any) -> str:
    """A short stable digest (128 bits, hexadecimal) of any JSON-like value."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, default=_plain)
    return hashlib.blake2b(text.encode(), digest_size=16).hexdigest()


def _chunks(keys: Iterable[str], size: int) -> Iterator[list[str]]:
    ordered = sorted(keys)
    for start in range(0, len(ordered), size):
        yield ordered[start : start + size]


def gather(touched: Iterable[str]) -> dict[str, str | None]:
    """Current facts of all touched objects, in the order in which they were touched."""
    found: dict[str, str | None] = {}
    for name in touched:
        kind, _, identity = name.partition(":")
        found.update(_providers[kind](identity))
    return found


def known(key: str) -> str | None:
    """The digest of a fact as last committed, None for one that is no fact."""
    return Fact.objects.filter(key=key).values_list("digest", flat=True).first()


def store(found: Mapping[str, str | None]) -> list[str]:
    """Stores the digests and returns the keys whose fact differs from the stored one, sorted."""
    held: dict[str, str] = {}
    for keys in _chunks(found, 500):
        held.update(Fact.objects.filter(key__in=keys).values_list("key", "digest"))
    gone = [key for key, value in found.items() if value is None and key in held]
    new = {
        key: value for key, value in found.items() if value is not None and held.get(key) != value
    }
    for keys in _chunks(gone, 500):
        Fact.objects.filter(key__in=keys).delete()
    Fact.objects.bulk_create(
        [Fact(key=key, digest=value) for key, value in new.items()],
        update_conflicts=True,
        unique_fields=["key"],
        update_fields=["digest"],
        batch_size=300,
    )
    return sorted([*gone, *new])
