"""What was read for other pages already, so that a front of thirty cards is not thirty reads.

Everything here was read after the last change was planned. A change that is planned makes it forget
what the change names: a page that was rendered from an older value is then rendered again, because
the change names the keys that it read.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Model

from nashra.newsroom import bulk, queries
from nashra.newsroom.models import StoryPage
from nashra.publishing import wholes
from nashra.publishing.models import PageTask, PublishedFile
from nashra.publishing.pictures import Rendition
from nashra.publishing.views import Card
from nashra.publishing.wholes import Whole

LIMIT = 20_000
"""Entries after which everything is forgotten, so that memory stays flat over a large build."""

_OF_STORIES = (
    "story:", "coverage:", "list:", "sitemap:", "corrections:", "breaking:", "discussion:",
)  # fmt: skip
"""Keys of facts that are kept by story, or not kept at all."""


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
    """Rows by model and primary key, cards and stories by public id, addresses that stand.

    ``first`` is set during a first build: every file that is still to be written counts as
    standing, which spares that build the order and rendering twice. A root without a front page
    has no readers yet.
    """

    first: bool = False
    cards: dict[str, Remembered | None] = field(default_factory=dict)
    _stories: dict[str, Whole | None] = field(default_factory=dict)
    _rows: dict[tuple[type[Model], Any], Any] = field(default_factory=dict)
    _parents: dict[str, int] = field(default_factory=dict)
    _standing: dict[str, bool] = field(default_factory=dict)
    _named: dict[tuple[str, ...], Any] = field(default_factory=dict)
    _facts: dict[str, Any] = field(default_factory=dict)

    def named(self, *name: str, read: Callable[[], Any]) -> Any:
        """What ``read`` gives, asked once: something that only a change of the global input, or
        of an object with a key of its own, can alter."""
        if name not in self._named:
            self._named[name] = read()
        return self._named[name]

    def fact(self, key: str, read: Callable[[], Any]) -> Any:
        """The value of one fact, asked once until a change names its key."""
        if key not in self._facts:
            self._facts[key] = read()
        return self._facts[key]

    def languages(self) -> tuple[str, ...]:
        """Language codes of all live editions, the main one first."""
        found: tuple[str, ...] = self.named("languages", read=queries.languages)
        return found

    def row(self, model: type[Model], pk: Any) -> Any:
        """One row, None where there is none."""
        return self.rows(model, [pk]).get(pk)

    def rows(self, model: type[Model], pks: Iterable[Any]) -> dict[Any, Any]:
        """The rows that exist, by primary key, in the order asked for."""
        wanted = list(pks)
        missing = [pk for pk in wanted if (model, pk) not in self._rows]
        for part in bulk.chunks(missing):
            found = model._default_manager.in_bulk(part)
            self._rows.update({(model, pk): found.get(pk) for pk in part})
        return {pk: row for pk in wanted if (row := self._rows[model, pk]) is not None}

    def story(self, public_id: str) -> Whole | None:
        """A published story, None where there is none."""
        self.read_stories([public_id])
        return self._stories[public_id]

    def read_stories(self, public_ids: Iterable[str]) -> None:
        """Reads those of these stories that are not known yet, together."""
        if missing := [public_id for public_id in public_ids if public_id not in self._stories]:
            found = wholes.read(missing)
            self._stories.update({public_id: found.get(public_id) for public_id in missing})

    def section_of(self, story: StoryPage) -> int:
        """Primary key of the section that a story stands beneath."""
        path = story.path[: -story.steplen]
        if path not in self._parents:
            self._parents[path] = queries.page_at(path)
        return self._parents[path]

    def stands(self, path: str) -> bool:
        """Whether a file is complete in the published root."""
        self.look(path for path in [path] if path not in self._standing)
        return self._standing[path]

    def look(self, paths: Iterable[str]) -> None:
        """Looks which of these files stand, together."""
        missing = [path for path in paths if path not in self._standing]
        for part in bulk.chunks(missing):
            rows = PublishedFile.objects.filter(path__in=part).exclude(sha256="")
            found = set(rows.values_list("path", flat=True))
            if self.first:
                waiting = PageTask.objects.filter(path__in=part)
                found |= set(waiting.values_list("path", flat=True))
            self._standing.update({path: path in found for path in part})

    def forget(self, keys: Collection[str] | None = None) -> None:
        """Forgets what these keys name; everything, where that cannot be told from them."""
        if keys is None or not all(key.startswith(_OF_STORIES) for key in keys):
            self.cards.clear()
            self._rows.clear()
            self._parents.clear()
            self._stories.clear()
            self._standing.clear()
            self._named.clear()
            self._facts.clear()
            return
        for key in keys:
            self._facts.pop(key, None)
            # What was asked of all objects of a kind is named by the kind.
            self._named.pop((f"{key.partition(':')[0]}:",), None)
            public_id = key.partition(":")[2].partition("/")[0]
            self.cards.pop(public_id, None)
            self._stories.pop(public_id, None)

    def settle(self, stood: Mapping[str, bool]) -> None:
        """Takes note of files that came into being or went; keeps no story between batches."""
        self._stories.clear()
        self._standing.update(stood)
        if any(stood.values()) and not self.first:
            for public_id in [key for key, value in self.cards.items() if value and value.waits]:
                del self.cards[public_id]
        if max(len(held) for held in (self.cards, self._rows, self._standing, self._facts)) > LIMIT:
            self.forget()
