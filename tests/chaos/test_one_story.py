"""A picture that fails on one story: its page keeps its last good version, all else goes on."""

import importlib
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from wagtail.models import Revision

from nashra.accounts.models import Role
from nashra.changes.unit import unit_of_work
from nashra.newsroom import actions
from nashra.newsroom.models import StoryPage
from nashra.publishing import health
from nashra.publishing.models import PageFailure, PageTask
from tests.publishing.conftest import Published, address, published  # noqa: F401
from tests.publishing.pictures import image

publish_due = importlib.import_module("nashra.newsroom.actions.publish_due")


def _edit(story: StoryPage, **values: Any) -> None:
    for name, value in values.items():
        setattr(story, name, value)
    with unit_of_work(cause="test"):
        story.save_revision()
        actions.publish_story(story=story, actor=None)


def test_a_broken_picture_holds_up_one_page_alone(
    published: Published,  # noqa: F811
    make_user: Callable[..., Any],
    client: Client,
) -> None:
    bad, good = published.story("سليم قبل العطل"), published.story("آخر")
    published.worker.drain()
    picture = image("صورة")
    file = Path(picture.file.path)
    whole = file.read_bytes()
    file.write_bytes(whole[:100])
    _edit(bad, headline="مع صورة", lead_image=picture, lead_alt="وصف")
    _edit(good, headline="بعد التعديل")
    published.worker.drain()
    assert "سليم قبل العطل" in published.read(address(bad))
    assert "بعد التعديل" in published.read(address(good))
    assert PageFailure.objects.filter(path=address(bad)).exists()
    assert health.read_status().failures
    client.force_login(make_user(Role.CHIEF_EDITOR))
    desk = client.get("/desk/").content.decode()
    assert "سليم" in desk or bad.public_id in desk, "the desk names the page"

    file.write_bytes(whole)
    PageTask.objects.update(not_before=None)
    published.worker.drain()
    assert "مع صورة" in published.read(address(bad))
    assert not PageFailure.objects.exists()
    assert bad.public_id not in client.get("/desk/").content.decode().split("<main")[0]


def test_a_schedule_that_fails_holds_up_no_other(
    published: Published,  # noqa: F811
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    stories = [published.story(f"خبر {number}") for number in range(3)]
    for story in stories:
        story.headline = f"{story.headline} معدل"
        with unit_of_work(cause="test"):
            story.save_revision()
            actions.schedule_story(
                story=story, actor=None, at=timezone.now() + timedelta(minutes=1)
            )
    later = timezone.now() + timedelta(hours=1)
    monkeypatch.setattr(timezone, "now", lambda: later)
    publish, bad = Revision.publish, str(stories[0].pk)

    def fail(self: Revision, **named: Any) -> Any:
        if self.object_id == bad:
            raise LookupError("what it refers to is gone")
        return publish(self, **named)

    with monkeypatch.context() as patch:
        patch.setattr(Revision, "publish", fail)
        assert publish_due.publish_due() == 2
        assert publish_due.publish_due() == 0
    published.worker.drain()
    assert [("معدل" in published.read(address(story))) for story in stories] == [False, True, True]

    monkeypatch.setattr(publish_due, "_put_off", {})
    published.worker._next_due = 0.0
    published.worker.drain()
    assert "معدل" in published.read(address(stories[0]))
