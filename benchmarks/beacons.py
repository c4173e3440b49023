"""Beacons a second that the readers' server takes, on one core.

    nice .venv/bin/python benchmarks/beacons.py [--seconds 5] [--stories 500]

wrk asks for stories at random over 64 kept connections; beside it, in the same run, for a small
published file: the ratio says what counting costs. Told too is how many files were handed on, and
how many rows the database then writes at most (one a story and minute).
"""

import argparse
import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from tests.delivery import sites

_SCRIPT = """
math.randomseed(7)
local paths = {}
for line in io.lines(%r) do paths[#paths + 1] = line end
request = function()
  return wrk.format("GET", paths[math.random(#paths)], {["User-Agent"] = "Mozilla/5.0 Firefox/140"})
end
"""


def rate(port: int, seconds: int, paths: list[str], folder: Path) -> float:
    """Answers a second; fails where one was not 200."""
    listed, script = folder / "paths", folder / "ask.lua"
    listed.write_text("\n".join(paths))
    script.write_text(_SCRIPT.replace("%r", json.dumps(str(listed))))
    command = ["wrk", "-t1", "-c64", f"-d{seconds}s", "-s", str(script), f"http://127.0.0.1:{port}"]
    out = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    found = re.search(r"Requests/sec:\s+([0-9.]+)", out)
    if found is None or "Non-2xx" in out:
        raise SystemExit(f"not every answer was what it should be:\n{out}")
    return float(found[1])


def main() -> None:
    """Prints one line of JSON."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--seconds", type=int, default=5)
    options.add_argument("--stories", type=int, default=500)
    given = options.parse_args()
    if not shutil.which("wrk"):
        print(json.dumps({"skipped": "wrk is not installed"}))
        return
    home = sites.short_folder()
    try:
        site = sites.make_site(home)
        stories = [f"{number:07d}" for number in range(given.stories)]
        for story in stories:
            sites.put(site.root, f"a/{story}/index.html", b"<!doctype html><p>x")
        spool = home / "views"
        with sites.embedded(site, spool=spool, views_a_minute=10**9) as client:
            file = rate(client.port, given.seconds, ["/robots.txt"], home)
            beacon = rate(client.port, given.seconds, [f"/v/{one}" for one in stories], home)
        handed = [json.loads(one.read_text())["views"] for one in spool.glob("*.json")]
        found = {
            "stories": given.stories, "beacons_a_second": round(beacon),
            "small_files_a_second": round(file), "ratio": round(beacon / file, 2),
            "files_handed_on": len(handed), "cells": sum(len(views) for views in handed),
        }  # fmt: skip
        print(json.dumps(found))
    finally:
        shutil.rmtree(home)


if __name__ == "__main__":
    main()
