"""Why a page is as it is."""

from dataclasses import dataclass
from datetime import datetime

from nashra.changes.models import Change
from nashra.publishing.models import Dependency, PageFailure, PageTask, PublishedFile


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
    waiting: str
    """Why it will be rendered again soon, empty if it will not."""
    error: str


def explain(path: str) -> Explanation | None:
    """What a page read, and why it was last rebuilt; None where nothing is published there."""
    row = PublishedFile.objects.filter(path=path).first()
    if row is None:
        return None
    keys = tuple(Dependency.objects.filter(path=path).order_by("key").values_list("key", flat=True))
    change = Change.objects.filter(pk=row.change).first() if row.change else None
    task = PageTask.objects.filter(path=path).first()
    failure = PageFailure.objects.filter(path=path).first()
    return Explanation(
        path=path, kind=row.kind, sha256=row.sha256, epoch=row.epoch, built_at=row.built_at,
        cause=row.cause, change=row.change,
        changed_keys=tuple(sorted(set(change.keys) & set(keys))) if change else (),
        keys=keys, waiting=task.cause if task else "", error=failure.error if failure else "",
    )  # fmt: skip
