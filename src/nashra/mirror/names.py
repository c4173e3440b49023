"""Names within a published root, as its hash lists write and order them. Pure Python.

A list is what ``sha256sum`` writes and ``sha256sum -c`` reads: 64 hexadecimal digits, two spaces, a
path from the published root. It names files, and other lists, each of which stands for all
addresses that begin with its prefix.
"""

import os
import re
from collections.abc import Iterable

from nashra.publishing.store import VARIANTS

FOLDER = "mirror/"
ROOT_LIST = f"{FOLDER}SHA256SUMS"
"""The list of all, which is signed."""
SIGNATURE = f"{ROOT_LIST}.minisig"
LISTS = f"{FOLDER}lists/"
ENDING = "_sums"
"""No address of Nashra's has an underscore, so that no list's name is another's folder."""
TOP = "/"
"""The prefix of the list of all."""
INDEX = "index.html"
LINE = re.compile(r"([0-9a-f]{64})  ([^\x00-\x1f\x7f\\]+)")

Place = tuple[bytes, str]
"""Where a file stands in the order of lists: its address, then the ending of a variant."""


def list_name(prefix: str) -> str:
    """Name of the list of all addresses that begin with a prefix: ``/a/k``."""
    return ROOT_LIST if prefix == TOP else f"{LISTS}{prefix[1:]}{ENDING}"


def prefix_of(name: str) -> str | None:
    """The prefix that a list of this name stands for; None where it is no list's name."""
    if name == ROOT_LIST:
        return TOP
    if name.startswith(LISTS) and name.endswith(ENDING):
        return "/" + name[len(LISTS) : -len(ENDING)]
    return None


def file_name(address: str) -> str:
    """The plain file behind an address."""
    return address[1:] + (INDEX if address.endswith("/") else "")


def own_place(last: str) -> tuple[str, str]:
    """The same of the last part of a name, within its folder: an index stands for the folder."""
    variant = next((one for one in VARIANTS if last.endswith(one) and last != one), "")
    plain = last.removesuffix(variant)
    return ("" if plain == INDEX else plain), variant


def place_of(name: str) -> Place:
    """Where a file of this name stands in the order of lists."""
    folder, slash, last = name.rpartition("/")
    own, variant = own_place(last)
    return os.fsencode(f"/{folder}{slash}{own}"), variant


def lines(pairs: Iterable[tuple[str, str]]) -> bytes:
    """A list of ``(sha256, name)`` pairs that are in order already."""
    return "".join(f"{sha256}  {name}\n" for sha256, name in pairs).encode()


def read_lines(body: bytes) -> list[tuple[str, str]]:
    """``(sha256, name)`` of each line. Raises ValueError that names the first bad line."""
    found = []
    try:
        text = body.decode()
    except UnicodeDecodeError as error:
        line = body.count(b"\n", 0, error.start) + 1
        raise ValueError(f"line {line} is no UTF-8") from error
    if text and not text.endswith("\n"):
        raise ValueError("its last line is cut off")
    for number, row in enumerate(text.split("\n")[:-1], 1):
        match = LINE.fullmatch(row)
        if match is None or not _plain(match[2]):
            raise ValueError(f"line {number} is not 64 digits, two spaces and a path in the root")
        found.append((match[1], match[2]))
    return found


def _plain(name: str) -> bool:
    return not any(part in {"", ".", ".."} for part in name.split("/"))
