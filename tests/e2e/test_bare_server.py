"""Everything stopped: any file server reads the published root, and every link holds."""

import shutil
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import pytest
from lxml import html

from tests.e2e.conftest import Stack, free_port

SHARED = ("wa.me", "t.me", "telegram.me", "twitter.com", "x.com", "facebook.com", "whatsapp.com")
"""Hosts that a reader may be sent to by a share link, besides example.org of the demo."""


@pytest.fixture(scope="module")
def bare(stack: Stack, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("mirror")
    shutil.copytree(stack.home / "site", folder / "copy" / "news")
    port = free_port()
    server = subprocess.Popen(
        [sys.executable, "-m", "http.server", str(port), "--bind", "127.0.0.1"],
        cwd=folder / "copy", stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    address = f"http://127.0.0.1:{port}"
    for _ in range(100):
        try:
            urllib.request.urlopen(f"{address}/news/", timeout=5).close()
            break
        except OSError:
            time.sleep(0.05)
    yield address
    server.terminate()
    server.wait(10)


def _references(address: str, text: str) -> Iterator[str]:
    page = html.document_fromstring(text)
    for element in page.iter("a", "img", "source", "link", "script"):
        rel = element.get("rel") or ""
        if element.tag == "link" and ("canonical" in rel or "alternate" in rel):
            continue
        found = [element.get("href"), element.get("src")]
        found += [part.split()[0] for part in (element.get("srcset") or "").split(",") if part]
        yield from (urljoin(address, value) for value in found if value)


def test_every_link_holds_from_a_folder_of_a_bare_server(bare: str, stack: Stack) -> None:
    waiting, seen, outside = [f"{bare}/news/"], set(), set()
    while waiting:
        address = waiting.pop().partition("#")[0]
        if address in seen:
            continue
        seen.add(address)
        parts = urlsplit(address)
        if f"{parts.scheme}://{parts.netloc}" != bare:
            if parts.scheme in {"http", "https"}:
                outside.add(parts.netloc)
            continue
        assert parts.path.startswith("/news/"), address
        with urllib.request.urlopen(address, timeout=10) as answer:
            assert answer.status == 200
            is_page = answer.headers.get_content_type() == "text/html"
            body = answer.read()
        if is_page:
            waiting.extend(_references(address, body.decode()))
    pages = sum(1 for file in (stack.home / "site").rglob("index.html"))
    assert len(seen) > pages * 0.8
    strange = {
        host
        for host in outside
        if not host.endswith(("example.org", f"localhost:{stack.port}"))
        and host.removeprefix("www.") not in SHARED
    }
    assert strange == set()


def test_the_mirror_has_what_the_site_has(bare: str, stack: Stack) -> None:
    plain = [file for file in (stack.home / "site").rglob("*") if file.is_file()]
    assert len(plain) > 900
    assert not [file for file in plain if Path(file).name.startswith(".nashra-new")]
