"""The laws of publishing (design section 4), on a newsroom of a hundred stories."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from nashra.changes.models import Change
from nashra.changes.unit import unit_of_work
from nashra.cli.bench.seed import seed
from nashra.newsroom import actions
from nashra.newsroom.models import StoryPage
from nashra.publishing.models import PageFailure, PageTask, PublishedFile
from tests.properties import edits, harness
from tests.properties.harness import Killed, WatchedRoot

steps = st.lists(
    st.tuples(st.sampled_from(sorted(edits.EDITS)), st.integers(0, 10_000)), min_size=1, max_size=7
)
quick = settings(
    max_examples=8,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


class Newsroom:
    """A seeded newsroom with its built root, and a fresh copy of both for each example."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.count = folder, 0
        seed(stories=100)
        harness.built(folder / "site")

    def copy(self) -> Path:
        self.count += 1
        target = self.folder / f"copy-{self.count}"
        harness.copy_root(self.folder / "site", target)
        return target


@pytest.fixture
def room(db: None, tmp_path: Path) -> Iterator[Newsroom]:
    yield Newsroom(tmp_path)
    shutil.rmtree(tmp_path, ignore_errors=True)


def _drain_watched(folder: Path) -> WatchedRoot:
    root = WatchedRoot(folder)
    root.watch()
    harness.worker_on(folder, root=root).drain()
    return root


def _assert_converged(folder: Path) -> None:
    assert not list(PageFailure.objects.values_list("path", "error"))
    assert not PageTask.objects.exists()
    assert not Change.objects.filter(planned_at=None).exists()
    assert not PublishedFile.objects.exclude(sha256__regex="^[0-9a-f]{64}$").exists()
    clean = harness.clean_build(folder.parent / "clean")
    assert harness.differences(harness.files(folder), clean) == []


def _do(drawn: list[tuple[str, int]]) -> None:
    for name, number in drawn:
        edits.EDITS[name](number)


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
        _do(drawn)
        _drain_watched(folder)
        _assert_converged(folder)


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
        _assert_converged(folder)


@quick
@given(drawn=steps, deaths=st.lists(st.integers(0, 30), min_size=1, max_size=4))
@example(drawn=ALL, deaths=[0, 1, 2, 3])
def test_a_worker_killed_while_writing_converges_after_restarts(
    room: Newsroom, drawn: list[tuple[str, int]], deaths: list[int]
) -> None:
    folder = room.copy()
    with harness.undone():
        _do(drawn)
        for death in deaths:
            root = WatchedRoot(folder)
            root.dies_at = death  # type: ignore[misc]
            try:
                harness.worker_on(folder, root=root).start().drain()
            except Killed:
                continue
        harness.worker_on(folder).start().drain()
        _assert_converged(folder)


@pytest.mark.parametrize("name", ["_intend", "_write", "_complete", "_depend", "_finish_tasks"])
def test_a_kill_at_every_step_of_a_commit_converges(
    room: Newsroom, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    from nashra.publishing.commit import Commit

    folder = room.copy()
    with harness.undone():
        _do([("publish_new", 3), ("retract", 8), ("move", 5)])
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
            _do([("edit_headline", 2)])
        worker.drain()
        _assert_converged(folder)


def _files_of_one_publish(folder: Path) -> set[str]:
    root = WatchedRoot(folder)
    worker = harness.worker_on(folder, root=root)
    worker.drain()
    root.written.clear()
    story = StoryPage.objects.filter(live=True).order_by("-first_published_at")[2]
    root.watch()
    edits.publish_new(1)
    worker.drain()
    published = set(root.written)
    root.written.clear()
    story.refresh_from_db()
    story.body = [*story.body.raw_data, {"type": "paragraph", "value": "<p>خطأ مطبعي</p>"}]
    with unit_of_work(cause="test"):
        story.save_revision()
        actions.publish_story(story=story, actor=None)
    worker.drain()
    assert set(root.written) <= {story_path(story), "/sitemap/0.xml", "/sitemap/2.xml"}
    return published


def story_path(story: StoryPage) -> str:
    return f"/a/{story.public_id}/"


def test_one_publish_changes_few_files_and_a_typo_one(room: Newsroom) -> None:
    edits.publish_new(1 + 35 * 7)
    assert len(_files_of_one_publish(room.copy())) <= 24


def test_at_three_thousand_stories_one_publish_changes_as_few(db: None, tmp_path: Path) -> None:
    seed(stories=3000)
    harness.built(tmp_path / "site")
    edits.publish_new(1 + 35 * 7)
    assert len(_files_of_one_publish(tmp_path / "site")) <= 24
    _do(ALL)
    _drain_watched(tmp_path / "site")
    _assert_converged(tmp_path / "site")
