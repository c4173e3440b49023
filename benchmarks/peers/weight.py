"""What a browser fetches to read an article: bytes over the wire and requests."""

import statistics
from typing import Any

from playwright.sync_api import Browser, CDPSession, sync_playwright
from shared.processes import FailedError

from peers.saying import say
from peers.stacks import STACKS, Ground, Stack
from tests.e2e.conftest import ARGUMENTS, CHROMIUM

ARTICLES = 9
LOOKING_MS = 5000
"""How long an article with scripts is looked at: scripts wait for the page, the counter for 3 s."""


def measure_weight(ground: Ground) -> dict[str, Any]:
    """Medians over some articles, each with an empty cache, without and with scripts."""
    rows = []
    for name in ("nashra", "wagtail-nginx-cache"):
        with STACKS[name](ground) as stack, sync_playwright() as playwright:
            browser = playwright.chromium.launch(
                executable_path=str(CHROMIUM), args=list(ARGUMENTS)
            )
            rows.append(_stack(browser, stack, ground.paths(name)))
            browser.close()
        say(f"weight of {name}: {rows[-1]['to_read']} to read")
    return {"articles": ARTICLES, "stacks": rows}


def _stack(browser: Browser, stack: Stack, paths: list[str]) -> dict[str, Any]:
    chosen = paths[:: max(1, len(paths) // ARTICLES)][:ARTICLES]
    to_read = [_visit(browser, stack.origin + path, scripts=False) for path in chosen]
    in_all = [_visit(browser, stack.origin + path, scripts=True) for path in chosen]
    return {"name": stack.name, "to_read": _medians(to_read), "in_all": _medians(in_all)}


def _medians(visits: list[dict[str, int]]) -> dict[str, float]:
    return {key: statistics.median(visit[key] for visit in visits) for key in visits[0]}


def _visit(browser: Browser, address: str, *, scripts: bool) -> dict[str, int]:
    """One visit with an empty cache."""
    context = browser.new_context(java_script_enabled=scripts)
    try:
        page = context.new_page()
        session: CDPSession = context.new_cdp_session(page)
        session.send("Network.enable")
        asked: list[str] = []
        got: dict[str, int] = {}
        session.on("Network.requestWillBeSent", lambda told: asked.append(told["requestId"]))
        session.on(
            "Network.loadingFinished",
            lambda told: got.update({told["requestId"]: int(told["encodedDataLength"])}),
        )
        answer = page.goto(address, wait_until="load", timeout=60_000)
        if answer is None or answer.status != 200:
            raise FailedError(f"{address} does not answer a browser")
        page.wait_for_timeout(LOOKING_MS if scripts else 500)
        return {"requests": len(asked), "bytes": sum(got.values())}
    finally:
        context.close()
