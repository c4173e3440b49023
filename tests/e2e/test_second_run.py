"""The demo stops cleanly and, run again, starts at once with what was edited on the desk."""

import signal
import subprocess
import time
from pathlib import Path
from typing import Any

from tests.e2e.conftest import Founded, Stack, environment, free_port, nashra, start, stop
from tests.e2e.desk import Desk

AT_ONCE = 15.0
"""Seconds; founding takes most of a minute, a second run about three."""
SHORT = "القمح يصل"


def test_an_edit_on_the_desk_survives_a_second_run(
    founded: Founded, tmp_path: Path, browser: Any
) -> None:
    first = start(founded.copy(tmp_path / "home"), free_port())
    # Another port than the founding's: pages must come to name the new one.
    first.until("/", lambda _, text: f"{first.origin}/" in text, 60)
    desk = Desk(first, browser, "murad")
    desk.find("أول سفينة قمح")
    desk.page.fill("[name=short_headline]", SHORT)
    desk.menu("action-publish")
    desk.close()
    first.until("/", lambda _, text: SHORT in text, 10)
    password = first.password
    stop(first)

    began = time.monotonic()
    again = start(first.home, first.port)
    assert time.monotonic() - began < AT_ONCE
    assert SHORT in again.get("/")[1]
    assert again.password == password
    stop(again, signal.SIGINT)


def test_a_second_demo_beside_a_running_one_is_refused(stack: Stack) -> None:
    done = subprocess.run(
        nashra("demo", "--port", str(free_port())), env=environment(stack.home),
        capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert done.returncode == 1
    assert "running already" in done.stderr
    assert stack.get("/")[0] == 200
