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
    return (
        missing + extra + [_where(p, one[p], other[p]) for p in sorted(same) if one[p] != other[p]]
    )


def _where(path: str, one: bytes, other: bytes) -> str:
    """The address, and what stands in both at the first place in which they differ."""
    length = min(len(one), len(other))
    at = next((place for place in range(length) if one[place] != other[place]), length)
    around = slice(max(0, at - 40), at + 60)
    return f"differs: {path}: {one[around]!r} | {other[around]!r}"
