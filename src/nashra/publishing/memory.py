"""What the worker remembers between pages, so that a front of thirty cards is not thirty reads.

Everything here was read after the last change was planned. The worker forgets it all when it plans
another one: a page that was rendered from an older value is then rendered again, because the change
names the keys that it read.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Model

from nashra.newsroom import queries
from nashra.newsroom.models import StoryPage
from nashra.publishing.pictures import Rendition
from nashra.publishing.views import Card

LIMIT = 50_000
"""Entries after which everything is forgotten, so that memory stays flat over a large build."""


@dataclass(frozen=True)
class Remembered:
    """A card with what a page that shows it depends on."""

    card: Card
    keys: frozenset[str]
    renditions: dict[str, Rendition]

    @property
    def waits(self) -> bool:
        """Whether it lacks a link whose target does not stand yet."""
        return any(key.startswith("absent:") for key in self.keys)


@dataclass
class Memory:
    """Rows by model and primary key, cards by public id."""

    cards: dict[str, Remembered | None] = field(default_factory=dict)
    _rows: dict[tuple[type[Model], Any], Any] = field(default_factory=dict)
    _parents: dict[str, int] = field(default_factory=dict)

    def row(self, model: type[Model], pk: Any) -> Any:
        """One row, None where there is none."""
        return self.rows(model, [pk]).get(pk)

    def rows(self, model: type[Model], pks: Iterable[Any]) -> dict[Any, Any]:
        """The rows that exist, by primary key, in the order asked for."""
        wanted = list(pks)
        missing = [pk for pk in wanted if (model, pk) not in self._rows]
        if missing:
            found = model._default_manager.in_bulk(missing)
            self._rows.update({(model, pk): found.get(pk) for pk in missing})
        return {pk: row for pk in wanted if (row := self._rows[model, pk]) is not None}

    def section_of(self, story: StoryPage) -> int:
        """Primary key of the section that a story stands beneath."""
        path = story.path[: -story.steplen]
        if path not in self._parents:
            self._parents[path] = queries.page_at(path)
        return self._parents[path]

    def forget(self) -> None:
        """Forgets everything."""
        self.cards.clear()
        self._rows.clear()
        self._parents.clear()

    def settle(self) -> None:
        """After files came into being: forgets cards that lacked a link, and more if too full."""
        for public_id in [key for key, value in self.cards.items() if value and value.waits]:
            del self.cards[public_id]
        if len(self.cards) + len(self._rows) > LIMIT:
            self.forget()
