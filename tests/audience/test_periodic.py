"""Work that comes round beside publishing: it fails for itself, and lets breaking news go first."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from nashra.changes.models import Priority
from nashra.newsroom import actions
from nashra.publishing import periodic, tables
from nashra.publishing.models import PageTask
from nashra.publishing.periodic import Periodic, Timetable
from tests.publishing.conftest import Published, address

Register = Callable[..., None]


@pytest.fixture
def register(monkeypatch: pytest.MonkeyPatch) -> Register:
    """Adds work for the length of a test; no other comes round meanwhile."""
    monkeypatch.setattr(periodic, "_jobs", {})

    def add(name: str, run: Callable[[Path], Any], every: float = 5.0) -> None:
        periodic.register(Periodic(name=name, every=every, run=run))

    return add


def test_each_comes_first_at_once_and_then_in_its_own_time(
    register: Register, tmp_path: Path
) -> None:
    done: list[str] = []
    register("often", lambda home: done.append("often") or (), every=5)
    register("seldom", lambda home: done.append("seldom") or (), every=60)
    timetable = Timetable(tmp_path)
    for now in (0.0, 4.9, 5.0, 9.0, 60.0):
        assert timetable.due(now) == (now in {0.0, 5.0, 60.0})
        list(timetable.run(now))
    assert done == ["often", "seldom", "often", "often", "seldom"]
    with pytest.raises(ValueError, match="registered already"):
        register("often", lambda home: ())


def test_a_failure_is_told_and_tried_again_and_holds_up_nothing(
    register: Register, published: Published, caplog: pytest.LogCaptureFixture
) -> None:
    tried: list[Path] = []

    def fail(home: Path) -> Any:
        tried.append(home)
        raise RuntimeError("the abacus broke")

    register("counting", fail, every=0.0)
    register("other", lambda home: tried.append(home) or ())
    story = published.story()
    published.worker.drain()
    assert published.stands(address(story))
    assert len(tried) > 2
    assert "counting: failed" in caplog.text
    assert "the abacus broke" in caplog.text
    assert set(tried) == {published.worker.home}


def test_breaking_news_goes_first(register: Register, published: Published) -> None:
    stood: list[bool] = []
    register("counting", lambda home: stood.append(published.stands(path)) or (), every=0.0)
    story = published.story("أول")
    path = "/none/"
    published.worker.drain()
    stood.clear()
    draft = published.story("عاجل")
    path = address(draft)
    actions.publish_story(story=story, actor=None)
    tables.add_tasks([path], priority=Priority.BREAKING, cause="test")
    published.worker.step()
    assert not PageTask.objects.filter(priority=Priority.BREAKING).exists()
    assert published.stands(path)
    published.worker.drain()
    assert stood
    assert all(stood)
