"""What changes on every page: the newest, the breaking bar, times and counts, and the clock."""

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path
from typing import Any

import pytest

from nashra.publishing import jinja, views
from tests.e2e.live_site import ID, LiveSite, served
from tests.e2e.test_live_page import HIDE, run_until, wait_for
from tests.publishing import view_samples as samples

PAGE = f"/a/{ID}/"
NOW = datetime(2026, 11, 23, 18, 0, tzinfo=UTC)
SHIFT = """window.moved = []; new PerformanceObserver(list => list.getEntries().forEach(entry =>
entry.sources.forEach(one => window.moved.push(one.node && (one.node.outerHTML ||
one.node.textContent).slice(0, 200)))))
.observe({type: 'layout-shift', buffered: true});"""
SIZES = {"phone": {"width": 360, "height": 740}, "desktop": {"width": 1280, "height": 900}}


def cards(count: int, *, first: int = 1, **values: Any) -> tuple[views.Card, ...]:
    """Stories of the last hours, the newest first."""
    return tuple(
        samples.card(number, published_at=NOW - timedelta(minutes=7 * number), **values)
        for number in range(first, first + count)
    )


@pytest.fixture
def site(tmp_path: Path) -> Iterator[LiveSite]:
    with served(tmp_path) as running:
        running.streaming = False
        latest(running, cards(12))
        breaking(running)
        counts(running, {})
        running.put(f"/a/{ID}/n.json", '{"v":1,"n":0}')
        yield running


def latest(site: LiveSite, shown: tuple[views.Card, ...]) -> None:
    view = views.LatestView(path="/latest/fragment.html", cards=shown, fragment=True)
    site.put(view.path, jinja.render(view, site=samples.SITE))


def breaking(site: LiveSite, *shown: tuple[views.Card, datetime]) -> None:
    view = views.BreakingView(path="/breaking/fragment.html", cards=shown, fragment=True)
    site.put(view.path, jinja.render(view, site=samples.SITE))


def counts(site: LiveSite, found: dict[str, int]) -> None:
    site.put("/n/recent.json", json.dumps({"v": 1, "n": found}))


@pytest.fixture
def tabs(browser: Any) -> Iterator[Callable[..., Any]]:
    """Opens a page at a fixed time; its errors fail the test."""
    contexts: list[Any] = []
    complaints: list[str] = []

    def open_tab(address: str, *, size: str = "desktop", script: str = "", **options: Any) -> Any:
        context = browser.new_context(viewport=SIZES[size], **options)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda m: m.type == "error" and complaints.append(m.text))
        page.clock.install(time=NOW)
        page.add_init_script(HIDE + SHIFT + script)
        page.goto(address)
        return page

    yield open_tab
    for context in contexts:
        context.close()
    assert complaints == []


def flash(number: int = 50, **values: Any) -> views.Card:
    return samples.card(
        number, urgency="flash", headline="إغلاق الميناء أمام حركة السفن حتى إشعار آخر", **values
    )


@pytest.mark.parametrize("size", SIZES)
def test_nothing_moves_when_what_is_new_is_put_in_its_place(
    site: LiveSite, tabs: Any, size: str
) -> None:
    site.page(samples.story(published_at=NOW - timedelta(minutes=5)), samples.SITE)
    site.page(samples.front(cards=cards(9)), samples.SITE)
    site.page(replace(samples.HOME, flash=None), samples.SITE)
    breaking(site, (flash(), NOW + timedelta(minutes=30)))
    counts(site, {card.id: 1200 for card in cards(9)} | {ID: 110})
    for path in (PAGE, "/section/local/", "/"):
        page = tabs(f"{site.origin}{path}", size=size)
        page.locator(".top.on .bar a").wait_for()
        page.locator(".ticker.in").wait_for()
        if path != "/":
            page.locator(".views", has_text="مشاهد").first.wait_for()
        assert page.evaluate("window.moved") == [], path
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path


def test_the_bar_shows_what_is_breaking_and_lets_it_go(site: LiveSite, tabs: Any) -> None:
    site.page(samples.STATES["full"], samples.SITE)
    page = tabs(f"{site.origin}{PAGE}", size="phone")
    wait_for(lambda: site.count("/breaking/") == 1, page)
    bar = page.locator(".bar")
    assert not bar.is_visible()
    assert page.locator(".clock").is_visible()
    high = page.locator(".top").bounding_box()["height"]
    breaking(site, (flash(), NOW + timedelta(minutes=30)), (flash(51), NOW + timedelta(hours=2)))
    run_until(bar.locator("a", has_text="إغلاق الميناء").is_visible, page, 120)
    assert bar.locator("a").get_attribute("href") == f"{site.origin}/a/c000050/"
    assert bar.get_attribute("role") == "status"
    assert not page.locator(".clock").is_visible(), "on a phone it takes the top line"
    assert page.locator(".top").bounding_box()["height"] == high
    # Its end comes by the file; where that is late, by the time that stands in it.
    page.clock.fast_forward(29 * 60_000)
    second = bar.locator(f"a[href='{site.origin}/a/c000051/']")
    run_until(second.is_visible, page, 120)
    breaking(site)
    run_until(bar.is_hidden, page, 300)
    assert page.locator(".clock").is_visible()


def test_the_bar_does_not_repeat_what_the_page_says(site: LiveSite, tabs: Any) -> None:
    own = samples.card(1, id=ID, path=PAGE, urgency="flash", headline="الخبر نفسه")
    site.page(samples.STATES["flash"], samples.SITE)
    site.page(replace(samples.HOME, flash=own), samples.SITE)
    breaking(site, (own, NOW + timedelta(hours=1)))
    for path in (PAGE, "/"):
        seen = site.count("/breaking/")
        page = tabs(f"{site.origin}{path}")
        wait_for(lambda seen=seen: site.count("/breaking/") > seen, page)
        page.locator(".ticker.in").wait_for()
        assert not page.locator(".bar").is_visible()


def test_without_script_the_breaking_news_are_a_link_away(site: LiveSite, tabs: Any) -> None:
    site.page(samples.STATES["full"], samples.SITE)
    site.page(
        views.BreakingView(path="/breaking/", cards=((flash(), NOW + timedelta(hours=1)),)),
        samples.SITE,
    )
    page = tabs(f"{site.origin}{PAGE}", size="phone", java_script_enabled=False)
    assert not page.locator(".bar").is_visible()
    assert not page.locator(".views").first.is_visible()
    page.get_by_role("link", name="العاجل").click()
    page.locator("main").get_by_role("link", name="إغلاق الميناء").wait_for()


def test_the_newest_wait_above_their_page_and_stand_in_order(site: LiveSite, tabs: Any) -> None:
    old = cards(30, first=4)
    site.page(views.LatestView(path="/latest/", cards=old), samples.SITE)
    latest(site, cards(12))
    page = tabs(f"{site.origin}/latest/")
    page.clock.run_for(3_000)
    button = page.locator(".fresh button")
    button.wait_for()
    assert button.inner_text() == "3 أخبار جديدة"
    assert page.locator("main .feed li").count() == 30
    button.click()
    links = page.evaluate("[...document.querySelectorAll('main .feed a')].map(a => a.href)")
    assert links == [f"{site.origin}/a/c0000{number:02}/" for number in range(1, 34)]
    shown = cards(12)
    latest(site, (shown[0], replace(shown[1], headline="عنوان صُحّح"), *shown[2:]))
    run_until(page.locator("main .feed a", has_text="عنوان صُحّح").is_visible, page, 200)
    assert not button.is_visible()


def test_the_column_shows_whole_entries_and_follows_what_is_new(site: LiveSite, tabs: Any) -> None:
    site.page(samples.STATES["full"], samples.SITE)
    page = tabs(f"{site.origin}{PAGE}")
    page.locator(".ticker.in").wait_for()
    box = page.locator(".ticker").bounding_box()
    last = page.locator(".ticker li").last.bounding_box()
    assert last["y"] + last["height"] <= box["y"] + box["height"] + 1
    assert 4 <= page.locator(".ticker li").count() < 12
    latest(site, (samples.card(77, published_at=NOW, headline="خبر وصل للتو"), *cards(11)))
    run_until(page.locator(".ticker a", has_text="خبر وصل للتو").is_visible, page, 200)
    assert page.locator(".ticker").bounding_box() == box


def test_near_times_are_said_as_ago_and_the_whole_time_stays(site: LiveSite, tabs: Any) -> None:
    arabic = replace(samples.SITE, digits="arab")
    near = (
        samples.card(1, published_at=NOW - timedelta(minutes=5)),
        samples.card(2, published_at=NOW - timedelta(hours=2, minutes=1)),
        samples.card(3, published_at=NOW - timedelta(days=2)),
    )
    site.page(samples.front(cards=near), arabic)
    page = tabs(f"{site.origin}/section/local/")
    times = page.locator(".card .when time")
    page.locator(".card time", has_text="منذ ٥ دقائق").wait_for()
    assert times.nth(0).get_attribute("title") == "١٩:٥٥، ٢٣ نوفمبر/ تشرين الثاني ٢٠٢٦"
    assert times.nth(0).get_attribute("datetime") == "2026-11-23T19:55:00+02:00"
    assert times.nth(1).inner_text() == "منذ ساعتين"
    assert times.nth(2).inner_text().startswith("٢٠:٠٠، ٢١ نوفمبر")
    run_until(page.locator(".card time", has_text="منذ ١١ دقيقة").is_visible, page, 400)
    site.page(replace(samples.PAGES["section-en"], cards=near), samples.SITE_EN)
    for name in ("latest", "breaking"):
        site.put(f"/en/{name}/fragment.html", "<p></p>")
    english = tabs(f"{site.origin}/en/section/local/")
    english.locator(".card time", has_text="5 minutes ago").wait_for()


def test_a_clock_that_is_wrong_does_not_make_times_wrong(site: LiveSite, tabs: Any) -> None:
    site.date = format_datetime(NOW + timedelta(hours=3), usegmt=True)
    near = samples.card(1, published_at=NOW + timedelta(hours=2, minutes=55))
    site.page(samples.front(cards=(near,)), samples.SITE)
    page = tabs(f"{site.origin}/section/local/")
    run_until(page.locator(".card time", has_text="منذ 5 دقائق").is_visible, page, 120)


def test_counts_and_one_beacon_after_three_seconds_of_looking(site: LiveSite, tabs: Any) -> None:
    site.streaming = True
    site.page(samples.STATES["full"], replace(samples.SITE, digits="arab"))
    counts(site, {ID: 1110})
    page = tabs(f"{site.origin}{PAGE}", script="window.away = true;")
    page.clock.pause_at(NOW + timedelta(minutes=1))
    page.clock.run_for(20_000)
    assert site.count("/v/") == 0, "nobody has looked yet"
    page.evaluate("hide(false)")
    for _ in range(5):
        page.clock.run_for(500)
        page.wait_for_timeout(50)
    page.locator(".by .views", has_text="١٬١١٠ مشاهدات").wait_for()
    assert site.count("/v/") == 0
    page.clock.run_for(1_000)
    wait_for(lambda: site.count("/v/") == 1, page)
    page.reload()
    page.evaluate("hide(false)")
    page.clock.run_for(5_000)
    page.locator(".by .views", has_text="مشاهد").wait_for()
    # The answer may be kept for half an hour, so the browser itself removes the repeat.
    assert [hit for hit in site.hits if "/v/" in hit] == [f"/v/{ID}"]
    asked = site.asked[site.hits.index(f"/v/{ID}")]
    assert not {"Referer", "Cookie"} & set(asked)


def test_a_story_that_is_not_among_the_recent_has_its_own_count(site: LiveSite, tabs: Any) -> None:
    counts(site, {"other00": 5})
    site.put(f"/a/{ID}/n.json", '{"v":1,"n":2}')
    site.page(samples.STATES["full"], samples.SITE)
    page = tabs(f"{site.origin}{PAGE}")
    page.locator(".by .views", has_text="مشاهدتان").wait_for()


def test_the_clock_gives_the_hijri_date_where_it_is_wanted_and_known(
    site: LiveSite, tabs: Any
) -> None:
    hijri = replace(samples.SITE, hijri=True, digits="arab", months="moroccan", zone="Asia/Riyadh")
    site.page(samples.STATES["full"], hijri)
    page = tabs(f"{site.origin}{PAGE}", size="phone")
    clock = page.locator(".clock")
    assert clock.inner_text().split("\n")[0].strip() == "٢١:٠٠ GMT+٣ ٢٣ نونبر ٢٠٢٦"
    assert clock.locator(".hij").inner_text() == "١٣ جمادى الآخرة ١٤٤٨ هـ"
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    old = (
        "const own = Intl.DateTimeFormat.prototype.resolvedOptions;"
        "Intl.DateTimeFormat.prototype.resolvedOptions = function () {"
        " return Object.assign(own.call(this), {calendar: 'gregory'}); };"
    )
    page = tabs(f"{site.origin}{PAGE}", script=old)
    assert page.locator(".clock").inner_text().strip() == "٢١:٠٠ GMT+٣ ٢٣ نونبر ٢٠٢٦"
