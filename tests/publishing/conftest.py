"""A published newsroom to work on."""

import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from nashra.newsroom import actions, queries
from nashra.newsroom.content import StoryContent
from nashra.newsroom.models import StoryPage
from nashra.publishing.build import prepare
from nashra.publishing.worker import Worker


class Published:
    """A newsroom with its published root, built unless it stands in ``folder`` already."""

    def __init__(self, folder: Path) -> None:
        self.site = folder / "site"
        standing = self.site.exists()
        self.worker = Worker(root=self.site, home=folder)
        if not standing:
            prepare(self.worker)
            self.worker.drain()

    def restart(self) -> Worker:
        """A new worker on the same root, after a crash of the old one."""
        self.worker = Worker(root=self.site, home=self.site.parent).start()
        return self.worker

    def read(self, path: str) -> str:
        """A published file's text."""
        return self.worker.root.file(path).read_text(encoding="utf-8")

    def stands(self, path: str) -> bool:
        """Whether a file stands at an address."""
        return self.worker.root.file(path).exists()

    def story(self, headline: str = "عنوان", *, section: str = "local", **values: Any) -> StoryPage:
        """A published story; its page is for the worker to make."""
        content = StoryContent(
            **{"headline": headline, "body": (("paragraph", "<p>نص الخبر.</p>"),)} | values
        )
        place = queries.section_by_slug(section)
        assert place is not None
        story = actions.create_draft(section=place, actor=None, content=content)
        actions.publish_story(story=story, actor=None)
        return story


@dataclass
class _Kept:
    """What the first test built, for all that begin with the same newsroom."""

    folder: Path
    rows: Any


_kept: list[_Kept] = []


@pytest.fixture
def published(
    newsroom: Any, rows: Any, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> Published:
    if not _kept:
        folder = tmp_path_factory.mktemp("founded")
        Published(folder)
        _kept.append(_Kept(folder, rows.now()))
    kept = _kept[0]
    kept.rows.put_back()
    # A real copy: tests damage files.
    shutil.copytree(kept.folder / "site", tmp_path / "site")
    return Published(tmp_path)


def address(story: StoryPage) -> str:
    """A story's public address."""
    return f"/a/{story.public_id}/"
