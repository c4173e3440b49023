"""The newsroom's walk: from a wire dump to readers, corrected, retracted, restored."""

import json
import os
import re
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.e2e.conftest import Stack
from tests.e2e.desk import Desk

TWIN = Path(__file__).parents[2] / "src/nashra/cli/demo/wire/port_dump.txt"
ALONE = os.environ.get("PYTEST_XDIST_WORKER_COUNT", "1") == "1"
VISIBLE = 1.0 if ALONE else 30.0
"""Seconds from the desk's answer to the page, home, section and tag. One is the promise; where
tests run beside each other, a second browser and newsroom take the same cores."""
LEAD = "أعلن نادي الغوص في رأس الشيح"
HEADLINE = "غواصون يرفعون تسع شباك مهملة من حوض الصيد"
NOTE = "ذكرنا أن الشباك سبع، والصحيح أنها تسع."
REASON = "تبيّن أن النادي لم يصدر هذا البيان."
DUMP = """16:40 GMT15 مارس/ آذار 2026
مباشر
    شؤون الساحل
    انسخ الرابط
    87
    تابعنا عبر

    أعلن نادي الغوص في رأس الشيح، اليوم الاثنين، أن متطوعيه رفعوا من قاع حوض الصيد تسع شباك مهملة.

    رأس الشيح- وكالة الساحل. وجاء في بيان النادي: "عمل أربعة عشر غواصا ست ساعات، ونسلّم الشباك غدا".

    وقال رئيس النادي، وسيم الجندي، إن الغوص التالي سيكون قرب المنارة بعد أسبوعين إذا سكنت الريح.

    يذكر أن الصيادين أبلغوا عن ثلاث سلاحف نافقة في شباط الماضي.

    الكلمات الدلالية:
    الغوص, رأس الشيح
"""

Open = Callable[[str], Desk]


@pytest.fixture
def at_desk(stack: Stack, browser: Any) -> Iterator[Open]:
    """Logs people in; at the end nobody's console may have complained."""
    people: list[Desk] = []

    def log_in(name: str) -> Desk:
        people.append(Desk(stack, browser, name))
        return people[-1]

    yield log_in
    for desk in people:
        desk.close()


def _within(stack: Stack, answered: float, path: str, wanted: Callable[[int, str], bool]) -> None:
    """A page is as wanted, by its own clock: one second after the desk's answer."""
    stack.until(path, wanted, VISIBLE - (time.monotonic() - answered))


def _shows(words: str) -> Callable[[int, str], bool]:
    return lambda status, text: status == 200 and words in text


def _lacks(words: str) -> Callable[[int, str], bool]:
    return lambda status, text: status == 200 and words not in text


def _import(stack: Stack, tmp_path: Path) -> dict[str, Any]:
    dump = tmp_path / "club.txt"
    dump.write_text(DUMP, encoding="utf-8")
    item: dict[str, Any] = json.loads(stack.run("import", str(dump), "--json"))
    return item


def _move_to(desk: Desk, section: str) -> None:
    """Through the story's own button, to a section chosen in the tree."""
    desk.page.get_by_role("link", name="نقل إلى قسم آخر").click()
    desk.page.locator("main form").get_by_role("button", name="الإجراءات").click()
    desk.page.get_by_role("button", name="إختر صفحة أخرى").click()
    desk.page.locator(".modal-body a.choose-page", has_text=section).click()
    desk.page.locator(".modal-body").wait_for(state="detached")
    desk.send(desk.page.locator("main form [type=submit]"))
    desk.send(desk.page.locator("main form [type=submit]"))


def test_the_twin_of_the_seed_is_known_already(stack: Stack) -> None:
    item = json.loads(stack.run("import", str(TWIN), "--json"))
    assert item["status"] == "unchanged"
    assert item["error"] is None
    assert re.fullmatch(r"[0-9a-hjkmnp-tv-z]{7}", item["story"])
    assert (item["headline"], item["published_at"]) == (None, None)
    assert (item["section"], item["page_counter"]) == ("البلد", 342)
    assert "weekday_contradicts" in {warning["code"] for warning in item["warnings"]}
    assert stack.get(f"/a/{item['story']}/")[0] == 404


def test_from_the_wire_to_readers_and_back(stack: Stack, at_desk: Open, tmp_path: Path) -> None:
    item = _import(stack, tmp_path)
    assert (item["status"], item["headline"], item["error"]) == ("created", None, None)
    page = f"/a/{item['story']}/"

    chief = at_desk("murad")
    number = chief.find(LEAD)
    found = chief.page.locator(".nashra-notices").inner_text()
    for words in (
        "ما وجده المستورد", "ما يشك فيه", "«اليوم الاثنين» يناقض يوم الأحد",
        "القسم «شؤون الساحل» غير معروف؛ المسودة في الوارد", "وسيم الجندي، رئيس النادي",
        "عداد الصفحة\n87",
    ):  # fmt: skip
        assert words in found
    assert "الوارد" in chief.page.locator(".nashra-section").inner_text()
    _move_to(chief, "البلد")

    editor = at_desk("rana")
    assert editor.find(LEAD) == number
    assert "البلد" in editor.page.locator(".nashra-section").inner_text()
    editor.page.fill("[name=headline]", HEADLINE)
    editor.menu("action-submit")
    assert HEADLINE in editor.said()
    assert stack.get(page)[0] == 404
    assert HEADLINE not in stack.get("/latest/")[1]

    chief.open("/desk/")
    waiting = chief.page.locator("section", has_text="بانتظار الموافقة")
    waiting.get_by_role("link", name=HEADLINE).click()
    answered = chief.choose("موافقة ونشر")
    _within(stack, answered, page, _shows(HEADLINE))
    for path in ("/", "/section/local/", "/latest/"):
        _within(stack, answered, path, _shows(HEADLINE))
    tags = re.findall(r'href="\.\./\.\.(/tag/[a-z0-9-]+/)"[^>]*>الغوص<', stack.get(page)[1])
    assert len(tags) == 1
    _within(stack, answered, tags[0], _shows(HEADLINE))

    chief.open(page)
    assert chief.page.locator("h1").inner_text() == HEADLINE
    text = chief.page.locator("main").inner_text()
    assert "رأس الشيح" in text
    assert "وسيم الجندي" in text
    assert "انسخ الرابط" not in chief.page.locator(".body").inner_text()

    _correct_retract_restore(stack, chief, number, page, ("/", "/section/local/", tags[0]))


def _correct_retract_restore(
    stack: Stack, chief: Desk, number: str, page: str, lists: tuple[str, ...]
) -> None:
    edit = f"/desk/pages/{number}/edit/"
    chief.open(edit)
    answered = chief.verb("تصحيح بملاحظة معلنة", "note", NOTE)
    _within(stack, answered, page, _shows(NOTE))
    _within(stack, answered, "/corrections/", _shows(NOTE))
    chief.open(page)
    assert NOTE in chief.page.locator("main").inner_text()
    chief.open("/corrections/")
    entry = chief.page.locator("section.fixed", has_text=NOTE)
    entry.get_by_role("link", name=HEADLINE).click()
    assert chief.page.url == f"{stack.origin}{page}"

    chief.open(edit)
    answered = chief.verb("سحب", "reason", REASON)
    _within(stack, answered, page, lambda status, text: status == 410 and REASON in text)
    for path in (*lists, "/latest/"):
        _within(stack, answered, path, _lacks(HEADLINE))
    _within(stack, answered, "/sitemap/0.xml", _lacks(page))
    assert HEADLINE not in stack.get(page)[1]

    chief.open(edit)
    answered = chief.verb("إعادة إلى الموقع")
    _within(stack, answered, page, _shows(HEADLINE))
    for path in lists:
        _within(stack, answered, path, _shows(HEADLINE))
    assert NOTE in stack.get(page)[1]


def test_a_reporter_writes_and_a_desk_editor_approves(stack: Stack, at_desk: Open) -> None:
    headline = "مكتبة الحي تفتح أبوابها ليلاً"
    reporter = at_desk("salma")
    assert reporter.page.locator("html").get_attribute("dir") == "rtl"
    # What came from the wire is no reporter's own.
    assert reporter.row("[بلا عنوان]").locator("a[href*='/edit/']").count() == 0

    reporter.page.get_by_role("link", name="إضافة مادة").click()
    reporter.page.get_by_label("المجتمع").check()
    reporter.page.locator("main form [type=submit]").click()
    reporter.page.wait_for_url("**/storypage/*/")
    reporter.page.fill("[name=headline]", headline)
    reporter.write_paragraph("تستقبل مكتبة الحي القراء حتى منتصف الليل طوال الشتاء.")
    assert reporter.page.locator("button[name=action-publish]").count() == 0
    reporter.menu("action-submit")
    assert headline in reporter.said()

    editor = at_desk("rana")
    editor.find(headline)
    answered = editor.choose("موافقة ونشر")
    _within(stack, answered, "/section/society/", _shows(headline))
    editor.open("/section/society/")
    editor.page.locator("main").get_by_role("link", name=headline).click()
    assert "حتى منتصف الليل" in editor.page.locator(".body").inner_text()


def test_without_a_headline_nothing_is_published(stack: Stack, at_desk: Open) -> None:
    editor = at_desk("rana")
    editor.find("[بلا عنوان]")
    editor.menu("action-publish")
    assert editor.page.get_by_text("لا تُنشر المادة بلا عنوان.").first.is_visible()
    assert "بلا عنوان" not in stack.get("/latest/")[1]
