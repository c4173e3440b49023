"""Where somebody walks through the tree of pages: the chooser of pages and the desk's menu."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from wagtail.admin.api.views import PagesAdminAPIViewSet
from wagtail.admin.views.chooser import BrowseView
from wagtail.models import Page

from nashra.newsroom.admin.listing import newest_children
from nashra.newsroom.models import SectionPage
from nashra.newsroom.reach import POLICY

_OF_THE_MENU = {"child_of", "for_explorer", "fields", "limit", "offset"}
_STORIES = "newsroom.storypage"


class ChooserBrowseView(BrowseView):
    """The chooser of pages, which offers a long section's newest."""

    def get(self, request: HttpRequest, parent_page_id: int | None = None) -> HttpResponse:
        if parent_page_id is None and request.GET.get("page_type", "").lower() == _STORIES:
            # Wagtail looks at every story to find the page above them all.
            sections: Any = Page.objects.type(SectionPage)
            parent_page_id = sections.first_common_ancestor().pk
        answer: HttpResponse = super().get(request, parent_page_id)
        return answer

    def get_object_list(self) -> Any:
        pages = newest_children(self.parent_page)
        return pages.select_related("locale") if self.i18n_enabled else pages


class MenuPages(PagesAdminAPIViewSet):
    """Wagtail's pages for the desk's own scripts; those of its menu are not all counted."""

    def filter_queryset(self, queryset: Any) -> Any:
        found = super().filter_queryset(queryset)
        asked = self.request.GET
        if not asked.keys() <= _OF_THE_MENU or not asked.get("for_explorer"):
            return found
        if not asked["child_of"].isdigit():
            return found
        parent = self.get_base_queryset().get(pk=asked["child_of"])
        return POLICY.listed(newest_children(parent), self.request.user)
