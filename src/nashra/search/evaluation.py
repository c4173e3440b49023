"""How well search finds what answers a question: the measure behind its weights."""

import json
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final
from zoneinfo import ZoneInfo

from nashra.arabic.analyzer import Vocabulary
from nashra.search.engine import Entry, Index
from nashra.search.queries import Filters, find

_DEPTH: Final = 10
_ANY = Filters()


class UnreadableError(Exception):
    """A file is not what it should be; the message names file and line."""


def evaluate(docs: Path, questions: Path, folder: Path) -> dict[str, float]:
    """Builds an index of the documents in ``folder`` and asks it all questions.

    Documents are JSON lines with ``id`` and ``text``, questions with ``q`` and ``gold``, the ids
    that answer it. ``mrr@10`` is the mean of 1/rank of the first right answer among ten (0 where
    there is none), ``recall@n`` the part of questions with one among the first n. Raises
    UnreadableError for a line that is none of these.
    """
    documents = list(_lines(docs, "id", "text"))
    asked = list(_lines(questions, "q", "gold"))
    if not documents or not asked:
        raise UnreadableError(f"{docs if not documents else questions}: no lines")
    index = _index(folder, documents)
    began = time.perf_counter()
    ranks = [_rank(index, line) for line in asked]
    taken = time.perf_counter() - began
    return {
        "mrr@10": round(sum(1 / rank for rank in ranks if rank) / len(ranks), 4),
        "recall@1": round(sum(rank == 1 for rank in ranks) / len(ranks), 4),
        "recall@10": round(sum(rank > 0 for rank in ranks) / len(ranks), 4),
        "queries_per_second": round(len(ranks) / taken, 1),
    }


def _lines(path: Path, *wanted: str) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8") as file:
        try:
            for number, line in enumerate(file, 1):
                if line.strip():
                    yield _values(line, wanted, f"{path}:{number}")
        except UnicodeDecodeError as error:
            raise UnreadableError(f"{path}: {error}") from None


def _values(line: str, wanted: tuple[str, ...], where: str) -> dict[str, Any]:
    try:
        found = json.loads(line)
    except ValueError as error:
        raise UnreadableError(f"{where}: ليس JSON | no JSON ({error})") from None
    if not isinstance(found, dict) or any(name not in found for name in wanted):
        names = ", ".join(wanted)
        raise UnreadableError(f"{where}: ينقص أحد هذه: {names} | one of these is missing: {names}")
    return found


def _index(folder: Path, documents: list[dict[str, Any]]) -> Index:
    words = Vocabulary.of(str(document["text"]) for document in documents)
    index = Index.create(folder, words=words, stories=len(documents))
    writer = index.writer(50_000_000)
    writer.put(
        [
            Entry(
                public_id=str(document["id"]), kind="story", language="ar", title="",
                text=str(document["text"]), published=0,
            )
            for document in documents
        ]
    )  # fmt: skip
    writer.commit()
    writer.close()
    return index


def _rank(index: Index, line: dict[str, Any]) -> int:
    gold = line["gold"] if isinstance(line["gold"], list) else [line["gold"]]
    right = {str(one) for one in gold}
    found = find(
        index, str(line["q"]), filters=_ANY, order="relevance", zone=ZoneInfo("UTC"), first=0,
        size=_DEPTH,
    )  # fmt: skip
    ids = [hit.public_id for hit in found.hits]
    return next((place for place, one in enumerate(ids, 1) if one in right), 0)
