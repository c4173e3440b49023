"""Killed after the commit: whatever the desk did, the next worker brings it to readers."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from nashra.changes.models import Change
from nashra.publishing.models import PageFailure
from tests.newsroom.test_wagtail_paths import PATHS, built, world  # noqa: F401
from tests.properties import harness

_SOME = [
    # Each path's keys are tested beside it; all of them to the end are for `make chaos`.
    path if number % 3 == 0 else pytest.param(path, marks=pytest.mark.chaos)
    for number, path in enumerate(PATHS)
]


@pytest.mark.parametrize("path", _SOME, ids=lambda path: path.__name__)
def test_what_was_committed_is_published_by_the_next_worker(
    path: Callable[[Any], tuple[Any, set[str]]],
    world: Any,  # noqa: F811
    tmp_path: Path,
) -> None:
    site = tmp_path / "site"
    harness.built(site)
    response, _ = path(world)
    assert response.status_code in (200, 302)
    root = harness.WatchedRoot(site)
    root.watch()
    worker = harness.worker_on(site, root=root)
    worker.start()
    worker.drain()
    harness.signed(site)
    assert not PageFailure.objects.exists()
    assert not Change.objects.filter(planned_at=None).exists()
    clean = harness.clean_build(tmp_path / "clean")
    assert harness.differences(harness.files(site), clean) == []
