"""Wagtail's reports, asked in ways that a large archive bears.

Wagtail hands the keys of all pages that somebody may edit or explore to each question, and counts
every row. Here the rows of a report are taken newest first, each page is looked up by its key, and
nothing is counted further than anybody leafs. Exports hold everything, as Wagtail makes them.
"""

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Exists, IntegerField, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Cast
from wagtail.admin.paginator import WagtailPaginator
from wagtail.admin.views.reports.aging_pages import AgingPagesView
from wagtail.admin.views.reports.audit_logging import LogEntriesView, SiteHistoryReportFilterSet
from wagtail.admin.views.reports.locked_pages import LockedPagesView
from wagtail.admin.views.reports.workflows import (
    WorkflowTasksView,
    WorkflowView,
    get_editable_content_type_ids,
)
from wagtail.log_actions import registry
from wagtail.models import Page, PageLogEntry, TaskState, WorkflowState

from nashra.accounts.names import staff
from nashra.newsroom.admin.listing import BoundedCount
from nashra.newsroom.finder import MOST
from nashra.newsroom.reach import POLICY, covers_all

LOOKED = 20_000
"""The newest entries of the history, after its filters, among which somebody with rights in some
sections alone finds theirs. A page's own history holds all of it."""


def _editable(request: Any, prefix: str = "") -> Q:
    """Rows about pages and other things that may be edited, by the names of their columns."""
    pages = POLICY.instances_user_has_permission_for(request.user, "change")
    # The key is kept as text, and only a number finds a page by its key.
    number = Cast(OuterRef(f"{prefix}object_id"), IntegerField())
    page = ContentType.objects.get_for_model(Page)
    others = get_editable_content_type_ids(request)
    return Q(
        Exists(pages.filter(pk=number)), **{f"{prefix}base_content_type": page}
    ) | Q(**{f"{prefix}content_type__in": others})  # fmt: skip


class WorkflowReport(BoundedCount, WorkflowView):
    """What was sent for approval."""

    def get_queryset(self) -> Any:
        return (
            WorkflowState.objects.filter(_editable(self.request))
            .select_related("workflow", "requested_by")
            .prefetch_related("content_object", "content_object__latest_revision")
            .order_by("-pk")
        )


class WorkflowTasksReport(BoundedCount, WorkflowTasksView):
    """Each step of what was sent for approval."""

    def get_queryset(self) -> Any:
        stated = "workflow_state__content_object"
        return (
            TaskState.objects.filter(_editable(self.request, "workflow_state__"))
            .select_related("workflow_state", "task")
            .prefetch_related(stated, f"{stated}__latest_revision")
            .order_by("-pk")
        )


class LockedReport(BoundedCount, LockedPagesView):
    """Pages that somebody has locked."""


class AgingReport(BoundedCount, AgingPagesView):
    """Pages by when they were last published, the oldest first."""


class HistoryFilterSet(SiteHistoryReportFilterSet):
    """Wagtail's, without reading every entry to learn who did what."""

    def get_action_choices(self) -> list[tuple[str, Any]]:
        models = registry.get_log_entry_models()
        return [
            choice for choice in registry.get_choices()
            if any(model.objects.filter(action=choice[0]).exists() for model in models)
        ]  # fmt: skip

    def get_users_queryset(self) -> QuerySet[Any]:
        return staff()


class HistoryReport(BoundedCount, LogEntriesView):
    """What was done on the desk, newest first."""

    filterset_class = HistoryFilterSet
    paginator_class = WagtailPaginator

    def get_filtered_queryset(self) -> Any:
        if self.is_export:
            return super().get_filtered_queryset()
        self.log_models = list(registry.get_log_entry_models())
        newest: list[dict[str, Any]] = []
        for number, model in enumerate(self.log_models):
            entries = self._entries(model).values("pk", "timestamp")
            index = Value(number, output_field=IntegerField())
            newest += entries.annotate(log_model_index=index).order_by("-timestamp", "-pk")[:MOST]
        return sorted(newest, key=lambda entry: entry["timestamp"], reverse=True)[:MOST]

    def _entries(self, model: Any) -> Any:
        """Those of one kind that fit the filters and may be seen."""
        user = self.request.user
        if model is not PageLogEntry:
            return self.filter_queryset(model.objects.viewable_by_user(user))
        entries = self.filter_queryset(model.objects.all())
        if user.is_superuser:
            return entries
        page = POLICY.explorable_instances(user).filter(pk=OuterRef("page_id"))
        if covers_all(POLICY.explorable_paths(user)):
            return entries.filter(Exists(page))
        looked = entries.order_by("-timestamp", "-pk").values("pk")[:LOOKED]
        return model.objects.filter(Exists(page), pk__in=looked)
