"""Requests that no browser sends."""

import contextlib
import resource
import socket
import subprocess
import threading
import time
from collections.abc import Iterator

import pytest

from tests.delivery.sites import HOME_PAGE, LARGE, Client, Site, parse, put

OUTSIDE = [
    b"/../secret.txt", b"/..%2fsecret.txt", b"/%2e%2e/secret.txt", b"/%2e%2e%2fsecret.txt",
    b"/%252e%252e/secret.txt", b"/..%252fsecret.txt", b"/a/../../secret.txt",
    b"/section/..%5c..%5csecret.txt", b"/..\\secret.txt", b"/%c0%ae%c0%ae/secret.txt",
    b"/%uff0e%uff0e/secret.txt", b"/.../secret.txt", b"/a/0k3xw9p/%2e%2e/%2e%2e/%2e%2e/secret.txt",
]  # fmt: skip
UNSEEN = [
    b"/.hidden", b"/%2ehidden", b"/index.html.br", b"/index.html.gz", b"/index.html%2ebr",
    b"/a/7m2qd4h/gone.txt", b"/a/7m2qd4h/gone%2Etxt", b"/index.html.nashra-new1",
    b"/index.html%00", b"/index.html%00.txt", b"/index.html/", b"/robots.txt/x", b"/index.html%20",
    b"/%ff%fe", b"/%d8%b1", b"/\xd8\xb1", b"/%", b"/%zz", b"/index.html;x", b"/ROBOTS.TXT",
    b"/secret.txt", b"/a:b", b"/" + b"a" * 400, b"/" + b"a/" * 200, b"/x" * 250,
]  # fmt: skip


@pytest.mark.parametrize("path", OUTSIDE + UNSEEN, ids=repr)
def test_nothing_but_published_addresses(client: Client, path: bytes) -> None:
    answer = client.ask(path)
    assert answer.status in {400, 403, 404}
    assert b"secret" not in answer.body
    assert answer.status != 403 or client.kind == "nginx"


@pytest.mark.parametrize("path", ["/link.txt", "/linked/", "/linked/index.html", "/linked"])
def test_links_lead_nowhere(own: Client, path: str) -> None:
    """Not asked of nginx, whose brotli_static cannot be had together with disable_symlinks."""
    assert own.ask(path).status == 404


def test_only_regular_files(own: Client) -> None:
    assert own.ask("/pipe.txt").status == 404


def test_absolute_form(client: Client) -> None:
    assert client.ask("http://other.example/robots.txt").status == 200
    assert client.ask("http://other.example/../secret.txt").status in {400, 404}
    moved = client.ask("http://other.example/section/local")
    assert moved.headers["location"] == "/section/local/"


def test_overlong_address(client: Client) -> None:
    assert client.ask("/" + "a" * 7000).status in {404, 414}
    assert client.ask("/" + "a" * 70_000).status in {400, 414, 431}
    assert client.ask("/robots.txt?" + "q" * 3000).status == 200


def test_huge_head(client: Client) -> None:
    assert client.ask("/", cookie="c" * 500_000).status in {400, 431}
    many = {f"x_{number}": "v" * 200 for number in range(500)}
    assert client.ask("/", **many).status in {400, 431}


@pytest.mark.parametrize(
    "request_bytes",
    [
        b"\r\n\r\n\r\n", b"\x00" * 50,
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + b"\x00" * 90,
        b"GET\r\n\r\n", b"GET / HTTP/9.9\r\nHost: a\r\n\r\n", b"get / http/1.1\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost : a\r\n\r\n", b"GET / HTTP/1.1\r\n: a\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 1, 2\r\n\r\nx",
        b"GET * HTTP/1.1\r\nHost: a\r\n\r\n",
        b"CONNECT other.example:80 HTTP/1.1\r\nHost: a\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nZZ\r\n",
    ],
    ids=repr,
)  # fmt: skip
def test_nonsense_is_refused_and_others_are_served(client: Client, request_bytes: bytes) -> None:
    data = client.raw(request_bytes, 0.5)
    if b"Transfer-Encoding" not in request_bytes:
        assert data == b"" or int(data.split(b" ", 2)[1]) >= 400
    assert client.ask("/").body == HOME_PAGE


def test_smuggling(client: Client) -> None:
    """A length and chunks at once: whatever follows the chunks is never taken for a request."""
    inner = b"GET /robots.txt HTTP/1.1\r\nHost: a\r\n\r\n"
    for lines in (
        b"Content-Length: 5\r\nTransfer-Encoding: chunked",
        b"Transfer-Encoding: chunked\r\nContent-Length: 5",
        b"Content-Length: 5\r\nTransfer-Encoding: xchunked",
        b"Content-Length: 5\r\nContent-Length: 6",
    ):
        data = client.raw(b"GET / HTTP/1.1\r\nHost: a\r\n" + lines + b"\r\n\r\n0\r\n\r\n" + inner)
        assert b"User-agent: *" not in data, lines


def test_slow_clients_keep_nobody_waiting(client: Client) -> None:
    with contextlib.ExitStack() as links:
        for number in range(200):
            link = links.enter_context(client.connect())
            link.sendall(b"GET / HTTP/1.1\r\nHost: a\r\n" if number % 2 else b"G")
        for _ in range(20):
            link = links.enter_context(client.connect())
            link.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
            link.sendall(b"GET /media/ba9876543210-1600.jpg HTTP/1.1\r\nHost: a\r\n\r\n")
        started = time.monotonic()
        for _ in range(20):
            assert client.ask("/").status == 200
        assert time.monotonic() - started < 2


@pytest.fixture
def many_files() -> Iterator[int]:
    """Lets this process open as many files as it may; tells how many that are."""
    before, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    allowed = 65_536 if most == resource.RLIM_INFINITY else most
    resource.setrlimit(resource.RLIMIT_NOFILE, (allowed, most))
    yield allowed
    resource.setrlimit(resource.RLIMIT_NOFILE, (before, most))


def test_ten_thousand_idle_connections(own: Client, many_files: int) -> None:
    before = resident(own.port)
    with contextlib.ExitStack() as links:
        for number in range(min(10_000, many_files - 500)):
            link = links.enter_context(socket.socket())
            link.setblocking(False)
            link.connect_ex(("127.0.0.1", own.port))
            if number % 200 == 199:
                # Also lets the server accept them: its backlog is shorter than the flood.
                assert own.ask("/").status == 200
        started = time.monotonic()
        for _ in range(20):
            assert own.ask("/").status == 200
        assert time.monotonic() - started < 5
        assert resident(own.port) - before < 100_000


def resident(port: int) -> int:
    """KB of memory that the processes take which were started for a port."""
    listed = subprocess.run(
        ["ps", "-eww", "-o", "rss,args"], capture_output=True, text=True, check=True
    )
    return sum(
        int(line.split(None, 1)[0])
        for line in listed.stdout.splitlines()
        if "delivery.children reader" in line and f" {port} " in line
    )


def test_readers_who_stand_still_take_no_memory(own: Client, site: Site) -> None:
    put(site.root, "media/film00000000-1.mp4", bytes(40_000_000))
    assert own.ask("/media/film00000000-1.mp4", range="bytes=0-9").status == 206
    before = resident(own.port)
    assert before > 0
    with contextlib.ExitStack() as links:
        for _ in range(20):
            link = links.enter_context(own.connect())
            link.sendall(b"GET /media/film00000000-1.mp4 HTTP/1.1\r\nHost: a\r\n\r\n")
        time.sleep(1)
        assert resident(own.port) - before < 50_000
    (site.root / "media/film00000000-1.mp4").unlink()


def test_leaving_early_harms_nobody(client: Client) -> None:
    for _ in range(30):
        with client.connect() as link:
            link.sendall(b"GET /media/ba9876543210-1600.jpg HTTP/1.1\r\nHost: a\r\n\r\n")
            link.recv(10)
    assert client.ask("/media/ba9876543210-1600.jpg").body == LARGE


def test_large_file_at_the_same_time(client: Client) -> None:
    bodies: list[bytes] = []

    def read() -> None:
        bodies.append(client.ask("/media/ba9876543210-1600.jpg").body)

    threads = [threading.Thread(target=read) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert bodies == [LARGE] * 8


def test_request_in_small_pieces(client: Client) -> None:
    with client.connect() as link:
        for letter in b"GET /robots.txt HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n":
            link.send(bytes([letter]))
        data = b""
        while part := link.recv(4096):
            data += part
    assert parse(data).status == 200
