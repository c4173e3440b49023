"""All that one wrote and all that is kept about one, as JSON: rooms above register their share."""

from collections.abc import Callable
from typing import Any

from nashra.accounts.models import User

Exporter = Callable[[User], Any]
"""Gives what can be written as JSON: None, numbers, texts, lists and dictionaries of such."""

_exporters: dict[str, Exporter] = {}


def register(name: str, exporter: Exporter) -> None:
    """Adds a part. Raises ValueError where its name is taken by another."""
    if _exporters.setdefault(name, exporter) is not exporter:
        raise ValueError(f"the export has a part {name!r} already")


def export(user: User) -> dict[str, Any]:
    """Every part by its name, in the order of registration."""
    return {name: exporter(user) for name, exporter in _exporters.items()}
