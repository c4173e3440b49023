"""How well the analyzer's fields find the paragraph that answers a question.

    nice .venv/bin/python benchmarks/retrieval.py [--docs FILE] [--queries FILE]

Ranks by BM25 (k1 1.2, b 0.75) held in memory: each field alone, the three added with the
analyzer's weights, and light10 as Lucene has it for comparison. Documents are JSON lines with
``id``, ``title`` and ``text``, of which the text is indexed; queries with ``q`` and ``gold``.
"""

from __future__ import annotations

import argparse
import re
import sys
from pathlib import Path
from typing import Final

sys.path.insert(0, str(Path(__file__).parent.parent))

from nashra.arabic.analyzer import Analyzer, Vocabulary
from tests.arabic.ranking import Measured, Terms, fields_of, fused, light10, measure, read

SAMPLES: Final = Path(__file__).parent.parent.parent / "shared" / "samples" / "retrieval"


def main() -> None:
    """Measure on the questions that there are."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--docs", type=Path, default=SAMPLES / "qa_docs.jsonl")
    parser.add_argument("--queries", type=Path, default=SAMPLES / "qa_queries_dev.jsonl")
    options = parser.parse_args()
    if not options.docs.is_file() or not options.queries.is_file():
        print(f"no samples at {options.docs.parent}: retrieval not measured")
        return
    documents, queries = read(options.docs), read(options.queries)
    analyzer = Analyzer(Vocabulary.of(document["text"] for document in documents))
    rankings: dict[str, list[tuple[Terms, float]]] = {
        "raw": [(lambda text: re.findall(r"\w+", text), 1)],
        "light10": [(light10, 1)],
        **{name: [(terms, 1)] for name, terms in fields_of(analyzer).items()},
        "fused": fused(analyzer),
    }
    print(f"{len(documents)} documents, {len(queries)} queries")
    print(f"{'':>8}  MRR@10  R@1    R@10   queries/s")
    for name, ranking in rankings.items():
        show(name, measure(ranking, documents, queries))
    for source in sorted({query.get("src", "") for query in queries} - {""}):
        asked = [query for query in queries if query["src"] == source]
        show(source, measure(rankings["fused"], documents, asked))


def show(name: str, found: Measured) -> None:
    """One line of the table."""
    print(
        f"{name:>8}  {found.mrr:.3f}   {found.recall_1:.3f}  {found.recall_10:.3f}"
        f"  {found.queries_per_second:>6.0f}"
    )


if __name__ == "__main__":
    main()
