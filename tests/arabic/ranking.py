"""A small BM25 in memory, to measure what the analyzer's terms are worth."""

from __future__ import annotations

import json
import math
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Final, NamedTuple

from nashra.arabic.analyzer import WEIGHTS, Analyzer, tokens

Terms = Callable[[str], Sequence[str]]


class Bm25:
    """One field of an index (Robertson and Zaragoza 2009, idf as in Lucene)."""

    def __init__(
        self, documents: Sequence[Sequence[str]], k1: float = 1.2, b: float = 0.75
    ) -> None:
        self.count = len(documents)
        mean = sum(map(len, documents)) / self.count
        self.postings: dict[str, list[tuple[int, float]]] = defaultdict(list)
        for place, terms in enumerate(documents):
            length = k1 * (1 - b + b * len(terms) / mean)
            for term, often in Counter(terms).items():
                self.postings[term].append((place, often * (k1 + 1) / (often + length)))

    def scores(self, terms: Sequence[str]) -> dict[int, float]:
        """The score of every document that has one of the terms."""
        found: dict[int, float] = defaultdict(float)
        for term, often in Counter(terms).items():
            postings = self.postings.get(term, [])
            rarity = math.log(1 + (self.count - len(postings) + 0.5) / (len(postings) + 0.5))
            for place, weight in postings:
                found[place] += often * rarity * weight
        return found


#: Lucene's ArabicStemmer, in its order.
_PREFIXES: Final = ("ال", "وال", "بال", "كال", "فال", "لل", "و")
_SUFFIXES: Final = ("ها", "ان", "ات", "ون", "ين", "يه", "ية", "ه", "ة", "ي")


def light10(text: str) -> list[str]:
    """The stems of Lucene's ArabicAnalyzer: one prefix, then every suffix once."""
    return [_light10(token.word) for token in tokens(text)]


def _light10(word: str) -> str:
    for prefix in _PREFIXES:
        if word.startswith(prefix) and len(word) >= max(len(prefix) + 2, 4):
            word = word[len(prefix) :]
            break
    for suffix in _SUFFIXES:
        if word.endswith(suffix) and len(word) >= len(suffix) + 2:
            word = word[: -len(suffix)]
    return word


class Measured(NamedTuple):
    """What a ranking of some queries is worth."""

    mrr: float
    recall_1: float
    recall_10: float
    queries_per_second: float


def measure(
    fields: Sequence[tuple[Terms, float]],
    documents: list[dict[str, Any]],
    queries: list[dict[str, Any]],
) -> Measured:
    """Rank the documents for every query by some weighted fields."""
    texts = [document["text"] for document in documents]
    indexes = [(terms, weight, Bm25([terms(t) for t in texts])) for terms, weight in fields]
    ranks: list[int] = []
    begin = time.process_time()
    for query in queries:
        total: dict[int, float] = defaultdict(float)
        for terms, weight, index in indexes:
            for place, score in index.scores(terms(query["q"])).items():
                total[place] += weight * score
        best = sorted(total, key=lambda place: (-total[place], place))[:10]
        gold = set(query["gold"])
        ranks.append(next((n for n, p in enumerate(best, 1) if documents[p]["id"] in gold), 0))
    spent = time.process_time() - begin
    mrr = sum(1 / rank for rank in ranks if rank) / len(ranks)
    first, ten = (sum(0 < rank <= most for rank in ranks) / len(ranks) for most in (1, 10))
    return Measured(mrr, first, ten, len(queries) / spent)


def read(path: Path) -> list[dict[str, Any]]:
    """A file of JSON lines."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def fields_of(analyzer: Analyzer) -> dict[str, Terms]:
    """The analyzer's three fields by their names."""
    return {
        "words": lambda text: analyzer.fields(text).words,
        "stems": lambda text: analyzer.fields(text).stems,
        "grams": lambda text: analyzer.fields(text).grams,
    }


def fused(analyzer: Analyzer) -> list[tuple[Terms, float]]:
    """The three fields with the analyzer's weights."""
    return [(terms, WEIGHTS[name]) for name, terms in fields_of(analyzer).items()]
