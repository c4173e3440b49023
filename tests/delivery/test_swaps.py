"""Files that change while they are read."""

import hashlib
import json
import shutil
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from nashra.delivery.cache import FileCache
from nashra.delivery.headers import CLOSED_POLICY, Policy
from tests.delivery import sites
from tests.delivery.sites import Site, until


def version(number: int, size: int) -> bytes:
    """A page of which every line tells the version, in a length that differs by version."""
    return f"<!doctype html>{number:06d}\n".encode() * (size + number % 7)


@contextmanager
def publishing(put: Callable[[int], None]) -> Iterator[None]:
    stop = threading.Event()

    def run() -> None:
        number = 0
        while not stop.wait(0.002):
            number += 1
            put(number)

    thread = threading.Thread(target=run)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join()


@pytest.mark.parametrize(
    ("path", "name", "size"),
    [("/", "index.html", 300), ("/media/aaaaaaaaaaaa-1.jpg", "media/aaaaaaaaaaaa-1.jpg", 80_000)],
)
def test_an_answer_is_of_one_version(own_site: Site, path: str, name: str, size: int) -> None:
    sites.put(own_site.root, name, version(0, size))
    with sites.embedded(own_site) as client:
        seen = set()
        with publishing(lambda number: sites.put(own_site.root, name, version(number, size))):
            deadline = time.monotonic() + 2.5
            while time.monotonic() < deadline:
                for accept in ("br", "gzip", "identity"):
                    answer = client.ask(path, accept_encoding=accept)
                    assert answer.status == 200
                    digest = hashlib.sha256(answer.body).hexdigest()[:32]
                    assert answer.headers["etag"] == f'"{digest}"'
                    lines = set(answer.plain().splitlines())
                    assert len(lines) == 1
                    seen |= lines
        assert len(seen) > 2


def test_a_range_is_cut_from_the_version_its_tag_names(own_site: Site) -> None:
    name, path = "media/aaaaaaaaaaaa-1.jpg", "/media/aaaaaaaaaaaa-1.jpg"
    versions = {
        f'"{hashlib.sha256(body).hexdigest()[:32]}"': body
        for body in (version(number, 80_000) for number in range(4))
    }
    bodies = list(versions.values())
    sites.put(own_site.root, name, bodies[0])
    with (
        sites.embedded(own_site) as client,
        publishing(lambda number: sites.put(own_site.root, name, bodies[number % 4])),
    ):
        for _ in range(40):
            answer = client.ask(path, range="bytes=1000-1499999")
            assert answer.body == versions[answer.headers["etag"]][1000:1500000]


def test_seen_within_a_second(own_site: Site) -> None:
    with sites.embedded(own_site) as client:
        before = client.ask("/", accept_encoding="br")
        sites.put(own_site.root, "index.html", b"<!doctype html>new")
        until(lambda: client.ask("/", accept_encoding="br").plain().endswith(b"new"), 1.5)
        tag = before.headers["etag"]
        assert client.ask("/", accept_encoding="br", if_none_match=tag).status == 200


def test_a_page_that_was_just_read_is_asked_for_in_every_other_way(own_site: Site) -> None:
    """What one reader was given is given again to those alone who ask for the same."""
    with sites.embedded(own_site) as client:
        first = client.ask("/", accept_encoding="br")
        assert client.ask("/", accept_encoding="br") == first
        assert client.ask("/?from=feed", accept_encoding="br").body == first.body
        assert client.ask("/", accept_encoding="gzip").headers["content-encoding"] == "gzip"
        assert client.ask("/").body == client.ask("/").body == sites.HOME_PAGE
        tag, date = first.headers["etag"], first.headers["last-modified"]
        assert client.ask("/", accept_encoding="br", if_none_match=tag).status == 304
        assert client.ask("/", accept_encoding="br", if_modified_since=date).status == 304
        assert client.ask("/", accept_encoding="br", if_match='"other"').status == 412
        assert client.ask("/", accept_encoding="br", if_match="").status == 412
        long_ago = "Thu, 01 Jan 1970 00:00:00 GMT"
        assert client.ask("/", accept_encoding="br", if_unmodified_since=long_ago).status == 412
        assert client.ask("/", range="bytes=2-8").body == sites.HOME_PAGE[2:9]
        assert client.ask("/", "HEAD", accept_encoding="br").headers["etag"] == tag
        assert client.ask("/", "DELETE", accept_encoding="br").status == 405


def test_retraction_restoration_and_removal_are_seen(own_site: Site) -> None:
    page = own_site.root / "a/0k3xw9p"
    with sites.embedded(own_site) as client:
        assert client.ask("/a/0k3xw9p/").status == 200
        (page / "gone.txt").write_text("410\n")
        until(lambda: client.ask("/a/0k3xw9p/").status == 410, 1.5)
        (page / "gone.txt").unlink()
        until(lambda: client.ask("/a/0k3xw9p/").status == 200, 1.5)
        shutil.rmtree(page)
        until(lambda: client.ask("/a/0k3xw9p/").status == 404, 1.5)
        assert client.ask("/").status == 200


@pytest.mark.parametrize("size", [20, 3_000_000])
def test_a_tombstone_never_goes_out_as_a_story(own_site: Site, size: int) -> None:
    """An encoding that nobody asked for yet is read after the retraction, and so is the status."""
    folder = own_site.root / "a/0k3xw9p"
    with sites.embedded(own_site) as client:
        assert client.ask("/a/0k3xw9p/").status == 200
        (folder / "gone.txt").write_text("410\n")
        sites.put(own_site.root, "a/0k3xw9p/index.html", hashlib.shake_256(b"gone").digest(size))
        answer = client.ask("/a/0k3xw9p/", accept_encoding="br")
        assert answer.status == 410
        assert len(answer.plain()) == size
        assert "etag" not in answer.headers


def test_root_may_come_later_and_go(own_site: Site) -> None:
    away = own_site.home / "away"
    own_site.root.rename(away)
    with sites.embedded(own_site) as client:
        assert client.ask("/").status == 404
        away.rename(own_site.root)
        assert client.ask("/").status == 200
        own_site.root.rename(away)
        until(lambda: client.ask("/").status == 404, 1.5)


def test_policy_is_read_anew(own_site: Site) -> None:
    def policy() -> str:
        return client.ask("/").headers["content-security-policy"]

    own_site.policy.unlink()
    with sites.embedded(own_site) as client:
        assert policy() == CLOSED_POLICY
        own_site.policy.write_text(json.dumps({"csp": "default-src 'none'"}))
        until(lambda: policy() == "default-src 'none'", 1.5)


def test_addresses_are_known_for_a_second(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_bytes(b"a")
    files = FileCache(tmp_path)
    long_ago = files.look_up("a.html", now=time.monotonic() - 1)
    assert long_ago is not None
    assert not files.trusts(long_ago)
    entry = files.look_up("a.html")
    assert entry is not None
    files.know("/a.html", entry)
    assert files.trusts(files.known["/a.html"])
    files.look_at_disk_next("a.html")
    assert not files.trusts(files.known["/a.html"])


@pytest.mark.parametrize(
    "broken",
    [
        "",
        "{",
        "[]",
        '{"csp": ""}',
        '{"csp": 1}',
        json.dumps({"csp": "a\r\nset-cookie: b"}),
        "\xff",
        json.dumps({"csp": "a", "onion": "http://evil.example"}),
        '{"csp": "a", "onion": 1}',
        json.dumps({"csp": "a", "onion": f"http://{'a' * 56}.onion\n"}),
    ],
    ids=repr,
)
def test_broken_policy_changes_nothing(tmp_path: Path, broken: str) -> None:
    path = tmp_path / "headers.json"
    path.write_text(json.dumps({"csp": "default-src 'none'"}))
    policy = Policy(path)
    policy.refresh(1.0)
    held = policy.headers
    assert ("content-security-policy", "default-src 'none'") in held
    path.write_text(broken, encoding="latin-1")
    policy.refresh(3.0)
    assert policy.headers == held
    path.unlink()
    policy.refresh(5.0)
    assert policy.headers == held


def test_memory_is_bounded(tmp_path: Path) -> None:
    for number in range(40):
        (tmp_path / f"{number}.html").write_bytes(bytes(10_000))
    files = FileCache(tmp_path, budget=100_000, largest=50_000)
    for _ in range(3):
        for number in range(40):
            entry = files.look_up(f"{number}.html")
            assert entry is not None
            assert len(files.load(f"{number}.html", "").body or b"") == 10_000
            files.know(f"/{number}.html", entry)
            assert 0 < files.kept <= 100_000
            held = [one for known in files.known.values() for one in known.loaded.values()]
            assert sum(one.cost for one in held) <= 100_000
    for number in range(40):
        (tmp_path / f"{number}.html").unlink()
        assert files.look_up(f"{number}.html", now=time.monotonic() + 10) is None
    assert files.kept == 0


def test_file_over_the_bound_is_not_kept(tmp_path: Path) -> None:
    (tmp_path / "a.jpg").write_bytes(bytes(60_000))
    files = FileCache(tmp_path, budget=100_000, largest=50_000)
    entry = files.look_up("a.jpg")
    assert entry is not None
    assert files.is_large(entry, "")
    variant = files.load("a.jpg", "")
    assert variant.body is None
    assert variant.size == 60_000
    assert variant.file is not None
    assert variant.file.read(59_999, 10) == b"\0"
