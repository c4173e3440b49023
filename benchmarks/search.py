"""How well and how fast search answers in a large archive, and what its index costs.

    nice .venv/bin/python benchmarks/search.py [--distractors 28300]

Documents and questions are those of the samples; distractors are the news that ``nashra bench
seed`` makes up. One index holds all. Prints MRR@10 and Recall@10, the
median and the 95th percentile of an answer's time, light10 in memory on the questions alone for
comparison, bytes on disk and what a process that searches holds beyond one that does not.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import re
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo

sys.path.insert(0, str(Path(__file__).parent.parent))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "nashra.config.settings")

import django

django.setup()

from nashra.arabic.analyzer import Vocabulary  # noqa: E402
from nashra.cli.bench.seed import sentence  # noqa: E402
from nashra.search.engine import Entry, Index  # noqa: E402
from nashra.search.queries import Filters, find  # noqa: E402
from tests.arabic.ranking import light10, measure, read  # noqa: E402

SAMPLES: Final = Path(__file__).parent.parent.parent / "shared" / "samples" / "retrieval"


def distractors(number: int) -> Iterator[str]:
    """Texts of twelve sentences of made-up news."""
    chance = random.Random(7)
    for _ in range(number):
        yield " ".join(sentence(chance) for _ in range(12))


def resident() -> int:
    """Bytes of this process in memory that nobody else shares (proportional set size)."""
    rollup = Path("/proc/self/smaps_rollup").read_text(encoding="ascii")
    found = re.search(r"^Pss:\s+(\d+) kB", rollup, re.MULTILINE)
    return int(found[1]) * 1024 if found else 0


def main() -> None:
    """Measures."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--distractors", type=int, default=28_300)
    options = parser.parse_args()
    if not SAMPLES.is_dir():
        print(f"no samples at {SAMPLES}: search not measured")
        return
    documents = read(SAMPLES / "qa_docs.jsonl")
    questions = read(SAMPLES / "qa_queries_dev.jsonl")
    others = list(distractors(options.distractors))
    with tempfile.TemporaryDirectory() as folder:
        began = time.perf_counter()
        build(Path(folder) / "index", documents, others)
        built = time.perf_counter() - began
        size = sum(file.stat().st_size for file in (Path(folder) / "index").iterdir())
        del others
        report(Path(folder) / "index", questions, built, size)
    peer = measure([(light10, 1)], documents, questions)
    print(json.dumps({"light10 without distractors": {"mrr@10": round(peer.mrr, 4)}}))


def build(folder: Path, documents: list[dict[str, str]], others: list[str]) -> None:
    """One index of all."""
    texts = [*(document["text"] for document in documents), *others]
    index = Index.create(folder, words=Vocabulary.of(texts), stories=len(texts))
    writer = index.writer(30_000_000)
    ids = [*(document["id"] for document in documents), *(f"d{n}" for n in range(len(others)))]
    for public_id, text in zip(ids, texts, strict=True):
        entry = Entry(
            public_id=public_id, kind="story", language="ar", title="", text=text, published=0
        )
        writer.put([entry])
    writer.commit()
    writer.close()


def report(folder: Path, questions: list[dict[str, object]], built: float, size: int) -> None:
    """Asks everything, and prints."""
    before = resident()
    index = Index(folder)
    zone, times, score, found10 = ZoneInfo("UTC"), [], 0.0, 0
    for line in questions:
        began = time.perf_counter()
        found = find(
            index, str(line["q"]), filters=Filters(), order="relevance", zone=zone, first=0, size=10
        )
        times.append(time.perf_counter() - began)
        gold = set(line["gold"]) if isinstance(line["gold"], list) else {line["gold"]}
        ranks = [n for n, hit in enumerate(found.hits, 1) if hit.public_id in gold]
        score += 1 / ranks[0] if ranks else 0
        found10 += bool(ranks)
    times.sort()
    values = {
        "documents": index.size, "mrr@10": round(score / len(questions), 4),
        "recall@10": round(found10 / len(questions), 4),
        "p50_ms": round(1000 * times[len(times) // 2], 2),
        "p95_ms": round(1000 * times[int(0.95 * len(times))], 2),
        "build_s": round(built, 1), "disk_mb": round(size / 1e6, 1),
        "memory_mb": round((resident() - before) / 1e6, 1),
    }  # fmt: skip
    print(json.dumps(values))


if __name__ == "__main__":
    main()
