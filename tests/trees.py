"""Published roots, read and compared."""

import os
from pathlib import Path

TEMPORARY = ".nashra-new"
VARIANTS = (".br", ".gz")


def files(folder: Path) -> dict[str, bytes]:
    """The plain files of a root by address."""
    found = {}
    for base, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if name != TEMPORARY]
        for name in names:
            file = Path(base) / name
            if file.suffix in VARIANTS:
                continue
            whole = "/" + file.relative_to(folder).as_posix()
            address = whole.removesuffix("index.html") if name == "index.html" else whole
            found[address] = file.read_bytes()
    return found


def differences(one: dict[str, bytes], other: dict[str, bytes]) -> list[str]:
    """Addresses whose files differ, with how."""
    missing = [f"only in the first: {path}" for path in sorted(one.keys() - other.keys())]
    extra = [f"only in the second: {path}" for path in sorted(other.keys() - one.keys())]
    same = one.keys() & other.keys()
    return missing + extra + [f"differs: {p}" for p in sorted(same) if one[p] != other[p]]
