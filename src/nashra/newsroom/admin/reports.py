"""Wagtail's reports, asked in ways that a large archive bears.

Wagtail hands the keys of all pages that somebody may edit or explore to each question, and counts
every row. Here the rows of a report are taken newest first, each page is looked up by its key, and
nothing is counted further than anybody leafs. Exports hold everything, as Wagtail makes them.
"""

from typing import Any

import django_filters
from django.contrib.contenttypes.models import ContentType
from django.db.models import Exists, IntegerField, OuterRef, Q, Value
from django.db.models.functions import Cast
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import ContentTypeFilter
from wagtail.admin.views.reports.aging_pages import AgingPagesView
from wagtail.admin.views.reports.audit_logging import LogEntriesView, SiteHistoryReportFilterSet
from wagtail.admin.views.reports.locked_pages import LockedPagesView
from wagtail.admin.views.reports.workflows import (
    WorkflowReportFilterSet,
    WorkflowTasksView,
    WorkflowView,
    get_editable_content_type_ids,
)
from wagtail.log_actions import registry
from wagtail.models import ModelLogEntry, Page, PageLogEntry, TaskState, WorkflowState

from nashra.newsroom.admin.listing import BoundedPaginator, people_in
from nashra.newsroom.finder import MOST
from nashra.newsroom.reach import POLICY, covers_all

LOOKED = 20_000
"""The newest rows, after the filters, among which somebody with rights in some sections alone finds
theirs. A page's own history holds all of it."""


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


class _Reviews:
    """For the reports on workflows: of all that fits the filters, what may be edited."""

    paginator_class = BoundedPaginator
    _prefix = ""

    def get_filtered_queryset(self) -> Any:
        view: Any = self
        found = view.filter_queryset(view.get_queryset())
        seen = _editable(view.request, self._prefix)
        user = view.request.user
        if view.is_export or user.is_superuser or covers_all(POLICY.paths(user, {"change"})):
            return found.filter(seen)
        looked = found.values("pk")[:LOOKED]
        return view.get_queryset().filter(seen, pk__in=looked)


class ReviewFilterSet(WorkflowReportFilterSet):
    """Wagtail's, without reading every row to learn who asked."""

    requested_by = django_filters.ModelChoiceFilter(
        queryset=lambda request: people_in((WorkflowState, "requested_by_id"))
    )


class WorkflowReport(_Reviews, WorkflowView):
    """What was sent for approval."""

    filterset_class = ReviewFilterSet

    def get_queryset(self) -> Any:
        return (
            WorkflowState.objects.select_related("workflow", "requested_by")
            .prefetch_related("content_object", "content_object__latest_revision")
            .order_by("-pk")
        )


class WorkflowTasksReport(_Reviews, WorkflowTasksView):
    """Each step of what was sent for approval."""

    _prefix = "workflow_state__"

    def get_queryset(self) -> Any:
        stated = "workflow_state__content_object"
        return (
            TaskState.objects.select_related("workflow_state", "task")
            .prefetch_related(stated, f"{stated}__latest_revision")
            .order_by("-pk")
        )


class LockedReport(LockedPagesView):
    """Pages that somebody has locked."""

    paginator_class = BoundedPaginator


class AgingReport(AgingPagesView):
    """Pages by when they were last published, the oldest first."""

    paginator_class = BoundedPaginator


class HistoryFilterSet(SiteHistoryReportFilterSet):
    """Wagtail's, without reading every entry to learn who did what to what."""

    object_type = ContentTypeFilter(
        label=_("Type"), method="filter_object_type", queryset=lambda request: _kinds_in_history()
    )

    def get_action_choices(self) -> list[tuple[str, Any]]:
        models = registry.get_log_entry_models()
        return [
            choice for choice in registry.get_choices()
            if any(model.objects.filter(action=choice[0]).exists() for model in models)
        ]  # fmt: skip

    def get_users_queryset(self) -> Any:
        return people_in(*((model, "user_id") for model in registry.get_log_entry_models()))


def _kinds_in_history() -> Any:
    others = ModelLogEntry.objects.order_by().values_list("content_type_id", flat=True).distinct()
    page = ContentType.objects.get_for_model(Page)
    return ContentType.objects.filter(pk__in={page.pk, *others}).order_by("model")


class HistoryReport(LogEntriesView):
    """What was done on the desk, newest first."""

    filterset_class = HistoryFilterSet
    paginator_class = BoundedPaginator

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
