"""Every page kind in a real browser: axe-core, narrow screens, the policy, and no script."""

import functools
import threading
from collections.abc import Iterator
from dataclasses import replace
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from nashra.publishing import jinja, scripts
from tests.publishing import view_samples as samples

CHROMIUM = Path("/usr/bin/chromium")
ARGUMENTS = (
    "--no-sandbox", "--disable-gpu", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--no-first-run",
)  # fmt: skip
WIDTHS = (360, 1280)
NARROW = 320
STORY = "/story-full/a/k3v9x2m/"

playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe is not installed")
pytestmark = pytest.mark.skipif(not CHROMIUM.exists(), reason=f"{CHROMIUM} is not installed")


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: Any) -> None:
        """Says nothing."""


def _address(name: str) -> str:
    """Samples share addresses, so each stands in a root of its own."""
    return f"/{name}{samples.PAGES[name].path}"


def _write_site(root: Path) -> None:
    _write_pictures(root / "media")
    (root / "assets").mkdir()
    (root / "assets" / "live.js").write_text(scripts.live_script(), encoding="utf-8")
    (root / "favicon.ico").write_bytes(b"")
    fragment = replace(samples.FRAGMENT, path="/latest/fragment.html")
    for name, view in samples.PAGES.items():
        site = samples.site_of(name)
        own = root / name
        for shown in (replace(fragment, path=f"{site.prefix}{fragment.path}"), view):
            target = own / shown.path.lstrip("/")
            target = target / "index.html" if shown.path.endswith("/") else target
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(jinja.render(shown, site=site), encoding="utf-8")
        (own / "media").symlink_to(root / "media")
        (own / "assets").symlink_to(root / "assets")


def _write_pictures(folder: Path) -> None:
    folder.mkdir()
    for form in ("webp", "jpg"):
        for width in (320, 640, 1280):
            picture = Image.new("RGB", (width, width * 9 // 16), (120, 140, 150))
            picture.save(folder / f"0123456789ab-{width}.{form}")


@pytest.fixture(scope="module")
def origin(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    root = tmp_path_factory.mktemp("site")
    _write_site(root)
    handler = functools.partial(_Quiet, directory=str(root))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_address[1]}"
        server.shutdown()
        thread.join()


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with playwright.sync_playwright() as play:
        opened = play.chromium.launch(executable_path=str(CHROMIUM), args=list(ARGUMENTS))
        yield opened
        opened.close()


@pytest.fixture(scope="module")
def tab(browser: Any) -> Iterator[Any]:
    context = browser.new_context(reduced_motion="reduce")
    opened = context.new_page()
    opened.complaints = []
    opened.on("console", lambda message: opened.complaints.append(message.text))
    opened.on("pageerror", lambda error: opened.complaints.append(str(error)))
    yield opened
    context.close()


def _check(tab: Any, screen: str, options: dict[str, Any]) -> None:
    found = tab.evaluate("options => axe.run(options)", {"resultTypes": ["violations"], **options})
    faults = [
        (rule["id"], [node["html"] for node in rule["nodes"]]) for rule in found["violations"]
    ]
    assert not faults, screen


@pytest.mark.parametrize("name", samples.PAGES)
def test_axe_finds_nothing_and_the_policy_blocks_nothing(tab: Any, origin: str, name: str) -> None:
    tab.complaints.clear()
    tab.emulate_media(color_scheme="light")
    tab.set_viewport_size({"width": WIDTHS[0], "height": 800})
    tab.goto(f"{origin}{_address(name)}")
    # Not wait_for_function: its polling evaluates strings, which the policy forbids.
    tab.locator(".ticker:not(.in, .off)").first.wait_for(state="detached")
    tab.evaluate(axe.Axe().axe_script)
    for width in WIDTHS:
        tab.set_viewport_size({"width": width, "height": 800})
        tab.emulate_media(color_scheme="light")
        _check(tab, f"{width} light", {"rules": {"target-size": {"enabled": True}}})
        tab.emulate_media(color_scheme="dark")
        # Dark changes colours alone, so only what depends on them is checked again.
        _check(tab, f"{width} dark", {"runOnly": ["color-contrast", "link-in-text-block"]})
    assert not [line for line in tab.complaints if "Content Security Policy" in line]
    tab.set_viewport_size({"width": NARROW, "height": 700})
    if name != "fragment":  # it has no style of its own: it is shown inside other pages
        assert tab.evaluate("document.documentElement.scrollWidth") <= NARROW


def test_script_places_the_clock_and_the_latest_without_moving_the_page(
    browser: Any, origin: str
) -> None:
    context = browser.new_context(viewport={"width": 1280, "height": 900}, timezone_id="Asia/Tokyo")
    page = context.new_page()
    page.clock.set_fixed_time("2020-12-01T19:31:00Z")
    page.add_init_script(
        "window.shift = 0; new PerformanceObserver(list => list.getEntries().forEach("
        "entry => { window.shift += entry.value; }))"
        ".observe({type: 'layout-shift', buffered: true})"
    )
    page.goto(f"{origin}{STORY}")
    page.wait_for_selector(".ticker.in .feed a")
    assert page.inner_text(".clock") == "21:31 GMT+2 01 ديسمبر/ كانون الأول 2020"
    first = page.locator(".ticker .feed a").first
    assert first.get_attribute("href") == f"{origin}/story-full/a/c000001/"
    assert 4 <= page.locator(".ticker .feed a").count() <= len(samples.CARDS)
    assert page.evaluate("window.shift") == 0
    context.close()


def test_copying_the_link(browser: Any, origin: str) -> None:
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto(f"{origin}{STORY}")
    assert not page.is_visible(".addr input")
    page.click("button.copy")
    page.locator(".done", has_text="نُسخ").wait_for()
    assert page.inner_text(".done") == "نُسخ الرابط"
    assert page.evaluate("navigator.clipboard.readText()") == "https://marfa.example/a/k3v9x2m/"
    context.close()


def test_copying_the_link_where_there_is_no_clipboard(browser: Any, origin: str) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.add_init_script("Object.defineProperty(navigator, 'clipboard', {value: undefined})")
    page.goto(f"{origin}{STORY}")
    page.click("button.copy")
    assert page.is_visible(".addr input")
    assert page.evaluate("document.getSelection().toString()") == "https://marfa.example/a/k3v9x2m/"
    context.close()


def test_without_script_everything_reads(browser: Any, origin: str) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 360, "height": 800})
    page = context.new_page()
    page.goto(f"{origin}{STORY}")
    assert page.is_visible("h1")
    assert page.input_value(".addr input") == "https://marfa.example/a/k3v9x2m/"
    assert page.is_visible(".addr input")
    for dead in ("button.copy", "button.native"):
        assert not page.is_visible(dead)
    assert page.is_visible(".latest a[href='../../latest/']")
    page.goto(f"{origin}/home/")
    assert page.is_visible(".lead h2 a")
    context.close()


def test_keyboard_reaches_the_text_first(browser: Any, origin: str) -> None:
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    page = context.new_page()
    page.goto(f"{origin}{STORY}")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("location.hash") == "#main"
    context.close()


def test_targets_are_large_enough_for_a_thumb(browser: Any, origin: str) -> None:
    """44 CSS pixels in one direction at least, apart from links within sentences (WCAG 2.5.8)."""
    context = browser.new_context(viewport={"width": 360, "height": 800})
    page = context.new_page()
    page.goto(f"{origin}{STORY}")
    small = page.evaluate(
        """() => [...document.querySelectorAll(
            '.top a, .nav a, .share a, .share button, .tags a, .foot li a, .follow a, .all a')]
          .filter(link => link.offsetParent && link.getBoundingClientRect().height < 43.5)
          .map(link => link.textContent)"""
    )
    assert small == []
    context.close()
