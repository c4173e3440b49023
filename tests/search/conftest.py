"""An index of the test's own."""

from pathlib import Path
from typing import Any

import pytest

from nashra.search.keeping import Keeper


@pytest.fixture
def home(tmp_path: Path, settings: Any) -> Path:
    settings.NASHRA_HOME = tmp_path
    return tmp_path


@pytest.fixture
def keeper(home: Path) -> Keeper:
    return Keeper(home)
