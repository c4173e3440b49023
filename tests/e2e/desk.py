"""One person at the desk, in a browser."""

import re
import time
from typing import Any

from tests.e2e.conftest import Complaints, Stack

EDIT = re.compile(r"/desk/pages/(\d+)/edit/")


def _is_submission(answer: Any) -> bool:
    """A form was sent, as opposed to what the desk's scripts send meanwhile."""
    return bool(answer.request.method == "POST" and answer.request.is_navigation_request())


class Desk:
    """Logs in; then does what a person would, by what a person sees."""

    def __init__(self, stack: Stack, browser: Any, username: str) -> None:
        self.stack = stack
        self.complaints = Complaints()
        self.page = browser.new_context(
            locale="ar", viewport={"width": 1280, "height": 1000}
        ).new_page()
        self.complaints.watch(self.page)
        self.page.goto(f"{stack.origin}/desk/login/")
        self.page.fill("[name=username]", username)
        self.page.fill("[name=password]", stack.password)
        self.page.click("button[type=submit]")
        self.page.wait_for_url(re.compile(r"/desk/$"))

    def open(self, path: str) -> None:
        self.page.goto(f"{self.stack.origin}{path}")

    def row(self, text: str) -> Any:
        """The line of the story list that shows this text, on its first screens."""
        for screen in (1, 2):
            self.open(f"/desk/stories/?p={screen}")
            rows = self.page.locator("table tbody tr", has_text=text)
            if rows.count():
                break
        return rows.first

    def find(self, text: str) -> str:
        """Opens a story by what the list shows of it; returns its number."""
        self.row(text).locator("a[href*='/edit/']").first.click()
        self.page.wait_for_url(EDIT)
        return self.number

    @property
    def number(self) -> str:
        found = EDIT.search(self.page.url)
        assert found, self.page.url
        return found[1]

    def said(self) -> str:
        """The desk's message after an action."""
        return str(self.page.locator(".messages").inner_text())

    def menu(self, name: str) -> float:
        """Chooses from the menu beside the save button; see :meth:`send`."""
        button = self.page.locator(f"button[name={name}]")
        if not button.is_visible():
            self.page.locator("footer [data-w-dropdown-target=toggle]").last.click()
        return self.send(button)

    def choose(self, label: str) -> float:
        """A step of the workflow, by its words, beside the save button."""
        button = self.page.locator("footer button", has_text=label).first
        if not button.is_visible():
            self.page.locator("footer [data-w-dropdown-target=toggle]").last.click()
        return self.send(button)

    def write_paragraph(self, text: str) -> None:
        """Types a paragraph into an empty body."""
        body = self.page.locator("[data-contentpath=body]")
        body.get_by_role("button", name="إدراج كتلة").first.click()
        self.page.get_by_role("option", name="فقرة").click()
        body.locator("[contenteditable=true]").first.click()
        self.page.keyboard.type(text)
        # The rich text field hands over what was typed a moment later.
        kept = self.page.locator("[name=body-0-value]")
        deadline = time.monotonic() + 5
        while text not in kept.input_value():
            assert time.monotonic() < deadline
            self.page.wait_for_timeout(50)

    def send(self, button: Any) -> float:
        """Clicks and returns when the desk had answered, as a reading of the monotonic clock."""
        with self.page.expect_response(_is_submission):
            button.click()
        answered = time.monotonic()
        self.page.wait_for_load_state()
        return answered

    def verb(self, label: str, field: str = "", words: str = "") -> float:
        """One of Nashra's own verbs, from the drop-up of the edit screen open now."""
        self.page.locator("footer [data-w-dropdown-target=toggle]").last.click()
        self.page.locator("footer a", has_text=label).click()
        self.page.wait_for_url(re.compile(r"/desk/stories/\d+/"))
        if field:
            self.page.fill(f"[name={field}]", words)
        answered = self.send(self.page.locator("main form button[type=submit]"))
        self.page.wait_for_url(EDIT)
        return answered

    def close(self) -> None:
        self.page.context.close()
        assert not self.complaints, self.complaints
