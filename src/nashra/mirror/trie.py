"""Which lists there are: a function of the published addresses alone, whatever their history.

A list stands for all addresses with its prefix. Where these are few it names their files. Otherwise
it names one list for each next character, and, where all those addresses go on alike, that list
has the whole of what they share for its prefix. So a list is short, and few lists lie on the way
from the list of all to any file.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import takewhile

from django.db import connection

from nashra.mirror.names import TOP
from nashra.publishing.models import PublishedFile

LIMIT = 64
"""Addresses that one list of files may name."""
END = "\U0010ffff"
"""Sorts behind every address that begins alike."""

_FILES = PublishedFile._meta.db_table
# What is incomplete or distrusted has no whole hash; it comes in when it is written.
_COMPLETE = (
    f"SELECT path, sha256 FROM {_FILES} "  # noqa: S608
    "WHERE path >= %s AND path < %s AND length(sha256) = 64 ORDER BY path"
)

Row = tuple[str, str]
"""Address and SHA-256 of its plain file."""


@dataclass(frozen=True)
class Node:
    """One list: of files if ``leaf``, otherwise of other lists."""

    prefix: str
    leaf: bool
    rows: tuple[Row, ...] = ()
    """The files of a list of files."""

    @property
    def end(self) -> str:
        """What its addresses stand before."""
        return self.prefix + END


@dataclass
class Trie:
    """The lists of the addresses that stand now; remembers them, so make one for each look."""

    _known: dict[str, Node | None] = field(default_factory=dict)

    def way(self, key: str) -> list[Node]:
        """The lists from that of all to the one that names an address, or would.

        ``key`` may be a list's prefix as well: the last one is then that list, if it is there.
        """
        way = [self._node(TOP) or Node(TOP, leaf=True)]
        while not way[-1].leaf and len(key) > len(way[-1].prefix):
            below = self._node(key[: len(way[-1].prefix) + 1])
            if below is None or not key.startswith(below.prefix):
                break
            way.append(below)
        return way

    def below(self, node: Node) -> Iterator[Node]:
        """The lists that a list names, in order."""
        low = node.prefix + "\x00"
        while found := rows(low, node.end, 1):
            below = self._node(found[0][0][: len(node.prefix) + 1])
            assert below is not None
            yield below
            low = found[0][0][: len(node.prefix) + 1] + END

    def _node(self, group: str) -> Node | None:
        if group not in self._known:
            self._known[group] = _node(group)
        return self._known[group]


def _node(group: str) -> Node | None:
    """The list for all addresses that begin so; None where none does."""
    found = rows(group, group + END, LIMIT + 1)
    if len(found) <= LIMIT:
        return Node(group, leaf=True, rows=tuple(found)) if found else None
    if group == TOP:
        return Node(TOP, leaf=False)
    last = rows(group, group + END, 1, backwards=True)
    return Node(_shared(found[0][0], last[0][0]), leaf=False)


def _shared(one: str, other: str) -> str:
    """What both begin with; of the first and the last in order, what all between begin with."""
    pairs = zip(one, other, strict=False)
    return "".join(a for a, _ in takewhile(lambda pair: pair[0] == pair[1], pairs))


def rows(low: str, high: str, most: int, *, backwards: bool = False) -> list[Row]:
    """Up to ``most`` published files from ``low`` on and before ``high``, by address."""
    with connection.cursor() as cursor:
        cursor.execute(f"{_COMPLETE}{' DESC' if backwards else ''} LIMIT {int(most)}", [low, high])
        return list(cursor.fetchall())
