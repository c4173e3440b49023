"""The lines of one list: hashes of plain files from the manifest, of their variants from disk."""

import hashlib
import os
from collections.abc import Container, Iterable, Iterator

from nashra.mirror.models import SignedList
from nashra.mirror.names import file_name, lines, list_name, read_lines
from nashra.mirror.trie import Row
from nashra.publishing.store import COMPRESSED, VARIANTS, Root, digest

Line = tuple[str, str]
"""SHA-256 and name."""


class _All:
    """Holds every address."""

    def __contains__(self, path: object) -> bool:
        return True


ALL: Container[str] = _All()
"""Where nobody knows which files changed: all are read."""


def file_lines(root: Root, prefix: str, rows: Iterable[Row], changed: Container[str]) -> bytes:
    """The lines of these files, each with its variants.

    What did not change keeps the line that it has in the list of this prefix, as long as that is
    the one that was written; all else is read. A variant that is missing has no line.
    """
    held = {} if changed is ALL else _held(root, prefix)
    found: list[Line] = []
    for path, sha256 in rows:
        name = file_name(path)
        known = held if path not in changed and held.get(name) == sha256 else {}
        found.append((sha256, name))
        found += _variants(root, name, known)
    return lines(found)


def _variants(root: Root, name: str, known: dict[str, str]) -> Iterator[Line]:
    if os.path.splitext(name)[1] not in COMPRESSED:
        return
    for ending in VARIANTS:
        sha256 = known.get(name + ending) or _read(f"{root.folder}/{name}{ending}")
        if sha256:
            yield sha256, name + ending


def _read(file: str) -> str:
    """The hash of a file's bytes, empty where it is missing: that is for `verify` to mend."""
    try:
        # A third of the cost of hashlib.file_digest for files as small as pages.
        descriptor = os.open(file, os.O_RDONLY | os.O_CLOEXEC)
    except FileNotFoundError:
        return ""
    state = hashlib.sha256()
    try:
        while part := os.read(descriptor, 1 << 18):
            state.update(part)
    finally:
        os.close(descriptor)
    return state.hexdigest()


def _held(root: Root, prefix: str) -> dict[str, str]:
    """Hash by name of what the list of this prefix says; nothing where it is not as written."""
    row = SignedList.objects.filter(pk=prefix).first()
    body = read_list(root, prefix) if row else None
    if row is None or body is None or digest(body) != row.sha256:
        return {}
    return {name: sha256 for sha256, name in read_lines(body)}


def read_list(root: Root, prefix: str) -> bytes | None:
    """A list's file; None where there is none."""
    try:
        return (root.folder / list_name(prefix)).read_bytes()
    except FileNotFoundError:
        return None
