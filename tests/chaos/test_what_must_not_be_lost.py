"""What cannot be made again is on the disk before anybody is told that it was saved."""

import os
from pathlib import Path
from typing import Any

import pytest

from nashra.config.environment import read_environment
from tests.publishing.pictures import image


@pytest.fixture
def synced(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """Files and folders that were brought to the disk, in order."""
    found: list[Path] = []
    fsync = os.fsync

    def note(descriptor: int) -> None:
        found.append(Path(os.readlink(f"/proc/self/fd/{descriptor}")))
        fsync(descriptor)

    monkeypatch.setattr(os, "fsync", note)
    return found


def test_an_original_picture_is_on_the_disk_with_its_name(
    newsroom: Any, synced: list[Path]
) -> None:
    file = Path(image("صورة").file.path)
    assert {file, file.parent} <= set(synced)


def test_a_key_that_power_loss_left_empty_is_made_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, synced: list[Path]
) -> None:
    monkeypatch.setenv("NASHRA_HOME", str(tmp_path))
    file = tmp_path / "keys/django.key"
    first = read_environment().secret_key
    assert read_environment().secret_key == first
    assert any(path.parent == file.parent for path in synced)
    file.write_text("")
    assert len(read_environment().secret_key) > 40
    assert read_environment().secret_key == file.read_text() != first
    assert [path.name for path in file.parent.iterdir()] == ["django.key"]
