"""An index of the test's own."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from nashra.search.keeping import Keeper
from tests.newsroom.conftest import Desk


@pytest.fixture
def home(tmp_path: Path, settings: Any) -> Path:
    settings.NASHRA_HOME = tmp_path
    return tmp_path


@pytest.fixture
def keeper(home: Path) -> Keeper:
    return Keeper(home)


@pytest.fixture
def desk_for() -> Callable[[Any], Desk]:
    return Desk
