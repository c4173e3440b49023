"""A data home of its own, and the commands run in it as a person runs them."""

import atexit
import fcntl
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from contextlib import closing
from pathlib import Path
from typing import Any

from tests.trees import files

_WAITING = """
SELECT (SELECT count(*) FROM changes_change WHERE planned_at IS NULL)
+ (SELECT count(*) FROM publishing_pagetask)
+ (SELECT count(*) FROM mirror_unsignedaddress) + (SELECT count(*) FROM mirror_unsignedlist)
+ (SELECT count(*) = 0 FROM mirror_signing WHERE key <> '')
"""
KNOWN = (
    "publishing_publishedfile", "publishing_dependency", "publishing_pagetask",
    "publishing_pagefailure", "publishing_epoch", "publishing_workerlease",
    "mirror_signedlist", "mirror_signing", "mirror_unsignedaddress", "mirror_unsignedlist",
)  # fmt: skip
"""Tables of what publishing and the rooms that follow it know."""
_MIGRATE = """
import gc, django; django.setup()
from django.core.management import call_command
# A third of the time would go into looking for garbage among models that are made and dropped.
gc.disable()
call_command("migrate", verbosity=0)
"""
PASSWORD = "a-Long-and-odd-passphrase"


def migrated() -> Path:
    """A database with all tables and no newsroom, made once for all processes of a test run."""
    run = os.environ.get("PYTEST_XDIST_TESTRUNUID") or str(os.getpid())
    folder = Path(tempfile.gettempdir()) / f"nashra-migrated-{run}"
    folder.mkdir(exist_ok=True)
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (folder / "whole").exists():
            atexit.register(shutil.rmtree, folder, ignore_errors=True)
            Home(folder).python(_MIGRATE)
            (folder / "whole").touch()
    return folder / "db.sqlite3"


class Home:
    """A data home, and the commands run in it."""

    def __init__(self, folder: Path) -> None:
        kept = {name: value for name, value in os.environ.items() if not name.startswith("NASHRA_")}
        self.folder = folder
        self.environment = {
            **kept, "NASHRA_HOME": str(folder), "NASHRA_ADMIN_PASSWORD": PASSWORD,
            "DJANGO_SETTINGS_MODULE": "nashra.config.settings", "NASHRA_SECOND_FACTOR": "0",
        }  # fmt: skip

    def command(self, *arguments: str) -> list[str]:
        return [sys.executable, "-m", "nashra.cli.main", *arguments]

    def run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            self.command(*arguments), env=self.environment, capture_output=True, text=True,
            timeout=300, check=False,
        )  # fmt: skip

    def python(self, code: str) -> str:
        done = subprocess.run(
            [sys.executable, "-c", code], env=self.environment, capture_output=True, text=True,
            timeout=300, check=True,
        )  # fmt: skip
        return done.stdout.strip()

    def start(self, *arguments: str) -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            self.command(*arguments), env=self.environment,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip

    def seed(self, stories: int, then: str = "") -> str:
        """Founds a newsroom of so many published stories, without a page of theirs.

        ``then`` is more code for the same process; returns what it printed.
        """
        self.folder.mkdir(parents=True, exist_ok=True)
        shutil.copy(migrated(), self.folder / "db.sqlite3")
        return self.python(
            "import django; django.setup()\n"
            "from nashra.cli.bench.seed import seed\n"
            f"seed(stories={stories})\n{then}"
        )

    def run_long(self, *arguments: str) -> None:
        """Runs a command that may take an hour, showing what it says."""
        subprocess.run(self.command(*arguments), env=self.environment, check=True)

    def settled(self) -> bool:
        """Whether nothing waits to be published."""
        return self.ask(_WAITING) == [(0,)]

    def ask(self, question: str) -> list[Any]:
        """The rows of an answer out of the database, without a process of Nashra's."""
        with closing(sqlite3.connect(self.folder / "db.sqlite3")) as link:
            return link.execute(question).fetchall()

    def clean_build(self, folder: Path) -> dict[str, bytes]:
        """What one process alone makes of the same newsroom, from nothing, in ``folder``."""
        twin = Home(folder)
        folder.mkdir()
        for name in ("db.sqlite3", "db.sqlite3-wal"):
            if (self.folder / name).exists():
                shutil.copy(self.folder / name, folder / name)
        for name in ("media", "keys"):
            if (self.folder / name).exists():
                shutil.copytree(self.folder / name, folder / name)
        twin.environment["NASHRA_RENDERERS"] = "0"
        with closing(sqlite3.connect(folder / "db.sqlite3")) as link, link:
            for table in KNOWN:
                link.execute(f"DELETE FROM {table}")
        twin.run("build").check_returncode()
        return files(folder / "site")
