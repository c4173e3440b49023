"""The demo stops cleanly and, run again, starts at once with what was edited."""

import signal
import subprocess
import time
from pathlib import Path

from tests.e2e.conftest import environment, free_port, start, stop

RENAME = """
import django; django.setup()
from nashra.changes.unit import unit_of_work
from nashra.newsroom.models import HomePage
home = HomePage.objects.order_by("path")[0]
home.title = "نشرة بعد التعديل"
with unit_of_work(cause="test"):
    home.save()
"""


def test_an_edit_survives_a_restart_which_takes_seconds(tmp_path: Path) -> None:
    import sys

    first = start(tmp_path / "home", free_port())
    subprocess.run(
        [sys.executable, "-c", RENAME], check=True, timeout=60,
        env=environment(first.home) | {"DJANGO_SETTINGS_MODULE": "nashra.config.settings"},
    )  # fmt: skip
    first.until("/", lambda _, text: "نشرة بعد التعديل" in text, 20)
    stop(first)
    began = time.monotonic()
    again = start(first.home, first.port)
    assert time.monotonic() - began < 30
    assert "نشرة بعد التعديل" in again.get("/")[1]
    again.process.send_signal(signal.SIGINT)
    assert again.process.wait(15) == 0
