"""The unit of work: one transaction that holds what somebody did and the outbox row for it."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db import transaction

from nashra.changes import bell, gate
from nashra.changes.models import Change, Priority


@dataclass(kw_only=True)
class Unit:
    """What is known of the running unit of work."""

    cause: str
    actor: Any
    """The user; None for the system."""
    priority: Priority
    touched: dict[str, None] = field(default_factory=dict)
    keys: list[str] = field(default_factory=list)
    """Keys named directly, for changes that have no stored fact (a page came into being)."""


_current: ContextVar[Unit | None] = ContextVar("nashra_unit", default=None)


def current() -> Unit | None:
    """The unit of work that runs in this thread, if any."""
    return _current.get()


def touch(name: str) -> None:
    """Notes that the facts of ``kind:identity`` may have changed.

    Raises LookupError outside a unit of work: such a change would never be published.
    """
    unit = _current.get()
    if unit is None:
        raise LookupError(f"{name} was changed outside a unit of work")
    unit.touched[name] = None


def hurry(priority: Priority) -> None:
    """Raises the running unit to ``priority`` if that is more urgent than what it has."""
    unit = _current.get()
    if unit is not None and priority < unit.priority:
        unit.priority = priority


def _commit(unit: Unit) -> None:
    from nashra.changes import facts

    # A provider may touch further objects (the statements of a story change a person's page).
    done: set[str] = set()
    changed: set[str] = set(unit.keys)
    while waiting := [name for name in unit.touched if name not in done]:
        done.update(waiting)
        changed.update(facts.store(facts.gather(waiting)))
    if changed:
        Change.objects.create(
            cause=unit.cause, actor=unit.actor, priority=unit.priority, keys=sorted(changed)
        )
        transaction.on_commit(bell.ring)


@contextmanager
def unit_of_work(
    *, cause: str, actor: Any = None, priority: Priority = Priority.EDIT
) -> Iterator[Unit]:
    """Runs a block in one transaction that commits it with its outbox row, or neither.

    Units nest by joining: an inner one adds to the outer. ``cause`` is a short word for people
    (``publish``, ``import``, ``desk``); ``actor`` is who did it, None for the system.
    """
    outer = _current.get()
    if outer is not None:
        hurry(priority)
        yield outer
        return
    person = None if isinstance(actor, AnonymousUser) else actor
    unit = Unit(cause=cause, actor=person, priority=priority)
    token = _current.set(unit)
    try:
        with gate.urgent(), transaction.atomic():
            yield unit
            _commit(unit)
    finally:
        _current.reset(token)
