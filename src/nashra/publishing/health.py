"""How publishing is doing: for ``nashra status``, ``/healthz`` and the desk's banner."""

from dataclasses import asdict, dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef
from django.http import HttpRequest, JsonResponse
from django.utils import timezone

from nashra.changes.models import Change
from nashra.publishing.lease import worker_alive
from nashra.publishing.models import Epoch, PageFailure, PageTask, PublishedFile, WorkerLease

LATE_AFTER = 30
"""Seconds that a change may wait in the outbox before publishing counts as unwell."""


COUNTED = 20_000
"""Pages up to which those that wait are counted for the desk."""


@dataclass(frozen=True, kw_only=True)
class Status:
    """A reading of the publishing engine."""

    worker: bool
    """Whether a worker is alive."""
    state: str
    waiting: int
    """Changes in the outbox."""
    oldest_seconds: float
    """Age of the oldest of them."""
    tasks: int
    """Files to be rendered."""
    stale: int
    """Files of an earlier epoch that a sweep will reach."""
    files: int
    failures: int
    last_error: str
    last_built_at: datetime | None

    @property
    def left(self) -> int:
        """Files that are still to be renewed, by a change or by a sweep."""
        return self.tasks + self.stale

    @property
    def well(self) -> bool:
        """Whether what editors publish reaches readers."""
        return self.worker and self.oldest_seconds < LATE_AFTER


def read_status() -> Status:
    """The state of publishing now."""
    waiting = Change.objects.filter(planned_at=None)
    oldest = waiting.order_by("id").values_list("created_at", flat=True).first()
    failure = PageFailure.objects.order_by("-at").first()
    lease = WorkerLease.objects.filter(pk=1).first()
    epoch = Epoch.objects.order_by("-number").values_list("number", flat=True).first() or 0
    newest = PublishedFile.objects.order_by("-built_at").values_list("built_at", flat=True).first()
    return Status(
        worker=worker_alive(),
        state=lease.state if lease else "",
        waiting=waiting.count(),
        oldest_seconds=(timezone.now() - oldest).total_seconds() if oldest else 0.0,
        tasks=PageTask.objects.count(),
        stale=PublishedFile.objects.filter(epoch__lt=epoch).count(),
        files=PublishedFile.objects.count(),
        failures=PageFailure.objects.count(),
        last_error=f"{failure.path}: {failure.error.splitlines()[-1]}" if failure else "",
        last_built_at=newest,
    )


@dataclass(frozen=True)
class Renewal:
    """How many pages readers see that a change has still to reach."""

    left: int
    more: bool
    """Whether there are more: nobody counts a large archive for each page of the desk."""


def pages_left() -> Renewal:
    """Pages that wait to be rendered, and those of an earlier epoch that a sweep will reach.

    What failed and waits for another attempt is not among them.
    """
    now = timezone.now()
    epoch = Epoch.objects.order_by("-number").values_list("number", flat=True).first() or 0
    old = PublishedFile.objects.filter(epoch__lt=epoch)
    stale = old.values("path")[:COUNTED].count()
    due = PageTask.objects.exclude(not_before__gt=now)
    fresh = due.exclude(Exists(old.filter(path=OuterRef("path"))))
    left = stale + fresh.values("path")[:COUNTED].count()
    return Renewal(min(left, COUNTED), left >= COUNTED)


def healthz(request: HttpRequest) -> JsonResponse:
    """200 while what editors publish reaches readers, 503 otherwise. Names no error's details."""
    status = read_status()
    values = asdict(status) | {"well": status.well}
    values.pop("last_error")
    return JsonResponse(values, status=200 if status.well else 503)
