"""``nashra serve`` and ``nashra nginx``, as people call them."""

import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from nashra.cli.serve_command import nginx, serve
from nashra.delivery.headers import FOR_EVER, SAFETY, TYPES, Told
from nashra.delivery.nginx import NginxSettings, render_nginx_config
from tests.delivery import sites
from tests.delivery.sites import POLICY, Client, free_port, until


@pytest.fixture
def home(settings: Any) -> Iterator[Path]:
    folder = sites.short_folder()
    settings.NASHRA_HOME = folder
    settings.NASHRA_SITE_ROOT = folder / "site"
    settings.STATIC_ROOT = folder / "static"
    yield folder
    shutil.rmtree(folder)


def test_nginx_prints_the_whole_configuration(home: Path) -> None:
    (home / "headers.json").write_text(json.dumps({"csp": POLICY}))
    done = CliRunner().invoke(nginx, ["--listen", "8080", "--name", "news.example"])
    assert done.exit_code == 0
    for words in ("listen 8080;", "server_name news.example;", POLICY, FOR_EVER, *TYPES.values()):
        assert words in done.stdout
    for _, value in SAFETY:
        assert value in done.stdout
    assert f'root "{home}/site";' in done.stdout
    # Whatever the template leaves open stands in capitals; nginx's own names do not.
    assert not re.search(r"@[A-Z_]+@", done.stdout)


def test_nginx_without_a_policy_says_so(home: Path) -> None:
    done = CliRunner().invoke(nginx, [])
    assert done.exit_code == 0
    assert "headers.json" in done.stderr
    assert "default-src 'self'" in done.stdout


@pytest.mark.parametrize("value", ['a"b', "a\nb", "a;b", "a{b", "$host", ""])
def test_nothing_escapes_into_the_configuration(home: Path, value: str) -> None:
    done = CliRunner().invoke(nginx, ["--name", value])
    assert done.exit_code == 1
    assert "nginx" in done.stderr


@pytest.mark.parametrize("policy", ['"; return 200 "', "a\\", "a\nb", "$uri"])
def test_no_policy_escapes_its_quotes(tmp_path: Path, policy: str) -> None:
    with pytest.raises(ValueError, match="nginx"):
        render_nginx_config(
            NginxSettings(
                root=tmp_path,
                socket=tmp_path / "desk.sock",
                hub_socket=tmp_path / "hub.sock",
                told=Told(policy),
            )
        )


def test_serve_says_that_the_port_is_taken(home: Path) -> None:
    with socket.socket() as holder:
        holder.bind(("127.0.0.1", 0))
        port = holder.getsockname()[1]
        done = CliRunner().invoke(serve, ["--port", str(port)])
    assert done.exit_code == 1
    assert f"Port {port}" in done.stderr


def test_serve_from_nothing_to_the_end(home: Path) -> None:
    """The real command on an empty folder: tables made, static files gathered, both answered."""
    environment = {**os.environ, "NASHRA_HOME": str(home)}
    environment["DJANGO_SETTINGS_MODULE"] = "nashra.config.settings"
    nashra = [sys.executable, "-m", "nashra.cli.main"]
    port = free_port()
    with (home / "log").open("wb") as log:
        process = subprocess.Popen(
            [*nashra, "serve", "--port", str(port)], env=environment, stdout=log, stderr=log
        )
    try:
        until(lambda: f"http://127.0.0.1:{port}/desk/" in (home / "log").read_text(), 180)
        client = Client(port)
        until(lambda: client.ask("/desk/login/", host="localhost").status == 200, 60)
        assert client.ask("/static/wagtailadmin/css/core.css", host="localhost").status == 200
        assert client.ask("/").status == 404
        process.send_signal(signal.SIGINT)
        assert process.wait(8) == 0
    finally:
        process.kill()
        process.wait()
