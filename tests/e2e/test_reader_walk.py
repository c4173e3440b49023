"""A reader's walk, with scripts and without, by mouse and by keyboard."""

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from tests.e2e.conftest import Complaints, Stack

PHONE = {"width": 360, "height": 740}
DESKTOP = {"width": 1280, "height": 900}
SHIP = "أول سفينة قمح"
EARLIER = 26
"""Older sport stories, so that the section's front overflows into its archive."""
ARTICLE = """<!doctype html><html lang="ar"><head><meta charset="utf-8"><title>{headline}</title>
<meta property="article:published_time" content="2026-01-{day:02}T10:00:00Z"></head>
<body><article><h1>{headline}</h1>
<p>انتهت الجولة رقم {day} من دوري الأحياء في ملعب الميناء بفوز أصحاب الأرض أمام ألف متفرج.</p>
<p>وقال المدرب إن فريقه لعب الشوط الثاني كما أراد، وإن الجولة المقبلة ستكون أصعب عليهم جميعا.</p>
</article></body></html>"""
FIRST_ROUND = "دوري الأحياء: نتائج الجولة رقم 1 في ملعب الميناء"


@pytest.fixture(scope="module")
def with_archive(stack: Stack, tmp_path_factory: pytest.TempPathFactory) -> Stack:
    """The demo after a season of sport pages was imported and published."""
    folder: Path = tmp_path_factory.mktemp("season")
    for day in range(1, EARLIER + 1):
        headline = FIRST_ROUND.replace("رقم 1", f"رقم {day}")
        page = ARTICLE.format(headline=headline, day=day)
        (folder / f"{day:02}.html").write_text(page, encoding="utf-8")
    stack.run("import", str(folder), "--section", "sport", "--publish", "--json")
    stack.until("/section/sport/archive/0/", lambda _, text: FIRST_ROUND in text, 30)
    stack.until("/section/sport/", lambda _, text: "archive/0/" in text, 30)
    return stack


@pytest.fixture
def reader(browser: Any) -> Iterator[Any]:
    """Opens pages for readers; at the end none of them may have complained."""
    opened: list[tuple[Any, Complaints]] = []

    def open_page(**options: Any) -> Any:
        page = browser.new_context(locale="ar", **options).new_page()
        complaints = Complaints()
        complaints.watch(page)
        opened.append((page, complaints))
        return page

    yield open_page
    for page, complaints in opened:
        page.context.close()
        assert complaints == []


def _no_sideways_scroll(page: Any) -> None:
    wide, seen = page.evaluate(
        "[document.documentElement.scrollWidth, document.documentElement.clientWidth]"
    )
    assert wide <= seen, page.url


def _path(page: Any) -> str:
    return urlsplit(page.url).path


@pytest.mark.parametrize("script", [True, False], ids=["scripts", "no-scripts"])
@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_home_section_story_tag_person_archive_english(
    with_archive: Stack, reader: Any, script: bool, size: dict[str, int]
) -> None:
    page = reader(viewport=size, java_script_enabled=script)
    page.goto(f"{with_archive.origin}/")
    assert page.title().startswith("نشرة الساحل")
    page.get_by_role("navigation", name="الأقسام").get_by_role("link", name="البلد").click()
    assert _path(page) == "/section/local/"
    assert page.locator("h1").inner_text() == "البلد"
    page.locator("main").get_by_role("link", name=re.compile(SHIP)).first.click()
    assert re.fullmatch(r"/a/[0-9a-z]{7}/", _path(page))
    assert page.locator("h1").inner_text().startswith(SHIP)
    assert page.get_by_label("الرابط الدائم").input_value() == page.url
    _no_sideways_scroll(page)

    page.locator(".tags").get_by_role("link", name="القمح").click()
    assert _path(page) == "/tag/wheat/"
    assert SHIP in page.locator("main").inner_text()
    page.go_back()
    page.locator(".said figcaption").get_by_role("link", name="عبد القادر الصيرفي").click()
    assert _path(page) == "/person/abdulqadir-sayrafi/"
    assert page.get_by_role("heading", name="التصريحات").is_visible()
    said = page.locator(".words .said")
    assert said.count() >= 4
    assert "حين يكون السمك غالياً" in page.locator(".words").inner_text()
    said.first.locator(".in a").click()
    assert "/a/" in _path(page)

    _archive_corrections_english(page)


def _archive_corrections_english(page: Any) -> None:
    page.get_by_role("navigation", name="الأقسام").get_by_role("link", name="الرياضة").click()
    assert FIRST_ROUND not in page.locator("main").inner_text()
    page.get_by_role("navigation", name="الأرشيف").get_by_role("link").last.click()
    assert _path(page) == "/section/sport/archive/0/"
    page.get_by_role("link", name=FIRST_ROUND, exact=True).click()
    assert page.locator("h1").inner_text() == FIRST_ROUND

    page.locator("footer").get_by_role("link", name="التصويبات").click()
    page.locator("section.fixed", has_text="والصحيح 17 صوتاً").get_by_role("link").click()
    assert "والصحيح 17 صوتاً" in page.locator("main").inner_text()

    page.locator("header").get_by_role("link", name="نشرة الساحل").click()
    assert _path(page) == "/"
    page.locator("header").get_by_role("link", name="English").click()
    assert _path(page) == "/en/"
    assert page.locator("html").get_attribute("dir") == "ltr"
    page.locator("main").get_by_role("link", name=re.compile("First wheat ship")).first.click()
    assert page.locator("html").get_attribute("lang") == "en"
    page.locator(".also a[hreflang=ar]").click()
    assert page.locator("html").get_attribute("dir") == "rtl"
    assert page.locator("h1").inner_text().startswith(SHIP)
    page.locator(".also a[hreflang=en]").click()
    assert page.locator("h1").inner_text().startswith("First wheat ship")


def test_the_short_address_is_copied(stack: Stack, reader: Any) -> None:
    page = reader(viewport=DESKTOP)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"], origin=stack.origin)
    page.goto(f"{stack.origin}/")
    page.locator("main").get_by_role("link", name=re.compile(SHIP)).first.click()
    page.get_by_role("button", name="انسخ الرابط").click()
    page.get_by_text("نُسخ الرابط").wait_for()
    assert page.evaluate("navigator.clipboard.readText()") == page.url


def test_without_scripts_the_short_address_can_be_selected(stack: Stack, reader: Any) -> None:
    page = reader(viewport=PHONE, java_script_enabled=False)
    page.goto(f"{stack.origin}/")
    page.locator("main").get_by_role("link", name=re.compile(SHIP)).first.click()
    shown = page.get_by_label("الرابط الدائم")
    assert shown.is_visible()
    assert shown.input_value() == page.url
    # A control that needs a script is not shown to those who have none.
    assert page.locator("button:visible").count() == 0


def test_scripts_bring_clock_and_latest(stack: Stack, reader: Any) -> None:
    page = reader(viewport=DESKTOP)
    page.goto(f"{stack.origin}/")
    page.locator("main").get_by_role("link", name=re.compile(SHIP)).first.click()
    latest = page.locator("aside .ticker a")
    latest.first.wait_for()
    assert 5 <= latest.count() <= 12
    newest = latest.first.inner_text()
    clock = page.locator("header time.clock").inner_text()
    assert re.match(r"\d\d:\d\d GMT\+1\s?\d{1,2} \S+/ \S+.* \d{4}$", clock), clock
    page.get_by_role("link", name="كل ما نُشر أخيراً").click()
    assert page.locator("main .feed a").first.inner_text() == newest


def test_without_scripts_the_latest_are_a_link_away(stack: Stack, reader: Any) -> None:
    page = reader(viewport=DESKTOP, java_script_enabled=False)
    page.goto(f"{stack.origin}/section/local/")
    assert page.locator("aside .ticker a").count() == 0
    page.get_by_role("link", name="كل ما نُشر أخيراً").click()
    assert _path(page) == "/latest/"
    assert page.locator("main").get_by_role("link").count() >= 12


@pytest.mark.parametrize("script", [True, False], ids=["scripts", "no-scripts"])
def test_the_keyboard_alone_reaches_a_story(stack: Stack, reader: Any, script: bool) -> None:
    page = reader(viewport=DESKTOP, java_script_enabled=script)
    focus = page.locator(":focus")
    page.goto(f"{stack.origin}/section/local/")
    page.keyboard.press("Tab")
    assert focus.inner_text() == "إلى المحتوى"
    assert focus.bounding_box()["x"] >= 0
    page.keyboard.press("Enter")
    assert page.url.endswith("#main")
    page.keyboard.press("Tab")
    # Past the header: the first stop is a story.
    assert re.search(r"a/[0-9a-z]{7}/$", focus.get_attribute("href"))
    story = focus.get_attribute("href").removeprefix("../../")
    page.keyboard.press("Enter")
    page.wait_for_url(f"{stack.origin}/{story}")
    for _ in range(60):
        page.keyboard.press("Tab")
        if "/tag/" in (focus.get_attribute("href") or ""):
            break
    name = focus.inner_text()
    page.keyboard.press("Enter")
    page.wait_for_url("**/tag/*/")
    assert page.locator("h1").inner_text() == name


def _addresses(stack: Stack) -> list[str]:
    """What the sitemap names, and the pages that it leaves out."""
    paths = ["/latest/", "/en/latest/", "/section/local/archive/0/"]
    waiting = ["/sitemap.xml"]
    while waiting:
        status, text = stack.get(waiting.pop())
        assert status == 200
        for place in ET.fromstring(text).iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc"):
            parts = urlsplit(place.text or "")
            assert f"{parts.scheme}://{parts.netloc}" == stack.origin
            (waiting if parts.path.endswith(".xml") else paths).append(parts.path)
    return sorted(set(paths))


def test_no_page_complains_or_scrolls_sideways_on_a_phone(stack: Stack, reader: Any) -> None:
    addresses = _addresses(stack)
    assert len(addresses) > 60
    page = reader(viewport=PHONE)
    for path in addresses:
        answer = page.goto(f"{stack.origin}{path}")
        assert answer.status == 200, path
        assert "default-src 'none'" in answer.headers["content-security-policy"], path
        assert page.locator("h1").count() == 1, path
        _no_sideways_scroll(page)


def test_gone_and_wrong_addresses_say_so(stack: Stack, browser: Any) -> None:
    page = browser.new_context(locale="ar").new_page()
    assert page.goto(f"{stack.origin}/no-such-page/").status == 404
    page.locator("main a").first.click()
    assert _path(page) == "/"
    assert page.goto(f"{stack.origin}/en/no-such-page/").status == 404
    assert page.locator("html").get_attribute("lang") == "en"
    gone = next((stack.home / "site" / "a").glob("*/gone.txt")).parent.name
    assert page.goto(f"{stack.origin}/a/{gone}/").status == 410
    assert page.locator("h1").inner_text() == "سُحب هذا الخبر"
    assert "تقرير مخبري" in page.locator("main").inner_text()
    page.context.close()
