"""The laws of publishing (design section 4), on a newsroom of a hundred stories."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from tests.properties import edits, harness
from tests.properties.harness import (
    Killed,
    Newsroom,
    WatchedRoot,
    assert_converged,
    drain_watched,
)

steps = st.lists(
    st.tuples(st.sampled_from(sorted(edits.EDITS)), st.integers(0, 10_000)), min_size=1, max_size=7
)
quick = settings(
    max_examples=int(os.environ.get("NASHRA_EXAMPLES", "2")),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@pytest.fixture
def room(db: None, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Newsroom]:
    yield Newsroom(tmp_path, make_folder=tmp_path_factory.mktemp)
    shutil.rmtree(tmp_path, ignore_errors=True)


do = edits.do
ALL = [(name, 11 * n) for n, name in enumerate(edits.EDITS)]


@quick
@given(drawn=steps)
@example(drawn=ALL)
@example(drawn=[("retract", 5), ("restore", 0), ("delete", 9), ("move", 4)])
def test_edits_then_publishing_equal_a_clean_build_without_a_dead_link(
    room: Newsroom, drawn: list[tuple[str, int]]
) -> None:
    folder = room.copy()
    with harness.undone():
        do(drawn)
        drain_watched(folder)
        assert_converged(folder)


@quick
@given(drawn=steps)
@example(drawn=ALL)
def test_publishing_between_edits_ends_the_same(
    room: Newsroom, drawn: list[tuple[str, int]]
) -> None:
    folder = room.copy()
    with harness.undone():
        root = WatchedRoot(folder)
        root.watch()
        worker = harness.worker_on(folder, root=root)
        for name, number in drawn:
            edits.EDITS[name](number)
            worker.step()
        worker.drain()
        assert_converged(folder)


@quick
@given(drawn=steps, deaths=st.lists(st.integers(0, 30), min_size=1, max_size=4))
@example(drawn=ALL, deaths=[0, 1, 2, 3])
def test_a_worker_killed_while_writing_converges_after_restarts(
    room: Newsroom, drawn: list[tuple[str, int]], deaths: list[int]
) -> None:
    folder = room.copy()
    with harness.undone():
        do(drawn)
        for death in deaths:
            root = WatchedRoot(folder)
            root.dies_at = death  # type: ignore[misc]
            try:
                harness.worker_on(folder, root=root).start().drain()
            except Killed:
                continue
        harness.worker_on(folder).start().drain()
        assert_converged(folder)


@pytest.mark.parametrize(
    "name",
    [
        "_write",
        "_complete",
        *(
            pytest.param(n, marks=pytest.mark.chaos)
            for n in ("_intend", "_depend", "_finish_tasks")
        ),
    ],
)
def test_a_kill_at_every_step_of_a_commit_converges(
    room: Newsroom, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    from nashra.publishing.commit import Commit

    folder = room.copy()
    with harness.undone():
        do([("publish_new", 3), ("retract", 8), ("move", 5)])
        worker = harness.worker_on(folder)
        for after in (False, True):
            original = getattr(Commit, name)

            def die(self: Any, *args: Any, original: Any = original, after: bool = after) -> Any:
                if after:
                    original(self, *args)
                raise Killed

            with monkeypatch.context() as patch:
                patch.setattr(Commit, name, die)
                with pytest.raises(Killed):
                    worker.drain()
            worker = harness.worker_on(folder).start()
            do([("edit_headline", 2)])
        worker.drain()
        assert_converged(folder)
