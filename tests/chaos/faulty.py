"""Faults within a process of a drill, at boundaries that have names.

A file ``ROLE.json`` in the folder of faults says what a process of that role suffers: ``at`` which
boundary, ``after`` how many of them, what it shall ``do`` (``kill``, ``stop`` or the name of an
error number), whether that ``lasts``. The file goes before the fault strikes, unless it lasts.

========== ==========================================================================
boundary   when
========== ==========================================================================
stage      before a temporary file of the published root is opened
place      before a file is renamed to its place in the published root
placed     after that
remove     before a file of the published root is removed
policy     before ``headers.json`` is replaced
commit     before a transaction is committed
committed  after that
sql        before a statement that holds ``word``
========== ==========================================================================

Every process: ``clock.json`` is the number of seconds that its wall clock is ahead.
"""

import errno
import json
import os
import signal
import sqlite3
from datetime import timedelta
from pathlib import Path
from typing import Any


def role_of(arguments: list[str]) -> str:
    """What a process is, by its command line: worker, serve, import, renderer, reader, ..."""
    words = [word for word in arguments if not word.startswith("-")]
    if words[1:2] == ["nashra.delivery"]:
        return "supervisor"
    for module, named in (("nashra.delivery.children", True), ("nashra.cli.main", True)):
        if module in words[:2]:
            return words[2] if named and len(words) > 2 else module
    return words[1].rpartition(".")[2] if len(words) > 1 else ""


class Faults:
    """What this process suffers."""

    def __init__(self, folder: str, role: str) -> None:
        self.file, self.clock = Path(folder) / f"{role}.json", Path(folder) / "clock.json"
        self.passed = 0

    def reach(self, boundary: str, text: str = "") -> None:
        """Strikes if it is time. Raises the OSError that was asked for."""
        try:
            plan = json.loads(self.file.read_text())
        except FileNotFoundError:
            self.passed = 0
            return
        if plan["at"] != boundary or plan.get("word", "") not in text:
            return
        self.passed += 1
        if self.passed <= plan.get("after", 0):
            return
        if not plan.get("lasts"):
            self.file.unlink()
        self._strike(plan["do"])

    @staticmethod
    def _strike(what: str) -> None:
        if what == "kill":
            os.kill(os.getpid(), signal.SIGKILL)
        elif what == "stop":
            os.kill(os.getpid(), signal.SIGSTOP)
        else:
            number = getattr(errno, what)
            raise OSError(number, os.strerror(number))

    def ahead(self) -> timedelta:
        """How far the wall clock is ahead."""
        try:
            return timedelta(seconds=json.loads(self.clock.read_text()))
        except FileNotFoundError:
            return timedelta()


def install(folder: str, arguments: list[str]) -> None:
    """Makes this process ready to fail; called before anything of Nashra is imported."""
    role = role_of(arguments)
    faults = Faults(folder, role)
    _on_disk(faults)
    _in_database(faults)
    if role == "supervisor":
        _hasten()
    elif role not in {"reader", "serve"}:
        _shift_clock(faults)


def _on_disk(faults: Faults) -> None:
    replace, opened, unlink = os.replace, os.open, os.unlink

    def replacing(source: Any, target: Any, **rest: Any) -> None:
        inside = "/.nashra-new/" in str(source)
        policy = str(target).endswith("headers.json")
        if inside or policy:
            faults.reach("place" if inside else "policy", str(target))
        replace(source, target, **rest)
        if inside:
            faults.reach("placed", str(target))

    def opening(path: Any, flags: int, *rest: Any, **more: Any) -> int:
        if flags & os.O_CREAT and "/.nashra-new/" in str(path):
            faults.reach("stage", str(path))
        return opened(path, flags, *rest, **more)

    def unlinking(path: Any, **rest: Any) -> None:
        if "/site/" in str(path) and "/.nashra-new/" not in str(path):
            faults.reach("remove", str(path))
        unlink(path, **rest)

    os.replace, os.open, os.unlink = replacing, opening, unlinking  # type: ignore[assignment]


def _in_database(faults: Faults) -> None:
    connect = sqlite3.dbapi2.connect

    class Connection(sqlite3.Connection):
        def commit(self) -> None:
            faults.reach("commit")
            super().commit()
            faults.reach("committed")

    def connecting(*values: Any, **named: Any) -> Any:
        # A minute of waiting for a lock is injected, not waited for.
        named["timeout"] = float(os.environ.get("NASHRA_FAULTS_PATIENCE", named.get("timeout", 5)))
        connection = connect(*values, factory=Connection, **named)
        connection.set_trace_callback(lambda statement: faults.reach("sql", statement))
        return connection

    sqlite3.dbapi2.connect = connecting  # type: ignore[assignment]


def _hasten() -> None:
    from nashra.delivery import watch

    watch.LONGEST_WAIT = watch.FIRST_WAIT


def _shift_clock(faults: Faults) -> None:
    from django.utils import timezone

    now = timezone.now
    timezone.now = lambda: now() + faults.ahead()
