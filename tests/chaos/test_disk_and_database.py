"""The disk or the database fails at any boundary: readers keep what they have, then all is well."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import DatabaseError, transaction

from nashra.publishing.models import PageFailure
from tests.chaos import faults
from tests.chaos.faults import Countdown
from tests.properties import harness
from tests.properties.edits import do
from tests.properties.harness import Newsroom, WatchedRoot, assert_converged

EDITS = [("publish_new", 3), ("retract", 8), ("edit_headline", 2)]


def _until_well(folder: Any, root: WatchedRoot, strike: Callable[[int], Any], error: Any) -> int:
    """Strikes at the first boundary, then at the second, ...; returns how many there were."""
    worker = harness.worker_on(folder, root=root)
    for number in range(2000):
        fault, context = strike(number)
        try:
            with context:
                worker.drain()
        except error:
            # As the worker itself does before it tries again; only a test has one transaction
            # round all of it.
            worker.memory.forget()
            transaction.set_rollback(False)
        if not fault.struck:
            return number
    raise AssertionError("the fault never ended")


@pytest.mark.parametrize(
    "make", [faults.disk_full, pytest.param(faults.read_only, marks=pytest.mark.chaos)]
)
def test_a_disk_that_fails_at_every_write(room: Newsroom, make: Callable[[], OSError]) -> None:
    folder = room.copy()
    root = WatchedRoot(folder)
    root.watch()
    do(EDITS)

    def strike(number: int) -> Any:
        # Each further attempt gets a little further than the one before.
        fault = Countdown(7 * number, make())
        return fault, faults.on_disk(fault)

    assert _until_well(folder, root, strike, OSError) > 5
    assert_converged(folder)


@pytest.mark.parametrize(
    "make", [faults.locked, pytest.param(faults.full, marks=pytest.mark.chaos)]
)
def test_a_database_that_fails_at_every_write(
    room: Newsroom, make: Callable[[], DatabaseError]
) -> None:
    folder = room.copy()
    root = WatchedRoot(folder)
    root.watch()
    do(EDITS)

    def strike(number: int) -> Any:
        fault = Countdown(2 * number, make())
        return fault, faults.in_database(fault)

    assert _until_well(folder, root, strike, DatabaseError) > 3
    assert_converged(folder)


def test_nothing_is_written_while_the_disk_is_full(room: Newsroom) -> None:
    folder = room.copy()
    before = harness.files(folder)
    do(EDITS)
    worker = harness.worker_on(folder)
    with faults.on_disk(Countdown(0, faults.disk_full(), lasts=True)):
        for _ in range(3):
            with pytest.raises(OSError, match="No space"):
                worker.drain()
    assert harness.files(folder) == before
    assert not list((folder / ".nashra-new").iterdir())
    assert not PageFailure.objects.exists(), "no page is at fault"
    worker.drain()
    assert_converged(folder)
