"""The queues in a browser: from a phone by keyboard alone, without scripts, and for everybody."""

import re
from collections.abc import Iterator
from typing import Any

import pytest

from tests.e2e.conftest import Stack
from tests.e2e.desk import Desk

PHONE = {"width": 360, "height": 740}
LONG = 30_000
"""Milliseconds to wait for a state; passing takes a fraction of a second."""
PAGES = (
    "q/waiting/", "q/reported/", "q/suspect/", "q/all/", "appeals/", "sanctions/", "words/",
    "standards/", "modes/", "log/", "statistics/",
)  # fmt: skip

axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe is not installed")


@pytest.fixture
def desk(stack: Stack, browser: Any) -> Iterator[Desk]:
    found = Desk(stack, browser, "anas")
    found.page.set_default_timeout(LONG)
    found.page.set_viewport_size(PHONE)
    yield found
    found.page.context.close()


def said(desk: Desk, word: str) -> None:
    desk.page.locator(".nd-status p", has_text=word).wait_for()


def test_by_keyboard_alone_a_comment_is_rejected_and_comes_back(desk: Desk) -> None:
    desk.open("/desk/discussion/q/waiting/")
    keys, page = desk.page.keyboard, desk.page
    keys.press("j")
    first = page.locator(".nd-here").get_attribute("id")
    row = page.locator(f"#{first}")
    keys.press("r")
    keys.press("2")
    said(desk, "رُفض")
    row.locator(".nd-state", has_text="رُفض").wait_for()
    # The next one has the keys now.
    page.wait_for_function(f"document.querySelector('.nd-here')?.id !== '{first}'")
    keys.press("k")
    keys.press("u")
    row.locator(".nd-state", has_text="ينتظر").wait_for()
    keys.press("x")
    assert row.locator("[type=checkbox]").is_checked()
    assert page.locator("#nd-bulk").is_visible()
    keys.press("?")
    assert page.locator(".nd-keys").get_attribute("open") is not None
    assert desk.complaints == []


def test_without_scripts_a_decision_is_made_and_undone(
    desk: Desk, stack: Stack, browser: Any
) -> None:
    context = browser.new_context(
        java_script_enabled=False, viewport=PHONE, storage_state=desk.page.context.storage_state()
    )
    page = context.new_page()
    page.set_default_timeout(LONG)
    page.goto(f"{stack.origin}/desk/discussion/q/waiting/")
    row = page.locator(".nd-row").first
    name = row.get_attribute("id")
    row.locator("summary").click()
    row.locator("select[name=rule]").select_option("topic")
    row.locator("button[value=reject]").click()
    page.wait_for_url(re.compile(r"\?done=\d+"))
    assert not page.locator(f"#{name}").count()
    page.locator(".nd-undo button").click()
    page.locator(f"#{name}").wait_for()
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_page_is_for_everybody_and_fits_a_phone(desk: Desk, scheme: Any) -> None:
    desk.page.emulate_media(color_scheme=scheme)
    desk.open("/desk/discussion/q/all/")
    further = [
        desk.page.locator(".nd-who a").first.get_attribute("href"),
        desk.page.locator(".nd-of a").first.get_attribute("href"),
    ]
    for path in (*(f"/desk/discussion/{rest}" for rest in PAGES), *further):
        assert path
        desk.open(path)
        wide = desk.page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
        assert wide, path
        found = axe.Axe().run(desk.page, context=".nd").response["violations"]
        told = [(one["id"], [node["html"][:120] for node in one["nodes"][:3]]) for one in found]
        assert told == [], path
    assert desk.complaints == []
