"""Which programs were measured."""

import os
import platform
import sqlite3
import subprocess
from importlib.metadata import version

from shared.processes import run

from peers.stacks import PEER_PYTHON

_OURS = ("nashra", "django", "wagtail", "granian", "jinja2")
_THEIRS = ("django", "wagtail", "gunicorn", "wagtail-bakery", "django-bakery", "pymemcache")


def versions() -> dict[str, str]:
    """Names and versions. Raises FailedError where the peers' Python is not installed."""
    asked = f"from importlib.metadata import version; print(*map(version, {_THEIRS}))"
    theirs = run([str(PEER_PYTHON), "-c", asked], env=os.environ, seconds=600).split()
    return {
        "Python": platform.python_version(), "SQLite": sqlite3.sqlite_version,
        **{name: version(name) for name in _OURS},
        **{f"{name} of the peer": found for name, found in zip(_THEIRS, theirs, strict=True)},
        "nginx": _said("nginx", "-v"), "memcached": _said("memcached", "-V"),
        "Hugo": _said("hugo", "version"), "wrk": _said("wrk", "-v"),
    }  # fmt: skip


def _said(*command: str) -> str:
    """What looks like a version in what a program says of itself."""
    # wrk ends with 1 when it is asked, and nginx answers on standard error.
    done = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)
    for word in (done.stdout + done.stderr).replace("/", " ").split():
        if word[:1].isdigit() or (word.startswith("v") and word[1:2].isdigit()):
            return word.lstrip("v")
    raise RuntimeError(f"{command[0]} does not say its version")
