"""A reader before the real stack while the newsroom writes."""

import re
from typing import Any

from tests.e2e.conftest import Complaints, Stack

WHICH = """
from nashra.newsroom.models import Coverage
print(Coverage.objects.filter(state="live", story__live=True).values_list(
    "story__public_id", flat=True).first())
"""
POST = """
from nashra.newsroom import actions
from nashra.newsroom.entries import EntryContent
from nashra.newsroom.models import Coverage
coverage = Coverage.objects.get(story__public_id="{story}")
first, second = (actions.post_entry(coverage=coverage, actor=None, content=EntryContent(
    kind="text", title=title, html="<p>نصه.</p>")) for title in ("تحديث أول", "تحديث ثان"))
actions.retract_entry(entry=first, actor=None, reason="لم يثبت")
"""
FLASH = """
from nashra.newsroom import actions, queries
from nashra.newsroom.content import StoryContent
story = actions.create_draft(section=queries.section_by_slug("local"), actor=None,
    content=StoryContent(headline="هزة أرضية خفيفة في المدينة", urgency="flash",
                         body=(("paragraph", "<p>نص.</p>"),)))
actions.publish_story(story=story, actor=None)
print(story.public_id)
"""
END = """
from nashra.newsroom import actions, queries
actions.end_breaking(story=queries.story_by_public_id("{story}"), actor=None)
"""


def _do(stack: Stack, code: str) -> str:
    return stack.run("manage", "shell", "--no-imports", "-c", code).strip()


def test_the_newsroom_writes_and_an_open_page_follows(
    stack: Stack, browser: Any, complaints: Complaints
) -> None:
    story = _do(stack, WHICH)
    assert re.fullmatch("[0-9a-z]{7}", story)
    page = browser.new_context(locale="ar", viewport={"width": 360, "height": 740}).new_page()
    complaints.watch(page)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    with page.expect_response(lambda answer: "/stream?" in answer.url) as listening:
        page.goto(f"{stack.origin}/a/{story}/live/")
    assert listening.value.status == 200
    assert not page.locator(".fresh button").is_visible()
    before = page.locator(".entries article").count()
    _do(stack, POST.format(story=story))
    button = page.locator(".fresh button")
    button.wait_for()
    page.locator(".fresh button", has_text=re.compile("^تحديث جديد$")).wait_for()
    assert page.locator(".entries article").count() == before
    button.click()
    newest = page.locator(".entries article")
    assert newest.count() == before + 2
    assert "تحديث ثان" in newest.nth(0).inner_text()
    assert "سُحب هذا التحديث" in newest.nth(1).inner_text()
    # What came by itself is what a page that is asked for now has.
    mine = page.evaluate("[...document.querySelectorAll('.entries article')].map(a => a.id)")
    page.reload()
    baked = page.evaluate("[...document.querySelectorAll('.entries article')].map(a => a.id)")
    assert mine[: len(baked)] == baked
    page.context.close()
    assert complaints == []


def test_breaking_news_come_to_the_top_line_and_go(
    stack: Stack, browser: Any, complaints: Complaints
) -> None:
    page = browser.new_context(locale="ar", viewport={"width": 1280, "height": 800}).new_page()
    complaints.watch(page)
    with page.expect_response(lambda answer: "/stream?" in answer.url):
        page.goto(f"{stack.origin}/section/sport/")
    story = _do(stack, FLASH)
    link = page.locator(f".bar a[href$='/a/{story}/']")
    link.wait_for()
    link.click()
    page.wait_for_url(f"**/a/{story}/")
    assert page.locator("p.flash", has_text="حتى").is_visible()
    with page.expect_response(lambda answer: f"/v/{story}" in answer.url) as counted:
        pass
    assert counted.value.status == 200
    page.goto(f"{stack.origin}/section/sport/")
    link.wait_for()
    _do(stack, END.format(story=story))
    link.wait_for(state="detached")
    assert "عاجل" not in page.request.get(f"{stack.origin}/a/{story}/").text().split("<main")[1]
    page.context.close()
    assert complaints == []
