"""Two workers at once, one that slept through its lease, and a clock that jumps."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone

from nashra.newsroom import actions, queries
from nashra.newsroom.models import StoryPage
from nashra.publishing import worker
from nashra.publishing.kinds import story as story_kind
from nashra.publishing.lease import LeaseLost, LeaseTaken, acquire
from nashra.publishing.models import PageFailure, WorkerLease
from tests.properties import harness
from tests.properties.edits import do
from tests.properties.harness import Newsroom, assert_converged, drain_watched

LONG = pytest.mark.chaos

DAY = timedelta(days=1)


class Clock:
    """The wall clock, set forward or back."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.shift, real = timedelta(), timezone.now
        monkeypatch.setattr(timezone, "now", lambda: real() + self.shift)

    def now(self) -> datetime:
        return timezone.now()


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    return Clock(monkeypatch)


class SleepingRoot(harness.WatchedRoot):
    """Sleeps at one file until another worker has taken over and done its work."""

    def sleep(self, at: str, number: int) -> None:
        object.__setattr__(self, "wakes", (at, number))

    def _sleep(self, at: str) -> None:
        where, number = self.wakes
        if where == at:
            object.__setattr__(self, "wakes", (at, number - 1))
            if number == 0:
                successor = harness.worker_on(self.folder)
                do([("edit_headline", 2), ("publish_new", 9)])
                successor.drain()
                object.__setattr__(self, "left", harness.files(self.folder))

    def stage(self, path: str, body: bytes, *, tag: str = "") -> None:
        self._sleep("stage")
        super().stage(path, body, tag=tag)

    def place(self, path: str, *, tag: str = "") -> None:
        self._sleep("place")
        super().place(path, tag=tag)


@pytest.mark.parametrize("at", ["stage", "place"])
@pytest.mark.parametrize("number", [pytest.param(0, marks=LONG), 1, pytest.param(5, marks=LONG)])
def test_a_worker_that_slept_through_its_lease_leaves_nothing_old(
    room: Newsroom, at: str, number: int
) -> None:
    folder = room.copy()
    root = SleepingRoot(folder)
    do([("edit_headline", 2), ("publish_new", 3)])
    slow = harness.worker_on(folder, root=root)
    root.sleep(at, number)
    # Its successor cleared what it had staged, or it finds its lease gone at the next file.
    with pytest.raises((LeaseLost, FileNotFoundError)):
        slow.drain()
    assert harness.differences(root.left, harness.files(folder)) == [], "it wrote what is past"
    drain_watched(folder)
    assert_converged(folder)


def test_a_clock_set_back_stops_neither_lease_nor_retries(
    room: Newsroom, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = room.copy()
    do([("edit_headline", 2)])
    with monkeypatch.context() as patch:
        patch.setattr(story_kind, "story_view", _broken)
        harness.worker_on(folder).drain()
    assert PageFailure.objects.exists()
    WorkerLease.objects.update(holder="elsewhere:1", heartbeat_at=clock.now())
    with pytest.raises(LeaseTaken):
        acquire()
    clock.shift = -DAY
    assert acquire().generation > 1, "a heartbeat of tomorrow keeps nobody out"
    do([("publish_new", 3)])
    healed = harness.worker_on(folder)
    healed.drain()
    assert not PageFailure.objects.exists(), "what was put off until tomorrow is tried now"
    assert_converged(folder)


def test_a_clock_set_forward_and_back_again(room: Newsroom, clock: Clock) -> None:
    folder = room.copy()
    running = harness.worker_on(folder)
    for shift in (DAY, -DAY, 30 * DAY, timedelta()):
        clock.shift = shift
        do([("publish_new", 3), ("edit_headline", 1)])
        running.drain()
    assert_converged(folder)


def test_what_is_scheduled_appears_once_whatever_the_clock_does(
    room: Newsroom, clock: Clock
) -> None:
    folder = room.copy()
    section = queries.sections("ar").first()
    assert section is not None
    from nashra.newsroom.content import StoryContent

    content = StoryContent(headline="لاحقا", body=(("paragraph", "<p>نص.</p>"),))
    story = actions.create_draft(section=section, actor=None, content=content)
    actions.schedule_story(story=story, actor=None, at=clock.now() + timedelta(hours=1))
    running = harness.worker_on(folder)
    page = folder / "a" / story.public_id / "index.html"
    for shift, stands in ((-DAY, False), (timedelta(), False), (2 * DAY, True), (-DAY, True)):
        clock.shift = shift
        running._next_due = 0.0
        running.drain()
        assert page.exists() is stands, shift
    assert StoryPage.objects.get(pk=story.pk).live
    assert_converged(folder)


def _broken(*_: Any, **__: Any) -> Any:
    raise ValueError("a fault of one story")


def test_the_longest_wait_is_what_a_retry_may_take() -> None:
    assert timedelta(minutes=5) >= worker.LONGEST_WAIT
