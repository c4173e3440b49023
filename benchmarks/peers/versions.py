"""Which programs are measured, and which of them are not installed."""

import os
import platform
import shutil
import sqlite3
import subprocess
from importlib.metadata import version

from shared.processes import run

from peers.stacks import PEER_PYTHON
from tests.delivery.sites import nginx_missing
from tests.e2e.conftest import CHROMIUM

_OURS = ("nashra", "django", "wagtail", "granian", "jinja2")
_THEIRS = ("django", "wagtail", "gunicorn", "wagtail-bakery", "django-bakery", "pymemcache")


_PROGRAMS = {"nginx": "-v", "memcached": "-V", "hugo": "version", "wrk": "-v"}
"""What each is asked for its version."""
_NEEDED = {
    "build": ("hugo", "peers"), "reads": ("wrk", "nginx", "memcached", "peers"),
    "memory": ("wrk", "nginx", "memcached", "peers"), "publish": ("nginx", "memcached", "peers"),
    "weight": ("chromium", "nginx", "peers"), "rebuild": ("hugo",),
}  # fmt: skip
PARTS = tuple(_NEEDED)
"""What can be measured, in its order."""


def missing(part: str) -> list[str]:
    """What a part needs and what is not installed, by name."""
    told = {
        "nginx": nginx_missing() and "nginx with its module for Brotli",
        "peers": "" if PEER_PYTHON.exists() else "the peers' Python",
        "chromium": "" if CHROMIUM.exists() else "Chromium",
    }
    needed = (told.get(name, "" if shutil.which(name) else name) for name in _NEEDED[part])
    return [name for name in needed if name]


def versions() -> dict[str, str]:
    """Names and versions of what is installed."""
    return {
        "Python": platform.python_version(), "SQLite": sqlite3.sqlite_version,
        **{name: version(name) for name in _OURS},
        **(_peers() if PEER_PYTHON.exists() else {}),
        **{name: _said(name, how) for name, how in _PROGRAMS.items() if shutil.which(name)},
    }  # fmt: skip


def _peers() -> dict[str, str]:
    asked = f"from importlib.metadata import version; print(*map(version, {_THEIRS}))"
    found = run([str(PEER_PYTHON), "-c", asked], env=os.environ, seconds=600).split()
    return {f"{name} of the peer": one for name, one in zip(_THEIRS, found, strict=True)}


def _said(*command: str) -> str:
    """What looks like a version in what a program says of itself."""
    # wrk ends with 1 when it is asked, and nginx answers on standard error.
    done = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)
    for word in (done.stdout + done.stderr).replace("/", " ").split():
        if word[:1].isdigit() or (word.startswith("v") and word[1:2].isdigit()):
            return word.lstrip("v")
    raise RuntimeError(f"{command[0]} does not say its version")
