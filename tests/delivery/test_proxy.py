"""The way to the desk."""

import hashlib
import json
import shutil
import socket
import threading
import time
from collections.abc import Iterator
from typing import Any

import pytest

from tests.delivery import sites
from tests.delivery.sites import Client, Site, parse


@pytest.fixture(scope="module")
def desk_site() -> Iterator[Site]:
    home = sites.short_folder()
    yield sites.make_site(home)
    shutil.rmtree(home)


@pytest.fixture(scope="module", params=["embedded", "nginx"])
def client(request: pytest.FixtureRequest, desk_site: Site) -> Iterator[Client]:
    if request.param == "nginx" and (missing := sites.nginx_missing()):
        pytest.skip(missing)
    serve = sites.nginx if request.param == "nginx" else sites.embedded
    with sites.fake_desk(desk_site), serve(desk_site) as client:
        yield client


def told(client: Client, path: str, *given: Any, **headers: str) -> dict[str, Any]:
    answer = client.ask(path, *given, **headers)
    assert answer.status == 200, answer.body
    found: dict[str, Any] = json.loads(answer.body)
    return found


def test_the_desk_answers_for_its_addresses(client: Client) -> None:
    for path in (
        "/desk/", "/desk/pages/1/", "/account/", "/account/login/", "/talk/7m2qd4h/",
        "/static/a.css", "/healthz",
    ):  # fmt: skip
        assert told(client, path)["PATH_INFO"] == path
    assert client.ask("/deskx/").status == 404
    assert client.ask("/accounts/").status == 404
    assert client.ask("/healthz/").status == 404
    assert client.ask("/").status == 200


def test_query_and_escapes_arrive_as_sent(client: Client) -> None:
    found = told(client, "/desk/%D8%B1/?q=%26a%2Fb&x=a+b&y=[1]")
    assert found["QUERY_STRING"] == "q=%26a%2Fb&x=a+b&y=[1]"
    assert found["PATH_INFO"].encode("latin-1").decode() == "/desk/ر/"


def test_connection_facts_come_from_us_alone(client: Client) -> None:
    found = told(
        client,
        "/desk/",
        host="news.example",
        x_forwarded_for="6.6.6.6",
        x_forwarded_proto="https",
        x_forwarded_host="evil.example",
        forwarded="for=6.6.6.6",
        proxy="http://evil.example",
        x_real_ip="6.6.6.6",
    )
    assert found["HTTP_HOST"] == "news.example"
    assert found["REMOTE_ADDR"] == "127.0.0.1"
    assert found["HTTP_X_FORWARDED_FOR"] == "127.0.0.1"
    assert found["HTTP_X_FORWARDED_PROTO"] == "http"
    assert found["wsgi.url_scheme"] == "http"
    assert found["HTTP_X_FORWARDED_HOST"] == "news.example"
    assert "6.6.6.6" not in str(found)
    assert "evil" not in str(found)


def test_names_that_wsgi_folds_together_are_dropped(client: Client) -> None:
    request = (
        b"GET /desk/ HTTP/1.1\r\nHost: a.example\r\nX_Forwarded_Proto: https\r\n"
        b"X-Forwarded_For: 6.6.6.6\r\nConnection: close\r\n\r\n"
    )
    found = json.loads(parse(client.raw(request)).body)
    assert found["HTTP_X_FORWARDED_PROTO"] == "http"
    assert found["HTTP_X_FORWARDED_FOR"] == "127.0.0.1"


def test_hop_by_hop_headers_stay_here(client: Client) -> None:
    request = (
        b"GET /desk/ HTTP/1.1\r\nHost: a.example\r\nConnection: close, X-Mine\r\nX-Mine: 1\r\n"
        b"TE: trailers\r\nKeep-Alive: 5\r\nUpgrade: h2c\r\nCookie: desk=1\r\n\r\n"
    )
    found = json.loads(parse(client.raw(request)).body)
    assert found["HTTP_COOKIE"] == "desk=1"
    if client.kind == "embedded":
        assert not {"HTTP_X_MINE", "HTTP_TE", "HTTP_UPGRADE", "HTTP_KEEP_ALIVE"} & set(found)
        assert "x-secret" not in client.ask("/desk/parts").headers


def test_cookies_stay_apart(client: Client) -> None:
    assert client.ask("/desk/cookies").head.lower().count(b"set-cookie:") == 2


def test_upload_arrives_whole(client: Client) -> None:
    body = hashlib.shake_256(b"upload").digest(8_000_000)
    found = told(client, "/desk/upload", "POST", body)
    assert found["seen"] == len(body)
    assert found["sha256"] == hashlib.sha256(body).hexdigest()
    assert told(client, "/desk/upload", "POST", b"")["CONTENT_LENGTH"] == "0"


def test_upload_goes_on_as_it_comes(client: Client) -> None:
    with client.connect() as link:
        link.sendall(
            b"POST /desk/upload HTTP/1.1\r\nHost: a.example\r\nContent-Length: 30\r\n"
            b"Connection: close\r\nExpect: 100-continue\r\n\r\n"
        )
        for _ in range(3):
            time.sleep(0.1)
            link.sendall(b"0123456789")
        data = b""
        while part := link.recv(65536):
            data += part
    assert json.loads(parse(data).body)["seen"] == 30


def test_answer_comes_as_it_is_made(client: Client) -> None:
    answer = client.ask("/desk/parts")
    assert answer.body == b"0\n1\n2\n3\n4\n"


def test_too_much(client: Client) -> None:
    head = (
        "POST /desk/ HTTP/1.1\r\nHost: a.example\r\nConnection: close\r\nContent-Length: {}\r\n\r\n"
    )
    for size in (50 * 1024 * 1024 + 1, 10**17):
        assert parse(client.raw(head.format(size).encode(), 0.5)).status == 413


def test_chunked_body_has_no_end_in_wsgi(desk_site: Site) -> None:
    request = (
        b"POST /desk/ HTTP/1.1\r\nHost: a.example\r\nTransfer-Encoding: chunked\r\n"
        b"Connection: close\r\n\r\n5\r\nhello\r\n0\r\n\r\n"
    )
    with sites.embedded(desk_site) as client:
        assert parse(client.raw(request)).status == 411


@pytest.mark.parametrize(
    "lines",
    [
        b"Host: a\r\nContent-Length: 4\r\nTransfer-Encoding: chunked",
        b"Host: a\r\nTransfer-Encoding: chunked\r\nContent-Length: 4",
        b"Host: a\r\nTransfer-Encoding: chunked, identity\r\nContent-Length: 4",
        b"Host: a\r\nTransfer-Encoding:\x0bchunked\r\nContent-Length: 4",
        b"Host: a\r\nContent-Length: 4\r\nContent-Length: 40",
        b"Host: a\r\nContent-Length: +4",
    ],
    ids=repr,
)
def test_smuggling(client: Client, lines: bytes) -> None:
    inner = b"GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n"
    data = client.raw(
        b"POST /desk/ HTTP/1.1\r\n" + lines + b"\r\n\r\n0\r\n\r\n" + inner, seconds=0.7
    )
    assert b"/healthz" not in data
    assert json.loads(client.ask("/desk/").body)["PATH_INFO"] == "/desk/"


@pytest.mark.parametrize("lines", [b"Host: a\r\nHost: b\r\n", b""], ids=repr)
def test_one_host(client: Client, lines: bytes) -> None:
    request = b"GET /desk/ HTTP/1.1\r\n" + lines + b"Connection: close\r\n\r\n"
    assert parse(client.raw(request)).status == 400


def test_bytes_that_are_no_text(client: Client) -> None:
    request = (
        b"GET /desk/ HTTP/1.1\r\nHost: a.example\r\nCookie: x=\xff\xfe\r\nConnection: close\r\n\r\n"
    )
    assert parse(client.raw(request)).status in {200, 400}
    assert client.ask("/desk/").status == 200


def test_desk_down(own_site: Site) -> None:
    servers = [sites.embedded] if sites.nginx_missing() else [sites.embedded, sites.nginx]
    for serve in servers:
        with serve(own_site) as client:
            answer = client.ask("/desk/")
            assert answer.status == 503
            assert "المكتب متوقف الآن" in answer.body.decode()
            assert "The desk is not available" in answer.body.decode()
            assert answer.headers["content-type"] == "text/html; charset=utf-8"
            assert answer.headers["cache-control"] == "no-store"
            assert client.ask("/desk/", "POST", b"x" * 100_000).status == 503
            assert client.ask("/").status == 200
            with sites.fake_desk(own_site):
                assert client.ask("/desk/").status == 200
            assert client.ask("/desk/").status == 503
            with sites.fake_desk(own_site):
                assert client.ask("/desk/").status == 200


def test_desk_that_hangs_keeps_no_reader_waiting(own_site: Site) -> None:
    with (
        sites.fake_desk(own_site),
        sites.embedded(own_site, desk_seconds=0.5) as client,
    ):
        asked = [threading.Thread(target=client.ask, args=("/desk/slow",)) for _ in range(6)]
        for thread in asked:
            thread.start()
        started = time.monotonic()
        for _ in range(20):
            assert client.ask("/").status == 200
        assert time.monotonic() - started < 1
        assert client.ask("/desk/slow").status == 504
        for thread in asked:
            thread.join()


def test_desk_that_breaks_off(own_site: Site) -> None:
    """An answer shorter than the length it declared is never passed on as if it were whole."""
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(str(own_site.desk_socket))
        listener.listen()
        listener.settimeout(5)

        def half() -> None:
            link, _ = listener.accept()
            with link:
                link.recv(65536)
                link.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nhalf")

        thread = threading.Thread(target=half)
        thread.start()
        with sites.embedded(own_site) as client:
            data = client.raw(b"GET /desk/ HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
            assert len(data.partition(b"\r\n\r\n")[2]) < 1000
            thread.join()
            assert client.ask("/").status == 200


def test_https_in_front(own_site: Site) -> None:
    with sites.fake_desk(own_site), sites.embedded(own_site, scheme="https") as client:
        found = told(client, "/desk/")
        assert found["HTTP_X_FORWARDED_PROTO"] == "https"
        assert found["wsgi.url_scheme"] == "https"
