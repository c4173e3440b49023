"""Search as readers use it, without scripts, and while the application is away."""

import time
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

import pytest

from tests.e2e.conftest import Founded, Stack, free_port, start, stop

RARE = "شقشقيقة"
ASKED = f"/search/find/?q={quote(RARE)}"
"""A word that stands nowhere, by which what was asked would be found again."""


@pytest.fixture(scope="module")
def own(founded: Founded, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    home = founded.copy(tmp_path_factory.mktemp("search") / "home")
    running = start(home, free_port())
    yield running
    stop(running)


def test_a_reader_without_scripts_finds_and_reads(own: Stack, browser: Any) -> None:
    own.until("/search/find/?q=" + quote("الميناء"), lambda status, _: status == 200, 60)
    context = browser.new_context(java_script_enabled=False, viewport={"width": 360, "height": 780})
    page = context.new_page()
    page.goto(f"{own.origin}/")
    page.get_by_role("link", name="البحث").click()
    page.get_by_label("ابحث في مواد النشرة").fill("العاصفة في الميناء")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/find/?**")
    first = page.locator("article h2 a").first
    assert page.locator("article mark").count() > 1
    headline = first.inner_text()
    first.click()
    assert page.locator("h1").inner_text() == headline
    assert context.cookies() == []
    page.goto(f"{own.origin}/search/find/?q={quote('الميناء')}&who=1")
    assert page.locator("article blockquote").count() > 0
    page.goto(f"{own.origin}/search/find/?q={RARE}")
    assert "لا نتائج" in page.locator("h1").inner_text()
    context.close()


def test_while_the_application_is_away_the_archives_stand_in(own: Stack, browser: Any) -> None:
    own.until(ASKED, lambda status, _: status == 200, 60)
    (socket,) = (own.home / "run").glob("desk*.sock")
    socket.rename(away := socket.with_suffix(".away"))
    try:
        # A connection that stands is used until it has rested for five seconds.
        for _ in range(8):
            time.sleep(5.5)
            status, text = own.get(ASKED)
            if status == 503:
                break
        assert "البحث متوقف الآن" in text
        assert "Search rests" in own.get(f"/en{ASKED}")[1]
        page = browser.new_page()
        assert page.goto(f"{own.origin}{ASKED}").status == 503
        page.get_by_role("link", name="الاقتصاد").last.click()
        assert page.locator("h1").inner_text() == "الاقتصاد"
        page.close()
    finally:
        away.rename(socket)
    own.until(ASKED, lambda status, _: status == 200, 60)


def test_what_was_asked_is_found_in_no_file_or_log(own: Stack) -> None:
    own.get(ASKED)
    forms = [RARE.encode(), quote(RARE).encode()]
    logs = [own.home.with_name(f"{own.home.name}.log"), *own.home.rglob("*")]
    found = [
        str(path) for path in logs if path.is_file()
        for form in forms if form in path.read_bytes()
    ]  # fmt: skip
    assert found == []
