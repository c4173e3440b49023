"""What readers ask in the comparison: each server with the same stories, ready to be measured."""

import os
import shutil
import subprocess
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from shared.processes import free_port, listens, run, serving

from peers.stories import WAGTAIL, read_stories
from tests.delivery.sites import BROTLI_MODULE
from tests.homes import Home

PEER_PYTHON = Path(__file__).parents[2] / ".venv-bench" / "bin" / "python"
WORKERS = ("--workers", "2", "--worker-class", "gthread", "--threads", "2")
"""Faster than two sync workers here, which close each connection after its answer."""
KEPT_SECONDS = 600
"""How long both caches keep a page: Django's default, and set for nginx to the same."""


@dataclass(frozen=True)
class Stack:
    """A running server that readers ask."""

    name: str
    port: int
    encoding: str
    """What browsers are given: ``br`` where the server has it."""
    roots: tuple[int, ...]
    """The processes whose trees are all of it."""

    @property
    def origin(self) -> str:
        return f"http://127.0.0.1:{self.port}"


@dataclass(frozen=True)
class Ground:
    """Where the data of all stacks lies."""

    folder: Path
    home: Home
    """A built Nashra newsroom."""
    peer: Path
    """The home of a Wagtail site with the same stories."""
    loaded: Path
    """A copy of it, in which nothing was published since its stories were loaded."""
    stories: Path

    def paths(self, name: str) -> list[str]:
        """Addresses of all articles at a stack of this name."""
        if name.startswith("nashra"):
            return [f"/a/{story['id']}/" for story in read_stories(self.stories)]
        return [f"/{story['section']}/{story['id']}/" for story in read_stories(self.stories)]

    def paths_file(self, name: str) -> Path:
        """The same, one a line."""
        file = self.folder / f"paths-{name.partition('-')[0]}.txt"
        file.write_text("".join(f"{path}\n" for path in self.paths(name)), encoding="ascii")
        return file


def peer_environment(peer: Path, form: str, memcached: int = 0) -> dict[str, str]:
    """What the peer's Python is started with, for the site in ``peer``."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("NASHRA_", "DJANGO_", "PYTHON"))
    }
    return kept | {
        "PEER_HOME": str(peer), "PEER_FORM": form, "PEER_MEMCACHED": f"127.0.0.1:{memcached}",
        "DJANGO_SETTINGS_MODULE": "peer_wagtail.settings", "PYTHONWARNINGS": "ignore",
    }  # fmt: skip


def manage(peer: Path, form: str, *arguments: str, seconds: float) -> str:
    """What a management command of the peer writes. Raises FailedError."""
    command = [str(PEER_PYTHON), "manage.py", *arguments]
    return run(command, env=peer_environment(peer, form), cwd=WAGTAIL, seconds=seconds)


def run_within(home: Home, module: str, *arguments: str, seconds: float) -> str:
    """What a module of these benchmarks writes in a newsroom's environment. Raises FailedError."""
    root = Path(__file__).parents[2]
    environment = home.environment | {"PYTHONPATH": f"{root / 'benchmarks'}:{root}"}
    command = [home.command()[0], "-m", module, *arguments]
    return run(command, env=environment, seconds=seconds)


@contextmanager
def nashra(ground: Ground) -> Iterator[Stack]:
    """``nashra serve``: readers' server, desk, hub and worker."""
    port = free_port()
    socket = ground.home.folder / "run" / "desk.sock"
    with serving(
        ground.home.command("serve", "--port", str(port)), env=ground.home.environment,
        ready=lambda: listens(port) and listens(socket), log=ground.folder / "nashra.log",
    ) as process:  # fmt: skip
        yield Stack("nashra", port, "br", (process.pid,))


@contextmanager
def nashra_nginx(ground: Ground) -> Iterator[Stack]:
    """nginx on the published root, with the configuration that Nashra prints for it."""
    port = free_port()
    printed = run(
        ground.home.command("nginx", "--listen", f"127.0.0.1:{port}"),
        env=ground.home.environment, seconds=600,
    )  # fmt: skip
    head = f"load_module {BROTLI_MODULE};"
    with _nginx(ground.folder / "nginx-nashra", printed, port, head) as process:
        yield Stack("nashra-nginx", port, "br", (process.pid,))


@contextmanager
def wagtail(ground: Ground, *, form: str = "plain") -> Iterator[Stack]:
    """The peer under Gunicorn: ``plain``, or ``cache`` with Django's cache in Memcached."""
    with ExitStack() as stack:
        roots, memcached = [], 0
        if form == "cache":
            memcached = free_port()
            kept = stack.enter_context(_memcached(memcached, ground.folder / "memcached.log"))
            roots.append(kept.pid)
        port = free_port()
        command = [
            str(PEER_PYTHON), "-m", "gunicorn", "peer_wagtail.wsgi", *WORKERS,
            "--no-control-socket", "--bind", f"127.0.0.1:{port}",
        ]  # fmt: skip
        process = stack.enter_context(
            serving(
                command, env=peer_environment(ground.peer, form, memcached), cwd=WAGTAIL,
                ready=lambda: listens(port), log=ground.folder / f"gunicorn-{form}.log",
            )
        )  # fmt: skip
        name = "wagtail" if form == "plain" else "wagtail-django-cache"
        yield Stack(name, port, "gzip", (process.pid, *roots))


@contextmanager
def wagtail_nginx(ground: Ground) -> Iterator[Stack]:
    """The peer behind nginx, which keeps what it was answered, compressed as it came."""
    port = free_port()
    folder = ground.folder / "nginx-wagtail"
    with wagtail(ground) as behind:
        config = f"""
            proxy_cache_path {folder}/cache levels=1:2 keys_zone=pages:10m max_size=1g
                             inactive=60m use_temp_path=off;
            access_log off;
            sendfile on;
            tcp_nopush on;
            upstream peer {{ server 127.0.0.1:{behind.port}; keepalive 8; }}
            server {{
                listen 127.0.0.1:{port};
                types {{ text/css css; }}
                location /static/ {{ alias {ground.peer}/static/; gzip on; gzip_types text/css; }}
                location / {{
                    proxy_pass http://peer;
                    proxy_http_version 1.1;
                    proxy_set_header Connection "";
                    proxy_set_header Host $http_host;
                    proxy_cache pages;
                    proxy_cache_valid 200 {KEPT_SECONDS}s;
                    proxy_cache_lock on;
                }}
            }}"""
        with _nginx(folder, config, port) as process:
            yield Stack("wagtail-nginx-cache", port, "gzip", (process.pid, *behind.roots))


def _memcached(port: int, log: Path) -> AbstractContextManager[subprocess.Popen[bytes]]:
    user = ["-u", "root"] if os.getuid() == 0 else []
    return serving(
        ["memcached", "-l", "127.0.0.1", "-p", str(port), "-m", "256", *user],
        env=os.environ, ready=lambda: listens(port), log=log,
    )  # fmt: skip


@contextmanager
def _nginx(folder: Path, http: str, port: int, head: str = "") -> Iterator[subprocess.Popen[bytes]]:
    """One nginx worker with an ``http`` block of ours."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    places = "".join(
        f"{name}_temp_path {folder}/{name};"
        for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    user = "user root;" if os.getuid() == 0 else ""
    config = folder / "nginx.conf"
    config.write_text(
        f"{head}{user}worker_processes 1;daemon off;pid {folder}/nginx.pid;"
        f"error_log {folder}/error.log;events {{}}\nhttp {{ {places}\n{http}\n}}\n"
    )
    command = ["nginx", "-e", str(folder / "error.log"), "-c", str(config)]
    with serving(
        command, env=os.environ, ready=lambda: listens(port), log=folder / "out.log"
    ) as process:
        yield process


Open = Callable[[Ground], AbstractContextManager[Stack]]
STACKS: Mapping[str, Open] = {
    "nashra-nginx": nashra_nginx,
    "nashra": nashra,
    "wagtail": wagtail,
    "wagtail-django-cache": lambda ground: wagtail(ground, form="cache"),
    "wagtail-nginx-cache": wagtail_nginx,
}
"""Each stack that readers are asked to compare, the yardstick first."""
