"""The newsroom's walk: from a wire draft to readers, corrected, retracted, restored."""

import re
from collections.abc import Iterator
from typing import Any

import pytest

from tests.e2e.conftest import Stack

HEADLINE = "الرصيف الشرقي في رأس الشيح يعود إلى الصيادين"
VISIBLE = 1.0
"""Seconds from the editor's click to the page, home, section and tag."""
SOON = 3 * VISIBLE
"""The tests share two cores with a browser; an idle machine keeps within VISIBLE."""


class Desk:
    """One person at the desk."""

    def __init__(self, stack: Stack, browser: Any, username: str) -> None:
        self.stack = stack
        self.page = browser.new_context(
            locale="ar", viewport={"width": 1280, "height": 1000}
        ).new_page()
        self.page.goto(f"{stack.origin}/desk/login/")
        self.page.fill("[name=username]", username)
        self.page.fill("[name=password]", stack.password)
        self.page.click("button[type=submit]")
        self.page.wait_for_url(re.compile(r"/desk/$"))

    def open(self, path: str) -> None:
        self.page.goto(f"{self.stack.origin}{path}")

    def menu(self, name: str) -> None:
        """Chooses from the menu beside the save button."""
        self.page.locator("footer [data-w-dropdown-target=toggle]").last.click()
        self.page.locator(f"button[name={name}]").click()
        self.page.wait_for_load_state()

    def say(self, verb: str, field: str, words: str) -> None:
        """Does one of Nashra's own verbs with a note."""
        self.open(f"/desk/stories/{self.story}/{verb}/")
        if field:
            self.page.fill(f"[name={field}]", words)
        self.page.locator(
            "main form button[type=submit], main form input[type=submit]"
        ).first.click()
        self.page.wait_for_load_state()

    story = ""

    def close(self) -> None:
        self.page.context.close()


@pytest.fixture
def editor(stack: Stack, browser: Any) -> Iterator[Desk]:
    desk = Desk(stack, browser, "rana")
    yield desk
    desk.close()


@pytest.fixture
def chief(stack: Stack, browser: Any) -> Iterator[Desk]:
    desk = Desk(stack, browser, "murad")
    yield desk
    desk.close()


def test_from_the_wire_to_readers_and_back(stack: Stack, editor: Desk, chief: Desk) -> None:
    editor.open("/desk/stories/")
    editor.page.locator("table a", has_text="[بلا عنوان]").first.click()
    editor.page.wait_for_url(re.compile(r"/desk/pages/\d+/edit/"))
    story = re.search(r"/pages/(\d+)/", editor.page.url)
    assert story
    editor.story = chief.story = story[1]
    edit = f"/desk/pages/{story[1]}/edit/"

    notice = editor.page.locator(".nashra-notices").inner_text()
    assert "ما وجده المستورد" in notice
    assert "يناقض" in notice

    editor.page.fill("[name=headline]", HEADLINE)
    editor.menu("action-submit")
    assert stack.get("/latest/")[1].count(HEADLINE) == 0

    chief.open(edit)
    approve = chief.page.locator("button[data-workflow-action-name=approve]")
    if not approve.first.is_visible():
        chief.page.locator("footer [data-w-dropdown-target=toggle]").last.click()
    approve.first.click()
    chief.page.wait_for_load_state()

    stack.until("/", lambda _, text: HEADLINE in text, SOON)
    home = stack.get("/")[1]
    address = re.search(r'href="(a/[0-9a-z]{7}/)"[^>]*>(?:(?!</a>).)*' + HEADLINE, home, re.S)
    assert address
    path = f"/{address[1]}"
    assert HEADLINE in stack.get(path)[1]
    assert HEADLINE in stack.get("/section/local/")[1]
    tag = re.search(r'href="\.\./\.\./(tag/[a-z0-9-]+/)"', stack.get(path)[1])
    assert tag
    assert HEADLINE in stack.get(f"/{tag[1]}")[1]

    chief.say("correct", "note", "ورد في نص سابق أن الرصيف غربي، والصحيح أنه شرقي.")
    stack.until(path, lambda _, text: "والصحيح أنه شرقي" in text, SOON)
    stack.until("/corrections/", lambda _, text: "والصحيح أنه شرقي" in text, SOON)

    chief.say("retract", "reason", "تبيّن أن المصدر لم يؤكد الخبر.")
    stack.until(path, lambda status, text: status == 410 and "لم يؤكد الخبر" in text, SOON)
    stack.until("/section/local/", lambda _, text: HEADLINE not in text, SOON)

    chief.say("restore", "", "")
    stack.until(path, lambda status, text: status == 200 and HEADLINE in text, SOON)
    stack.until("/section/local/", lambda _, text: HEADLINE in text, SOON)


def test_a_publication_is_visible_at_once(stack: Stack, editor: Desk) -> None:
    editor.open("/desk/stories/")
    editor.page.locator("table a[href*='/edit/']").nth(1).click()
    editor.page.wait_for_url(re.compile(r"/desk/pages/\d+/edit/"))
    changed = "عنوان معدّل في جولة التجربة"
    editor.page.fill("[name=headline]", changed)
    editor.page.fill("[name=short_headline]", "")
    editor.menu("action-publish")
    # The click's own answer has come; what is measured is what the worker takes from there.
    assert stack.until("/latest/", lambda _, text: changed in text, 5) <= SOON


def test_a_reporter_may_not_publish(stack: Stack, browser: Any) -> None:
    reporter = Desk(stack, browser, "salma")
    reporter.open("/desk/")
    assert reporter.page.locator("html").get_attribute("dir") == "rtl"
    reporter.open("/desk/stories/")
    first = reporter.page.locator("table a[href*='/edit/']")
    if first.count():
        reporter.page.goto(f"{stack.origin}{first.first.get_attribute('href')}")
        assert reporter.page.locator("button[name=action-publish]").count() == 0
    reporter.close()
