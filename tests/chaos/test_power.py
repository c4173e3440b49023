"""Power loss: what was not yet on the disk is gone, torn or old."""

import os
import random
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nashra.publishing import verify
from tests.properties import edits, harness
from tests.properties.edits import do
from tests.properties.harness import Newsroom, assert_converged

Drop = Callable[[Path, bytes | None], None]
"""What becomes of a file that was written after the last sync, given its bytes before."""


def vanish(file: Path, before: bytes | None) -> None:
    file.unlink()


def empty(file: Path, before: bytes | None) -> None:
    file.write_bytes(b"")


def zeros(file: Path, before: bytes | None) -> None:
    file.write_bytes(bytes(file.stat().st_size))


def half(file: Path, before: bytes | None) -> None:
    body = file.read_bytes()
    file.write_bytes(body[: len(body) // 2])


def old(file: Path, before: bytes | None) -> None:
    if before is None:
        file.unlink()
    else:
        file.write_bytes(before)


EDIT = st.tuples(st.sampled_from(sorted(edits.EDITS)), st.integers(0, 9999))
DROPS: tuple[Drop, ...] = (vanish, empty, zeros, half, old)


def _all(folder: Path) -> dict[Path, bytes]:
    return {
        file.relative_to(folder): file.read_bytes()
        for file in folder.rglob("*")
        if file.is_file() and ".nashra-new" not in file.parts
    }


def _own_copy(room: Newsroom) -> Path:
    """A copy with bytes of its own: power loss changes files in place."""
    linked = room.copy()
    folder = linked.with_name(f"{linked.name}-own")
    shutil.copytree(linked, folder)
    return folder


@settings(
    max_examples=int(os.environ.get("NASHRA_EXAMPLES", "3")),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@pytest.mark.chaos
@given(
    drawn=st.lists(
        st.tuples(st.sampled_from(sorted(edits.EDITS)), st.integers(0, 9999)),
        min_size=1,
        max_size=4,
    ),
    number=st.integers(0, 9999),
)
def test_files_that_never_reached_the_disk(
    room: Newsroom, drawn: list[tuple[str, int]], number: int
) -> None:
    folder = _own_copy(room)
    before = _all(folder)
    with harness.undone():
        do(drawn)
        harness.worker_on(folder).drain()
        chance = random.Random(number)
        for name, body in _all(folder).items():
            if before.get(name) != body and chance.random() < 0.7:
                chance.choice(DROPS)(folder / name, before.get(name))
        harness.worker_on(folder).start().drain()
        assert_converged(folder)
    shutil.rmtree(folder)


def test_a_torn_page_or_variant(room: Newsroom) -> None:
    folder = _own_copy(room)
    page = folder / "index.html"
    before = {
        part: page.with_name(f"{page.name}{part}").read_bytes() for part in ("", ".br", ".gz")
    }
    do([("publish_new", 3)])
    harness.worker_on(folder).drain()
    whole = _all(folder)
    for part, body in before.items():
        for drop in DROPS:
            drop(page.with_name(f"{page.name}{part}"), body)
            harness.worker_on(folder).start().drain()
            assert _all(folder) == whole, (part, drop)


def test_a_database_that_forgot_what_the_files_show(room: Newsroom) -> None:
    folder = _own_copy(room)
    with harness.undone():
        do([("publish_new", 3), ("retract", 8), ("edit_headline", 2)])
        harness.worker_on(folder).drain()
    forgetful = harness.worker_on(folder)
    found = list(verify.faults(forgetful.root))
    verify.rewrite(found)
    forgetful.drain()
    assert {"/", "/latest/"} <= {fault.path for fault in found}
    watched = harness.WatchedRoot(folder)
    watched.watch()
    for fault in found:
        # What goes may point to what went a moment before; nothing that stays may.
        if fault.fault == verify.STRAY:
            watched.links.pop(fault.path, None)
    verify.remove_strays(watched, found)
    assert_converged(folder)
