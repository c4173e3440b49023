"""What is measured stays on its core, and what is not installed is named."""

import os
import subprocess
from pathlib import Path
from typing import Any

import pytest


@pytest.fixture(autouse=True)
def path(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(Path(__file__).parents[2] / "benchmarks"))


def test_what_is_started_on_a_core_stays_there() -> None:
    from shared.processes import on_core, stays_on, tree

    before = os.sched_getaffinity(0)
    core, *others = sorted(before)
    # The shell does not become sleep: there is a child that must stay too.
    with (
        on_core(core),
        subprocess.Popen(["sh", "-c", "sleep 30; :"], stdout=subprocess.PIPE) as process,
    ):
        try:
            assert stays_on(core, tree(process.pid))
            assert not stays_on(core + 1, [process.pid])
        finally:
            for pid in reversed(tree(process.pid)):
                os.kill(pid, 9)
    assert os.sched_getaffinity(0) == before
    assert stays_on(core, [os.getpid()]) == (not others)


@pytest.mark.parametrize(("cores", "found"), [({3}, None), ({2, 5, 7}, (7, 2))])
def test_servers_and_who_asks_them_part_where_they_can(
    monkeypatch: pytest.MonkeyPatch, cores: set[int], found: Any
) -> None:
    from shared.processes import two_cores

    monkeypatch.setattr(os, "sched_getaffinity", lambda _: cores)
    assert two_cores() == found


def test_what_a_part_needs_and_is_not_there_is_named(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    from peers import versions

    monkeypatch.setattr(versions, "PEER_PYTHON", tmp_path / "python")
    monkeypatch.setattr(versions, "nginx_missing", lambda: "no nginx")
    monkeypatch.setattr(versions.shutil, "which", lambda name: None if name == "wrk" else name)
    nginx = "nginx with its module for Brotli"
    assert versions.missing("reads") == ["wrk", nginx, "the peers' Python"]
    assert versions.missing("rebuild") == []


def test_a_story_is_everywhere_when_its_last_place_shows_it() -> None:
    from peers.publish import everywhere

    assert everywhere({"article": 0.1, "home": 0.3}) == 0.3
    assert everywhere({"article": 0.1, "home": None}) is None
