"""What one publish touches, at a hundred and at three thousand stories."""

from pathlib import Path

import pytest

from nashra.changes.unit import unit_of_work
from nashra.cli.bench.seed import seed
from nashra.newsroom import actions
from nashra.newsroom.models import StoryPage
from nashra.publishing.build import prepare
from nashra.publishing.models import PublishedFile
from tests.properties import edits, harness
from tests.properties.harness import Killed, WatchedRoot
from tests.properties.test_laws import ALL, assert_converged, do, drain_watched

MOST = 24
"""Files that one publish may change, whatever the archive's size."""


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


def test_one_publish_changes_few_files_and_a_typo_one(
    db: None, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    harness.Newsroom(tmp_path, make_folder=tmp_path_factory.mktemp)
    edits.publish_new(1 + 35 * 7)
    assert len(_files_of_one_publish(tmp_path / "site")) <= MOST


def test_a_first_build_that_was_killed_renders_each_page_once(db: None, tmp_path: Path) -> None:
    seed(stories=100)
    folder = tmp_path / "site"
    first, second = WatchedRoot(folder), WatchedRoot(folder)
    first.dies_at = 45  # type: ignore[misc]
    worker = harness.worker_on(folder, root=first)
    prepare(worker)
    with pytest.raises(Killed):
        worker.drain()
    complete = set(PublishedFile.objects.exclude(sha256="").values_list("path", flat=True))
    epoch = worker.epoch.number
    assert complete
    worker = harness.worker_on(folder, root=second)
    prepare(worker)
    worker.drain()
    assert worker.epoch.number == epoch
    assert complete.isdisjoint(second.written)
    assert len(second.written) == len(set(second.written))
    assert_converged(folder)


@pytest.mark.chaos
def test_at_a_thousand_stories_one_publish_changes_as_few(db: None, tmp_path: Path) -> None:
    seed(stories=1000)
    harness.built(tmp_path / "site")
    edits.publish_new(1 + 35 * 7)
    assert len(_files_of_one_publish(tmp_path / "site")) <= MOST
    do(ALL)
    for death in (2, 25, 60):
        dying = WatchedRoot(tmp_path / "site")
        dying.dies_at = death  # type: ignore[misc]
        with pytest.raises(Killed):
            harness.worker_on(tmp_path / "site", root=dying).drain()
    drain_watched(tmp_path / "site")
    assert_converged(tmp_path / "site")
