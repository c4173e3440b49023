"""Publish and withdraw what is due."""

import logging

from django.utils import timezone
from wagtail.log_actions import log
from wagtail.models import Revision

from nashra.changes.unit import unit_of_work
from nashra.newsroom.models import StoryPage
from nashra.newsroom.readiness import NotReady

_log = logging.getLogger(__name__)


def publish_due() -> int:
    """Publishes scheduled revisions and withdraws expired stories whose time has come.

    Replaces Wagtail's ``publish_scheduled``, which parts a change from its outbox row. One unit of
    work each; a revision that cannot be published loses its schedule, which the story's history
    tells, and holds up no other. Returns how many were done.
    """
    moment = timezone.now()
    done = 0
    for story in StoryPage.objects.filter(live=True, expire_at__lt=moment).order_by("expire_at"):
        with unit_of_work(cause="expire"):
            story.unpublish(set_expired=True, log_action="wagtail.unpublish.scheduled")
        done += 1
    due = Revision.objects.filter(approved_go_live_at__lt=moment).order_by("approved_go_live_at")
    for revision in due:
        try:
            with unit_of_work(cause="scheduled"):
                revision.publish(log_action="wagtail.publish.scheduled")
        except NotReady as error:
            _give_up(revision, error)
        else:
            done += 1
    return done


def _give_up(revision: Revision, error: NotReady) -> None:
    story = revision.content_object
    _log.error("the scheduled story %s was not published: %s", story.slug, error)
    with unit_of_work(cause="scheduled"):
        revision.approved_go_live_at = None
        revision.save(update_fields=["approved_go_live_at"])
        log(instance=story, action="nashra.not_ready", data={"problems": error.problems})
