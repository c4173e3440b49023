"""A small published root, the servers that can serve it, and a client that sends any bytes."""

import contextlib
import gzip
import hashlib
import json
import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

import brotli

from nashra.delivery.children import reader_arguments
from nashra.delivery.headers import Told
from nashra.delivery.nginx import NginxSettings, render_nginx_config
from nashra.delivery.server import ReaderSettings

POLICY = "default-src 'none'; style-src 'sha256-abc='; frame-ancestors 'none'"
ONION = f"http://{'abcdefg' * 8}.onion"
HOME_PAGE = ("<!doctype html><title>رأس الشيح</title>" + "<p>خبر من الميناء</p>\n" * 700).encode()
LARGE = hashlib.shake_256(b"picture").digest(3_000_000)
NGINX = shutil.which("nginx")
BROTLI_MODULE = Path("/usr/lib/nginx/modules/ngx_http_brotli_static_module.so")


def put(root: Path, name: str, body: bytes) -> None:
    """Publishes a file as the engine does: variants first, each by a rename."""
    target = root / name
    target.parent.mkdir(parents=True, exist_ok=True)
    bodies = {"": body}
    if target.suffix in {".html", ".xml", ".txt"}:
        bodies = {".br": brotli.compress(body, quality=4), ".gz": gzip.compress(body, 6), "": body}
    for suffix, data in bodies.items():
        temporary = target.with_name(f".{target.name}{suffix}.nashra-new")
        temporary.write_bytes(data)
        os.replace(temporary, target.with_name(target.name + suffix))


@dataclass
class Site:
    """Where a published root and what belongs to it lie."""

    home: Path
    root: Path = field(init=False)
    policy: Path = field(init=False)
    desk_socket: Path = field(init=False)

    def __post_init__(self) -> None:
        self.root = self.home / "site"
        self.policy = self.home / "headers.json"
        self.desk_socket = self.home / "desk.sock"


def make_site(home: Path) -> Site:
    """A root with every kind of file that servers treat differently."""
    site = Site(home)
    pages = {
        "index.html": HOME_PAGE,
        "a/0k3xw9p/index.html": "<!doctype html><p>سفينة وصلت".encode(),
        "a/7m2qd4h/index.html": "<!doctype html><p>سُحب هذا الخبر".encode(),
        "section/local/index.html": "<!doctype html><p>البلد".encode(),
        "section/local/feed.xml": b"<rss/>",
        "404.html": "<!doctype html><p>لا صفحة هنا".encode(),
        "en/index.html": b"<!doctype html><p>Harbour",
        "en/404.html": b"<!doctype html><p>No page here",
        "robots.txt": b"User-agent: *\nAllow: /\n",
        "media/0123456789ab-640.webp": b"RIFF" + bytes(range(256)) * 4,
        "media/ba9876543210-1600.jpg": LARGE,
    }
    for name, body in pages.items():
        put(site.root, name, body)
    (site.root / "a/7m2qd4h/gone.txt").write_text("410\n")
    (site.root / ".hidden").write_text("hidden")
    (site.root / "index.html.nashra-new1").write_text("half")
    (site.root / "empty").mkdir()
    (home / "secret.txt").write_text("secret")
    (home / "outside").mkdir()
    (home / "outside/index.html").write_text("secret")
    (site.root / "link.txt").symlink_to(home / "secret.txt")
    (site.root / "linked").symlink_to(home / "outside")
    os.mkfifo(site.root / "pipe.txt")
    site.policy.write_text(json.dumps({"csp": POLICY, "onion": ONION}))
    return site


def free_port() -> int:
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        return int(trial.getsockname()[1])


def until(true: Callable[[], bool], seconds: float = 30.0) -> None:
    """Waits for something to become true, and fails if it does not."""
    deadline = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.02)


def answers(where: int | Path) -> bool:
    family = socket.AF_INET if isinstance(where, int) else socket.AF_UNIX
    with socket.socket(family) as trial:
        try:
            trial.connect(("127.0.0.1", where) if isinstance(where, int) else str(where))
        except OSError:
            return False
        return True


@dataclass(frozen=True)
class Answer:
    """One HTTP answer as it came over the wire."""

    status: int
    headers: dict[str, str]
    body: bytes
    head: bytes

    def plain(self) -> bytes:
        """The body without its content encoding."""
        encoding = self.headers.get("content-encoding", "")
        if encoding == "br":
            return bytes(brotli.decompress(self.body))
        return gzip.decompress(self.body) if encoding == "gzip" else self.body


@dataclass(frozen=True)
class Client:
    """Speaks to a server on this machine."""

    port: int
    kind: str = "embedded"

    def connect(self, seconds: float = 5.0) -> socket.socket:
        return socket.create_connection(("127.0.0.1", self.port), timeout=seconds)

    def raw(self, request: bytes, seconds: float = 5.0) -> bytes:
        """All that comes back until the server closes or has been silent for so many seconds."""
        with self.connect(seconds) as link:
            with contextlib.suppress(OSError):
                link.sendall(request)
            parts = []
            try:
                while part := link.recv(65536):
                    parts.append(part)
            except (ConnectionResetError, TimeoutError):
                pass
            return b"".join(parts)

    def ask(
        self, path: str | bytes, method: str = "GET", body: bytes | None = None, **headers: str
    ) -> Answer:
        """One request on a connection of its own. Underscores in header names become hyphens."""
        target = path if isinstance(path, bytes) else path.encode()
        lines = [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
        if body is not None:
            lines.append(f"Content-Length: {len(body)}")
        host = "" if any(name.lower() == "host" for name in headers) else "Host: site.example\r\n"
        head = method.encode() + b" " + target + b" HTTP/1.1\r\n" + host.encode()
        head += (
            b"Connection: close\r\n" + "".join(f"{line}\r\n" for line in lines).encode() + b"\r\n"
        )
        return parse(self.raw(head + (body or b"")), method)


def parse(data: bytes, method: str = "GET") -> Answer:
    """The first final answer in what a server sent, checked for its declared length."""
    head, _, rest = data.partition(b"\r\n\r\n")
    if head.startswith(b"HTTP/1.1 100"):
        return parse(rest, method)
    first, *lines = head.decode("latin-1").split("\r\n")
    assert re.match(r"HTTP/1\.[01] \d{3}", first), data[:200]
    headers = {}
    for line in lines:
        name, _, value = line.partition(":")
        # nginx runs its header filters twice for a range that it refuses.
        twice_is_fine = name.lower() == "set-cookie" or b" 416 " in head[:20]
        assert name.lower() not in headers or twice_is_fine, f"{name} twice"
        headers[name.lower()] = value.strip()
    status = int(first.split()[1])
    if headers.get("transfer-encoding") == "chunked":
        rest = _unchunk(rest)
    elif method != "HEAD" and status not in {204, 304}:
        assert len(rest) == int(headers["content-length"]), (first, headers, len(rest))
    else:
        assert rest == b""
    return Answer(status, headers, rest, head)


def _unchunk(data: bytes) -> bytes:
    parts = []
    while True:
        size, _, data = data.partition(b"\r\n")
        length = int(size, 16)
        if not length:
            return b"".join(parts)
        parts.append(data[:length])
        data = data[length + 2 :]


@contextmanager
def running(command: list[str], ready: Callable[[], bool]) -> Iterator[subprocess.Popen[bytes]]:
    """A process that is stopped at the end, and fails the test if it ended before."""
    process = subprocess.Popen(command, start_new_session=True)
    try:
        until(lambda: process.poll() is not None or ready(), 15)
        assert process.poll() is None, "ended at once"
        yield process
    finally:
        process.terminate()
        try:
            process.wait(8)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
            raise


CHILDREN = [sys.executable, "-m", "nashra.delivery.children"]


@contextmanager
def embedded(site: Site, **changes: object) -> Iterator[Client]:
    """Nashra's own server over a site."""
    settings = ReaderSettings(root=site.root, policy=site.policy, desk_socket=site.desk_socket)
    settings = replace(settings, **changes)
    port = free_port()
    command = [*CHILDREN, "reader", str(os.getpid())]
    command += reader_arguments(settings, "127.0.0.1", port)
    with running(command, lambda: answers(port)):
        yield Client(port)


@contextmanager
def fake_desk(site: Site) -> Iterator[subprocess.Popen[bytes]]:
    """An application in the desk's place, which tells what reached it."""
    where = [str(site.desk_socket), "tests.delivery.fake_desk:application", "4"]
    command = [*CHILDREN, "desk", str(os.getpid()), *where]
    with running(command, lambda: answers(site.desk_socket)) as process:
        yield process


def nginx_missing() -> str:
    """Why nginx cannot be tried here; empty if it can."""
    if NGINX is None:
        return "nginx is not installed"
    return "" if BROTLI_MODULE.exists() else "nginx has no brotli_static module"


@contextmanager
def nginx(site: Site) -> Iterator[Client]:
    """A real nginx with the configuration that Nashra ships."""
    assert NGINX is not None
    port = free_port()
    shipped = render_nginx_config(
        NginxSettings(
            root=site.root,
            socket=site.desk_socket,
            hub_socket=site.home / "hub.sock",
            told=Told(POLICY, ONION),
            listen=f"127.0.0.1:{port}",
            error_log=str(site.home / "nginx-error.log"),
        )
    )
    folders = "".join(
        f"{name}_temp_path {site.home}/nginx-{name};"
        for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    user = "user root;" if os.getuid() == 0 else ""
    config = site.home / "nginx.conf"
    config.write_text(
        f"load_module {BROTLI_MODULE};{user}worker_processes 1;daemon off;"
        f"pid {site.home}/nginx.pid;error_log {site.home}/nginx-error.log;"
        f"events {{}}\nhttp {{ {folders}\n{shipped}\n}}\n"
    )
    command = [NGINX, "-e", str(site.home / "nginx-error.log"), "-c", str(config)]
    with running(command, lambda: answers(port)):
        yield Client(port, "nginx")


def short_folder() -> Path:
    """A folder whose path is short enough for a Unix socket."""
    return Path(tempfile.mkdtemp(prefix="nashra"))
