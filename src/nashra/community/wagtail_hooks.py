"""Where Wagtail's admin learns of the discussion."""

from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import path, reverse
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component

from nashra.community import queues, rights
from nashra.community.desk import (
    decide_view,
    frame,
    log_views,
    people_views,
    queue_views,
    rule_views,
    statistics_view,
    word_views,
)
from nashra.newsroom.desk import register_story_notice


@hooks.register("register_admin_urls")
def discussion_urls() -> list[Any]:
    """The pages of the discussion on the desk."""
    return [path(f"discussion/{rest}", view, name=name) for rest, view, name in _PAGES]


_PAGES = (
    ("", queue_views.index, "nashra_discussion"),
    ("decide/", decide_view.decide, "nashra_discussion_decide"),
    ("undo/<int:pk>/", decide_view.undo, "nashra_discussion_undo"),
    ("story/<slug:public_id>/", queue_views.story, "nashra_discussion_story"),
    ("story/<slug:public_id>/<slug:verb>/", queue_views.run, "nashra_discussion_run"),
    ("person/<int:pk>/", people_views.person, "nashra_discussion_person"),
    ("person/<int:pk>/sanction/", people_views.sanction, "nashra_discussion_sanction"),
    ("sanctions/", people_views.sanctions, "nashra_discussion_sanctions"),
    ("sanctions/<int:pk>/lift/", people_views.lift, "nashra_discussion_lift"),
    ("appeals/", people_views.appeals, "nashra_discussion_appeals"),
    ("appeals/<int:pk>/", people_views.answer, "nashra_discussion_answer"),
    ("words/", word_views.words, "nashra_discussion_words"),
    ("standards/", rule_views.standards, "nashra_discussion_standards"),
    ("modes/", rule_views.section_modes, "nashra_discussion_modes"),
    ("log/", log_views.log, "nashra_discussion_log"),
    ("log.csv", log_views.export, "nashra_discussion_export"),
    ("statistics/", statistics_view.statistics, "nashra_discussion_statistics"),
    ("q/<slug:name>/", queue_views.queue, "nashra_queue"),
)


class DiscussionItem(MenuItem):
    """The way to the queues, with how much waits there."""

    def is_shown(self, request: HttpRequest) -> bool:
        """For those who may moderate."""
        return rights.may_moderate(request.user)

    def render_component(self, request: HttpRequest) -> Any:
        """Wagtail's own, with the count in the label."""
        component = super().render_component(request)
        if waiting := frame.shown_count(queues.waiting()):
            component.label = f"{component.label} ({waiting})"
        return component


@hooks.register("register_admin_menu_item")
def discussion_item() -> MenuItem:
    """Its place in the menu."""
    label: Promise = _("Discussion")
    return DiscussionItem(
        label, reverse("nashra_discussion"), name="discussion", icon_name="comment", order=160
    )


class WaitingPanel(Component):
    """What waits for moderators, on the dashboard."""

    name = "discussion"
    order = 60
    template_name = "community/panel.html"

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        counted = queues.counts()
        return {
            "ways": [way for way in frame.ways(parent_context["request"].user, "") if way["count"]],
            "slowed": queues.slowed()[:5], "anything": any(counted.values()),
        }  # fmt: skip


@hooks.register("construct_homepage_panels")
def homepage_panels(request: HttpRequest, panels: list[Any]) -> None:
    """For those who may moderate."""
    if rights.may_moderate(request.user):
        panels.append(WaitingPanel())


def _story_notice(story: Any, request: Any) -> SafeString:
    if request is None:
        return SafeString("")
    found = queue_views.notice(story, request.user)
    return render_to_string("community/notice.html", found) if found else SafeString("")


register_story_notice(_story_notice)
