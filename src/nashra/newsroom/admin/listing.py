"""Lists of pages that cost the same whatever the archive holds."""

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Count, Model, QuerySet
from django.forms import CheckboxSelectMultiple
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import MultipleUserFilter
from wagtail.admin.paginator import WagtailPaginator
from wagtail.admin.views.pages.listing import ExplorableIndexView, GenericPageFilterSet
from wagtail.admin.views.pages.search import SearchView, page_filter_search
from wagtail.admin.viewsets.pages import PageViewSet
from wagtail.models import Page, PageQuerySet

from nashra.accounts.models import User
from nashra.newsroom.addresses import public_root
from nashra.newsroom.finder import MOST
from nashra.newsroom.reach import FEW, POLICY, children

ROWS = 30
"""Rows of a screen: each costs the server some four milliseconds, most of them for its menu."""


SORTED = 10_000
"""Pages beneath one up to which they are put in any order that is asked for: beyond, all would be
read and sorted for each screen, and they are shown by time alone."""
TIME = "latest_revision_created_at"


def _queryset(listed: Any) -> QuerySet[Any]:
    found: QuerySet[Any] = listed.get_queryset() if hasattr(listed, "get_queryset") else listed
    return found


class BoundedPaginator(WagtailPaginator):
    """Counts no further than anybody leafs: what is older is found by search and filters."""

    @cached_property
    def count(self) -> int:
        listed: Any = self.object_list
        return len(listed) if isinstance(listed, list) else _count(_queryset(listed))

    @cached_property
    def items_count_label(self) -> str:
        """Says where counting has stopped."""
        label: str = super().items_count_label
        return label.replace(str(MOST), f"{MOST}+", 1) if self.count == MOST else label


def _count(pages: QuerySet[Any]) -> int:
    found = pages if pages.query.is_sliced else pages.order_by().values("pk")[:MOST]
    return QuerySet.count(found)


class BoundedPages(PageQuerySet):
    """Pages that are counted no further than anybody leafs."""

    def count(self) -> int:
        """At most :data:`MOST`."""
        return _count(self)


def newest_children(parent: Page) -> PageQuerySet:
    """What lies right beneath a page: where that is much, the newest first."""
    found: PageQuerySet = children(BoundedPages(Page).defer_streamfields().specific(), parent)
    return found.order_by(f"-{TIME}" if parent.numchild > FEW else "path")


def people_in(*columns: tuple[type[Model], str]) -> QuerySet[User]:
    """Who is named in indexed columns: people step by step, instead of all rows."""
    found = set()
    for model, column in columns:
        rows = model._default_manager.order_by(column).values_list(column, flat=True)
        key: int | None = 0
        while key := rows.filter(**{f"{column}__gt": key}).first():
            found.add(key)
    return User.objects.filter(pk__in=found).order_by(User.USERNAME_FIELD)


class BoundedListing:
    """For Wagtail's page lists: finds the keys of one screen, then what those rows show.

    Wagtail asks for schedules, translations and sites of all that match before it takes fifty.
    """

    paginator_class = BoundedPaginator
    paginate_by = ROWS

    def annotate_queryset(self, pages: Any) -> Any:
        """Nothing yet: see ``paginate_queryset``."""
        return pages

    def paginate_queryset(self, queryset: Any, page_size: int) -> Any:
        """The screen's rows, whole."""
        view: Any = super()
        paginator, page, rows, more = view.paginate_queryset(queryset, page_size)
        keys = list(_queryset(rows).values_list("pk", flat=True))
        model: Any = queryset.model
        found = view.annotate_queryset(model._default_manager.filter(pk__in=keys))
        by_key = {row.pk: row for row in found}
        page.object_list = [by_key[key] for key in keys if key in by_key]
        root = public_root()
        for row in page.object_list:
            row.public_root = root
        return paginator, page, page.object_list, more

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Says where counting has stopped."""
        view: Any = super()
        context: dict[str, Any] = view.get_context_data(**kwargs)
        if context.get("items_count") == MOST:
            context["items_count"] = f"{MOST}+"
        return context


class ExplorerFilterSet(GenericPageFilterSet):
    """Wagtail's, without reading every page to learn who owns one."""

    owner = MultipleUserFilter(
        label=_("Owner"), queryset=lambda request: people_in((Page, "owner_id")),
        widget=CheckboxSelectMultiple,
    )  # fmt: skip


class ExplorerView(BoundedListing, ExplorableIndexView):
    """What lies beneath a page."""

    base_filterset_class = ExplorerFilterSet

    def get_base_queryset(self) -> Any:
        pages: Any = self.model._default_manager
        if not (self.is_searching or self.is_filtering):
            found = children(pages.all(), self.parent_page)
        elif self.is_searching_whole_tree:
            found = pages.all()
        else:
            found = pages.descendant_of(self.parent_page)
        return POLICY.listed(found, self.request.user)

    def get_valid_orderings(self) -> list[str]:
        """Wagtail shows a list that is to be put in order by hand without pages."""
        orderings: list[str] = super().get_valid_orderings()
        if self.parent_page.numchild <= FEW:
            return orderings
        by_time = self.parent_page.numchild > SORTED
        return [
            name for name in orderings
            if (name.lstrip("-") == TIME if by_time else name.lstrip("-") != "ord")
        ]  # fmt: skip


class DeskSearchView(BoundedListing, SearchView):
    """Search among all pages."""

    def get_queryset(self) -> Any:
        pages = POLICY.listed(Page.objects.all(), self.request.user)
        if self.ordering:
            pages = pages.order_by(self.ordering)
        of_kind = pages
        if self.selected_content_type:
            of_kind = pages.filter(content_type=self.selected_content_type)
        found, self.all_pages = page_filter_search(self.search_query, of_kind, pages, self.ordering)
        newest = _queryset(self.all_pages).values("pk")[:MOST]
        kinds = Page.objects.filter(pk__in=newest).order_by("content_type")
        self.content_types = [
            (ContentType.objects.get_for_id(kind), count)
            for kind, count in kinds.values_list("content_type").annotate(Count("pk"))
        ]
        return found


class DeskPageViewSet(PageViewSet):
    """Wagtail's page views."""

    model = Page
    index_view_class = ExplorerView
    search_view_class = DeskSearchView
    filterset_class = ExplorerFilterSet
