"""``nashra views``: the figures for other programmes."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from click.testing import CliRunner

from nashra.audience.roll import roll
from nashra.audience.take import take_spool
from nashra.cli.views_command import views
from tests.audience.spooling import spool_file


def test_totals_today_and_seven_days(newsroom: Any, tmp_path: Path) -> None:
    now = datetime.now(UTC)
    spool_file(tmp_path, {"abc1234": 3}, over={"abc1234": 40}, at=now)
    spool_file(tmp_path, {"abc1234": 100, "abc1235": 7}, at=now - timedelta(days=3))
    spool_file(tmp_path, {"abc1235": 1000}, at=now - timedelta(days=30))
    take_spool(tmp_path)
    for _ in range(2):
        done = CliRunner().invoke(views, ["--json"])
        assert done.exit_code == 0, done.output
        found = json.loads(done.output)
        assert found["stories"] == {
            "abc1234": {"total": 103, "today": 3, "week": 103, "over": 40},
            "abc1235": {"total": 1007, "today": 0, "week": 7, "over": 0},
        }
        sums = {name: found[name] for name in ("v", "total", "today", "week", "over")}
        assert sums == {"v": 1, "total": 1110, "today": 3, "week": 110, "over": 40}
        roll(now)
    said = CliRunner().invoke(views).output
    assert "1,110" in said
    assert "abc1234  today 3  in all 103" in said


def test_before_any_view(newsroom: Any) -> None:
    assert json.loads(CliRunner().invoke(views, ["--json"]).output)["stories"] == {}
    assert "in all 0" in CliRunner().invoke(views).output
