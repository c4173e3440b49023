"""A short drill with real processes: all of them are killed while editors save and readers read."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.chaos import drill as drills
from tests.chaos.drill import Drill
from tests.delivery.sites import answers, until


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    folder = tmp_path_factory.mktemp("model")
    yield drills.template(folder / "home", 40)
    shutil.rmtree(folder)


@pytest.fixture
def drill(model: Path) -> Iterator[Drill]:
    with drills.drill(model) as running:
        yield running


def test_whatever_is_killed_readers_read_on(drill: Drill) -> None:
    drill.serve()
    drill.reader.start()
    with drills.editor(drill) as editor:
        editor.start()
        for number in range(2):
            made = editor.done
            until(lambda goal=made + 3: editor.done >= goal)
            drill.kill("worker" if number else "desk")
        struck = drill.suffer("worker", at="place", do="kill", after=3)
        until(lambda: not struck.exists())
        with drill.reader.interrupted():
            drill.kill("reader")
            until(lambda: not answers(drill.port))
            until(lambda: answers(drill.port))
    drill.judge()
