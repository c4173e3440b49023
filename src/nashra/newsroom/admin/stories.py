"""Stories on the desk: one flat list, newest first, and Wagtail's page views for them."""

from typing import Any

import django_filters
from django import forms
from django.contrib.contenttypes.models import ContentType
from django.db.models import QuerySet
from django.forms import CheckboxSelectMultiple, RadioSelect
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.ui.tables.pages import (
    BulkActionsColumn,
    PageStatusColumn,
    PageTitleColumn,
    ParentPageColumn,
)
from wagtail.admin.views.pages.choose_parent import ChooseParentView
from wagtail.admin.views.pages.listing import IndexView
from wagtail.admin.viewsets.pages import PageListingViewSet, PageViewSet
from wagtail.models import Locale, Page, Revision, WorkflowState

from nashra.newsroom.admin.listing import ROWS, BoundedListing, ExplorerFilterSet, ExplorerView
from nashra.newsroom.models import SectionPage, StoryPage, Urgency
from nashra.newsroom.reach import POLICY, newest_beneath

STATES = [
    ("live", _("Live")),
    ("changed", _("Live, with changes that wait")),
    ("waiting", _("Waiting for approval")),
    ("scheduled", _("Scheduled")),
    ("draft", _("Draft")),
    ("gone", _("Withdrawn")),
]


def stories_for(user: Any) -> QuerySet[StoryPage]:
    """The stories beneath the sections that the user has any right in."""
    found: QuerySet[StoryPage] = POLICY.listed(StoryPage.objects.all(), user)
    return found


def _page_ids(rows: Any) -> list[int]:
    """Primary keys of the pages that generic rows belong to."""
    page = ContentType.objects.get_for_model(Page)
    ids = rows.filter(base_content_type=page).values_list("object_id", flat=True)
    return [int(pk) for pk in ids]


def in_state(stories: QuerySet[StoryPage], state: str) -> QuerySet[StoryPage]:
    """The stories in one of :data:`STATES`."""
    match state:
        case "live":
            return stories.filter(live=True)
        case "changed":
            return stories.filter(live=True, has_unpublished_changes=True)
        case "waiting":
            states = WorkflowState.objects.filter(status__in=["in_progress", "needs_changes"])
            return stories.filter(pk__in=_page_ids(states))
        case "scheduled":
            due = Revision.objects.filter(approved_go_live_at__isnull=False)
            return stories.filter(pk__in=_page_ids(due))
        case "draft":
            return stories.filter(live=False, first_published_at=None)
        case _:
            return stories.filter(live=False).exclude(live_revision=None, last_published_at=None)


class SectionFilter(django_filters.ModelMultipleChoiceFilter):
    """Stories beneath any of the chosen sections."""

    def filter(self, stories: QuerySet[StoryPage], sections: Any) -> QuerySet[StoryPage]:
        if not sections:
            return stories
        return stories.filter(newest_beneath([section.path for section in sections]))


class UrgencyFilter(django_filters.MultipleChoiceFilter):
    """Stories of any of the chosen urgencies."""

    def filter(self, stories: QuerySet[StoryPage], urgencies: Any) -> QuerySet[StoryPage]:
        if not urgencies or Urgency.NORMAL in urgencies:
            found: QuerySet[StoryPage] = super().filter(stories, urgencies)
            return found
        # Few of many: walking through all in the order of time would find them last.
        rare = StoryPage.objects.exclude(urgency=Urgency.NORMAL).filter(urgency__in=urgencies)
        return stories.filter(pk__in=list(rare.order_by().values_list("pk", flat=True)))


class StoryFilterSet(WagtailFilterSet):
    """What an editor narrows the list by."""

    section = SectionFilter(
        label=_("Section"),
        queryset=lambda request: SectionPage.objects.order_by("path"),
        widget=CheckboxSelectMultiple,
    )
    state = django_filters.ChoiceFilter(
        label=_("State"), choices=STATES, empty_label=_("Any"), widget=RadioSelect,
        method=lambda stories, name, value: in_state(stories, value),
    )  # fmt: skip
    urgency = UrgencyFilter(
        label=_("Urgency"), choices=Urgency.choices, widget=CheckboxSelectMultiple
    )
    # How one comes to stories that lie further back than the list is counted.
    latest_revision_created_at = django_filters.DateFromToRangeFilter(
        label=_("Updated"), widget=DateRangePickerWidget
    )
    # Not "locale": Wagtail's listings take that parameter for themselves.
    language = django_filters.ModelChoiceFilter(
        field_name="locale", label=_("Language"), queryset=lambda request: Locale.objects.all(),
        empty_label=_("Any"), widget=RadioSelect,
    )  # fmt: skip

    class Meta:
        model = StoryPage
        fields: list[str] = []


class StoryIndexView(BoundedListing, IndexView):
    """The flat list of stories."""

    page_title = _("Stories")
    default_ordering = "-latest_revision_created_at"

    def get_base_queryset(self) -> Any:
        return stories_for(self.request.user)


class SectionForm(forms.Form):
    """Where a new story goes."""

    parent_page: "forms.ModelChoiceField[SectionPage]" = forms.ModelChoiceField(
        SectionPage.objects.none(), label=_("Section"), widget=RadioSelect, empty_label=None
    )

    def __init__(self, sections: QuerySet[SectionPage], *args: Any) -> None:
        super().__init__(*args)
        field: Any = self.fields["parent_page"]
        field.queryset = sections


class ChooseSectionView(ChooseParentView):
    """Asks for the section of a new story."""

    page_title = _("New story")

    def get_form(self) -> SectionForm:
        pages = self.get_valid_parent_pages(self.request.user)
        sections = SectionPage.objects.filter(pk__in=pages.values("pk")).order_by("path")
        data = self.request.POST if self.request.method == "POST" else None
        return SectionForm(sections, data)


def urgency_shown(story: StoryPage) -> str:
    """Only what is out of the ordinary."""
    return "" if story.urgency == Urgency.NORMAL else story.get_urgency_display()


class StoryListing(PageListingViewSet):
    """The desk's first menu item."""

    model = StoryPage
    icon = "doc-full"
    menu_label = _("Stories")
    menu_name = "stories"
    menu_order = 50
    add_to_admin_menu = True
    index_view_class = StoryIndexView
    choose_parent_view_class = ChooseSectionView
    filterset_class = StoryFilterSet
    list_per_page = ROWS
    columns = [
        BulkActionsColumn("bulk_actions"),
        PageTitleColumn("title", label=_("Headline"), classname="title"),
        ParentPageColumn("parent", label=_("Section")),
        Column(
            "urgency", label=_("Urgency"), accessor=urgency_shown,
            classname="nashra-urgency", width="8%",
        ),
        DateColumn(
            "latest_revision_created_at", label=_("Updated"),
            sort_key="latest_revision_created_at", classname="nashra-updated", width="12%",
        ),
        PageStatusColumn("status", label=_("State"), width="12%"),
    ]  # fmt: skip


class SectionContentsView(ExplorerView):
    """A section's stories in the explorer, newest first.

    They have no order of their own to arrange.
    """

    default_ordering = "-latest_revision_created_at"
    sort_order_field = None

    def get_valid_orderings(self) -> list[str]:
        return [name for name in super().get_valid_orderings() if name.lstrip("-") != "ord"]


class StoryViewSet(PageViewSet):
    """Wagtail's page views for stories."""

    model = StoryPage
    icon = "doc-full"
    index_view_class = SectionContentsView
    filterset_class = ExplorerFilterSet
