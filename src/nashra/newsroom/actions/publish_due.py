"""Publish and withdraw what is due."""

import logging
import time
from collections.abc import Callable
from functools import partial
from typing import Any

from django.db import OperationalError
from django.utils import timezone
from wagtail.log_actions import log
from wagtail.models import Revision

from nashra.changes import unit
from nashra.changes.unit import unit_of_work
from nashra.newsroom.actions.approve_entry import approve_entry
from nashra.newsroom.models import Breaking, JournalEntry, StoryPage
from nashra.newsroom.readiness import NotReady

_log = logging.getLogger(__name__)


AGAIN = 60.0
"""Seconds until something is tried again that failed for a reason which nobody foresaw."""
_put_off: dict[tuple[str, Any], float] = {}


def publish_due() -> int:
    """Publishes scheduled revisions and entries, withdraws expired stories, ends breaking news.

    Replaces Wagtail's ``publish_scheduled``, which parts a change from its outbox row. One unit of
    work each; a revision that cannot be published loses its schedule, which the story's history
    tells. Whatever else fails is logged and tried again a minute later; nothing holds up another.
    Raises OperationalError where the database fails. Returns how many were done.
    """
    moment = timezone.now()
    done = 0
    for story in StoryPage.objects.filter(live=True, expire_at__lt=moment).order_by("expire_at"):
        done += _alone(("expire", story.pk), partial(_expire, story))
    due = Revision.objects.filter(approved_go_live_at__lt=moment).order_by("approved_go_live_at")
    for revision in due:
        done += _alone(("publish", revision.pk), partial(_publish, revision))
    waiting = JournalEntry.objects.filter(state=JournalEntry.State.SCHEDULED, at__lte=moment)
    for entry in waiting.select_related("coverage").order_by("at", "pk"):
        done += _alone(("post", entry.pk), partial(_post, entry))
    for row in Breaking.objects.filter(over=False, until__lte=moment, story__live=True):
        done += _alone(("end breaking", row.pk), partial(_end_breaking, row))
    return done


def _alone(name: tuple[str, Any], work: Callable[[], bool]) -> bool:
    """Does one thing, so that its fault is its own; whether it was done."""
    if time.monotonic() < _put_off.get(name, 0.0):
        return False
    try:
        done = work()
    except OperationalError:
        raise
    except Exception:
        _put_off[name] = time.monotonic() + AGAIN
        _log.exception("could not %s on time: %s", *name)
        return False
    _put_off.pop(name, None)
    return done


def _expire(story: StoryPage) -> bool:
    with unit_of_work(cause="expire"):
        story.unpublish(set_expired=True, log_action="wagtail.unpublish.scheduled")
    return True


def _end_breaking(row: Breaking) -> bool:
    """What follows from the time is settled with the story's facts."""
    with unit_of_work(cause="breaking ends"):
        unit.touch(f"story:{row.story.public_id}")
    return True


def _publish(revision: Revision) -> bool:
    try:
        with unit_of_work(cause="scheduled"):
            revision.publish(log_action="wagtail.publish.scheduled")
    except NotReady as error:
        _give_up(revision, error)
        return False
    return True


def _post(entry: JournalEntry) -> bool:
    approve_entry(entry=entry, actor=None, due=True)
    return True


def _give_up(revision: Revision, error: NotReady) -> None:
    story = revision.content_object
    _log.error("the scheduled story %s was not published: %s", story.slug, error)
    with unit_of_work(cause="scheduled"):
        revision.approved_go_live_at = None
        revision.save(update_fields=["approved_go_live_at"])
        log(instance=story, action="nashra.not_ready", data={"problems": error.problems})
