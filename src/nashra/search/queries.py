"""Named reads of the index. Whatever somebody types, nothing here raises but SearchUnavailable."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final, Literal, NamedTuple
from zoneinfo import ZoneInfo

from django.conf import settings
from tantivy import Occur, Query

from nashra.arabic.analyzer import Analyzer
from nashra.newsroom import queries as newsroom
from nashra.search import folders, query
from nashra.search.engine import SHINGLES, BrokenIndexError, Index, schema
from nashra.search.query import Filters, Loosened, parse

Order = Literal["relevance", "date"]
DEEPEST: Final = 1000
"""Hits that can be paged to; who wants more asks more narrowly."""
_ALIKE_STEMS: Final = 25

__all__ = ["Filters", "Found", "Results", "SearchUnavailable", "alike", "analyzer", "excerpt",
           "frequency", "search", "sharing"]  # fmt: skip


class SearchUnavailable(Exception):
    """There is no index yet, or none that can be read; it is being built."""


class Found(NamedTuple):
    """A hit. ``statement`` is the place of a statement in its story, from 0."""

    public_id: str
    score: float
    statement: int | None


@dataclass(frozen=True, kw_only=True)
class Results:
    """One page of hits; ``total`` is how many there are in all."""

    total: int
    hits: tuple[Found, ...]
    loosened: Loosened = ""
    """What had to be given up to find anything: the ``phrase``, or the words themselves, so that
    these are only written alike (``letters``)."""


_opened = folders.Opened()


def _index() -> Index:
    try:
        return _opened.get(settings.NASHRA_HOME)
    except BrokenIndexError as error:
        raise SearchUnavailable(str(error)) from error


def search(
    text: str, *, filters: Filters | None = None, order: Order = "relevance",
    page: int = 1, size: int = 20,
) -> Results:  # fmt: skip
    """What answers a query. Without words the newest that pass the filters.

    By relevance a hit has at least one telling word of the query; by date nearly all of them,
    since the newest of many weak hits would say nothing. Where no word is found, what is written
    alike is given instead.
    """
    zone = ZoneInfo(newsroom.newsroom().zone)
    try:
        return find(
            _index(), text, filters=filters or Filters(), order=order, zone=zone,
            first=(max(1, page) - 1) * size, size=size,
        )  # fmt: skip
    except BrokenIndexError as error:
        raise SearchUnavailable(str(error)) from error


def find(
    index: Index, text: str, *, filters: Filters, order: Order, zone: ZoneInfo,
    first: int, size: int,
) -> Results:  # fmt: skip
    """The same in one index, from the hit with the number ``first`` (from 0) on."""
    parsed = parse(text)
    # The engine sets room aside for all that is skipped, and ends the process where it has none.
    first = min(first, DEEPEST)
    size, newest = max(0, min(size, DEEPEST - first)), order == "date"
    wanted = query.conditions(filters, zone)
    if not parsed:
        # Nothing but words to leave out, or nothing at all.
        parts = [*wanted, *query.without(parsed)]
        return _run(index, parts, first=first, size=size, newest=True)
    found = Results(total=0, hits=())
    for loosened, must in query.ways(index, parsed, newest=newest):
        ranked = (Occur.Should, query.ranking(index, parsed.text))
        parts = [*must, ranked, *wanted, *query.without(parsed)]
        found = _run(index, parts, first=first, size=size, newest=newest)
        if found.total:
            return replace(found, loosened=loosened)
    return found


def _run(
    index: Index, parts: Sequence[tuple[Occur, Query]], *, first: int, size: int, newest: bool
) -> Results:
    wanted = Query.boolean_query(parts)
    total, hits = index.find(wanted, limit=max(1, size), offset=first, newest=newest)
    return Results(total=total, hits=tuple(Found(i, s, p) for s, i, p in hits[:size]))


def excerpt(text: str, words: str, *, length: int = 220) -> list[tuple[str, bool]]:
    """The part of a text that shows most of a query's words, in pieces, each marked or not.

    The text is the original one: what is marked is written as its author wrote it. Where no word
    of the query stands in it, its beginning.
    """
    marks = analyzer().highlights(text, parse(words).text)
    first, last = _window(text, marks, length)
    inside = [(a, b) for a, b in marks if first <= a and b <= last]
    edges = [first, *(edge for mark in inside for edge in mark), last]
    pieces = [(text[a:b], bool(n % 2)) for n, (a, b) in enumerate(pairwise(edges)) if b > a]
    before = [("… ", False)] if first else []
    after = [(" …", False)] if last < len(text) else []
    return [*before, *pieces, *after]


def _window(text: str, marks: Sequence[tuple[int, int]], length: int) -> tuple[int, int]:
    """The stretch with the most different words, the earliest of equals, ended at spaces."""
    if len(text) <= length:
        return 0, len(text)
    starts = [max(0, mark[0] - length // 6) for mark in marks] or [0]
    first = max(starts, key=lambda at: (_variety(text, marks, at, at + length), -at))
    first = min(first, len(text) - length)
    while first and not text[first - 1].isspace():
        first -= 1
    last = min(len(text), first + length)
    end = text.rfind(" ", first + length // 2, last) if last < len(text) else last
    return first, end if end > 0 else last


def _variety(text: str, marks: Sequence[tuple[int, int]], first: int, last: int) -> int:
    return len({text[a:b] for a, b in marks if first <= a and b <= last})


def analyzer() -> Analyzer:
    """The analyzer of the index that serves."""
    return _index().analyzer


def frequency(field: Literal["stems", "shingles"], terms: Iterable[str]) -> dict[str, int]:
    """In how many documents each of these stems or shingles stands."""
    return _index().frequency(field, terms)


def size() -> int:
    """Documents among which ``frequency`` counts: with those that were replaced since."""
    return _index().size


def alike(stems: Iterable[str], *, language: str, limit: int = 40) -> list[Found]:
    """Stories with the rarest of these stems in common, the best first."""
    index = _index()
    held = index.frequency("stems", set(stems))
    rare = sorted((count, stem) for stem, count in held.items() if count > 1)[:_ALIKE_STEMS]
    terms = [(Occur.Should, Query.term_query(schema(), "stems", stem)) for _, stem in rare]
    return _of_language(index, terms, language, limit)


def sharing(shingles: Iterable[str], *, language: str, limit: int = 20) -> list[Found]:
    """Stories that share the most of these shingles, the rarer the better; for near-duplicates."""
    terms = [(Occur.Should, Query.term_query(schema(), SHINGLES, one)) for one in set(shingles)]
    return _of_language(_index(), terms, language, limit)


def _of_language(
    index: Index, terms: list[tuple[Occur, Query]], language: str, limit: int
) -> list[Found]:
    if not terms:
        return []
    held = [
        (Occur.Must, Query.const_score_query(Query.term_query(schema(), name, value), 0.0))
        for name, value in (("kind", "story"), ("language", language))
    ]
    wanted = Query.boolean_query([(Occur.Must, Query.boolean_query(terms)), *held])
    _, hits = index.find(wanted, limit=limit)
    return [Found(public_id, score, place) for score, public_id, place in hits]
