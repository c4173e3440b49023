"""What was learned from the newsroom's own archive about sections and tags."""

from __future__ import annotations

import gzip
import json
import os
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from nashra.arabic.analyzer import Analyzer, tokens
from nashra.arabic.learning import Example, Measured, Model, cross_validate, train
from nashra.newsroom import bulk
from nashra.newsroom.models import Placement
from nashra.search import documents, queries

MOST: Final = 5000
"""Stories that are learned from, the newest."""
LEAST: Final = 30
"""Stories below which there is nothing to learn."""
VERSION: Final = 1
_PART: Final = 100

Progress = Callable[[int, int], None]


@dataclass(frozen=True, kw_only=True)
class Learned:
    """The models of one edition, what they were measured to be, and by which analyzer."""

    sections: Model
    tags: Model
    section_measure: Measured | None
    tag_measure: Measured | None
    stories: int
    signature: str


def place(home: Path, language: str) -> Path:
    """Where an edition's models are kept."""
    return home / "search" / f"learned-{language}.json.gz"


def learn(home: Path, language: str, progress: Progress = lambda done, of: None) -> Learned | None:
    """Learns from the newest stories of an edition, measures, and keeps it.

    None where there are too few stories. Raises SearchUnavailable where there is no index: its
    analyzer is the one by which drafts are read later.
    """
    analyzer = queries.analyzer()
    rows = Placement.objects.filter(list_name=f"all:{language}", live=True)
    newest = rows.order_by("-published_at").values_list("public_id", flat=True)
    ids = list(newest[:MOST])
    if len(ids) < LEAST:
        return None
    sections: list[Example] = []
    tags: list[Example] = []
    for words, lists in _read(ids, analyzer, progress):
        sections.append(Example(words, _labels(lists, "section")[:1]))
        tags.append(Example(words, _labels(lists, "tag")))
    found = Learned(
        sections=train(sections), tags=train(tags, words=6000),
        section_measure=cross_validate(sections), tag_measure=cross_validate(tags),
        stories=len(ids), signature=analyzer.signature,
    )  # fmt: skip
    _keep(place(home, language), found)
    return found


def _labels(lists: Sequence[str], kind: str) -> tuple[str, ...]:
    return tuple(name.split(":")[1] for name in lists if name.startswith(f"{kind}:"))


def _read(
    ids: Sequence[str], analyzer: Analyzer, progress: Progress
) -> Iterator[tuple[Counter[str], list[str]]]:
    for start in range(0, len(ids), _PART):
        part = ids[start : start + _PART]
        stories, lists = bulk.stories(part), documents.lists_of(part)
        for public_id, story in stories.items():
            text = f"{story.headline}\n{documents.text_of(story)}"
            yield words_of(text, analyzer), lists.get(public_id, [])
        progress(min(start + _PART, len(ids)), len(ids))


def words_of(text: str, analyzer: Analyzer) -> Counter[str]:
    """The stems of a text, each with its count; numbers tell nothing."""
    return Counter(
        analyzer.stem(token.word) for token in tokens(text) if not token.word.isdecimal()
    )


def _keep(path: Path, found: Learned) -> None:
    values = {
        "version": VERSION, "stories": found.stories, "signature": found.signature,
        "sections": found.sections.plain(), "tags": found.tags.plain(),
        "section_measure": found.section_measure and asdict(found.section_measure),
        "tag_measure": found.tag_measure and asdict(found.tag_measure),
    }  # fmt: skip
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_suffix(".new")
    with gzip.open(fresh, "wt", encoding="utf-8") as file:
        json.dump(values, file, ensure_ascii=False)
    os.replace(fresh, path)


def load(home: Path, language: str) -> Learned | None:
    """What was kept; None where there is nothing that this version can read."""
    try:
        with gzip.open(place(home, language), "rt", encoding="utf-8") as file:
            return _of(json.load(file))
    except (OSError, EOFError, ValueError, KeyError, TypeError):
        return None


def _of(values: dict[str, Any]) -> Learned | None:
    if values["version"] != VERSION:
        return None
    measures = [values[name] for name in ("section_measure", "tag_measure")]
    sections, tags = (Measured(**one) if one else None for one in measures)
    return Learned(
        sections=Model.of(values["sections"]), tags=Model.of(values["tags"]),
        section_measure=sections, tag_measure=tags,
        stories=int(values["stories"]), signature=str(values["signature"]),
    )  # fmt: skip


def stories_of(home: Path, language: str) -> int:
    """How many stories an edition's models were learned from; 0 where there are none."""
    path = place(home, language)
    try:
        return _stories_of(path, path.stat().st_mtime_ns)
    except OSError:
        return 0


@lru_cache(maxsize=8)
def _stories_of(path: Path, stamp: int) -> int:
    try:
        with gzip.open(path, "rt", encoding="utf-8") as file:
            return int(json.load(file)["stories"])
    except (OSError, EOFError, ValueError, KeyError, TypeError):
        return 0


class Held:
    """What was learned, read again when the file is another."""

    def __init__(self) -> None:
        self._read: dict[Path, tuple[int, Learned | None]] = {}

    def get(self, home: Path, language: str) -> Learned | None:
        """The models of an edition, if there are any."""
        path = place(home, language)
        try:
            stamp = path.stat().st_mtime_ns
        except OSError:
            return None
        if self._read.get(path, (0, None))[0] != stamp:
            self._read[path] = (stamp, load(home, language))
        return self._read[path][1]
