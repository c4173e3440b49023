"""What a loss of power left is mended before readers are let in, and after no other end."""

from typing import Any

import pytest

from nashra.publishing import after_boot
from nashra.publishing.after_boot import mend_after_boot
from tests.chaos import faults
from tests.chaos.faults import Countdown
from tests.publishing.conftest import Published, published  # noqa: F401


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
