"""The live hub as its listeners meet it: a real process over a published root."""

import json
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from nashra.delivery.hub.server import HubSettings
from tests.delivery import sites
from tests.delivery.journals import Listening, Writer, connect, hub, hub_command
from tests.delivery.sites import Site, answers, put, running, until

STORY, OTHER = "0k3xw9p", "7m2qd4h"


@pytest.fixture(scope="module")
def live() -> Iterator[tuple[Site, Path]]:
    """One hub for tests that each use a journal of their own."""
    home = sites.short_folder()
    site = sites.make_site(home)
    for name in ("latest", "en/latest", "breaking"):
        put(site.root, f"{name}/fragment.html", b"<p>one")
    with hub(site, from_one_address=5) as where:
        yield site, where
    shutil.rmtree(home)


def _writer(site: Site, story: str, many: int = 0) -> Writer:
    writer = Writer(site.root, story)
    writer.post(many)
    return writer


def test_events_come_as_they_are_published(live: tuple[Site, Path]) -> None:
    site, where = live
    writer = _writer(site, "aaaaaa1", 3)
    with Listening(where, "aaaaaa1,latest,nothing") as listener:
        assert listener.status == 200
        assert "text/event-stream" in listener.head
        assert json.loads(listener.next().data) == {"aaaaaa1": 3}
        writer.post()
        news = listener.journal()
        assert [one["n"] for one in news["e"]] == [4]
        assert news["id"] == "aaaaaa1-4"
        assert "مدخل 4" in news["e"][0]["html"]
        writer.post(2)
        assert listener.numbers() == [5, 6]
        put(site.root, "latest/fragment.html", b"<p>two")
        heard = listener.next()
        assert (heard.event, heard.data) == ("changed", "latest")


def test_what_was_missed_is_told_on_return(live: tuple[Site, Path]) -> None:
    site, where = live
    _writer(site, "aaaaaa2", 120)
    with Listening(where, "aaaaaa2", last="aaaaaa2-30", start="aaaaaa2-110") as listener:
        listener.next()
        assert listener.numbers() == list(range(31, 121))
    with Listening(where, "aaaaaa2", start="aaaaaa2-118") as listener:
        listener.next()
        assert listener.numbers() == [119, 120]


def test_who_missed_more_is_told_where_the_journal_stands(live: tuple[Site, Path]) -> None:
    site, where = live
    writer = _writer(site, "aaaaaa3", 160)
    with Listening(where, "aaaaaa3", start="aaaaaa3-7") as listener:
        assert json.loads(listener.next().data) == {"aaaaaa3": 160}
        writer.post()
        assert listener.numbers() == [161]


def test_a_jump_over_a_segment_is_whole(live: tuple[Site, Path]) -> None:
    site, where = live
    writer = _writer(site, "aaaaaa4", 48)
    with Listening(where, "aaaaaa4") as listener:
        listener.next()
        writer.post(30)
        assert listener.numbers() == list(range(49, 79))


def test_more_than_a_message_holds_is_read_from_the_files(live: tuple[Site, Path]) -> None:
    site, where = live
    writer = _writer(site, "aaaaaa5", 1)
    with Listening(where, "aaaaaa5") as listener:
        listener.next()
        writer.post(text="س" * 40_000)
        assert listener.journal() == {"c": "aaaaaa5", "count": 2, "id": ""}


def test_a_torn_file_tells_nothing_and_the_next_tells_all(live: tuple[Site, Path]) -> None:
    site, where = live
    writer = _writer(site, "aaaaaa6", 1)
    tail = f"{site.root}/a/aaaaaa6/live/tail.json"
    with Listening(where, "aaaaaa6,breaking") as listener:
        listener.next()
        for torn in (b"{", b"[]", b'{"count":9,"first":1,"events":[1]}', b"[" * 100_000):
            put(site.root, "a/aaaaaa6/live/tail.json", torn)
        put(site.root, "breaking/fragment.html", b"<p>now")
        assert listener.next().data == "breaking"
        assert Path(tail).exists()
        writer.post()
        assert listener.numbers() == [2]


def test_what_there_is_not_cannot_be_listened_to(live: tuple[Site, Path]) -> None:
    _, where = live
    for on in ("zzzzzzz", "", "../../etc", "latest%00", "AAAAAAA", "breaking.en"):
        with Listening(where, on) as listener:
            assert listener.status == 404, on


def test_one_address_has_so_many_streams(live: tuple[Site, Path]) -> None:
    _, where = live
    held = [Listening(where, "latest", address="192.0.2.7") for _ in range(5)]
    with Listening(where, "latest", address="192.0.2.7") as refused:
        assert refused.status == 429
        assert "retry-after: " in refused.head
    with Listening(where, "latest", address="192.0.2.8") as other:
        assert other.status == 200
    held.pop().link.close()

    def again() -> bool:
        with Listening(where, "latest", address="192.0.2.7") as listener:
            return listener.status == 200

    until(again)
    for listener in held:
        listener.link.close()


@pytest.mark.parametrize(
    "head",
    [
        b"POST /stream?on=latest HTTP/1.1\r\nHost: a\r\n\r\n",
        b"GET /stream?on=latest HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nabcde",
        b"GET /stream?on=latest HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        b"GET /stream?on=latest HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
        b"GET /stream?on=latest HTTP/1.1\r\nHost : a\r\n\r\n",
        b"GET /stream?on=latest\x00 HTTP/1.1\r\nHost: a\r\n\r\n",
        b"GET /stream?on=latest HTTP/1.1\r\nHost: a\r\n\r\nGET / HTTP/1.1\r\n\r\n",
        b"\x16\x03\x01\x02\x00" + b"\x01" * 200 + b"\r\n\r\n",
        b"GET /stream?on=latest HTTP/1.1\r\nX: " + b"a" * 20_000,
    ],
)
def test_a_head_that_is_none_is_refused(live: tuple[Site, Path], head: bytes) -> None:
    _, where = live
    with connect(where) as link:
        link.sendall(head)
        assert link.recv(100).startswith((b"HTTP/1.1 400", b"HTTP/1.1 431"))


def test_a_listener_who_talks_on_is_let_go(live: tuple[Site, Path]) -> None:
    _, where = live
    with Listening(where, "latest") as listener:
        listener.next()
        listener.link.sendall(b"hello?")
        with pytest.raises((EOFError, ConnectionResetError)):
            listener.next()


def test_who_does_not_take_what_is_sent_is_let_go_and_others_hear(
    live: tuple[Site, Path],
) -> None:
    site, where = live
    writer = _writer(site, "aaaaaa7", 1)
    with Listening(where, "aaaaaa7") as slow, Listening(where, "aaaaaa7") as quick:
        slow.next()
        quick.next()
        for number in range(2, 60):
            writer.post(text="س" * 9_000)
            assert quick.numbers() == [number]
        with pytest.raises((EOFError, ConnectionResetError)):
            [slow.next() for _ in range(60)]


def test_it_comes_back_after_a_kill_with_all_that_was_missed(own_site: Site) -> None:
    writer = _writer(own_site, STORY, 2)
    settings = HubSettings(root=own_site.root, socket=own_site.home / "hub.sock")
    with running(hub_command(settings), lambda: answers(settings.socket)) as process:
        listener = Listening(settings.socket, STORY)
        listener.next()
        process.send_signal(signal.SIGKILL)
        with listener, pytest.raises((EOFError, ConnectionResetError)):
            listener.next()
        writer.post(3)
        process.wait()
        second = subprocess.Popen(hub_command(settings))
        try:
            # The socket of the killed one still lies there, and nobody answers behind it.
            until(lambda: answers(settings.socket))
            with Listening(settings.socket, STORY, last=f"{STORY}-2") as again:
                again.next()
                assert again.numbers() == [3, 4, 5]
        finally:
            second.terminate()
            second.wait()


def test_a_full_hub_sends_readers_to_the_files(own_site: Site) -> None:
    _writer(own_site, STORY, 1)
    with hub(own_site, listeners=2) as where:
        held = [Listening(where, STORY) for _ in range(2)]
        with Listening(where, STORY) as refused:
            assert refused.status == 503
            assert "retry-after: " in refused.head
        for listener in held:
            listener.link.close()


def test_through_the_readers_port(own_site: Site) -> None:
    writer = _writer(own_site, STORY, 1)
    where = own_site.home / "hub.sock"
    with sites.embedded(own_site, hub_socket=where) as client:
        assert client.ask("/stream?on=latest").status == 503
        with hub(own_site):
            assert client.ask("/stream?on=zzzzzzz").status == 404
            assert client.ask("/stream?on=latest", "DELETE").status == 405
            with Listening(client.port, STORY, last=f"{STORY}-0") as listener:
                assert listener.status == 200
                assert json.loads(listener.next().data) == {STORY: 1}
                assert listener.numbers() == [1]
                writer.post()
                assert listener.numbers() == [2]
            # The page that left is no longer listened for.
            assert client.ask("/").headers["nashra-live"] == "1"
        assert client.ask("/stream?on=latest").status == 503


def test_a_listener_who_left_is_forgotten_behind_the_readers_port(own_site: Site) -> None:
    _writer(own_site, STORY, 1)
    where = own_site.home / "hub.sock"
    with sites.embedded(own_site, hub_socket=where) as client, hub(own_site, listeners=1):
        with Listening(client.port, STORY) as listener:
            listener.next()
            assert client.ask(f"/stream?on={STORY}").status == 503

        def free() -> bool:
            with Listening(client.port, STORY) as listener:
                return listener.status == 200

        until(free)


def test_idle_heads_are_not_waited_for_for_ever(live: tuple[Site, Path]) -> None:
    _, where = live
    with connect(where) as link:
        link.sendall(b"GET /stream")
        started = time.monotonic()
        assert link.recv(100) == b""
        assert time.monotonic() - started < 18


def test_by_way_of_nginx(own_site: Site) -> None:
    if missing := sites.nginx_missing():
        pytest.skip(missing)
    spool = own_site.home / "views"
    writer = _writer(own_site, STORY, 1)
    agent = "Mozilla/5.0 (Android 8; Mobile) Firefox/140.0"
    ask = f"GET /v/{STORY} HTTP/1.1\r\nHost: a\r\nUser-Agent: {agent}\r\n\r\n".encode()
    with sites.nginx(own_site) as client:
        assert client.ask("/stream?on=latest").status == 502
        with hub(own_site, spool=spool), Listening(client.port, STORY) as listener:
            listener.next()
            writer.post()
            assert listener.numbers() == [2]
            assert client.ask("/stream?on=zzzzzzz").status == 404
            client.ask(f"/v/{STORY}", User_Agent=agent)
            with client.connect() as link:
                for _ in range(3):
                    link.sendall(ask)
                    assert link.recv(4000).startswith(b"HTTP/1.1 200")
    counted = [json.loads(file.read_text())["views"] for file in spool.glob("*.json")]
    assert sum(views.get(STORY, 0) for views in counted) == 2
