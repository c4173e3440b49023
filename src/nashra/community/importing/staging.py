"""A file's comments in a table on disk, where they find their stories, threads and order.

A thread may come behind its comments, an answer before what it answers, and a file may be larger
than memory; so everything waits in a temporary SQLite file that goes when the import ends.
"""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

from nashra.community.importing.model import KEPT, Entry, State, Thread
from nashra.community.importing.plain import guest_name, paragraphs

FindStory = Callable[[Sequence[str]], str | None]
"""The public id of the story at one of these addresses, the surest first."""

_TABLES: Final = """
CREATE TABLE thread (key TEXT PRIMARY KEY, addresses TEXT, title TEXT, story TEXT);
CREATE TABLE entry (
    key TEXT PRIMARY KEY, thread TEXT, parent TEXT, name TEXT, at REAL, text TEXT, state TEXT,
    root TEXT, answers TEXT, depth INTEGER, moment REAL
);
CREATE TABLE skipped (key TEXT PRIMARY KEY, parent TEXT);
"""
_TREE: Final = """
WITH RECURSIVE tree (key, root, answers, depth, moment) AS (
    SELECT key, key, '', 0, at FROM entry WHERE parent = ''
    UNION ALL
    SELECT entry.key, tree.root, tree.key, tree.depth + 1, MAX(entry.at, tree.moment)
    FROM tree JOIN entry ON entry.parent = tree.key
)
UPDATE entry SET root = tree.root, answers = tree.answers, depth = tree.depth, moment = tree.moment
FROM tree WHERE tree.key = entry.key
"""
_HOPS: Final = 64
"""Comments in a row, none of them kept, through which an answer's place is looked for."""


@dataclass(frozen=True, kw_only=True)
class Placed:
    """One comment with its place. ``root`` is empty for one of the first level."""

    key: str
    root: str
    answers: str
    name: str
    at: float | None
    """Seconds since 1970; None where the export does not say."""
    text: str
    state: State


@dataclass(frozen=True, kw_only=True)
class Unplaced:
    """A thread without a story, and how many comments wait for one."""

    addresses: tuple[str, ...]
    title: str
    comments: int


class Staging:
    """The table. Filled with ``add``, put into order by ``settle``, then read."""

    def __init__(self, database: sqlite3.Connection) -> None:
        self._database = database
        self.counts: Counter[str] = Counter()
        """What was read, by what became of it: the states, ``twice``, ``empty``,
        ``shortened``, ``undated``."""

    def add(self, item: Thread | Entry) -> None:
        """Takes in one thing that a reader gave."""
        if isinstance(item, Thread):
            self._add_thread(item)
        elif item.state in KEPT:
            self._add_entry(item)
        else:
            self.counts[item.state] += 1
            self._skip(item)

    def _add_thread(self, thread: Thread) -> None:
        self._database.execute(
            "INSERT INTO thread (key, addresses, title) VALUES (?, ?, ?) ON CONFLICT (key) "
            "DO UPDATE SET addresses = excluded.addresses, title = excluded.title "
            "WHERE thread.addresses = '[]'",
            (_sound(thread.key), json.dumps(thread.addresses), _sound(thread.title)),
        )

    def _add_entry(self, entry: Entry) -> None:
        text, shortened = paragraphs(entry.html)
        self.counts["shortened"] += shortened
        if not text:
            self.counts["empty"] += 1
            self._skip(entry)
            return
        at = entry.at.timestamp() if entry.at else None
        keys = (_sound(entry.key), _sound(entry.thread), _sound(entry.parent))
        row = (*keys, guest_name(entry.name), at, text, entry.state)
        done = self._database.execute(
            "INSERT OR IGNORE INTO entry (key, thread, parent, name, at, text, state) "
            "VALUES (?, ?, ?, ?, ?, ?, ?)", row,
        )  # fmt: skip
        self.counts[entry.state if done.rowcount else "twice"] += 1

    def _skip(self, entry: Entry) -> None:
        self._database.execute(
            "INSERT OR IGNORE INTO skipped VALUES (?, ?)", (_sound(entry.key), _sound(entry.parent))
        )

    def settle(self, find_story: FindStory) -> None:
        """Finds the stories, then threads and order."""
        self._find(find_story)
        self._database.execute("CREATE INDEX by_thread ON entry (thread)")
        self._date()
        self._move_up()
        self._database.execute("CREATE INDEX by_parent ON entry (parent)")
        self._database.execute(_TREE)
        # What hangs on nothing answers itself in a ring, which only a broken file has.
        self._database.execute(
            "UPDATE entry SET root = key, answers = '', depth = 0, moment = at WHERE root IS NULL"
        )

    def _find(self, find_story: FindStory) -> None:
        last = 0
        while rows := self._database.execute(
            "SELECT rowid, addresses FROM thread WHERE rowid > ? ORDER BY rowid LIMIT 1000", (last,)
        ).fetchall():
            for last, addresses in rows:
                story = find_story(json.loads(addresses))
                if story:
                    self._database.execute(
                        "UPDATE thread SET story = ? WHERE rowid = ?", (story, last)
                    )
        self._database.execute("CREATE INDEX by_story ON thread (story)")

    def _date(self) -> None:
        """What has no day stands behind what was said last on the same page."""
        self.counts["undated"] += self._database.execute(
            "UPDATE entry SET at = (SELECT MAX(at) FROM entry other "
            "WHERE other.thread = entry.thread) WHERE at IS NULL"
        ).rowcount

    def _move_up(self) -> None:
        """Beneath a comment that readers do not have stands nothing: its answers move up."""
        database = self._database
        database.execute(
            "INSERT OR IGNORE INTO skipped SELECT key, parent FROM entry WHERE state <> 'published'"
        )
        for _ in range(_HOPS):
            moved = database.execute(
                "UPDATE entry SET parent = skipped.parent FROM skipped "
                "WHERE entry.parent = skipped.key"
            )
            if not moved.rowcount:
                break
        database.execute(
            "UPDATE entry SET parent = '' WHERE parent <> '' AND NOT EXISTS (SELECT 1 FROM entry p "
            "WHERE p.key = entry.parent AND p.thread = entry.thread AND p.state = 'published')"
        )

    def host(self) -> str:
        """Where most threads are, without ``www.``; empty where no thread has an address."""
        hosts: Counter[str] = Counter()
        for (addresses,) in self._database.execute("SELECT addresses FROM thread"):
            for address in json.loads(addresses)[:1]:
                hosts[_host(address)] += 1
        return max(sorted(hosts), key=lambda host: hosts[host], default="")

    def stories(self) -> Iterator[tuple[str, int]]:
        """Public ids of the stories that have comments, and how many."""
        yield from self._database.execute(
            "SELECT story, COUNT(*) FROM entry JOIN thread ON thread.key = entry.thread "
            "WHERE story IS NOT NULL GROUP BY story ORDER BY MIN(at), story"
        )

    def comments(self, story: str) -> Iterator[Placed]:
        """The comments of one story in the order of their days, an answer behind its question."""
        found = self._database.execute(
            "SELECT entry.key, root, answers, name, at, text, state FROM entry "
            "JOIN thread ON thread.key = entry.thread WHERE story = ? "
            "ORDER BY moment, depth, entry.rowid", (story,),
        )  # fmt: skip
        for key, root, answers, name, at, text, state in found:
            yield Placed(
                key=key, root="" if root == key else root, answers=answers, name=name, at=at,
                text=text, state=State(state),
            )  # fmt: skip

    def unplaced(self) -> Iterator[Unplaced]:
        """The threads with comments that found no story, the largest first."""
        found = self._database.execute(
            "SELECT addresses, title, entry.thread, COUNT(*) AS n FROM entry "
            "LEFT JOIN thread ON thread.key = entry.thread WHERE story IS NULL "
            "GROUP BY entry.thread ORDER BY n DESC, entry.thread"
        )
        for addresses, title, key, count in found:
            yield Unplaced(
                addresses=tuple(json.loads(addresses or "[]")),
                title=title or f"[{key}]",
                comments=count,
            )


def _host(address: str) -> str:
    try:
        return (urlsplit(address).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def _sound(text: str) -> str:
    """Without lone surrogates, which JSON can spell and no table can hold."""
    return text.encode("utf-8", "replace").decode()


@contextmanager
def staging() -> Iterator[Staging]:
    """A table that goes with the block: SQLite's nameless database, in memory while it is small."""
    database = sqlite3.connect("", isolation_level=None)
    try:
        database.execute("PRAGMA journal_mode = OFF")
        database.executescript(_TABLES)
        database.execute("BEGIN")
        yield Staging(database)
    finally:
        database.close()
