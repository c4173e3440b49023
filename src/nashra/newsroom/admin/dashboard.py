"""The dashboard: what is live, what waits for whom, what comes when."""

from typing import Any

from django.conf import settings
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.components import Component
from wagtail.models import Revision, WorkflowState

from nashra.accounts import mail
from nashra.newsroom.admin.live_views import panel
from nashra.newsroom.admin.stories import in_state, stories_for

SHOWN = 8
"""Stories in each column."""


class NewsPanel(Component):
    """Three short lists, newest first; the last one by the time that is set."""

    name = "newsroom"
    order = 50
    template_name = "newsroom/dashboard.html"

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        stories = stories_for(parent_context["request"].user)
        live = in_state(stories, "live").order_by("-last_published_at")
        return {
            "request": parent_context["request"],
            "coverages": panel(stories, parent_context["request"].user),
            "live": live.select_related("locale")[:SHOWN],
            "waiting": _waiting(stories),
            "scheduled": _scheduled(stories),
            "empty": _("Nothing here."),
            "second_factor": settings.NASHRA_SECOND_FACTOR,
            "mails_given_up": mail.given_up() if parent_context["request"].user.is_superuser else 0,
        }


def _waiting(stories: Any) -> list[dict[str, Any]]:
    found = in_state(stories, "waiting")[:SHOWN]
    states = WorkflowState.objects.filter(
        status="in_progress", object_id__in=[str(story.pk) for story in found]
    ).select_related("current_task_state__task", "requested_by")
    by_story = {state.object_id: state for state in states}
    return [
        {"story": story, "state": by_story[str(story.pk)]}
        for story in found
        if str(story.pk) in by_story
    ]


def _scheduled(stories: Any) -> list[dict[str, Any]]:
    found = {str(story.pk): story for story in in_state(stories, "scheduled")}
    due = Revision.page_revisions.filter(
        approved_go_live_at__isnull=False, object_id__in=found
    ).order_by("approved_go_live_at")
    return [{"story": found[row.object_id], "at": row.approved_go_live_at} for row in due[:SHOWN]]
