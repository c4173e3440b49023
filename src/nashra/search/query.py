"""From what somebody types to a query.

Words are found in any of their forms. «…» or "…" finds a phrase by its very words, and a word
with a minus before it takes stories away. Nothing else means anything, and nothing is an error.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final, Literal
from zoneinfo import ZoneInfo

from tantivy import FieldType, Occur, Query

from nashra.arabic.analyzer import WEIGHTS, tokens
from nashra.search.engine import PUBLISHED, Index, schema

Kind = Literal["story", "said"]
Loosened = Literal["", "phrase", "letters"]
MOST_WORDS: Final = 40
"""Words of a query that count; a longer one is a text."""
TITLE: Final = 0.6
"""How much a word in the headline adds to the same word in the text."""
COMMON: Final = 0.3
"""Part of all documents from which a word is too common to make a story a hit by itself."""
CLOSE: Final = 0.6
"""Part of a query's 4-grams that a story has to have where no word of it was found."""

_PHRASE: Final = re.compile(r"[«\"“„]([^«»\"“”„]*)[»\"”“]")
_WITHOUT: Final = re.compile(r"(?:^|(?<=\s))[-\u2212](?=\w)(\S+)")


@dataclass(frozen=True, kw_only=True)
class Filters:
    """What a story has to be; everything is optional but ``kind``. Days are the newsroom's."""

    language: str | None = None
    section: int | None = None
    tag: int | None = None
    author: int | None = None
    person: int | None = None
    since: date | None = None
    until: date | None = None
    kind: Kind = "story"


@dataclass(frozen=True, kw_only=True)
class Parsed:
    """A query taken apart."""

    text: str
    """All words that are looked for, those of phrases as well."""
    phrases: tuple[tuple[str, ...], ...] = ()
    without: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(tokens(self.text))


def parse(text: str) -> Parsed:
    """Takes a query apart; words after the fortieth are dropped."""
    without = [word.word for match in _WITHOUT.finditer(text) for word in tokens(match[1])]
    rest = _WITHOUT.sub(" ", text)
    phrases = [tuple(token.word for token in tokens(m[1])) for m in _PHRASE.finditer(rest)]
    kept = tokens(rest)[:MOST_WORDS]
    return Parsed(
        text=rest[: kept[-1].end] if kept else "",
        phrases=tuple(phrase for phrase in phrases if len(phrase) > 1),
        without=tuple(without),
    )


def _term(field: str, term: str, weight: float) -> tuple[Occur, Query]:
    return Occur.Should, Query.boost_query(Query.term_query(schema(), field, term), weight)


def ranking(index: Index, text: str) -> Query:
    """The sum of the fields' BM25 scores, each word of the query once."""
    fields = index.analyzer.fields(text)
    terms = [
        _term(name, term, WEIGHTS[name])
        for name in ("words", "stems", "grams")
        for term in dict.fromkeys(getattr(fields, name))
    ]
    terms += [_term("title", stem, TITLE) for stem in dict.fromkeys(fields.stems)]
    return Query.boolean_query(terms)


def _telling(index: Index, text: str) -> list[str]:
    """The query's stems without those that stand nearly everywhere, unless all do."""
    stems = list(dict.fromkeys(index.analyzer.fields(text).stems))
    most = max(20.0, COMMON * index.size)
    held = index.frequency("stems", stems)
    return [stem for stem in stems if held[stem] <= most] or stems


def ways(
    index: Index, parsed: Parsed, *, newest: bool
) -> Iterator[tuple[Loosened, list[tuple[Occur, Query]]]]:
    """What has to be in a hit, from the strictest to what is better than nothing.

    By relevance one telling word is enough, since the best come first. By date it is (nearly) all
    of them, for the newest of many weak hits would say nothing.
    """
    phrases = [
        (Occur.Must, _unranked(Query.phrase_query(schema(), "words", list(phrase))))
        for phrase in parsed.phrases
    ]
    stems = _telling(index, parsed.text)
    least = len(stems) if len(stems) <= 3 else math.ceil(0.6 * len(stems))
    words = [_at_least(1, "stems", stems)]
    if newest and least > 1:
        yield "", [_at_least(least, "stems", stems), *phrases]
    yield "", [*words, *phrases]
    if phrases:
        yield "phrase", words
    grams = list(dict.fromkeys(index.analyzer.fields(parsed.text).grams))
    yield "letters", [_at_least(max(1, math.ceil(CLOSE * len(grams))), "grams", grams)]


def _at_least(least: int, field: str, terms: Iterable[str]) -> tuple[Occur, Query]:
    parts = [(Occur.Should, Query.term_query(schema(), field, term)) for term in terms]
    return Occur.Must, _unranked(Query.boolean_query(parts, minimum_number_should_match=least))


def _unranked(query: Query) -> Query:
    return Query.const_score_query(query, 0.0)


def _seconds(day: date, zone: ZoneInfo) -> int:
    return int(datetime(day.year, day.month, day.day, tzinfo=zone).timestamp())


def conditions(filters: Filters, zone: ZoneInfo) -> list[tuple[Occur, Query]]:
    """What the filters ask for; it does not count in the ranking."""
    found = [Query.term_query(schema(), "kind", filters.kind)]
    for name in ("language", "section", "tag", "author", "person"):
        value = getattr(filters, name)
        if value is not None:
            found.append(Query.term_query(schema(), name, str(value)))
    if filters.since or filters.until:
        found.append(_days(filters, zone))
    return [(Occur.Must, _unranked(query)) for query in found]


def without(parsed: Parsed) -> list[tuple[Occur, Query]]:
    """The words that must not be there."""
    if not parsed.without:
        return []
    return [(Occur.MustNot, Query.term_set_query(schema(), "words", list(parsed.without)))]


def _days(filters: Filters, zone: ZoneInfo) -> Query:
    lower = _seconds(filters.since, zone) if filters.since else None
    upper = None
    if filters.until and filters.until < date.max:
        upper = _seconds(filters.until + timedelta(days=1), zone)
    return Query.range_query(
        schema(), PUBLISHED, FieldType.Integer,
        lower_bound=lower, upper_bound=upper, include_upper=upper is None,
    )  # fmt: skip
