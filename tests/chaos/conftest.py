"""A newsroom that things go wrong in."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.properties.harness import Newsroom


@pytest.fixture
def room(db: None, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Newsroom]:
    yield Newsroom(tmp_path, make_folder=tmp_path_factory.mktemp, stories=40)
    shutil.rmtree(tmp_path, ignore_errors=True)
