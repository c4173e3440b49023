"""Progress, for whoever waits."""

import sys
import time

_STARTED = time.monotonic()


def say(line: str) -> None:
    """A line on standard error with the minutes and seconds since the start."""
    minutes, seconds = divmod(int(time.monotonic() - _STARTED), 60)
    print(f"{minutes:02}:{seconds:02}  {line}", file=sys.stderr, flush=True)
