"""Recording what a page reads, and refusing a read that it did not declare."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.conf import settings
from django.db.backends.base.base import BaseDatabaseWrapper


class UndeclaredRead(RuntimeError):
    """A page ran a query outside :meth:`Recorder.reading`: it could go stale unnoticed."""


_rendering: ContextVar[bool] = ContextVar("nashra_rendering", default=False)


class Recorder:
    """The keys that one page read."""

    def __init__(self) -> None:
        self.keys: set[str] = set()

    @contextmanager
    def reading(self, *keys: str) -> Iterator[None]:
        """Declares keys; queries are allowed inside alone."""
        self.keys.update(keys)
        token = _rendering.set(False)
        try:
            yield
        finally:
            _rendering.reset(token)


@contextmanager
def rendering() -> Iterator[None]:
    """A block in which queries need a declaration."""
    token = _rendering.set(True)
    try:
        yield
    finally:
        _rendering.reset(token)


@contextmanager
def engine() -> Iterator[None]:
    """A block inside rendering in which the engine reads for itself, not for the page."""
    token = _rendering.set(False)
    try:
        yield
    finally:
        _rendering.reset(token)


def _check(
    execute: Callable[..., Any], sql: str, params: Any, many: bool, context: dict[str, Any]
) -> Any:
    if _rendering.get():
        raise UndeclaredRead(f"a page read without declaring a key: {sql[:300]}")
    return execute(sql, params, many, context)


def install(connection: BaseDatabaseWrapper, **_: object) -> None:
    """Puts the check on a new connection where NASHRA_GUARD_READS asks for it."""
    if settings.NASHRA_GUARD_READS and _check not in connection.execute_wrappers:
        connection.execute_wrappers.append(_check)
