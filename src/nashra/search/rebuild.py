"""Building an index anew beside the one that serves."""

import fcntl
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from nashra.arabic.analyzer import tokens
from nashra.changes.models import Change
from nashra.newsroom import bulk
from nashra.newsroom.models import Placement
from nashra.search import documents, folders
from nashra.search.engine import Index
from nashra.search.follow import Follower, cursor_of, note_cursor

PART = 200
"""Stories that are read at one time."""
MEMORY = 30_000_000
"""Bytes that the writer of a build gathers, more than that of everyday work."""
REPEATED = 2
"""A word is attested where it stands so often: most of what stands once is misspelled."""

Progress = Callable[[str, int, int], None]
"""Told what is being done, how many stories it is done for, and of how many."""


class AlreadyBuildingError(Exception):
    """Another process is building an index."""


@contextmanager
def _alone(home: Path) -> Iterator[None]:
    folders.place(home).mkdir(parents=True, exist_ok=True)
    with (folders.place(home) / "building").open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise AlreadyBuildingError from None
        yield


def rebuild(home: Path, progress: Progress = lambda name, done, of: None) -> Path:
    """Builds an index of all published stories, and lets it serve.

    The one before serves and follows the outbox meanwhile; before the new one takes its place it
    has caught up. Killed at any point, this leaves what serves as it is. Raises
    AlreadyBuildingError where another process builds.
    """
    with _alone(home):
        last = Change.objects.order_by("pk").values_list("pk", flat=True).last() or 0
        total = Placement.objects.filter(list_name__startswith="all:", live=True).count()
        words = _words(total, progress)
        folder = folders.new(home)
        index = Index.create(folder, words=words, stories=total)
        _fill(index, total, progress)
        note_cursor(folder, last)
        with Follower(index) as follower:
            while follower.follow(longest=None):
                pass
        folders.serve(home, folder)
        return folder


def _published() -> Iterator[list[str]]:
    rows = Placement.objects.filter(list_name__startswith="all:", live=True)
    part: list[str] = []
    for public_id in bulk.column(rows, "public_id"):
        part.append(public_id)
        if len(part) == PART:
            yield part
            part = []
    if part:
        yield part


def _words(total: int, progress: Progress) -> Iterator[str]:
    """The words that the archive attests, each in stories enough."""
    held: dict[str, int] = {}
    done = 0
    for part in _published():
        for story in bulk.stories(part).values():
            text = f"{story.headline}\n{documents.text_of(story)}"
            for word in {token.word for token in tokens(text) if not token.word.isdecimal()}:
                held[word] = held.get(word, 0) + 1
        done += len(part)
        progress("words", done, total)
    least = REPEATED if total >= PART else 1
    return (word for word, count in held.items() if count >= least)


def _fill(index: Index, total: int, progress: Progress) -> None:
    writer = index.writer(MEMORY)
    done = 0
    for part in _published():
        writer.put(list(documents.entries(part)))
        done += len(part)
        progress("stories", done, total)
    writer.commit()
    writer.close()


def describe(home: Path) -> dict[str, object]:
    """What serves: its folder, its rules, how much it holds, and how far it has followed."""
    folder = folders.current(home)
    if folder is None:
        return {}
    index = Index(folder)
    about = json.loads((folder / "about.json").read_text(encoding="utf-8"))
    held = sum(file.stat().st_size for file in folder.iterdir() if file.is_file())
    return {
        **about, "folder": folder.name, "documents": index.searcher.num_docs, "bytes": held,
        "change": cursor_of(folder), "current": index.current,
    }  # fmt: skip
