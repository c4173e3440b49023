"""The lines of one list: hashes of plain files from the manifest, of their variants from disk.

A variant has a line only if it unpacks to what the manifest says: whoever can write the root, and
has neither database nor key, gets no signature on bytes of their own.
"""

import os
from collections.abc import Container, Iterable, Iterator

from nashra.mirror.models import SignedList
from nashra.mirror.names import file_name, lines, list_name, read_lines
from nashra.mirror.trie import Row
from nashra.publishing.store import COMPRESSED, VARIANTS, Root, digest, unpacks_to

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
        found += _variants(root, name, sha256, known)
    return lines(found)


def _variants(root: Root, name: str, plain: str, known: dict[str, str]) -> Iterator[Line]:
    if os.path.splitext(name)[1] not in COMPRESSED:
        return
    for ending in VARIANTS:
        sha256 = known.get(name + ending) or _read(f"{root.folder}/{name}{ending}", ending, plain)
        if sha256:
            yield sha256, name + ending


def _read(file: str, ending: str, plain: str) -> str:
    """The hash of a variant's bytes; empty where it is missing or stands for other bytes.

    `verify` mends both.
    """
    try:
        with open(file, "rb", buffering=0) as variant:
            body = variant.read()
    except FileNotFoundError:
        return ""
    return digest(body) if unpacks_to(body, ending, plain) else ""


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
