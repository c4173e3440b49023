"""What the tests of the wire room share."""

from pathlib import Path

import pytest

FIXTURES = Path(__file__).parent.parent / "fixtures" / "wire"


@pytest.fixture
def port_dump() -> bytes:
    """A page dump of the project's own, with every trap of real ones."""
    return (FIXTURES / "port_dump.txt").read_bytes()


@pytest.fixture
def samples() -> Path:
    """Real copy of other publishers, where it stands beside the project."""
    folder = Path(__file__).parents[3] / "shared" / "samples"
    if not folder.is_dir():
        pytest.skip("the samples folder is not beside the repository")
    return folder
