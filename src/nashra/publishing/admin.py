"""What the desk shows of publishing: a banner when what is published does not reach readers."""

from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from wagtail.admin.ui.components import Component

from nashra.newsroom.addresses import story_path
from nashra.publishing.health import Status, read_status
from nashra.publishing.models import PageFailure


def trouble(status: Status) -> str:
    """What is wrong, in the desk's language; empty while all is well."""
    if not status.worker:
        return _(
            "Publishing stands still: the worker is not running. What you publish is kept and "
            "will reach readers when it runs again."
        )
    if not status.well:
        return _(
            "Publishing is late: a change has waited %(seconds)d seconds. It is kept and will "
            "reach readers."
        ) % {"seconds": status.oldest_seconds}
    if status.failures:
        return _(
            "%(count)d pages could not be made and show their last good version. Last: %(path)s"
        ) % {"count": status.failures, "path": status.last_error.partition(": ")[0]}
    return ""


def _banner(text: str) -> SafeString:
    return format_html(
        '<div class="nashra-trouble help-block help-critical" role="alert"><p>{}</p></div>', text
    )


class PublishingPanel(Component):
    """The banner at the head of the dashboard; nothing while all is well."""

    name = "publishing"
    order = 1

    def render_html(self, parent_context: Any = None) -> SafeString:
        text = trouble(read_status())
        return _banner(text) if text else SafeString("")


def story_notice(story: Any, request: Any) -> SafeString:
    """Above a story's form: that the worker is down, or that this story's page failed."""
    status = read_status()
    if not status.well:
        return _banner(trouble(status))
    failure = PageFailure.objects.filter(path=story_path(story.public_id)).first()
    if failure is None:
        return SafeString("")
    reason = failure.error.strip().splitlines()[-1]
    text = _("This story's page could not be made; readers see its last good version. %(reason)s")
    return _banner(text % {"reason": reason})
