"""Addresses of the desk in the place of Wagtail's own, whose names they keep."""

from typing import Any

from django.urls import path
from django.views.decorators.cache import never_cache
from wagtail.admin.auth import require_admin_access
from wagtail.admin.urls import display_custom_404

from nashra.newsroom.admin import reports
from nashra.newsroom.admin.browsing import ChooserBrowseView

_REPORTS: dict[str, Any] = {
    "locked": reports.LockedReport, "workflow": reports.WorkflowReport,
    "workflow_tasks": reports.WorkflowTasksReport, "site-history": reports.HistoryReport,
    "aging-pages": reports.AgingReport,
}  # fmt: skip
_VIEWS = {
    "choose-page/": ChooserBrowseView.as_view(),
    "choose-page/<int:parent_page_id>/": ChooserBrowseView.as_view(),
    **{f"reports/{name}/": view.as_view() for name, view in _REPORTS.items()},
    **{f"reports/{name}/results/": view.as_view(results_only=True)
       for name, view in _REPORTS.items()},
}  # fmt: skip

urlpatterns = [
    path(address, never_cache(display_custom_404(require_admin_access(view))))
    for address, view in _VIEWS.items()
]
