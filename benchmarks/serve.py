"""Requests a second of Nashra's own server, as a ratio to nginx ``brotli_static``.

    nice .venv/bin/python benchmarks/serve.py [--seconds 5] [--rounds 3]

Both serve the same root in the same run, one worker each, in turns; a page of 13 KB is asked for
with Brotli over 32 kept connections. Read the ratio: absolute numbers are this machine's.
"""

import argparse
import hashlib
import json
import re
import shutil
import statistics
import subprocess
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from tests.delivery import sites

PAGE_BYTES = 13_000


def page() -> bytes:
    """13 KB of HTML that compresses like prose: about 3.6 KB with Brotli."""
    words = [hashlib.sha256(bytes([number % 90])).hexdigest()[:6] for number in range(400)]
    state, text = 7, []
    while sum(map(len, text)) < PAGE_BYTES:
        state = (state * 1_103_515_245 + 12_345) % 2**31
        text.append(words[state // 65_536 % 400] + (" " if state % 11 else "</p>\n<p>"))
    return ("<!doctype html><p>" + "".join(text)).encode()[:PAGE_BYTES]


def rate(port: int, seconds: int, *headers: str) -> float:
    """Requests a second by wrk; fails if one of them failed."""
    given = [word for header in headers for word in ("-H", header)]
    command = ["wrk", "-t1", "-c32", f"-d{seconds}s", *given, f"http://127.0.0.1:{port}/page/"]
    out = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    if "Non-2xx" in out and "If-None-Match" not in " ".join(headers):
        raise SystemExit(f"not every answer was a page:\n{out}")
    match = re.search(r"Requests/sec:\s+([0-9.]+)", out)
    if match is None:
        raise SystemExit(f"wrk said nothing that can be read:\n{out}")
    return float(match[1])


def main() -> None:
    """Prints one line of JSON."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--seconds", type=int, default=5)
    options.add_argument("--rounds", type=int, default=3)
    given = options.parse_args()
    missing = sites.nginx_missing() or ("" if shutil.which("wrk") else "wrk is not installed")
    if missing:
        print(json.dumps({"skipped": missing}))
        return
    home = sites.short_folder()
    try:
        site = sites.make_site(home)
        sites.put(site.root, "page/index.html", page())
        with sites.embedded(site) as own, sites.nginx(site) as other:
            result = measure(own, other, given.seconds, given.rounds)
    finally:
        shutil.rmtree(home)
    print(json.dumps(result))


def measure(
    own: sites.Client, other: sites.Client, seconds: int, rounds: int
) -> dict[str, float | int]:
    """Medians over the rounds, the two servers taking turns."""
    sizes = {
        client.kind: len(client.ask("/page/", accept_encoding="br").body) for client in (own, other)
    }
    pages: list[tuple[float, float]] = []
    asked_again: list[tuple[float, float]] = []
    tags = [client.ask("/page/", accept_encoding="br").headers["etag"] for client in (own, other)]
    for _ in range(rounds):
        accept = "Accept-Encoding: br"
        pages.append((rate(own.port, seconds, accept), rate(other.port, seconds, accept)))
        conditions = [f"If-None-Match: {tag}" for tag in tags]
        asked_again.append(
            (
                rate(own.port, seconds, accept, conditions[0]),
                rate(other.port, seconds, accept, conditions[1]),
            )
        )
    return {
        "page_bytes": PAGE_BYTES,
        "brotli_bytes": sizes["embedded"],
        "own_per_second": round(statistics.median(mine for mine, _ in pages)),
        "nginx_per_second": round(statistics.median(theirs for _, theirs in pages)),
        "ratio": round(statistics.median(mine / theirs for mine, theirs in pages), 3),
        "ratio_304": round(statistics.median(mine / theirs for mine, theirs in asked_again), 3),
        "rounds": rounds,
    }


if __name__ == "__main__":
    main()
