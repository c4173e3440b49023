"""What runs beneath a process, on Linux."""

import contextlib
from pathlib import Path


def parents() -> dict[int, int]:
    found = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            with contextlib.suppress(OSError):
                fields = (entry / "stat").read_text().rpartition(")")[2].split()
                if fields[0] != "Z":
                    found[int(entry.name)] = int(fields[1])
    return found


def below(ancestor: int) -> set[int]:
    """All processes that descend from one."""
    tree = parents()
    found: set[int] = set()
    grown = {ancestor}
    while grown:
        grown = {child for child, parent in tree.items() if parent in grown} - found
        found |= grown
    return found


def command_of(process: int) -> str:
    try:
        return (Path("/proc") / str(process) / "cmdline").read_text().replace("\0", " ")
    except OSError:
        return ""
