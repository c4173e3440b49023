"""The lists in which the stories of the bench stand, with the facts of these lists."""

from collections import defaultdict, deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from nashra.changes.facts import digest
from nashra.newsroom.models import PAGE_SIZE
from nashra.newsroom.queries import HEAD_SIZE, SITEMAP_SIZE


@dataclass
class _List:
    slots: int = 0
    page: list[str] = field(default_factory=list)
    head: deque[str] = field(default_factory=lambda: deque(maxlen=HEAD_SIZE))


class Lists:
    """Gives slots to stories that come in the order of their publication.

    The facts are those which :func:`nashra.newsroom.facts.list_facts` would find in the database.
    """

    def __init__(self, language: str) -> None:
        self._language = language
        self._lists: defaultdict[str, _List] = defaultdict(_List)
        self._sitemap: list[tuple[str, datetime]] = []
        self.facts: dict[str, str] = {}
        """What is settled since this was emptied last: pages that are full."""

    def place(self, name: str, public_id: str) -> int:
        """The next slot of a list, for this story."""
        found = self._lists[name]
        slot, found.slots = found.slots, found.slots + 1
        found.head.appendleft(public_id)
        found.page.insert(0, public_id)
        if len(found.page) == PAGE_SIZE:
            self.facts[f"list:{name}/page/{slot // PAGE_SIZE}"] = digest(found.page)
            found.page.clear()
        return slot

    def date(self, number: int, public_id: str, at: datetime) -> None:
        """Notes in the sitemap the story that has this slot among all."""
        self._sitemap.append((public_id, at))
        if len(self._sitemap) == SITEMAP_SIZE:
            self._settle_sitemap(number)

    def _settle_sitemap(self, number: int) -> None:
        self.facts[f"sitemap:{self._language}/{number // SITEMAP_SIZE}"] = digest(self._sitemap)
        self._sitemap.clear()

    def settled(self) -> Mapping[str, str]:
        """All facts that are left, at the end."""
        self.facts.update(self._last())
        if self._sitemap:
            self._settle_sitemap(self._lists[f"all:{self._language}"].slots - 1)
        return self.facts

    def _last(self) -> Iterator[tuple[str, str]]:
        for name, found in self._lists.items():
            last = (found.slots - 1) // PAGE_SIZE
            if found.page:
                yield f"list:{name}/page/{last}", digest(found.page)
            yield f"list:{name}/head", digest(list(found.head))
            yield f"list:{name}/last", digest([last, found.slots > HEAD_SIZE])
