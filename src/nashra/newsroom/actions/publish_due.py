"""Publish and withdraw what is due."""

from datetime import datetime

from django.utils import timezone
from wagtail.models import Revision

from nashra.changes.unit import unit_of_work
from nashra.newsroom.models import StoryPage


def publish_due(*, now: datetime | None = None) -> int:
    """Publishes scheduled revisions and withdraws expired stories whose time has come.

    Replaces Wagtail's ``publish_scheduled``, which parts a change from its outbox row. One unit of
    work each, so that one failure leaves the others done. Returns how many were done.
    """
    moment = now or timezone.now()
    done = 0
    for story in StoryPage.objects.filter(live=True, expire_at__lt=moment).order_by("expire_at"):
        with unit_of_work(cause="expire"):
            story.unpublish(set_expired=True, log_action="wagtail.unpublish.scheduled")
        done += 1
    due = Revision.objects.filter(approved_go_live_at__lt=moment).order_by("approved_go_live_at")
    for revision in due:
        with unit_of_work(cause="scheduled"):
            revision.publish(log_action="wagtail.publish.scheduled")
        done += 1
    return done
