"""The whole way of a sign-in by mail: browser, worker, a mail server, another browser."""

import re
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from tests.accounts.smtp_server import MailServer, mail_server
from tests.e2e.conftest import Founded, Stack, free_port, start, stop


@pytest.fixture
def post() -> Iterator[MailServer]:
    with mail_server(set()) as server:
        yield server


@pytest.fixture
def stack(founded: Founded, post: MailServer, tmp_path: Path) -> Iterator[Stack]:
    running = start(
        founded.copy(tmp_path / "home"), free_port(),
        NASHRA_SMTP_URL=f"smtp://127.0.0.1:{post.port}", NASHRA_MAIL_FROM="desk@mail.example",
    )  # fmt: skip
    yield running
    stop(running)


def link_in(post: MailServer, number: int) -> str:
    """The address in the mail of this number, once it has come."""
    deadline = time.monotonic() + 60
    while len(post.taken) < number:
        assert time.monotonic() < deadline, "no mail came"
        time.sleep(0.1)
    found = re.search(r"http://\S+", post.taken[number - 1][1].get_content())
    assert found
    return found[0]


def test_a_link_opens_the_account_on_a_telephone_that_did_not_ask_for_it(
    stack: Stack, post: MailServer, browser: Any
) -> None:
    address = f"{uuid4().hex}@mail.example"
    desk, phone = (browser.new_page(java_script_enabled=False, locale="ar") for _ in range(2))
    desk.goto(f"{stack.origin}/account/signup/")
    desk.fill("[name=display_name]", "ميسون العطار")
    desk.fill("[name=email]", address)
    desk.fill("[name=password1]", "a-word-nobody-guesses-7")
    desk.click("main form:has([name=password1]) button")
    desk.wait_for_url("**/account/confirm-email/")
    desk.goto(link_in(post, 1))
    desk.click("main form button")
    desk.goto(f"{stack.origin}/account/login/code/?next=/standards/")
    desk.fill("[name=email]", address)
    desk.click("main form:has([name=email]) button")
    desk.wait_for_url("**/account/login/code/confirm/**")
    link = link_in(post, 2)
    phone.goto(link)
    phone.click("main form button")
    phone.wait_for_url("**/standards/")
    phone.goto(f"{stack.origin}/account/")
    assert "ميسون العطار" in phone.inner_text("main")
    desk.goto(link)
    assert "استُعمل هذا الرابط" in desk.inner_text("[role=alert]")
