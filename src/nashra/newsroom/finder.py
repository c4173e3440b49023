"""Search on the desk: Wagtail's index in SQLite, folded as Arabic is, and bounded.

Wagtail's own SQLite backend ranks every match, which for a word that stands in most headlines does
not end on a large archive, and reads the whole index at each save to keep ranks comparable. An
editor looks for something recent: here the newest matches are taken, in the order of the index,
and no more than :data:`MOST` of them are ever looked at.
"""

from collections.abc import Iterator
from typing import Any

from django.db.models.expressions import RawSQL
from modelsearch.backends.database.sqlite.sqlite import (
    IndexEntry,
    ObjectIndexer,
    SQLiteAutocompleteQueryCompiler,
    SQLiteIndex,
    SQLiteSearchBackend,
    SQLiteSearchQueryCompiler,
    SQLiteSearchRebuilder,
)
from modelsearch.query import And, Boost, Fuzzy, Or, Phrase, PlainText
from modelsearch.utils import get_content_type_pk, get_descendants_content_types_pks
from wagtail.models import Page

from nashra.arabic.text import fold_words

MOST = 2000
"""Matches among which rights, filters and order choose: the newest."""
LEAST_PREFIX = 2
"""Letters from which the last word counts as the beginning of one; a letter begins half of all."""

_FTS = IndexEntry._meta.db_table + "_fts"
_FOUND = f"""
    SELECT CAST(entry.object_id AS INTEGER)
    FROM {_FTS} CROSS JOIN {IndexEntry._meta.db_table} AS entry ON entry.id = {_FTS}.rowid
    WHERE {_FTS} MATCH %s
    ORDER BY {_FTS}.rowid DESC LIMIT %s
"""  # noqa: S608 - names of tables
# CROSS JOIN: the text first, its rows in falling order, and each one's entry by its key.


def _kind(content_type: int) -> str:
    """A word that no text holds, by which rows of one model are told from all others."""
    return f"nashrakind{content_type}"


def _words(query: Any) -> Iterator[str]:
    """The words asked for, folded. All must stand there, whatever joins them."""
    match query:
        case PlainText() | Phrase() | Fuzzy():
            yield from fold_words(query.query_string).split()
        case And() | Or():
            for part in query.subqueries:
                yield from _words(part)
        case Boost():
            yield from _words(query.subquery)


class _Index(SQLiteIndex):
    """Wagtail's entries, folded, one statement for many."""

    def add_items(self, model: Any, objs: Any) -> None:
        if not model.get_search_fields():
            return
        kind = get_content_type_pk(model)
        found = (ObjectIndexer(obj, self.backend) for obj in objs)
        rows = [
            IndexEntry(
                content_type_id=kind, object_id=item.id, title=fold_words(item.title),
                autocomplete=fold_words(item.autocomplete),
                body=f"{_kind(kind)} {fold_words(item.body)}",
            )
            for item in found
        ]  # fmt: skip
        self.entries.bulk_create(
            rows, batch_size=100, update_conflicts=True,
            unique_fields=["content_type", "object_id"],
            update_fields=["title", "autocomplete", "body"],
        )  # fmt: skip

    def _refresh_title_norms(self, full: bool = False) -> None:
        """Nothing is ranked."""


class _Rebuilder(SQLiteSearchRebuilder):
    """Each part of a rebuilt index is committed for itself: nobody at the desk waits for all."""


class _Compiler(SQLiteSearchQueryCompiler):
    """Takes the newest matches; the queryset does the rest."""

    def check(self) -> None:
        """Filters and order are the database's own: any will do."""

    def _asked(self) -> str:
        """The query in the language of FTS5; empty where nothing was asked."""
        words = [f'"{word}"' for word in _words(self.query)]
        if not words:
            return ""
        if self.LAST_TERM_IS_PREFIX and len(words[-1]) - 2 >= LEAST_PREFIX:
            words[-1] += " *"
        asked = f"{{{' '.join(self.FTS_TABLE_FIELDS)}}} : ({' AND '.join(words)})"
        model = self.queryset.model
        if model is Page:
            return asked
        kinds = " OR ".join(_kind(pk) for pk in get_descendants_content_types_pks(model))
        return f"{asked} AND body : ({kinds})"

    def search(self, config: Any, start: int, stop: int | None, score_field: Any = None) -> Any:
        queryset = self.queryset
        if asked := self._asked():
            queryset = queryset.filter(pk__in=RawSQL(_FOUND, [asked, MOST]))  # noqa: S611
        if self.order_by_relevance or not queryset.query.order_by:
            by_time = issubclass(queryset.model, Page)
            order = ["-latest_revision_created_at"] if by_time else []
            queryset = queryset.order_by(*order, "-pk")
        return queryset[start:stop]


class _BeginningCompiler(_Compiler, SQLiteAutocompleteQueryCompiler):
    """The same while somebody still types."""


class SearchBackend(SQLiteSearchBackend):
    """What Wagtail asks for on every screen of the desk."""

    query_compiler_class = _Compiler
    autocomplete_query_compiler_class = _BeginningCompiler
    index_class = _Index
    rebuilder_class = _Rebuilder
    atomic_rebuilder_class = _Rebuilder
