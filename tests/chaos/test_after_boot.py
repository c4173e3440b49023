"""What a loss of power left is mended before readers are let in, and after no other end."""

from datetime import timedelta
from typing import Any

import pytest
from django.db.models import F

from nashra.changes.unit import unit_of_work
from nashra.newsroom import actions
from nashra.publishing import after_boot
from nashra.publishing.after_boot import mend_after_boot
from nashra.publishing.models import PublishedFile
from tests.chaos import faults
from tests.chaos.faults import Countdown
from tests.publishing.conftest import Published, address, published  # noqa: F401


def test_what_a_loss_of_power_left_is_mended_before_readers_come(
    published: Published,  # noqa: F811
    settings: Any,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    settings.NASHRA_HOME, settings.NASHRA_SITE_ROOT = published.site.parent, published.site
    (published.site.parent / "run").mkdir(exist_ok=True)
    page = published.worker.root.file("/")
    whole = page.read_bytes()

    page.write_bytes(bytes(len(whole)))
    mend_after_boot()
    assert page.read_bytes() == whole

    page.write_bytes(bytes(len(whole)))
    mend_after_boot()
    assert page.read_bytes() != whole, "a kill leaves files whole: nobody is kept waiting"

    monkeypatch.setattr(after_boot, "_boot", lambda: "another")
    mend_after_boot()
    assert page.read_bytes() == whole

    page.write_bytes(bytes(len(whole)))
    (published.site.parent / "run/boot").write_bytes(b"\xff\x00torn")
    mend_after_boot()
    assert page.read_bytes() == whole


@pytest.mark.parametrize("headlines", [["بعد التعديل"], ["بعد التعديل", "كما كان"]])
def test_a_page_of_long_ago_is_mended_whose_last_edit_the_database_forgot_to_have_published(
    published: Published,  # noqa: F811
    settings: Any,
    headlines: list[str],
) -> None:
    """The edit waits again, and on the disk lies what was left of its page."""
    settings.NASHRA_HOME, settings.NASHRA_SITE_ROOT = published.site.parent, published.site
    (published.site.parent / "run").mkdir(exist_ok=True)
    story = published.story("كما كان")
    published.worker.drain()
    row = PublishedFile.objects.filter(path=address(story))
    row.update(built_at=F("built_at") - timedelta(hours=1))
    for headline in headlines:
        story.headline = headline
        with unit_of_work(cause="test"):
            story.save_revision()
            actions.publish_story(story=story, actor=None)
    page = published.worker.root.file(address(story))
    page.write_bytes(b"")
    mend_after_boot()
    assert headlines[-1] in page.read_text(encoding="utf-8")


def test_readers_are_let_in_whatever_hinders_the_mending(
    published: Published,  # noqa: F811
    settings: Any,
) -> None:
    settings.NASHRA_HOME, settings.NASHRA_SITE_ROOT = published.site.parent, published.site
    (published.site.parent / "run").mkdir(exist_ok=True)
    page = published.worker.root.file("/")
    page.write_bytes(b"")
    with faults.on_disk(Countdown(0, faults.disk_full(), lasts=True)):
        mend_after_boot()
    assert not (published.site.parent / "run/boot").exists()
    mend_after_boot()
    assert page.read_bytes()
