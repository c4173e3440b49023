"""One index on disk: its schema, its analyzer, what goes into it and what comes out.

An index is a folder of tantivy's with two files of ours: ``about.json`` (by what rules it was made,
and which change of the outbox it holds last) and ``words.gz`` (the vocabulary that its analyzer was
frozen with). One process writes, any number read.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

import tantivy
from tantivy import Query, Schema

from nashra.arabic import analyzer as language
from nashra.arabic import nearness
from nashra.arabic.analyzer import Analyzer, Vocabulary

SCHEMA_VERSION: Final = 1
"""To be raised with every change of the schema or of what a document holds."""
WRITER_MEMORY: Final = 16_000_000
"""Bytes that a writer gathers before it writes a segment; tantivy takes no less than 15 MB."""
KEYWORDS: Final = ("public_id", "kind", "language", "section", "tag", "author", "person")
SHINGLES: Final = "shingles"
PUBLISHED: Final = "published"


class BrokenIndexError(Exception):
    """A folder holds no index that this version can read."""


@dataclass(frozen=True, kw_only=True)
class Entry:
    """What one document says: a story, or one statement in it."""

    public_id: str
    kind: str
    language: str
    title: str
    text: str
    published: int
    """Seconds since 1970."""
    section: tuple[int, ...] = ()
    tag: tuple[int, ...] = ()
    author: tuple[int, ...] = ()
    person: tuple[int, ...] = ()
    place: int | None = None
    """Of a statement: which of the story's it is, from 0."""


@cache
def schema() -> Schema:
    """Text is analyzed before it comes here, so that index and query agree in every letter."""
    builder = tantivy.SchemaBuilder()
    for name in KEYWORDS:
        builder.add_text_field(
            name, stored=name == "public_id", tokenizer_name="raw", index_option="basic"
        )
    builder.add_integer_field(PUBLISHED, indexed=True, fast=True)
    builder.add_integer_field("place", stored=True)
    builder.add_text_field("words", tokenizer_name="whitespace", index_option="position")
    for name in ("stems", "grams", "title"):
        builder.add_text_field(name, tokenizer_name="whitespace", index_option="freq")
    builder.add_text_field(SHINGLES, tokenizer_name="whitespace", index_option="basic")
    return builder.build()


def _document(entry: Entry, analyzer: Analyzer) -> tantivy.Document:
    fields = analyzer.fields(f"{entry.title}\n{entry.text}")
    found = tantivy.Document()
    found.add_text("public_id", entry.public_id)
    found.add_text("kind", entry.kind)
    found.add_text("language", entry.language)
    for name in ("section", "tag", "author", "person"):
        for pk in getattr(entry, name):
            found.add_text(name, str(pk))
    found.add_integer(PUBLISHED, entry.published)
    if entry.place is not None:
        found.add_integer("place", entry.place)
    found.add_text("words", " ".join(fields.words))
    found.add_text("stems", " ".join(fields.stems))
    found.add_text("grams", " ".join(fields.grams))
    found.add_text("title", " ".join(analyzer.fields(entry.title).stems))
    if entry.kind == "story":
        found.add_text(SHINGLES, " ".join(nearness.sample(nearness.shingles(entry.text))))
    return found


class Index:
    """An index that is open. Raises BrokenIndexError where the folder holds none of this schema."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.about = _about(folder)
        self.analyzer = Analyzer(_vocabulary(folder))
        try:
            self._index = tantivy.Index.open(str(folder))
            self._searcher = self._index.searcher()
        except (ValueError, OSError) as error:
            raise BrokenIndexError(f"{folder.name}: {error}") from error
        self._seen = self._stamp()

    @classmethod
    def create(cls, folder: Path, *, words: Iterable[str], stories: int) -> Index:
        """A new, empty index, frozen with these words, for about so many stories."""
        folder.mkdir(parents=True)
        tantivy.Index(schema(), path=str(folder))
        vocabulary = Vocabulary(words)
        with gzip.open(folder / "words.gz", "wt", encoding="utf-8", errors="surrogatepass") as file:
            file.writelines(f"{word}\n" for word in vocabulary)
        about = {
            "schema": SCHEMA_VERSION, "analyzer": language.VERSION, "words": len(vocabulary),
            "stories": stories,
        }  # fmt: skip
        (folder / "about.json").write_text(json.dumps(about), encoding="utf-8")
        return cls(folder)

    @property
    def current(self) -> bool:
        """Whether it was made by the rules of today."""
        return bool(self.about["analyzer"] == language.VERSION)

    def _stamp(self) -> int:
        return (self.folder / "meta.json").stat().st_mtime_ns

    @property
    def searcher(self) -> tantivy.Searcher:
        """Sees what was committed last, by whichever process."""
        try:
            if (stamp := self._stamp()) != self._seen:
                self._index.reload()
                self._searcher, self._seen = self._index.searcher(), stamp
        except (ValueError, OSError) as error:
            raise BrokenIndexError(f"{self.folder.name}: {error}") from error
        return self._searcher

    def writer(self, memory: int = WRITER_MEMORY) -> Writer:
        """The one writer. Raises ValueError while another process has it."""
        return Writer(self, self._index.writer(heap_size=memory, num_threads=1))

    def frequency(self, field: str, terms: Iterable[str]) -> dict[str, int]:
        """In how many documents each of these terms stands."""
        searcher = self.searcher
        return {term: searcher.doc_freq(field, term) for term in terms}

    @property
    def size(self) -> int:
        """Documents among which ``frequency`` counts.

        Both count what was taken out until its segment is merged, as the engine's ranking does.
        """
        return sum(self.frequency("kind", ("story", "said")).values())

    def find(
        self, query: Query, *, limit: int, offset: int = 0, newest: bool = False,
    ) -> tuple[int, list[tuple[float, str, int | None]]]:  # fmt: skip
        """How many documents match, and of the best ``(score, public id, place)``."""
        searcher = self.searcher
        order = PUBLISHED if newest else None
        found: Any = searcher.search(query, limit, True, order, offset)
        hits = []
        for score, address in found.hits:
            document = searcher.doc(address)
            place = document.get_first("place")
            hits.append((float(score or 0), str(document.get_first("public_id")), place))
        return int(found.count or 0), hits


class Writer:
    """Adds and removes; nothing is seen before ``commit``."""

    def __init__(self, index: Index, writer: tantivy.IndexWriter) -> None:
        self._index, self._writer = index, writer

    def put(self, entries: Sequence[Entry]) -> None:
        """Adds documents; whoever replaces a story removes it before."""
        for entry in entries:
            self._writer.add_document(_document(entry, self._index.analyzer))

    def remove(self, public_ids: Iterable[str]) -> None:
        """Takes all documents of these stories out."""
        for public_id in public_ids:
            self._writer.delete_documents_by_term("public_id", public_id)

    def commit(self) -> None:
        """What was added and removed is on disk and seen from now on."""
        self._writer.commit()

    def close(self) -> None:
        """Lets the index go, once what is being merged is."""
        self._writer.wait_merging_threads()


def _about(folder: Path) -> dict[str, Any]:
    try:
        found: dict[str, Any] = json.loads((folder / "about.json").read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise BrokenIndexError(f"{folder.name}: {error}") from error
    if found.get("schema") != SCHEMA_VERSION:
        raise BrokenIndexError(f"{folder.name} is of another schema")
    return found


def _vocabulary(folder: Path) -> Vocabulary:
    try:
        with gzip.open(folder / "words.gz", "rt", encoding="utf-8", errors="surrogatepass") as file:
            return Vocabulary(_lines(file))
    except (OSError, EOFError) as error:
        raise BrokenIndexError(f"{folder.name}: {error}") from error


def _lines(file: Iterable[str]) -> Iterator[str]:
    return (line.rstrip("\n") for line in file)
