"""The desk's list of words, compiled once and again when it has changed."""

from functools import lru_cache
from typing import Final

from nashra.arabic.words import Finder, WordList
from nashra.changes.facts import known
from nashra.community.models import ListedWord

FACT: Final = "words"
"""The change key whose digest is that of the whole list."""


def finder() -> Finder:
    """The finder for the list as it stands; one indexed query where nothing changed."""
    return _compiled(known(FACT))


@lru_cache(maxsize=1)
def _compiled(digest: str | None) -> Finder:
    return Finder(WordList.read(lines())) if digest else Finder(WordList(()))


def lines() -> list[str]:
    """The list in the form that :meth:`WordList.read` takes."""
    rows = list(ListedWord.objects.values_list("verdict", "text"))
    found: list[str] = []
    for verdict in ListedWord.Verdict.values:
        found += [f"[{verdict}]", *(text for kind, text in rows if kind == verdict)]
    return found
