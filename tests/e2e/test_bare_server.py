"""Everything stopped: any file server reads the published root, and every link holds."""

import shutil
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urldefrag, urljoin, urlsplit

import pytest
from lxml import html

from nashra.delivery.proxy import DESK_PATHS
from tests.e2e.conftest import Complaints, Founded, free_port

OUTSIDE = {"wa.me", "t.me", "x.com", "www.facebook.com"}
"""Hosts that share links lead to, besides example.org, where the demo's channels and media are."""
FOLDER = "news"


@dataclass
class Mirror:
    """A copy of the published root at a bare file server, in a folder or at the top."""

    site: Path
    address: str
    origin: str
    got: dict[str, tuple[int, str, bytes]] = field(default_factory=dict)

    def get(self, address: str) -> tuple[int, str, bytes]:
        """Status, media type and body of an address."""
        if address not in self.got:
            try:
                with urllib.request.urlopen(address, timeout=10) as answer:
                    kind = answer.headers.get_content_type()
                    self.got[address] = answer.status, kind, answer.read()
            except urllib.error.HTTPError as error:
                with error:
                    self.got[address] = error.code, "", b""
        return self.got[address]

    def pages(self) -> list[str]:
        """The addresses of every page that was published, linked or not."""
        files = [*self.site.rglob("index.html"), *self.site.glob("404.html")]
        paths = [file.relative_to(self.site).as_posix() for file in files]
        return sorted(f"{self.address}{path.removesuffix('index.html')}" for path in paths)


def _serve(folder: Path) -> tuple[subprocess.Popen[bytes], str]:
    port = free_port()
    server = subprocess.Popen(
        [sys.executable, "-m", "http.server", str(port), "--bind", "127.0.0.1"],
        cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    origin = f"http://127.0.0.1:{port}"
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline and server.poll() is None:
        try:
            urllib.request.urlopen(origin, timeout=5).close()
        except OSError:
            time.sleep(0.05)
        else:
            return server, origin
    server.kill()
    raise AssertionError("the file server did not come up")


@pytest.fixture(scope="module", params=["top", "folder"])
def mirror(
    request: pytest.FixtureRequest, founded: Founded, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Mirror]:
    root = tmp_path_factory.mktemp("mirror")
    site = root / FOLDER
    shutil.copytree(founded.home / "site", site)
    at_top = request.param == "top"
    server, origin = _serve(site if at_top else root)
    address = f"{origin}/" if at_top else f"{origin}/{FOLDER}/"
    yield Mirror(site, address, f"http://localhost:{founded.port}")
    server.terminate()
    server.wait(10)


def _references(page: Any) -> Iterator[tuple[str, bool]]:
    """What a page names, and whether a browser fetches it by itself."""
    for link in page.iter("a", "form"):
        yield link.get("href") or link.get("action") or "", False
    for element in page.iter("img", "source", "script", "link", "iframe", "video", "audio"):
        if set((element.get("rel") or "").split()) & {"canonical", "alternate"}:
            # Absolute by their nature: they name the one true address.
            continue
        for value in (element.get("src"), element.get("href"), element.get("data-latest")):
            yield value or "", True
        for part in (element.get("srcset") or "").split(","):
            yield (part.split() or [""])[0], True
    for element in page.iter():
        yield element.attrib.get("data-latest", ""), True


def test_every_link_and_picture_holds(mirror: Mirror) -> None:
    pages = mirror.pages()
    assert len(pages) > 150
    broken: dict[str, list[str]] = defaultdict(list)
    pictures = 0
    for address in pages:
        status, kind, body = mirror.get(address)
        assert (status, kind) == (200, "text/html"), address
        for value, fetched in _references(html.document_fromstring(body.decode())):
            if address.endswith("/404.html"):
                # Shown at any depth, so its links are whole addresses of the newsroom.
                value = value.replace(f"{mirror.origin}/", mirror.address)
            target, anchor = urldefrag(urljoin(address, value))
            parts = urlsplit(target)
            if not target.startswith(mirror.address):
                if fetched or not _may_lead_out(parts.scheme, parts.hostname):
                    broken[f"leads out: {value}"].append(address)
                continue
            if target.removeprefix(mirror.address.rstrip("/")).startswith(DESK_PATHS):
                # What the application answers is no file.
                continue
            status, kind, found = mirror.get(target)
            pictures += kind.startswith("image/")
            if status != 200:
                broken[f"{status}: {value}"].append(address)
            elif anchor and f'id="{anchor}"'.encode() not in found:
                broken[f"no such place: {value}"].append(address)
    assert broken == {}
    assert pictures > 500


def _may_lead_out(scheme: str, host: str | None) -> bool:
    return scheme == "mailto" or host in OUTSIDE or (host or "").endswith(".example.org")


def test_every_story_is_reached_from_home(mirror: Mirror) -> None:
    waiting, seen = [mirror.address], set[str]()
    while waiting:
        address = waiting.pop()
        status, kind, body = mirror.get(address)
        if address in seen or (status, kind) != (200, "text/html"):
            continue
        seen.add(address)
        for value, fetched in _references(html.document_fromstring(body.decode())):
            target = urldefrag(urljoin(address, value)).url
            if not fetched and target.startswith(mirror.address):
                waiting.append(target)
    stories = {file.parent for file in mirror.site.glob("a/*/index.html")}
    alive = {f"{mirror.address}a/{s.name}/" for s in stories if not (s / "gone.txt").exists()}
    gone = {f"{mirror.address}a/{s.name}/" for s in stories if (s / "gone.txt").exists()}
    assert len(alive) >= 44
    assert alive <= seen
    assert gone
    assert not gone & seen


def test_pages_look_and_work_the_same(mirror: Mirror, browser: Any) -> None:
    page = browser.new_context(locale="ar", viewport={"width": 1280, "height": 900}).new_page()
    complaints = Complaints()
    complaints.watch(page)
    page.goto(mirror.address)
    page.locator(".ticker a").first.wait_for()
    page.locator(".ticker a").nth(1).click()
    assert page.url.startswith(f"{mirror.address}a/")
    page.locator("aside .ticker a").first.wait_for()
    page.goto(mirror.address)
    picture = page.locator("main img").first
    assert picture.evaluate("image => image.decode().then(() => image.naturalWidth)") > 300
    assert page.evaluate("document.styleSheets[0].cssRules.length") > 50
    page.locator("header").get_by_role("link", name="English").click()
    assert page.url == f"{mirror.address}en/"
    assert complaints == []
    page.context.close()
