"""Two editors at once, each in a process of its own: numbers are dense and in commit order."""

import subprocess
import sys
from pathlib import Path

from tests.homes import Home

_START = """
from nashra.newsroom import actions
from nashra.newsroom.models import StoryPage
print(actions.start_coverage(story=StoryPage.objects.filter(live=True)[0], actor=None).pk)
"""
_POST = """
import sys, django; django.setup()
from nashra.newsroom import actions
from nashra.newsroom.models import Coverage
for number in range(8):
    entry = actions.post_entry(
        coverage=Coverage.objects.get(), actor=None, token=f"{sys.argv[1]}-{number}",
        content=actions.EntryContent(html=f"<p>{sys.argv[1]} {number}</p>"),
    )
    actions.edit_entry(
        entry=entry, actor=None, version=1, key=True, pinned=False, urgent=False,
        content=actions.EntryContent(html="<p>معدل</p>"),
    )
"""


def test_two_processes_share_one_count(tmp_path: Path) -> None:
    home = Home(tmp_path / "home")
    home.seed(1, then=_START)
    writers = [
        subprocess.Popen([sys.executable, "-c", _POST, name], env=home.environment)
        for name in ("سمر", "رنا")
    ]
    assert [writer.wait(180) for writer in writers] == [0, 0]
    told = home.ask("SELECT number FROM newsroom_journalevent ORDER BY id")
    slots = home.ask("SELECT slot FROM newsroom_journalentry ORDER BY slot")
    # The rows' keys are given out in the order in which they were written.
    assert told == [(number,) for number in range(1, 34)]
    assert slots == [(slot,) for slot in range(16)]
