"""Refuses a write that would not reach the outbox.

A forgotten path (a new Wagtail view, a shell, a plug-in) must fail loudly instead of leaving a page
stale for ever. Tables are watched by name because Wagtail's tree code writes raw SQL.
"""

import re
from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager, contextmanager
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper

from nashra.changes import unit

_WRITE = re.compile(
    r"""^\s*(?:INSERT\s+(?:OR\s+\w+\s+)?INTO|UPDATE|DELETE\s+FROM|REPLACE\s+INTO)\s+["`]?(\w+)""",
    re.IGNORECASE,
)
_watched: set[str] = set()
_suspended = 0


class OutsideUnitOfWork(RuntimeError):
    """A watched table was written outside :func:`nashra.changes.unit.unit_of_work`."""


def watch(tables: Iterable[str]) -> None:
    """Adds database tables whose rows published pages depend on."""
    _watched.update(tables)


def watched() -> frozenset[str]:
    """The tables that may be written inside a unit of work only."""
    return frozenset(_watched)


def _check(
    execute: Callable[..., Any], sql: str, params: Any, many: bool, context: dict[str, Any]
) -> Any:
    if _suspended == 0 and unit.current() is None:
        match = _WRITE.match(sql)
        if match and match[1] in _watched:
            raise OutsideUnitOfWork(
                f"A write to {match[1]} would not be published: "
                "wrap it in nashra.changes.unit.unit_of_work()."
            )
    return execute(sql, params, many, context)


def install(connection: BaseDatabaseWrapper, **_: object) -> None:
    """Puts the guard on a new database connection."""
    if _check not in connection.execute_wrappers:
        connection.execute_wrappers.append(_check)


def suspend(**_: object) -> None:
    """Migrations shape tables; what they change is published by the build that follows."""
    global _suspended
    _suspended += 1


def resume(**_: object) -> None:
    """Ends one :func:`suspend`."""
    global _suspended
    _suspended = max(0, _suspended - 1)


def suspended() -> AbstractContextManager[None]:
    """A block in which the guard looks away, for writes that announce themselves otherwise."""

    @contextmanager
    def block() -> Any:
        suspend()
        try:
            yield
        finally:
            resume()

    return block()
