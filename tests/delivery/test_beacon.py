"""Views are counted without keeping anything of who read."""

import json
import os
import signal
import time
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nashra.delivery import beacon
from nashra.delivery.beacon import Views, is_crawler, is_wanted
from tests.delivery import sites
from tests.delivery.sites import Client, Site, until
from tests.processes import below, command_of

PHONE = (
    "Mozilla/5.0 (Linux; Android 7.0; SM-J530F) AppleWebKit/537.36 Chrome/97.0 Mobile Safari/537.36"
)
STORY, GONE = "0k3xw9p", "7m2qd4h"


def _spooled(folder: Path, key: str = "views") -> Counter[str]:
    found: Counter[str] = Counter()
    for file in folder.glob("*.json"):
        found.update(json.loads(file.read_text())[key])
    return found


def _view(client: Client, story: str = STORY, **headers: str) -> sites.Answer:
    return client.ask(f"/v/{story}", **{"User_Agent": PHONE} | headers)


def test_a_view_is_counted_and_handed_on(own_site: Site) -> None:
    spool = own_site.home / "views"
    with sites.embedded(own_site, spool=spool) as client:
        for _ in range(3):
            answer = _view(client)
        until(lambda: _spooled(spool)[STORY] == 3)
    assert answer.status == 200
    assert answer.body == b""
    assert answer.headers["cache-control"] == "private, max-age=1800"
    assert "set-cookie" not in answer.headers
    [file, *_] = spool.glob("*.json")
    assert set(json.loads(file.read_text())) == {"v", "minute", "views", "over"}


def test_what_is_no_reading_is_answered_alike_and_not_counted(own_site: Site) -> None:
    spool = own_site.home / "views"
    with sites.embedded(own_site, spool=spool) as client:
        known = _view(client)
        others = [
            _view(client, GONE),
            _view(client, "zzzzzzz"),
            client.ask(f"/v/{STORY}"),
            _view(client, User_Agent="Googlebot/2.1"),
            _view(client, Sec_Fetch_Site="cross-site"),
            _view(client, Sec_Purpose="prefetch;prerender"),
            _view(client, Purpose="prefetch"),
            client.ask("/v/../a", User_Agent=PHONE),
            client.ask("/v/" + "a" * 3000, User_Agent=PHONE),
        ]
        heads = client.ask(f"/v/{STORY}", "HEAD", User_Agent=PHONE)
        until(lambda: bool(_spooled(spool)))
    alike = {name: value for name, value in known.headers.items() if name != "date"}
    for answer in [*others, heads]:
        assert answer.status == 200
        assert {n: v for n, v in answer.headers.items() if n != "date"} == alike
    assert _spooled(spool) == {STORY: 1}


def test_a_connection_counts_once_for_a_story(own_site: Site) -> None:
    spool = own_site.home / "views"
    ask = f"GET /v/{STORY} HTTP/1.1\r\nHost: a\r\nUser-Agent: {PHONE}\r\n\r\n".encode()
    with sites.embedded(own_site, spool=spool) as client:
        with client.connect() as link:
            for _ in range(5):
                link.sendall(ask)
                assert link.recv(4096).startswith(b"HTTP/1.1 200")
        _view(client)
        until(lambda: _spooled(spool)[STORY] == 2)


def test_a_flood_is_told_apart(own_site: Site) -> None:
    spool = own_site.home / "views"
    with sites.embedded(own_site, spool=spool, views_a_minute=4) as client:
        for _ in range(10):
            _view(client)
        until(lambda: (_spooled(spool) + _spooled(spool, "over"))[STORY] == 10)
    # A minute may have passed between two of them.
    assert _spooled(spool)[STORY] in range(4, 9)
    assert _spooled(spool, "over")[STORY] == 10 - _spooled(spool)[STORY]


def test_what_was_counted_before_a_stop_is_handed_on(own_site: Site) -> None:
    spool = own_site.home / "views"
    with sites.embedded(own_site, spool=spool) as client:
        for _ in range(4):
            _view(client)
    assert _spooled(spool)[STORY] == 4


def test_a_crash_loses_no_more_than_what_is_not_handed_on(own_site: Site) -> None:
    spool = own_site.home / "views"
    with sites.embedded(own_site, spool=spool) as client:
        for _ in range(3):
            _view(client)
        until(lambda: _spooled(spool)[STORY] == 3)
        servers = [pid for pid in below(os.getpid()) if "children reader" in command_of(pid)]
        inner = [pid for pid in servers if any(pid in below(other) for other in servers)]
        _view(client)
        for pid in inner:
            os.kill(pid, signal.SIGKILL)
    assert _spooled(spool)[STORY] in {3, 4}
    assert not list(spool.glob("*.new"))


@pytest.mark.parametrize(
    ("agent", "crawler"),
    [
        (PHONE, False),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0", False),
        (
            "Opera/9.80 (Android; Opera Mini/36.2/191.256; U; ar) Presto/2.12.423 Version/12.16",
            False,
        ),
        ("Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)", True),
        ("facebookexternalhit/1.1", True),
        ("WhatsApp/2.23", True),
        ("curl/8.5", True),
        ("python-requests/2.32", True),
        ("", True),
        (None, True),
    ],
)
def test_programmes_name_themselves(agent: str | None, crawler: bool) -> None:
    assert is_crawler(agent) is crawler


@pytest.mark.parametrize(
    ("headers", "wanted"),
    [
        ({}, True),
        ({"sec-fetch-site": "same-origin"}, True),
        ({"sec-fetch-site": "none"}, False),
        ({"sec-fetch-site": "same-site"}, False),
        ({"x-moz": "prefetch"}, False),
    ],
)
def test_only_a_page_of_ours_is_asked_for_by_somebody(
    headers: dict[str, str], wanted: bool
) -> None:
    assert is_wanted(headers.get) is wanted


@given(
    seen=st.lists(st.tuples(st.sampled_from("abcdefg"), st.integers(0, 90)), max_size=60),
    flushes=st.sets(st.integers(0, 60)),
)
def test_every_view_is_handed_on_once(
    seen: list[tuple[str, int]], flushes: set[int], tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("views")
    moment = 0.0
    views = Views(folder, cap=3, clock=lambda: moment)
    for number, (story, seconds) in enumerate(seen):
        moment += seconds
        views.add(story)
        if number in flushes:
            views.flush()
    views.flush()
    assert views.flush() == 0
    assert _spooled(folder) + _spooled(folder, "over") == Counter(story for story, _ in seen)
    for file in folder.glob("*.json"):
        assert all(count <= 3 for count in json.loads(file.read_text())["views"].values())


def test_files_that_nobody_takes_are_bounded_and_nothing_is_lost(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(beacon, "MOST_FILES", 2)
    monkeypatch.setattr(beacon, "MOST_STORIES", 3)
    views = Views(tmp_path, clock=lambda: 60.0)
    for number in range(9):
        views.add(f"story-{number}")
    assert views.flush() == 2
    assert views.flush() == 0
    for file in tmp_path.glob("*.json"):
        file.unlink()
    assert views.flush() == 1
    assert sum(_spooled(tmp_path).values()) == 3


def test_memory_is_bounded_by_distinct_stories(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(beacon, "MOST_KEPT", 10)
    views = Views(None, clock=lambda: 60.0)
    for number in range(1000):
        views.add(f"{number % 100}")
    assert sum(len(stories) for stories in views._minutes.values()) == 10
    assert views.flush() == 0
    monkeypatch.setattr(beacon, "MOST_LINKS", 5)
    for number in range(50):
        assert not views.repeats(f"{number}", "story")
    assert len(views._links) == 5
    assert views.repeats("49", "story")


def test_a_folder_that_takes_nothing_loses_nothing(tmp_path: Path) -> None:
    (tmp_path / "views").write_text("in the way")
    views = Views(tmp_path / "views", clock=lambda: 60.0)
    views.add("story")
    with pytest.raises(FileExistsError):
        views.flush()
    (tmp_path / "views").unlink()
    assert views.flush() == 1
    assert _spooled(tmp_path / "views") == {"story": 1}


def test_what_a_killed_writer_left_goes(tmp_path: Path) -> None:
    for name, age in (("old.new", 600), ("young.new", 0)):
        (tmp_path / name).write_text("{")
        os.utime(tmp_path / name, (time.time() - age, time.time() - age))
    views = Views(tmp_path, clock=lambda: 60.0)
    views.add("story")
    views.flush()
    assert {file.name for file in tmp_path.glob("*.new")} == {"young.new"}
    assert _spooled(tmp_path) == {"story": 1}
