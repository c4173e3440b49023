"""Comparing the published root with the manifest and with the newsroom's data."""

import os
from collections.abc import Generator, Iterable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.db.models import Max, Q, QuerySet

from nashra.changes.models import Priority
from nashra.newsroom import bulk
from nashra.publishing import followers, pages, tables
from nashra.publishing.models import PublishedFile
from nashra.publishing.store import TEMPORARY, VARIANTS, Root

STRAY = "stray"
"""A file that no manifest row knows."""
RECENT = timedelta(minutes=10)
"""Files written so shortly before a crash are read whole; of others the size tells enough."""
SLACK = timedelta(seconds=2)
"""How much younger than its row a file may be; one that is more was not written for that row."""
AT_ONCE = 20
"""Files inspected between two looks at something more urgent."""


@dataclass(frozen=True)
class Fault:
    """One thing that is not as it should be."""

    path: str
    fault: str


def faults(root: Root, *, deep: bool = True) -> Iterator[Fault]:
    """All differences: torn, missing, stray and unwritten files; see :func:`inspect`."""
    for found in inspect(root, deep=deep):
        yield from found
    yield from _strays(root)


def inspect(root: Root, *, deep: bool = False) -> Generator[list[Fault]]:
    """What is torn, missing or unwritten, a few hundred files at a time; strays are not looked for.

    ``deep`` reads every file and its variants. Otherwise those of the last ten minutes before the
    newest are read whole, and come first; of the rest sizes and times are compared.
    """
    yield from inspect_recent(root)
    if (late := _late()) is not None:
        for rows in _by_path(~late):
            yield _of(root, rows, deep=deep)
    for part in bulk.chunks(pages.every_path()):
        held = PublishedFile.objects.filter(path__in=part).values_list("path", flat=True)
        missing = set(part).difference(held)
        yield [Fault(path, "not published") for path in part if path in missing]
    for faults in followers.inspect(root, deep=deep):
        yield [Fault(path, fault) for path, fault in faults]


def inspect_recent(root: Root) -> Iterator[list[Fault]]:
    """As :func:`inspect`, only what was written in the last ten minutes before the newest."""
    if (late := _late()) is not None:
        for rows in _by_path(late):
            yield _of(root, rows, deep=True)


def inspect_paths(root: Root, paths: QuerySet[Any, Any]) -> Iterator[list[Fault]]:
    """As :func:`inspect`, only what stands at these addresses, and every byte of it."""
    for rows in _by_path(Q(path__in=paths)):
        yield _of(root, rows, deep=True)


def _late() -> Q | None:
    newest = PublishedFile.objects.aggregate(at=Max("built_at"))["at"]
    return None if newest is None else Q(built_at__gte=newest - RECENT)


def _by_path(which: Q) -> Iterator[list[PublishedFile]]:
    last = ""
    while rows := list(
        PublishedFile.objects.filter(which, path__gt=last).order_by("path")[:AT_ONCE]
    ):
        yield rows
        last = rows[-1].path


def _of(root: Root, rows: list[PublishedFile], *, deep: bool) -> list[Fault]:
    found = []
    for row in rows:
        read = deep or root.younger(row.path, row.built_at + SLACK)
        if fault := root.faults(row.path, row.size, row.sha256 if read else None):
            found.append(Fault(row.path, fault))
    return found


def _strays(root: Root) -> Iterator[Fault]:
    held = {*PublishedFile.objects.values_list("path", flat=True), *followers.files()}
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


def rewrite(found: Iterable[Fault]) -> None:
    """Has what is wrong written again, strays apart; a worker then does it."""
    for part in bulk.chunks(fault.path for fault in found if fault.fault != STRAY):
        kept = followers.mend(part)
        part = [path for path in part if path not in kept]
        # What was never complete must not pass for something that stands.
        PublishedFile.objects.filter(path__in=part).exclude(sha256="").update(sha256="?")
        tables.add_tasks(part, priority=Priority.EDIT, cause="verify found it wrong")


def remove_strays(root: Root, found: Iterable[Fault]) -> None:
    """Takes strays away that no row knows still; call when all else is written.

    Before that a page that stays may link to one.
    """
    strays = {fault.path for fault in found if fault.fault == STRAY}.difference(followers.files())
    for part in bulk.chunks(sorted(strays)):
        held = set(PublishedFile.objects.filter(path__in=part).values_list("path", flat=True))
        for path in part:
            if path not in held:
                root.remove(path)
