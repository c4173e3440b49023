"""A published newsroom whose root is signed."""

import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest

from nashra.mirror import keys, trie
from nashra.mirror.minisign import PublicKey
from tests.mirror.copies import Copy, copied
from tests.publishing.conftest import published  # noqa: F401


@dataclass
class Signed:
    """A published root that is not touched any more, and its public key."""

    site: Path
    key: str


_kept: list[Signed] = []


@pytest.fixture
def signed(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Signed:
    """Built once. Its lists are short, so that there are many."""
    if not _kept:
        room = request.getfixturevalue("published")
        folder = tmp_path_factory.mktemp("signed") / "site"
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(trie, "LIMIT", 8)
            for number in range(12):
                room.story(f"خبر {number}")
            room.worker.drain()
            room.worker.catch_up()
        shutil.copytree(room.site, folder)
        _kept.append(Signed(folder, PublicKey.of(keys.signing_key()).line()))
    return _kept[0]


@pytest.fixture
def copy(signed: Signed, tmp_path: Path) -> Copy:
    """A copy to harm."""
    return copied(signed.site, tmp_path / "copy", signed.key)
