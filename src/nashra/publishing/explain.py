"""Why a page is as it is."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from nashra.changes.models import Change
from nashra.newsroom import queries
from nashra.publishing import tables
from nashra.publishing.batch import Batch
from nashra.publishing.epochs import EpochState, stands
from nashra.publishing.memory import Memory
from nashra.publishing.models import PageFailure, PageTask, PublishedFile
from nashra.publishing.numbers import key_number
from nashra.publishing.site import site_view


@dataclass(frozen=True, kw_only=True)
class Explanation:
    """What is known of one address."""

    path: str
    kind: str
    sha256: str
    epoch: int
    built_at: datetime
    cause: str
    change: int | None
    changed_keys: tuple[str, ...]
    """Keys of that change that this page read."""
    keys: tuple[str, ...]
    """What it read, by name; of what it would no longer read today only the number is kept."""
    waiting: str
    """Why it will be rendered again soon, empty if it will not."""
    error: str


def explain(path: str) -> Explanation | None:
    """What a page read, and why it was last rebuilt; None where nothing is published there."""
    row = PublishedFile.objects.filter(path=path).first()
    if row is None:
        return None
    held = tables.held_dependencies([row.number])[row.number]
    change = Change.objects.filter(pk=row.change).first() if row.change else None
    task = PageTask.objects.filter(path=path).first()
    failure = PageFailure.objects.filter(path=path).first()
    return Explanation(
        path=path, kind=row.kind, sha256=row.sha256, epoch=row.epoch, built_at=row.built_at,
        cause=row.cause, change=row.change,
        changed_keys=_among(held, change.keys) if change else (),
        keys=_among(held, _read_today(path)), waiting=task.cause if task else "",
        error=failure.error if failure else "",
    )  # fmt: skip


def _read_today(path: str) -> Iterable[str]:
    """The keys that a file reads when it is rendered now; nothing is written."""
    sites = {code: site_view(code, stands) for code in queries.languages()}
    return Batch(EpochState(number=0, sites=sites), Memory()).render(path).keys


def _among(held: Collection[int], keys: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(key for key in set(keys) if key_number(key) in held))
