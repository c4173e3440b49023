"""How publishing is doing: for ``nashra status``, ``/healthz`` and the desk's banner."""

from dataclasses import asdict, dataclass
from datetime import datetime

from django.http import HttpRequest, JsonResponse
from django.utils import timezone

from nashra.changes.models import Change
from nashra.publishing.lease import worker_alive
from nashra.publishing.models import Epoch, PageFailure, PageTask, PublishedFile, WorkerLease

LATE_AFTER = 30
"""Seconds that a change may wait in the outbox before publishing counts as unwell."""


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


def healthz(request: HttpRequest) -> JsonResponse:
    """200 while what editors publish reaches readers, 503 otherwise. Names no error's details."""
    status = read_status()
    values = asdict(status) | {"well": status.well}
    values.pop("last_error")
    return JsonResponse(values, status=200 if status.well else 503)
