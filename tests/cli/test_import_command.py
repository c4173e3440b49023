"""``nashra import``."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from nashra.cli.import_command import import_command

pytestmark = pytest.mark.django_db

TEXT = "أعلنت بلدية رأس الشيح أن الطريق الساحلي يفتح أمام السيارات صباح الغد بعد أعمال طويلة."
FIELDS = {
    "file", "status", "story", "headline", "suggested_headline", "standfirst", "section",
    "dateline", "agency", "page_clock", "page_counter", "published_at", "dates", "body",
    "statements", "background", "related", "tags", "warnings", "error",
}  # fmt: skip


def test_one_json_line_an_item(newsroom: Any, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT)
    (tmp_path / "b.txt").write_bytes(b"\x89PNG")
    result = CliRunner().invoke(import_command, [str(tmp_path), "--json"])
    assert result.exit_code == 1
    good, bad = (json.loads(line) for line in result.stdout.splitlines())
    assert set(good) == set(bad) == FIELDS
    assert (good["status"], good["body"], good["error"]) == ("created", [TEXT], None)
    assert len(good["story"]) == 7
    assert bad["status"] == "error"
    assert "b.txt" in bad["file"]
    assert "0" in bad["error"]


def test_a_line_for_people(newsroom: Any) -> None:
    first = CliRunner().invoke(import_command, ["-"], input=TEXT)
    assert first.exit_code == 0
    assert first.stdout.startswith("أُنشئت created")
    assert "the item has no headline" in first.stdout
    again = CliRunner().invoke(import_command, ["-"], input=TEXT)
    assert again.stdout.startswith("كما هي unchanged")
    assert len(again.stdout.splitlines()) == 1


def test_a_path_is_required() -> None:
    assert CliRunner().invoke(import_command, []).exit_code == 2
