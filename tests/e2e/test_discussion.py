"""A reader discusses a story in a browser: without a script, with one, on a dead network."""

import json
import re
from collections.abc import Callable, Iterator
from typing import Any
from uuid import uuid4

import pytest

from tests.e2e.conftest import Stack

PHONE = {"width": 360, "height": 740}
SECONDS = 30.0


@pytest.fixture(scope="module")
def story(stack: Stack) -> str:
    """The public id of a story that is discussed."""
    for found in dict.fromkeys(re.findall(r"a/([0-9a-z]{7})/", stack.get("/latest/")[1])):
        if stack.get(f"/a/{found}/c.json")[0] == 200:
            return found
    raise AssertionError("the demo has no discussion")


MANY = 47
"""Comments of the busy story: two full stable pages and a part of a third."""


@pytest.fixture(scope="module")
def busy(stack: Stack, story: str, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The public id of a story with more comments than a page shows."""
    latest = dict.fromkeys(re.findall(r"a/([0-9a-z]{7})/", stack.get("/latest/")[1]))
    found = next(one for one in latest if stack.get(f"/a/{one}/c.json")[0] != 200)
    rows = [
        {"id": f"{number}", "author": "زائر", "text": f"تعليق قديم رقم {number} على الخبر",
         "date": f"2026-01-02T10:{number:02}:00Z", "url": f"{stack.origin}/a/{found}/"}
        for number in range(MANY)
    ]  # fmt: skip
    file = tmp_path_factory.mktemp("old") / "comments.json"
    file.write_text(json.dumps(rows), encoding="utf-8")
    stack.run("import-comments", str(file), "--origin", uuid4().hex)
    stack.until(f"/a/{found}/c.json", lambda status, text: f'"n":{MANY}' in text, SECONDS)
    stack.until(f"/a/{found}/", lambda status, text: "data-said" in text, SECONDS)
    return found


@pytest.fixture
def tabs(browser: Any) -> Iterator[Callable[..., Any]]:
    """Opens people's browsers on a telephone; an error of a page's script fails the test."""
    opened: list[Any] = []
    wrong: list[str] = []

    def open_tab(**options: Any) -> Any:
        context = browser.new_context(locale="ar", viewport=PHONE, **options)
        opened.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: wrong.append(str(error)))
        return page

    yield open_tab
    for context in opened:
        context.close()
    assert wrong == []


def words() -> str:
    """A text that nobody wrote before."""
    return f"رأي في هذا الخبر كتبته اليوم {uuid4().hex[:12]}"


def sign_in(page: Any, stack: Stack, username: str) -> None:
    """What a person does on the page of signing in."""
    page.fill("[name=login]", username)
    page.fill("[name=password]", stack.password)
    page.click("main form button:not([name])")


def enter(page: Any, stack: Stack, username: str, story: str) -> None:
    """Opens the story's discussion, signed in."""
    page.goto(f"{stack.origin}/account/login/?next=/talk/mine/")
    sign_in(page, stack, username)
    page.wait_for_url("**/talk/mine/")
    come(page, stack, story)


def come(page: Any, stack: Stack, story: str) -> None:
    """Opens the story's discussion and waits for its comments."""
    page.goto(f"{stack.origin}/a/{story}/#discussion")
    page.wait_for_selector("[data-talk] .thread > .cmt")


def field(page: Any) -> Any:
    return page.locator("[data-talk] > form textarea")


def wait_kept(page: Any, text: str) -> None:
    """Until the browser has kept what was typed."""
    page.wait_for_function(
        "text => Object.values(localStorage).some(one => one.includes(text))", arg=text
    )


def times(stack: Stack, story: str, text: str) -> int:
    """How often readers have a text in the newest comments."""
    return stack.get(f"/a/{story}/discussion/fragment.html")[1].count(text)


def shown(stack: Stack, story: str, text: str) -> None:
    """Waits until readers have it, and have it once."""
    stack.until(f"/a/{story}/discussion/fragment.html", lambda _status, body: text in body, SECONDS)
    assert times(stack, story, text) == 1


def lose_answers(page: Any) -> list[str]:
    """What is posted arrives, and its answer never does; the addresses that this befell."""
    lost: list[str] = []

    def befall(route: Any) -> None:
        route.fetch()
        lost.append(route.request.url)
        route.abort("internetdisconnected")

    page.route("**/comments/", befall)
    return lost


def test_without_a_script_a_text_survives_signing_in_and_is_published(
    stack: Stack, story: str, tabs: Callable[..., Any]
) -> None:
    page, text = tabs(java_script_enabled=False), words()
    page.goto(f"{stack.origin}/a/{story}/")
    page.click(f"[data-talk] a[href*='talk/{story}/']")
    page.fill("textarea", text)
    page.click("main form button")
    sign_in(page, stack, "tariq")
    page.wait_for_url(f"**/talk/{story}/")
    assert page.input_value("textarea").strip() == text
    page.click("main form button")
    page.wait_for_url(re.compile(r"/talk/c/[0-9a-z]{7}/$"))
    assert "منشور" in page.inner_text("main")
    shown(stack, story, text)
    page.click("main a[href*='#c-']")
    assert text in page.inner_text(".cmt:target")
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_a_comment_stands_at_once_and_then_in_the_file(
    stack: Stack, story: str, tabs: Callable[..., Any]
) -> None:
    page, text = tabs(), words()
    enter(page, stack, "lina", story)
    field(page).fill(text)
    field(page).press("Tab")
    page.keyboard.press("Enter")
    mine = page.locator("[data-talk] .cmt", has_text=text)
    mine.wait_for()
    assert field(page).input_value() == ""
    shown(stack, story, text)
    page.locator(".cmt:not(.own)", has_text=text).wait_for()
    assert mine.count() == 1
    name = mine.get_attribute("id")
    come(page, stack, story)
    assert page.locator(f"#{name}").count() == 1
    check_own(page, mine)


def check_own(page: Any, mine: Any) -> None:
    """It is changed in its place, then taken back."""
    better = words()
    mine.locator("button", has_text="عدّل").click()
    mine.locator("textarea").fill(better)
    mine.locator("form button").first.click()
    changed = page.locator("[data-talk] .cmt", has_text=better)
    changed.wait_for()
    page.on("dialog", lambda dialog: dialog.accept())
    changed.locator("button", has_text="اسحب").click()
    changed.wait_for(state="detached")


def test_on_a_dead_network_it_is_sent_once_later_even_after_a_reload(
    stack: Stack, story: str, tabs: Callable[..., Any]
) -> None:
    page, text = tabs(), words()
    enter(page, stack, "nuha", story)
    lost = lose_answers(page)
    field(page).fill(text)
    page.locator("[data-talk] > form button", has_text="أرسل").click()
    page.locator("[data-talk] > form", has_text="لا اتصال").wait_for()
    assert len(lost) == 1
    assert field(page).input_value() == text
    page.unroute("**/comments/")
    with page.expect_response("**/comments/") as answer:
        come(page, stack, story)
    assert answer.value.ok
    page.locator("[data-talk] .cmt", has_text=text).wait_for()
    shown(stack, story, text)
    page.wait_for_function("document.querySelector('[data-talk] > form textarea').value === ''")
    come(page, stack, story)
    assert page.locator("[data-talk] .cmt", has_text=text).count() == 1


def test_what_a_stranger_types_survives_a_reload_and_signing_in(
    stack: Stack, story: str, tabs: Callable[..., Any]
) -> None:
    page, text = tabs(), words()
    come(page, stack, story)
    asked: list[str] = []
    page.on("request", lambda request: "/talk/" in request.url and asked.append(request.url))
    field(page).fill(text)
    wait_kept(page, text)
    come(page, stack, story)
    assert field(page).input_value() == text
    field(page).focus()
    page.locator("[data-talk] > form a[href*='account/login']").click()
    sign_in(page, stack, "sami")
    page.wait_for_url(f"**/a/{story}/#discussion")
    page.wait_for_selector("[data-talk] .thread > .cmt")
    assert field(page).input_value() == text
    assert not any("/comments/" in url for url in asked)


def test_with_the_application_down_reading_goes_on(
    stack: Stack, story: str, tabs: Callable[..., Any]
) -> None:
    page, text = tabs(), words()
    for path in ("talk", "account"):
        page.route(f"**/{path}/**", lambda route: route.fulfill(status=503, body="down"))
    come(page, stack, story)
    page.locator("[data-talk] button", has_text="الأقدم").click()
    page.wait_for_selector("[data-talk] [aria-pressed=true]:has-text('الأقدم')")
    page.wait_for_selector("[data-talk] .thread > .cmt")
    field(page).fill(text)
    page.locator("[data-talk] > form button", has_text="أرسل").click()
    page.locator("[data-talk] > form", has_text="الكتابة غير ممكنة الآن").wait_for()
    come(page, stack, story)
    assert field(page).input_value() == text


def test_answers_respects_and_reports_where_they_belong(
    stack: Stack, story: str, tabs: Callable[..., Any]
) -> None:
    page, text = tabs(), words()
    enter(page, stack, "huda", story)
    first = page.locator("[data-talk] .thread > .cmt:not(.own)").filter(
        has=page.locator("> .acts [data-do=respect]")
    ).last  # fmt: skip
    comment = page.locator(f"#{first.get_attribute('id')}")
    comment.locator("> .acts [data-do=reply]").click()
    comment.locator("> form textarea").fill(text)
    comment.locator("> form button").first.click()
    comment.locator(".replies .cmt", has_text=text).wait_for()
    respect = comment.locator("> .acts [data-do=respect]")
    for wanted in ("true", "false"):
        respect.focus()
        page.keyboard.press("Enter")
        page.wait_for_function(
            "([id, value]) => document.querySelector(`#${id} > .acts [data-do=respect]`)"
            ".getAttribute('aria-pressed') === value",
            arg=[comment.get_attribute("id"), wanted],
        )
    comment.locator("> .acts [data-do=report]").click()
    comment.locator("> form.report input").first.check()
    comment.locator("> form.report button").first.click()
    comment.locator("> [role=status]", has_text="شكرا").wait_for()
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


def rows(page: Any) -> list[int]:
    """The numbers of the comments that are shown, in their order."""
    texts = page.locator("[data-talk] .thread > .cmt > .txt").all_inner_texts()
    return [int(re.findall(r"\d+", text)[0]) for text in texts]


def test_all_comments_are_reached_in_either_order_each_once(
    stack: Stack, busy: str, tabs: Callable[..., Any]
) -> None:
    page = tabs()
    come(page, stack, busy)
    more = page.locator("[data-talk] button", has_text="تعليقات أخرى")
    first = page.locator("[data-talk] .thread > .cmt").first
    for button, right in (
        ("الأحدث", list(range(MANY - 1, -1, -1))),
        ("الأقدم", list(range(MANY))),
    ):
        page.locator("[data-talk] button", has_text=button).click()
        first.locator(".txt", has_text=f"رقم {right[0]} ").wait_for()
        while more.is_visible():
            before = rows(page)
            place = first.bounding_box()["y"] + page.evaluate("scrollY")
            more.click()
            page.wait_for_function(
                "count => document.querySelectorAll('[data-talk] .thread > .cmt').length > count"
                " && document.activeElement.matches('.cmt')",
                arg=len(before),
            )
            page.wait_for_selector("[data-talk] > button:not([disabled])", state="attached")
            assert rows(page)[: len(before)] == before
            assert first.bounding_box()["y"] + page.evaluate("scrollY") == pytest.approx(place)
        assert rows(page) == right


def test_an_answer_that_was_begun_survives_a_reload_and_another_order(
    stack: Stack, story: str, tabs: Callable[..., Any]
) -> None:
    page, text = tabs(), words()
    come(page, stack, story)
    reply = page.locator("[data-talk] .thread > .cmt > .acts [data-do=reply]").first
    reply.click()
    answer = page.locator("[data-talk] form.answer textarea")
    answer.fill(text)
    wait_kept(page, text)
    come(page, stack, story)
    answer.wait_for()
    assert answer.input_value() == text
    for order in ("الأكثر تقديراً", "الأحدث"):
        page.locator("[data-talk] button", has_text=order).click()
        page.wait_for_selector(f"[data-talk] [aria-pressed=true]:has-text('{order}')")
    page.wait_for_function(
        "text => [...document.querySelectorAll('form.answer textarea')]"
        ".map(one => one.value).join('|') === text",
        arg=text,
    )


def test_a_newcomer_sees_the_own_comment_wait_and_nobody_else_does(
    stack: Stack, story: str, tabs: Callable[..., Any]
) -> None:
    page, text = tabs(), words()
    enter(page, stack, "newcomer", story)
    field(page).fill(text)
    accept = page.locator("[data-talk] > form input[type=checkbox]")
    if accept.count():
        accept.check()
    page.locator("[data-talk] > form button", has_text="أرسل").click()
    mine = page.locator("[data-talk] .cmt.own", has_text=text)
    mine.wait_for()
    assert "بانتظار المشرفين" in mine.inner_text()
    come(page, stack, story)
    mine.wait_for()
    assert times(stack, story, text) == 0


def test_the_discussion_can_be_used_by_everybody(
    stack: Stack, story: str, tabs: Callable[..., Any]
) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright")
    page = tabs()
    enter(page, stack, "lina", story)
    field(page).focus()
    page.locator("[data-talk] .cmt:not(.own) [data-do=report]").first.click()
    page.wait_for_selector("[data-talk] form.report")
    page.evaluate(axe.Axe().axe_script)
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        found = page.evaluate("axe.run('[data-talk]', {resultTypes: ['violations']})")
        faults = [(f["id"], [node["html"] for node in f["nodes"]]) for f in found["violations"]]
        assert faults == [], scheme
