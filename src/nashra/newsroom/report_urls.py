"""Addresses of reports, in the place of Wagtail's own, whose names they keep."""

from typing import Any

from django.urls import path
from django.views.decorators.cache import never_cache
from wagtail.admin.auth import require_admin_access

from nashra.newsroom.admin import reports

_REPORTS: dict[str, Any] = {
    "locked": reports.LockedReport, "workflow": reports.WorkflowReport,
    "workflow_tasks": reports.WorkflowTasksReport, "site-history": reports.HistoryReport,
    "aging-pages": reports.AgingReport,
}  # fmt: skip


urlpatterns = [
    path(address, never_cache(require_admin_access(view.as_view(results_only=only))))
    for name, view in _REPORTS.items()
    for address, only in ((f"{name}/", False), (f"{name}/results/", True))
]
