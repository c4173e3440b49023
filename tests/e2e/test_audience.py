"""Views from readers to the desk, and that nothing of a reader stays anywhere."""

import hashlib
import json
import re
import socket
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from typing import Any

import pytest

from tests.audience.spooling import spool_file
from tests.e2e.conftest import Stack
from tests.e2e.desk import Desk

ADDRESS, FORWARDED = "127.0.0.77", "203.0.113.77"
AGENT = "Mozilla/5.0 (X11; Linux x86_64) Gecko/20100101 Marked5f3a/77.0"
COOKIE = "markedc00kie5f3a"
REFERRER = "marked-referrer-5f3a.example"
MARKS = (ADDRESS, FORWARDED, AGENT, "Marked5f3a", COOKIE, REFERRER)


def _story(stack: Stack) -> str:
    """A story that readers have; its views are nobody else's in these tests."""
    found = re.findall(r"a/([0-9a-z]{7})/", stack.get("/latest/")[1])
    return found[-1]


def _look_again(page: Any) -> None:
    """What a browser says when somebody comes back to a page."""
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")


@contextmanager
def _at_rest(page: Any) -> Iterator[None]:
    """A block in which the page stays as it is, because nobody looks at it."""
    page.evaluate("Object.defineProperty(document, 'hidden', {value: true, configurable: true})")
    page.wait_for_selector("[data-nashra-audience]:not([aria-busy])")
    yield
    page.evaluate("delete document.hidden")


def _until(page: Any, true: Any, seconds: float = 60) -> None:
    deadline = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < deadline
        page.wait_for_timeout(200)
        _look_again(page)


def _check_access(page: Any) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright")
    page.evaluate(axe.Axe().axe_script)
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        found = page.evaluate("axe.run('[data-nashra-audience]', {resultTypes: ['violations']})")
        faults = [(f["id"], [node["html"] for node in f["nodes"]]) for f in found["violations"]]
        assert faults == [], scheme


@pytest.fixture
def reporter(stack: Stack, browser: Any) -> Iterator[Desk]:
    desk = Desk(stack, browser, "hanan")
    yield desk
    desk.close()


def test_the_desk_sees_views_come_in_by_itself_on_a_telephone(stack: Stack, reporter: Desk) -> None:
    page, story = reporter.page, _story(stack)
    page.set_viewport_size({"width": 360, "height": 780})
    reporter.open("/desk/audience/")
    spool_file(stack.home, {story: 2900}, over={story: 41_000}, at=datetime.now(UTC))
    row = page.locator(f"#read-{story}")
    _until(page, row.is_visible)
    with _at_rest(page):
        assert page.locator(f"#flooded-{story}").is_visible()
        assert "41,000" in page.inner_text(".nashra-flooded")
        assert page.locator("figure svg[role=img]").bounding_box()["height"] > 100
        assert page.evaluate("document.documentElement.scrollWidth") <= 360
        _check_access(page)
        page.locator("summary").click()
        row.focus()
        said = page.inner_text(".nashra-as-of time")
    _until(page, lambda: page.inner_text(".nashra-as-of time") != said)
    with _at_rest(page):
        assert page.locator("figure table").is_visible()
        assert page.evaluate("document.activeElement.id") == f"read-{story}"


def test_the_page_rests_while_nobody_looks_and_says_when_it_is_old(
    stack: Stack, reporter: Desk
) -> None:
    page = reporter.page
    reporter.open("/desk/audience/")
    asked: list[str] = []
    page.on("request", lambda request: "part=1" in request.url and asked.append(request.url))
    with _at_rest(page):
        asked.clear()
        _look_again(page)
        page.evaluate("1")
        assert asked == []
    with page.expect_response(lambda answer: "part=1" in answer.url):
        _look_again(page)
    page.context.set_offline(True)
    _until(page, page.locator(".nashra-stale").is_visible)
    page.context.set_offline(False)
    _until(page, lambda: not page.locator(".nashra-stale").is_visible())
    reporter.complaints[:] = [said for said in reporter.complaints if "DISCONNECTED" not in said]


def test_without_script_the_page_is_whole_and_leads_to_its_newer_self(
    stack: Stack, browser: Any, reporter: Desk
) -> None:
    context = browser.new_context(
        java_script_enabled=False, storage_state=reporter.page.context.storage_state()
    )
    page = context.new_page()
    page.goto(f"{stack.origin}/desk/audience/")
    page.click("#audience-refresh")
    assert page.locator("#audience-read").is_visible()
    context.close()


def _ask(stack: Stack, path: str, *, site: str = "same-origin") -> bytes:
    """A reader's request with everything that could be kept of them; the answer's beginning."""
    lines = [
        f"GET {path} HTTP/1.1", f"Host: localhost:{stack.port}", f"User-Agent: {AGENT}",
        f"Cookie: reader={COOKIE}", f"Referer: https://{REFERRER}/from", "Accept: */*",
        f"X-Forwarded-For: {FORWARDED}", f"Sec-Fetch-Site: {site}", "Connection: close", "", "",
    ]  # fmt: skip
    with socket.create_connection(
        ("127.0.0.1", stack.port), timeout=10, source_address=(ADDRESS, 0)
    ) as link:
        link.sendall("\r\n".join(lines).encode())
        return link.recv(4096)


def _viewed(stack: Stack, story: str) -> int:
    return int(json.loads(stack.run("views", "--json"))["stories"].get(story, {}).get("total", 0))


def _counted(stack: Stack, story: str) -> int:
    """Views of the last hour, as they stand in the database."""
    asked = "SELECT total(views) FROM audience_minuteviews WHERE public_id = ?"
    with closing(sqlite3.connect(f"file:{stack.home / 'db.sqlite3'}?mode=ro", uri=True)) as link:
        return int(link.execute(asked, (story,)).fetchone()[0])


def _everything(stack: Stack) -> Iterator[tuple[str, bytes]]:
    """Every file beneath the data home, every log, and every row of every table."""
    log = stack.home.with_name(f"{stack.home.name}.log")
    for file in [log, *sorted(stack.home.rglob("*"))]:
        if file.is_file() and not file.is_symlink():
            yield str(file), file.read_bytes()
    with sqlite3.connect(f"file:{stack.home / 'db.sqlite3'}?mode=ro", uri=True) as database:
        tables = database.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
        for (table,) in tables:
            rows = database.execute(f'SELECT * FROM "{table}"').fetchall()
            yield f"table {table}", repr(rows).encode()
    database.close()


def _forms(mark: str) -> Iterator[bytes]:
    """A mark as it is, and as the hashes that somebody might take for no mark."""
    yield mark.encode()
    for name in ("md5", "sha1", "sha256", "sha512", "blake2b"):
        found = hashlib.new(name, mark.encode())
        yield from (found.hexdigest().encode(), found.digest())


def _browse(stack: Stack, browser: Any, story: str) -> None:
    context = browser.new_context(
        user_agent=AGENT, extra_http_headers={"X-Forwarded-For": FORWARDED}
    )
    context.add_cookies([{"name": "reader", "value": COOKIE, "url": stack.origin}])
    page = context.new_page()
    page.goto(f"{stack.origin}/a/{story}/", referer=f"https://{REFERRER}/from")
    page.locator("footer").scroll_into_view_if_needed()
    page.goto(f"{stack.origin}/most-read/", referer=f"https://{REFERRER}/from")
    page.wait_for_load_state("networkidle")
    context.close()


def test_nothing_of_a_reader_is_found_in_any_file_table_or_log(stack: Stack, browser: Any) -> None:
    story = _story(stack)
    before, counted = _viewed(stack, story), _counted(stack, story)
    _browse(stack, browser, story)
    paths = (
        "/", f"/a/{story}/", "/latest/", "/n/recent.json", "/no-such-page", "/a/zzzzzzz/",
        f"/v/{story}", "/v/zzzzzzz", f"/v/{story}/../../etc", f"/stream?on={story},latest",
        "/stream?on=%00", "/desk/login/", "/desk/no-such-page/", "/desk/audience/", "/healthz",
    )  # fmt: skip
    for path in paths:
        assert _ask(stack, path).startswith(b"HTTP/1.1 "), path
    _ask(stack, f"/v/{story}", site="cross-site")
    with socket.create_connection(("127.0.0.1", stack.port), source_address=(ADDRESS, 0)) as link:
        link.sendall(f"BROKEN {COOKIE}\r\n{AGENT}\r\n\r\n".encode())
        link.recv(4096)
    deadline = time.monotonic() + 60
    # Asked of the database: the command is a process each time.
    while _counted(stack, story) == counted:
        assert time.monotonic() < deadline, "the views never came"
        time.sleep(0.2)
    assert _viewed(stack, story) > before
    found = dict(_everything(stack))
    assert story.encode() in found["table audience_minuteviews"], "the search itself finds"
    where = [
        (mark, name) for mark in MARKS for form in _forms(mark)
        for name, content in found.items() if form in content
    ]  # fmt: skip
    assert where == []
