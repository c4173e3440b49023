"""The copy desk beside the form, with a keyboard."""

from typing import Any

from tests.e2e.conftest import Stack
from tests.e2e.desk import Desk

ROWS = ".nashra-advice-list > li"


def test_advice_is_taken_with_one_key_and_saved_with_the_story(stack: Stack, browser: Any) -> None:
    desk = Desk(stack, browser, "murad")
    page = desk.page
    desk.find("العبّارة إلى جزيرة الحوت")
    page.locator("#id_headline").fill("عادت العبّارة الى المرفأ ، صباحا")
    page.locator(ROWS, has_text="همزة").first.wait_for()
    assert "الى" in page.locator("[data-contentpath=headline] .nashra-notes").inner_text()
    while "الى" not in page.evaluate("document.activeElement.textContent"):
        page.keyboard.press("Alt+ArrowDown")
    page.keyboard.press("Alt+Enter")
    page.wait_for_function("document.querySelector('#id_headline').value.includes('إلى')")
    page.locator("#id_headline").press("Control+z")
    page.wait_for_function("document.querySelector('#id_headline').value.includes(' الى')")
    editor = page.locator("[data-contentpath=body] [contenteditable=true]").first
    editor.click()
    page.keyboard.press("Control+End")
    page.keyboard.type(" وعاد الركاب الى بيوتهم.")
    page.wait_for_function(
        "[...document.querySelectorAll('.nashra-advice-list > li')]"
        ".some(row => row.advice.field.startsWith('body') && row.advice.fix === 'إلى')"
    )
    row = page.locator(ROWS).filter(has=page.locator("ins", has_text="إلى")).last
    row.get_by_role("button").first.click()
    page.wait_for_function(
        "document.querySelector('[data-contentpath=body] [contenteditable=true]')"
        ".textContent.includes('الركاب إلى بيوتهم')"
    )
    page.locator("[data-contentpath=headline] .nashra-notes", has_text="الى").wait_for()
    _warned_before_publishing(page)
    desk.close()


def _warned_before_publishing(page: Any) -> None:
    """What is open is shown once more, and publishing is still the editor's to decide."""
    page.locator("footer [data-w-dropdown-target=toggle]").last.click()
    page.locator("button[name=action-publish]").click()
    dialog = page.locator("dialog.nashra-advice-dialog")
    dialog.wait_for()
    assert "همزة" in dialog.inner_text()
    page.keyboard.press("Escape")
    assert not dialog.is_visible()
