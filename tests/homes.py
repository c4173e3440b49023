"""A data home of its own, and the commands run in it as a person runs them."""

import atexit
import fcntl
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.trees import files

_SETTLED = """
import django; django.setup()
from nashra.changes.models import Change
from nashra.mirror.following import settled
from nashra.publishing.models import PageTask
waiting = Change.objects.filter(planned_at=None).count() + PageTask.objects.count()
print(waiting + (not settled()))
"""
_FORGET = """
import django; django.setup()
from nashra.mirror import models as s
from nashra.publishing import models as m
signing = (s.SignedList, s.Signing, s.UnsignedAddress, s.UnsignedList)
publishing = (m.PublishedFile, m.Dependency, m.PageTask, m.PageFailure, m.Epoch, m.WorkerLease)
for model in (*publishing, *signing):
    model.objects.all().delete()
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
            done = Home(folder).run("manage", "migrate", "--verbosity", "0")
            assert done.returncode == 0, done.stderr
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

    def seed(self, stories: int) -> None:
        """Founds a newsroom of so many published stories, without a page of theirs."""
        self.folder.mkdir(parents=True, exist_ok=True)
        shutil.copy(migrated(), self.folder / "db.sqlite3")
        self.python(
            "import django; django.setup()\n"
            "from nashra.cli.bench.seed import seed\n"
            f"seed(stories={stories})"
        )

    def run_long(self, *arguments: str) -> None:
        """Runs a command that may take an hour, showing what it says."""
        subprocess.run(self.command(*arguments), env=self.environment, check=True)

    def settled(self) -> bool:
        """Whether nothing waits to be published."""
        return self.python(_SETTLED) == "0"

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
        twin.python(_FORGET)
        twin.run("build").check_returncode()
        return files(folder / "site")
