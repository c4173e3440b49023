"""A newsroom that things go wrong in."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.properties.harness import Newsroom


@pytest.fixture
def room(db: None, tmp_path: Path) -> Iterator[Newsroom]:
    yield Newsroom(tmp_path, stories=40)
    shutil.rmtree(tmp_path, ignore_errors=True)
