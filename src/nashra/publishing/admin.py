"""What the desk shows of publishing: what does not reach readers, and what has still to."""

from typing import Any

from django.http import HttpRequest, JsonResponse
from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.admin.ui.components import Component

from nashra.newsroom.addresses import story_path
from nashra.publishing.health import Renewal, Status, pages_left, read_status
from nashra.publishing.models import PageFailure

MANY = 20
"""Pages to be renewed from which the desk speaks of them; fewer are done before one has read it."""


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


def renewal(left: Renewal) -> str:
    """How many pages readers see as they were, in the desk's language; empty for a few."""
    if left.left < MANY:
        return ""
    if left.more:
        return _("More than %(count)d pages are still to be renewed.") % {"count": left.left}
    text = ngettext(
        "%(count)d page is still to be renewed.",
        "%(count)d pages are still to be renewed.",
        left.left,
    )
    return text % {"count": left.left}


def progress_notice() -> SafeString:
    """On every page of the desk: the count of this moment, which a script keeps true."""
    text = renewal(pages_left())
    return format_html(
        '<p class="nashra-progress" role="status" data-from="{}"{}>{}</p>'
        '<script src="{}" defer></script>',
        reverse("nashra_progress"), SafeString("" if text else " hidden"), text,
        static("nashra/progress.js"),
    )  # fmt: skip


def progress(request: HttpRequest) -> JsonResponse:
    """The same for the script: ``left`` pages, and ``text`` to show, empty when there is nothing
    to say."""
    left = pages_left()
    return JsonResponse({"left": left.left, "more": left.more, "text": renewal(left)})
