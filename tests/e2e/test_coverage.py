"""The posting screen in a browser: from a phone, by keyboard alone, two editors, a dead network."""

import re
from collections.abc import Iterator
from typing import Any

import pytest

from tests.e2e.conftest import Stack
from tests.e2e.desk import Desk

PHONE = {"width": 360, "height": 740}
LONG = 30_000
"""Milliseconds to wait for a state; passing takes a fraction of a second."""


@pytest.fixture
def desk_of(stack: Stack, browser: Any) -> Iterator[Any]:
    opened: list[Desk] = []

    def open_as(username: str) -> Desk:
        desk = Desk(stack, browser, username)
        desk.page.set_default_timeout(LONG)
        opened.append(desk)
        return desk

    yield open_as
    for desk in opened:
        desk.page.context.close()


def screen(desk: Desk) -> None:
    """From the desk's first page to the coverage that runs."""
    desk.open("/desk/")
    desk.page.locator("#nashra-coverages ~ ul a").first.click()
    desk.page.wait_for_url(re.compile(r"/desk/live/\d+/$"))


def entry(desk: Desk, words: str) -> Any:
    return desk.page.locator(".nl-entries > li", has_text=words).first


def write(desk: Desk, words: str) -> None:
    """Types into the text, which has the focus, and posts it by keyboard."""
    desk.page.wait_for_function("document.activeElement.name === 'body'")
    desk.page.keyboard.insert_text(words)
    desk.page.keyboard.press("Control+Enter")


def public_id(desk: Desk) -> str:
    return str(desk.page.locator(".nl").get_attribute("data-live"))


def test_from_a_phone_by_keyboard_alone_to_readers(stack: Stack, desk_of: Any) -> None:
    desk = desk_of("rana")
    desk.page.set_viewport_size(PHONE)
    screen(desk)
    wide = "document.documentElement.scrollWidth <= window.innerWidth"
    assert desk.page.evaluate(wide)
    desk.page.keyboard.press("Alt+KeyK")
    desk.page.keyboard.press("Alt+KeyN")
    write(desk, "عاد التيار إلى شارع الربيع.")
    entry(desk, "عاد التيار إلى شارع الربيع.").wait_for()
    desk.page.keyboard.press("Alt+Digit2")
    desk.page.wait_for_function("document.activeElement.name === 'text'")
    desk.page.keyboard.insert_text("لن ينقطع ثانية")
    desk.page.keyboard.press("Tab")
    desk.page.keyboard.insert_text("سامية الإدريسي")
    desk.page.keyboard.press("Control+Enter")
    entry(desk, "لن ينقطع ثانية").wait_for()
    assert desk.page.evaluate(wide)
    path = f"/a/{public_id(desk)}/"
    stack.until(path, lambda _, text: "لن ينقطع ثانية" in text, 30)
    _, page = stack.get(path)
    assert "عاد التيار إلى شارع الربيع." in page
    assert "لن ينقطع ثانية" in stack.get(f"{path}live/tail.json")[1]
    assert desk.complaints == []


def test_two_editors_see_each_other_and_lose_nothing(desk_of: Any) -> None:
    one, other = desk_of("rana"), desk_of("murad")
    screen(one)
    screen(other)
    write(one, "تحديث سيحرره اثنان")
    entry(one, "تحديث سيحرره اثنان").wait_for()
    entry(other, "تحديث سيحرره اثنان").wait_for()
    for desk in (one, other):
        entry(desk, "تحديث سيحرره اثنان").locator(".nl-edit").click()
        desk.page.locator(".nl-editing textarea[name=body]").wait_for()
    other.page.locator(".nl-editing textarea[name=body]").fill("نص مراد")
    other.page.keyboard.press("Control+Enter")
    entry(other, "نص مراد").wait_for()
    mine = one.page.locator(".nl-editing textarea[name=body]")
    mine.fill("نص رنا")
    one.page.keyboard.press("Control+Enter")
    one.page.locator(".nl-theirs", has_text="نص مراد").wait_for()
    assert one.page.locator(".nl-editing textarea[name=body]").input_value() == "نص رنا"
    one.page.locator(".nl-editing textarea[name=body]").press("Control+Enter")
    entry(one, "نص رنا").wait_for()
    entry(other, "نص رنا").wait_for()
    # The browser notes each answer that is no success; 409 is the conflict.
    assert [said for said in one.complaints if "409" not in said] == []
    assert other.complaints == []


def test_what_was_typed_outlives_a_dead_network_and_is_posted_once(desk_of: Any) -> None:
    desk = desk_of("rana")
    screen(desk)
    lost = desk.page.context
    lost.set_offline(True)
    write(desk, "نص كُتب بلا شبكة")
    desk.page.locator(".nl-status .nl-bad").wait_for()
    assert desk.page.locator("#nl-new [name=body]").input_value() == "نص كُتب بلا شبكة"
    lost.set_offline(False)
    desk.page.reload()
    desk.page.wait_for_function(
        "document.querySelector('#nl-new [name=body]').value === 'نص كُتب بلا شبكة'"
    )
    token = desk.page.locator("#nl-new [name=token]").input_value()
    desk.page.keyboard.press("Control+Enter")
    entry(desk, "نص كُتب بلا شبكة").wait_for()
    assert desk.page.locator("#nl-new [name=body]").input_value() == ""
    assert desk.page.locator("#nl-new [name=token]").input_value() != token
    # Sent again as it was, as after an answer that never arrived.
    desk.page.evaluate(
        "token => document.querySelector('#nl-new [name=token]').value = token", token
    )
    write(desk, "نص كُتب بلا شبكة")
    desk.page.wait_for_function("document.querySelector('#nl-new [name=body]').value === ''")
    assert desk.page.locator(".nl-entries > li", has_text="نص كُتب بلا شبكة").count() == 1


def test_an_entry_is_retracted_in_place(stack: Stack, desk_of: Any) -> None:
    desk = desk_of("rana")
    screen(desk)
    write(desk, "رقم غير صحيح")
    row = entry(desk, "رقم غير صحيح")
    row.locator("details summary").click()
    row.locator("[name=reason]").fill("لم يثبت هذا الرقم.")
    row.locator("[name=reason]").press("Enter")
    entry(desk, "لم يثبت هذا الرقم.").wait_for()
    path = f"/a/{public_id(desk)}/"
    stack.until(path, lambda _, text: "لم يثبت هذا الرقم." in text, 30)
    stack.until(
        f"{path}live/tail.json", lambda _, text: "رقم غير صحيح" not in text, 30
    )  # fmt: skip
