"""Where Wagtail's admin learns of the newsroom."""

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import path
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.models import Page

from nashra.newsroom import kept, views
from nashra.newsroom.actions import open_section
from nashra.newsroom.admin import advice, buttons, live_views, offered, refusals
from nashra.newsroom.admin.browsing import MenuPages
from nashra.newsroom.admin.dashboard import NewsPanel
from nashra.newsroom.admin.listing import DeskPageViewSet
from nashra.newsroom.admin.names import GlossaryViewSet
from nashra.newsroom.admin.stories import StoryListing, StoryViewSet
from nashra.newsroom.models import SectionPage


@hooks.register("register_log_actions")
def register_log_actions(actions: Any) -> None:
    """Names of Nashra's own actions in a page's history."""
    actions.register_action("nashra.correct", _("Correct"), _("Corrected with a public note"))
    actions.register_action("nashra.retract", _("Retract"), _("Retracted"))
    actions.register_action(
        "nashra.end_breaking", _("End as breaking news"), _("Ended as breaking news")
    )
    actions.register_action("nashra.restore", _("Restore"), _("Restored"))
    actions.register_action(
        "nashra.coverage", _("Live coverage"), _("Started, ended or reopened the live coverage")
    )
    actions.register_action(
        "nashra.refuse_related", _("Read next"), _("Refused a story that was offered after this")
    )
    actions.register_action(
        "nashra.allow_related", _("Read next"), _("Allowed a refused story after this again")
    )
    actions.register_action(
        "nashra.not_ready", _("Schedule"), _("Was due, but lacked what publication requires")
    )


@hooks.register("register_admin_viewset", order=1000)
def register_pages() -> Any:
    """In the place of Wagtail's own, which it registers before."""
    return DeskPageViewSet()


@hooks.register("register_admin_viewset")
def register_viewsets() -> list[Any]:
    """The story list, Wagtail's page views for stories, and the glossary."""
    return [StoryListing("stories", url_prefix="stories"), StoryViewSet(), GlossaryViewSet()]


@hooks.register("register_admin_urls")
def register_urls() -> list[Any]:
    """Nashra's own verbs."""
    return [
        path("stories/<int:page_id>/correct/", views.CorrectView.as_view(), name="nashra_correct"),
        path("stories/<int:page_id>/retract/", views.RetractView.as_view(), name="nashra_retract"),
        path(
            "stories/<int:page_id>/end-breaking/",
            views.EndBreakingView.as_view(),
            name="nashra_end_breaking",
        ),
        path("stories/<int:page_id>/restore/", views.RestoreView.as_view(), name="nashra_restore"),
        path(
            "stories/<int:page_id>/related/<int:related_id>/refuse/",
            offered.RefuseView.as_view(),
            name="nashra_refuse_related",
        ),
        path(
            "stories/<int:page_id>/related/<int:related_id>/allow/",
            offered.AllowView.as_view(),
            name="nashra_allow_related",
        ),
        path("stories/advice/", advice.advice, name="nashra_advice"),
        path("live/<int:page_id>/", live_views.screen, name="nashra_live"),
        path("live/<int:page_id>/post/", live_views.post, name="nashra_live_post"),
        path("live/<int:page_id>/<slug:verb>/", live_views.state, name="nashra_live_state"),
        *(
            path(f"live/<int:page_id>/<slug:entry_id>/{name}/", view, name=f"nashra_live_{name}")
            for name, view in (
                ("edit", live_views.edit),
                ("retract", live_views.retract),
                ("approve", live_views.approve),
            )
        ),
    ]


@hooks.register("insert_global_admin_css")
def desk_css() -> SafeString:
    """Nashra's colours."""
    return format_html('<link rel="stylesheet" href="{}">', static("nashra/desk.css"))


@hooks.register("insert_global_admin_js")
def desk_script() -> SafeString:
    """What every page of the desk needs of scripts."""
    return format_html('<script src="{}" defer></script>', static("nashra/desk.js"))


@hooks.register("insert_editor_js")
def kept_banner() -> SafeString:
    """The offer of text that the browser kept."""
    return render_to_string("newsroom/kept.html")


@hooks.register("after_create_page")
@hooks.register("after_edit_page")
@hooks.register("after_create_snippet")
@hooks.register("after_edit_snippet")
def note_save(request: HttpRequest, saved: Any) -> None:
    """The browser may forget what it kept of this form."""
    kept.note_save(request)


@hooks.register("register_page_header_buttons")
def header_buttons(
    page: Any, user: Any, view_name: str, next_url: str | None = None
) -> Iterator[Any]:
    """Verbs beside the story's title."""
    yield from buttons.verb_buttons(page)


@hooks.register("register_page_listing_more_buttons")
def listing_buttons(page: Any, user: Any, next_url: str | None = None) -> Iterator[Any]:
    """Verbs in listings."""
    yield from buttons.verb_buttons(page)


@hooks.register("construct_page_action_menu")
def action_menu(items: list[Any], request: HttpRequest, context: dict[str, Any]) -> None:
    """Verbs at the foot of the edit screen."""
    items.extend(item for item in buttons.menu_items() if item.is_shown(context))
    items.sort(key=lambda item: item.order)


@hooks.register("construct_main_menu")
def main_menu(request: HttpRequest, items: list[Any]) -> None:
    """Wagtail's own help speaks of Wagtail; documents have no place on the site."""
    items[:] = [item for item in items if item.name not in {"help", "documents"}]


@hooks.register("construct_homepage_summary_items", order=1000)
def summary_items(request: HttpRequest, items: list[Any]) -> None:
    """The lists below say more than counts."""
    items.clear()


@hooks.register("construct_homepage_panels")
def homepage_panels(request: HttpRequest, panels: list[Any]) -> None:
    """What is live, waiting and scheduled comes first."""
    panels.append(NewsPanel())


@hooks.register("construct_admin_api")
def admin_api(router: Any) -> None:
    """The pages of the desk's menu."""
    router.register_endpoint("pages", MenuPages)


@hooks.register("before_copy_page")
def before_copy(request: HttpRequest, page: Any) -> HttpResponse | None:
    """Sections are not copied."""
    return refusals.say(request, page, refusals.refuse_copy(page))


@hooks.register("before_delete_page")
def before_delete(request: HttpRequest, page: Any) -> HttpResponse | None:
    """Editions are not deleted."""
    return refusals.say(request, page, refusals.refuse_delete(page))


@hooks.register("before_unpublish_page")
def before_unpublish(request: HttpRequest, page: Any) -> HttpResponse | None:
    """No section leaves its stories behind."""
    descendants = bool(request.POST.get("include_descendants"))
    return refusals.say(request, page, refusals.refuse_unpublish(page, descendants=descendants))


@hooks.register("before_bulk_action")
def before_bulk(
    request: HttpRequest, action: str, objects: Any, instance: Any
) -> HttpResponse | None:
    """The same for many at once."""
    descendants = bool(request.POST.get("include_descendants"))
    for page in objects:
        if not isinstance(page, Page):
            continue
        if action == "delete":
            reason = refusals.refuse_delete(page)
        elif action == "unpublish":
            reason = refusals.refuse_unpublish(page, descendants=descendants)
        else:
            reason = ""
        if reason:
            return refusals.say(request, page, reason)
    return None


@hooks.register("after_create_page")
@hooks.register("after_edit_page")
def open_new_section(request: HttpRequest, page: Any) -> None:
    """A section made on the desk gets its desk's rights and way of approval at once."""
    if isinstance(page, SectionPage):
        open_section(section=page)
