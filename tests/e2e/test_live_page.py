"""Pages that change while they are read: the journal, by files and by a stream."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.e2e.live_site import ID, LiveSite, entry, event, served
from tests.publishing import view_samples as samples

PAGE = f"/a/{ID}/"
HIDE = """Object.defineProperty(document, 'hidden', {get: () => window.away === true});
window.hide = away => { window.away = away; document.dispatchEvent(new Event('visibilitychange')); }
"""
HOSTILE = (
    '<article id="e-n3"><h3 onclick="window.hurt=1">آمن</h3><script>window.hurt = 1</script>'
    '<img src="x" onerror="window.hurt=1"><a href="javascript:window.hurt=1">رابط</a>'
    '<a href="../other00/">خبر</a><iframe src="/"></iframe></article>'
)


def journal(count: int, shown: int = 20) -> str:
    """The section of a page that has the newest ``shown`` of ``count`` events."""
    rows = "".join(entry(number) for number in range(count, max(0, count - shown), -1))
    return (
        f'<section class="journal" data-live="{ID}" data-count="{count}" data-state="live">'
        f'<h2>التغطية</h2><div class="state">بدأت</div><div class="entries">{rows}</div></section>'
    )


def posts(first: int, last: int) -> list[dict[str, Any]]:
    """Events that add an entry each."""
    return [event(number) for number in range(first, last + 1)]


@pytest.fixture
def site(tmp_path: Path) -> Iterator[LiveSite]:
    with served(tmp_path) as running:
        running.put("/latest/fragment.html", "<p></p>")
        running.put("/breaking/fragment.html", "<p></p>")
        running.put("/n/recent.json", '{"v":1,"n":{}}')
        running.put(f"/a/{ID}/n.json", '{"v":1,"n":0}')
        yield running


@pytest.fixture
def tabs(browser: Any) -> Iterator[Callable[..., Any]]:
    """Opens tabs of one browser whose errors fail the test; their clock is moved by hand."""
    context = browser.new_context(viewport={"width": 1000, "height": 700})
    complaints: list[str] = []

    def open_tab(address: str, script: str = HIDE, *, clock: bool = False) -> Any:
        page = context.new_page()
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.add_init_script(script)
        if clock:
            page.clock.install()
        page.goto(address)
        return page

    yield open_tab
    context.close()
    assert complaints == []


def wait_for(check: Callable[[], bool], page: Any) -> None:
    """Waits for a state of the server's side, while the browser goes on."""
    for _ in range(600):
        if check():
            return
        page.wait_for_timeout(50)
    raise AssertionError("it did not come about")


def run_until(check: Callable[[], bool], page: Any, seconds: int) -> None:
    """Lets the page's clock run in small steps, with time for answers between them."""
    for _ in range(seconds // 5):
        page.clock.run_for(5_000)
        page.wait_for_timeout(60)
        if check():
            return
    raise AssertionError(f"it did not come about in {seconds} s of the page's time")


def order(page: Any) -> list[str]:
    return list(page.evaluate("[...document.querySelectorAll('.entries article')].map(a => a.id)"))


def test_a_hundred_missed_events_take_three_requests_and_wait_to_be_asked_for(
    site: LiveSite, tabs: Any
) -> None:
    site.streaming = False
    site.page(samples.STATES["full"], samples.SITE, extra=journal(10))
    site.journal(*posts(1, 110))
    page = tabs(f"{site.origin}{PAGE}")
    button = page.locator(".fresh button")
    button.wait_for()
    assert button.inner_text() == "100 تحديث جديد"
    assert page.locator(".fresh").get_attribute("role") == "status"
    assert len(order(page)) == 10, "nothing is thrown in"
    assert site.count(f"/a/{ID}/live/") == 3
    button.click()
    assert order(page) == [f"e-n{number}" for number in range(110, 0, -1)]
    assert page.evaluate("document.activeElement.id") == "e-n110"
    assert not button.is_visible()


def test_what_the_stream_says_is_shown_once_and_gaps_are_filled_from_files(
    site: LiveSite, tabs: Any
) -> None:
    site.page(samples.STATES["full"], samples.SITE, extra=journal(3))
    site.journal(*posts(1, 3))
    page = tabs(f"{site.origin}{PAGE}")
    wait_for(lambda: len(site.listeners) == 1, page)
    asked = next(hit for hit in site.hits if hit.startswith("/stream"))
    assert {ID, "latest"} <= set(asked.split("on=")[1].split("&")[0].split(","))
    assert asked.endswith(f"&from={ID}-3")
    wait_for(lambda: site.count("/live/") == 1, page)
    files = 1
    site.tell(event(4))
    page.locator(".fresh button", has_text="تحديث جديد").wait_for()
    site.tell(event(4), event(5))
    page.locator(".fresh button", has_text="تحديثان جديدان").wait_for()
    assert site.count("/live/") == files
    site.journal(*posts(4, 8))
    site.tell(event(8))
    page.locator(".fresh button", has_text="5 تحديثات جديدة").wait_for()
    assert site.count("/live/") == files + 1
    page.locator(".fresh button").click()
    assert order(page) == [f"e-n{number}" for number in range(8, 0, -1)]
    site.journal(event(9))
    site.send("journal", f'{{"c":"{ID}","count":9}}')
    page.locator(".fresh button", has_text="تحديث جديد").wait_for()


def test_edits_and_retractions_change_in_place_and_nothing_in_them_runs(
    site: LiveSite, tabs: Any
) -> None:
    site.page(samples.STATES["full"], samples.SITE, extra=journal(3))
    site.journal(*posts(1, 3))
    page = tabs(f"{site.origin}{PAGE}")
    wait_for(lambda: len(site.listeners) == 1, page)
    site.tell(
        event(4, "edit", entry="n2", slot=1, text="نص جديد"),
        event(5, "retract", entry="n1", slot=0, text="سُحب هذا التحديث"),
        event(6, "edit", entry="n3", slot=2, html=HOSTILE),
        event(7, "state", entry=None, slot=None, html="<p>توقفت التغطية</p>"),
        event(8, "edit", entry="gone-from-here", slot=0),
    )
    page.locator("#e-n3[data-changed]").wait_for()
    assert page.inner_text("#e-n2 h3") == "نص جديد"
    assert page.inner_text("#e-n1 h3") == "سُحب هذا التحديث"
    assert page.inner_text(".state") == "توقفت التغطية"
    assert not page.locator(".fresh button").is_visible()
    assert order(page) == ["e-n3", "e-n2", "e-n1"]
    page.locator("#e-n3 h3").click()
    assert page.evaluate("window.hurt") is None
    assert page.locator("#e-n3").locator("script, iframe, [onclick], [onerror]").count() == 0
    links = page.evaluate("[...document.querySelectorAll('#e-n3 a')].map(a => a.href)")
    assert links == [f"{site.origin}{PAGE}", f"{site.origin}/a/other00/"]


def test_reading_never_jumps(site: LiveSite, tabs: Any) -> None:
    site.page(samples.STATES["full"], samples.SITE, extra=journal(40, 40))
    site.journal(*posts(1, 40))
    page = tabs(f"{site.origin}{PAGE}")
    wait_for(lambda: len(site.listeners) == 1, page)
    page.locator("#e-n20").evaluate("e => window.scrollTo(0, e.offsetTop - 200)")
    top = "document.querySelector('#e-n20').getBoundingClientRect().top"
    before = page.evaluate(top)
    long = "خبر طويل يزيد ارتفاعه على ارتفاع ما كان مكانه " * 40
    site.tell(*posts(41, 43), event(44, "edit", entry="n38", slot=37, text=long))
    page.locator("#e-n38[data-changed]").wait_for()
    assert abs(page.evaluate(top) - before) <= 1
    assert page.locator(".fresh button").is_visible(), "it stays within reach"


def test_one_stream_for_all_tabs_and_the_next_takes_over(site: LiveSite, tabs: Any) -> None:
    site.page(samples.STATES["full"], samples.SITE, extra=journal(3))
    site.journal(*posts(1, 3))
    first = tabs(f"{site.origin}{PAGE}")
    wait_for(lambda: len(site.listeners) == 1, first)
    second = tabs(f"{site.origin}{PAGE}")
    wait_for(lambda: site.count("live.js") + site.count("recent") >= 2, second)
    site.journal(event(4))
    site.tell(event(4))
    for page in (first, second):
        page.locator(".fresh button").wait_for()
    assert len(site.listeners) == 1
    first.close()
    wait_for(lambda: site.count("/stream") >= 2 and len(site.listeners) >= 1, second)
    site.tell(event(5))
    second.locator(".fresh button", has_text="تحديثان جديدان").wait_for()


def test_two_errors_fall_back_to_files_until_much_later(site: LiveSite, tabs: Any) -> None:
    site.refuse["/stream"] = (503, {})
    site.page(samples.STATES["full"], samples.SITE, extra=journal(3))
    site.journal(*posts(1, 3))
    page = tabs(f"{site.origin}{PAGE}", clock=True)
    wait_for(lambda: site.count("/stream") == 1, page)
    site.journal(event(4))
    run_until(page.locator(".fresh button").is_visible, page, 30)
    assert site.count("/stream") == 1
    del site.refuse["/stream"]
    run_until(lambda: len(site.listeners) == 1, page, 90)
    site.hang_up()
    site.refuse["/stream"] = (503, {})
    wait_for(lambda: site.count("/stream") == 3, page)
    site.journal(event(5))
    run_until(page.locator(".fresh button", has_text="تحديثان جديدان").is_visible, page, 60)


def test_a_server_that_wants_peace_gets_it(site: LiveSite, tabs: Any) -> None:
    site.streaming = False
    site.page(samples.STATES["full"], samples.SITE, extra=journal(3))
    site.journal(*posts(1, 3))
    site.refuse["tail.json"] = (503, {"Retry-After": "500"})
    page = tabs(f"{site.origin}{PAGE}", clock=True)
    wait_for(lambda: site.count("tail.json") >= 1, page)
    page.clock.run_for(380_000)
    assert site.count("tail.json") == 1
    del site.refuse["tail.json"]
    site.journal(event(4))
    run_until(page.locator(".fresh button").is_visible, page, 400)


def test_nobody_is_asked_while_nobody_looks(site: LiveSite, tabs: Any) -> None:
    site.streaming = False
    site.page(samples.STATES["full"], samples.SITE, extra=journal(3))
    site.journal(*posts(1, 3))
    page = tabs(f"{site.origin}{PAGE}", clock=True)
    wait_for(lambda: site.count("tail.json") >= 1, page)
    page.evaluate("hide(true)")
    page.clock.run_for(5_000)
    before = len(site.hits)
    page.clock.run_for(600_000)
    assert len(site.hits) == before
    site.journal(event(4))
    page.evaluate("hide(false)")
    page.clock.run_for(2_000)
    page.locator(".fresh button").wait_for()


def test_a_stream_is_left_when_nobody_looks(site: LiveSite, tabs: Any) -> None:
    site.page(samples.STATES["full"], samples.SITE, extra=journal(3))
    site.journal(*posts(1, 3))
    page = tabs(f"{site.origin}{PAGE}", clock=True)
    wait_for(lambda: len(site.listeners) == 1, page)
    page.evaluate("hide(true)")
    page.clock.run_for(31_000)
    # The server notices when it next writes.
    wait_for(lambda: site.send("changed", "latest") or not site.listeners, page)
    page.evaluate("hide(false)")
    wait_for(lambda: len(site.listeners) == 1, page)


@pytest.mark.parametrize(
    "script",
    ["delete Navigator.prototype.locks", "delete window.BroadcastChannel",
     "Object.defineProperty(navigator, 'connection', {value: {saveData: true}})"],
    ids=["no locks", "no channel", "saving data"],
)  # fmt: skip
def test_where_something_is_missing_each_tab_asks(site: LiveSite, tabs: Any, script: str) -> None:
    site.page(samples.STATES["full"], samples.SITE, extra=journal(3))
    site.journal(*posts(1, 5))
    page = tabs(f"{site.origin}{PAGE}", script)
    page.locator(".fresh button", has_text="تحديثان جديدان").wait_for()
    assert site.count("/stream") == 0


def test_a_mirror_in_a_folder_without_anything_behind_it(tmp_path: Path, tabs: Any) -> None:
    with served(tmp_path) as site:
        mirror = LiveSite(tmp_path / "copies" / "nashra")
        site.streaming = False
        for path in ("/latest/fragment.html", "/breaking/fragment.html"):
            mirror.put(path, "<p></p>")
        mirror.put("/n/recent.json", f'{{"v":1,"n":{{"{ID}":7}}}}')
        mirror.put("/assets/live.js", (tmp_path / "assets/live.js").read_text(encoding="utf-8"))
        mirror.page(samples.STATES["full"], samples.SITE, extra=journal(3))
        mirror.journal(*posts(1, 60))
        page = tabs(f"{site.origin}/copies/nashra{PAGE}")
        page.locator(".fresh button", has_text="57 تحديثاً جديداً").wait_for()
        outside = [hit for hit in site.hits if not hit.startswith("/copies/nashra/")]
        assert outside in ([], ["/favicon.ico"])
        page.wait_for_timeout(3_500)
        assert site.count("/v/") == 0, "a mirror counts nobody"
