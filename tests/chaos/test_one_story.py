"""A picture that fails on one story: its page keeps its last good version, all else goes on."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.test import Client

from nashra.accounts.models import Role
from nashra.changes.unit import unit_of_work
from nashra.newsroom import actions
from nashra.newsroom.models import StoryPage
from nashra.publishing import health
from nashra.publishing.models import PageFailure, PageTask
from tests.publishing.conftest import Published, address, published  # noqa: F401
from tests.publishing.pictures import image


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
