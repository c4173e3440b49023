"""Comparing the published root with the manifest and with the newsroom's data."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from nashra.changes.models import Priority
from nashra.publishing import pages, tables
from nashra.publishing.models import PublishedFile
from nashra.publishing.store import TEMPORARY, VARIANTS, Root

STRAY = "stray"
"""A file that no manifest row knows."""
RECENT = timedelta(minutes=10)
"""Files written so shortly before a crash are read whole; of others the size tells enough."""


@dataclass(frozen=True)
class Fault:
    """One thing that is not as it should be."""

    path: str
    fault: str


def faults(root: Root, *, deep: bool = True) -> Iterator[Fault]:
    """All differences: torn, missing, stray and unwritten files.

    ``deep`` reads every file and its variants; otherwise only sizes are compared, and the last
    ten minutes before the newest file are read whole.
    """
    newest = PublishedFile.objects.order_by("-built_at").values_list("built_at", flat=True).first()
    for row in PublishedFile.objects.order_by("path").iterator(2000):
        recent = newest is not None and newest - row.built_at < RECENT
        fault = root.faults(row.path, row.size, row.sha256 if deep or recent else None)
        if fault:
            yield Fault(row.path, fault)
    yield from _strays(root)
    held = set(PublishedFile.objects.values_list("path", flat=True))
    for path in pages.every_path():
        if path not in held:
            yield Fault(path, "not published")


def _strays(root: Root) -> Iterator[Fault]:
    held = set(PublishedFile.objects.values_list("path", flat=True))
    for folder, folders, names in os.walk(root.folder):
        if Path(folder) == root.folder and TEMPORARY in folders:
            folders.remove(TEMPORARY)
        for name in sorted(names):
            path = address(root, Path(folder) / name)
            if path not in held:
                yield Fault(path, STRAY)


def address(root: Root, file: Path) -> str:
    """The address that a file in the root belongs to, variants included."""
    name = file.name
    for suffix in VARIANTS:
        name = name.removesuffix(suffix)
    whole = "/" + file.with_name(name).relative_to(root.folder).as_posix()
    return whole.removesuffix("index.html") if name == "index.html" else whole


def repair(root: Root, found: list[Fault]) -> None:
    """Removes strays and has everything else written again; a worker then does it."""
    for fault in found:
        if fault.fault == STRAY:
            root.remove(fault.path)
    again = [fault.path for fault in found if fault.fault != STRAY]
    PublishedFile.objects.filter(path__in=again).update(sha256="?")
    tables.add_tasks(again, priority=Priority.EDIT, cause="verify found it wrong")
