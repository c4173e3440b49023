"""A reader's walk, with scripts and without, by mouse and by keyboard."""

from typing import Any

import pytest

from tests.e2e.conftest import Complaints, Stack

PHONE = {"width": 360, "height": 740}
DESKTOP = {"width": 1280, "height": 900}


def _open(browser: Any, complaints: Complaints, **options: Any) -> Any:
    context = browser.new_context(locale="ar", **options)
    page = context.new_page()
    complaints.watch(page)
    return page


def _no_sideways_scroll(page: Any) -> bool:
    wide, seen = page.evaluate(
        "[document.documentElement.scrollWidth, document.documentElement.clientWidth]"
    )
    return bool(wide <= seen)


@pytest.mark.parametrize("script", [True, False], ids=["scripts", "no-scripts"])
@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_home_section_story_tag_person_archive_english(
    stack: Stack, browser: Any, complaints: Complaints, script: bool, size: dict[str, int]
) -> None:
    page = _open(browser, complaints, viewport=size, java_script_enabled=script)
    page.goto(f"{stack.origin}/")
    assert page.title().startswith("نشرة الساحل")
    page.locator("nav a", has_text="البلد").first.click()
    assert page.url == f"{stack.origin}/section/local/"
    page.locator("main a", has_text="أول سفينة قمح").first.click()
    assert "/a/" in page.url
    story = page.url
    assert page.locator("h1").inner_text().startswith("أول سفينة قمح")
    assert "رأس الشيح" in page.locator("main").inner_text()
    page.locator("main a[href*='/tag/']").first.click()
    assert "/tag/" in page.url
    page.goto(story)
    page.locator("main a[href*='/person/']").first.click()
    assert "/person/" in page.url
    assert page.locator("main blockquote, main .said").count() >= 1
    page.goto(f"{stack.origin}/corrections/")
    assert page.locator("main").inner_text().strip()
    for path in ("/", "/corrections/", story.removeprefix(stack.origin)):
        page.goto(f"{stack.origin}{path}")
        if script is False:
            continue
        assert _no_sideways_scroll(page), path
    page.goto(f"{stack.origin}/")
    page.locator("a[hreflang=en], a[lang=en]", has_text="English").first.click()
    assert page.url == f"{stack.origin}/en/"
    assert page.locator("html").get_attribute("dir") == "ltr"
    page.locator("main a[href*='a/']").first.click()
    assert page.locator("html").get_attribute("lang") == "en"
    page.locator("a[hreflang=ar]").first.click()
    assert page.locator("html").get_attribute("dir") == "rtl"
    assert complaints == []
    page.context.close()


def test_the_short_address_is_copied(stack: Stack, browser: Any, complaints: Complaints) -> None:
    page = _open(browser, complaints, viewport=DESKTOP)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"], origin=stack.origin)
    page.goto(f"{stack.origin}/")
    page.locator("main a[href*='a/']").first.click()
    page.locator("button", has_text="انسخ الرابط").first.click()
    page.wait_for_timeout(200)
    assert page.evaluate("navigator.clipboard.readText()") == page.url
    assert complaints == []
    page.context.close()


def test_without_scripts_the_short_address_can_be_selected(
    stack: Stack, browser: Any, complaints: Complaints
) -> None:
    page = _open(browser, complaints, viewport=PHONE, java_script_enabled=False)
    page.goto(f"{stack.origin}/")
    page.locator("main a[href*='a/']").first.click()
    assert page.url in page.content()
    shown = [box.get_attribute("value") for box in page.query_selector_all("input[readonly]")]
    assert page.url in shown
    page.context.close()


def test_scripts_bring_clock_and_latest(stack: Stack, browser: Any, complaints: Complaints) -> None:
    page = _open(browser, complaints, viewport=DESKTOP)
    page.goto(f"{stack.origin}/")
    page.locator("main a[href*='a/']").first.click()
    page.wait_for_selector("aside a[href*='a/']")
    assert page.locator("aside a[href*='a/']").count() >= 5
    assert "نوفمبر/ تشرين الثاني" in page.content() or "GMT" in page.content()
    assert complaints == []
    page.context.close()


def test_the_keyboard_alone_reaches_a_story(
    stack: Stack, browser: Any, complaints: Complaints
) -> None:
    page = _open(browser, complaints, viewport=DESKTOP)
    page.goto(f"{stack.origin}/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('href')").startswith("#")
    page.keyboard.press("Enter")
    for _ in range(12):
        page.keyboard.press("Tab")
        if "a/" in (page.evaluate("document.activeElement.getAttribute('href')") or ""):
            break
    page.keyboard.press("Enter")
    page.wait_for_url("**/a/*/")
    assert page.locator("h1").count() == 1
    assert complaints == []
    page.context.close()


def test_gone_and_wrong_addresses_say_so(stack: Stack, browser: Any) -> None:
    page = browser.new_context(locale="ar").new_page()
    answer = page.goto(f"{stack.origin}/no-such-page/")
    assert answer.status == 404
    assert page.locator("a").count() >= 1
    answer = page.goto(f"{stack.origin}/en/no-such-page/")
    assert answer.status == 404
    assert page.locator("html").get_attribute("lang") == "en"
    page.context.close()
