"""Faults that strike at one boundary, the first time or each time that it is reached."""

import errno
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import pytest
from django.db import OperationalError, connection

from nashra.publishing import store


@dataclass
class Countdown:
    """Strikes when it has been asked ``left`` times, and from then on if it ``lasts``."""

    left: int
    error: BaseException
    lasts: bool = False
    struck: bool = False

    def tick(self) -> None:
        self.left -= 1
        if self.left == -1 or (self.left < 0 and self.lasts):
            self.struck = True
            raise self.error


def disk_full() -> OSError:
    return OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def read_only() -> OSError:
    return OSError(errno.EROFS, os.strerror(errno.EROFS))


@contextmanager
def on_disk(fault: Countdown) -> Iterator[None]:
    """Strikes at a write, a rename or a removal in the published root."""

    def before(original: Callable[..., Any]) -> Callable[..., Any]:
        def call(*args: Any, **kwargs: Any) -> Any:
            fault.tick()
            return original(*args, **kwargs)

        return call

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(store, "_write", before(store._write))
        patch.setattr(store, "_rename", before(store._rename))
        patch.setattr(store, "_remove", before(store._remove))
        yield


@contextmanager
def in_database(fault: Countdown, *, word: str = "") -> Iterator[None]:
    """Strikes at a statement that writes, or at any that holds ``word``."""

    def check(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        writes = sql.lstrip().startswith(("INSERT", "UPDATE", "DELETE"))
        if word in sql if word else writes:
            fault.tick()
        return execute(sql, params, many, context)

    with connection.execute_wrapper(check):
        yield


def locked() -> OperationalError:
    return OperationalError("database is locked")


def full() -> OperationalError:
    return OperationalError("database or disk is full")
