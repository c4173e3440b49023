"""Reads of random articles: requests a second, processor time a request, memory."""

import statistics
from contextlib import ExitStack
from typing import Any

from shared.processes import (
    FailedError,
    all_trees,
    command_line,
    memory,
    on_core,
    processor_seconds,
    rest,
    stays_on,
    tree,
    two_cores,
)

from peers.load import ask_at_random, ask_each
from peers.saying import say
from peers.stacks import STACKS, Ground, Stack

WARM_SECONDS = 3


def measure_reads(ground: Ground, *, rounds: int, seconds: int) -> dict[str, Any]:
    """All stacks side by side, taking turns; medians over the rounds, ratios within each.

    Servers have one core, and who asks them another, where there are two.
    """
    servers, asking = two_cores() or (None, None)
    with ExitStack() as opened:
        with on_core(servers):
            stacks = [opened.enter_context(start(ground)) for start in STACKS.values()]
        rest([root for stack in stacks for root in stack.roots])
        sizes = {stack.name: _warm(ground, stack, WARM_SECONDS) for stack in stacks}
        found: dict[str, list[dict[str, float]]] = {stack.name: [] for stack in stacks}
        for number in range(rounds):
            for stack in stacks:
                found[stack.name].append(_round(ground, stack, seconds, asking))
                if servers is not None and not stays_on(servers, all_trees(stack.roots)):
                    raise FailedError(f"{stack.name} left its core")
            say(f"reads, round {number + 1} of {rounds}: " + _told(found))
    yardstick = [turn["per_second"] for turn in found["nashra-nginx"]]
    return {
        "rounds": rounds, "seconds": seconds, "pinned": servers is not None,
        "stacks": [
            {
                "name": name, "encoding": stack.encoding, "body_bytes": round(sizes[name]),
                "ratio": statistics.median(
                    turn["per_second"] / best for turn, best in zip(turns, yardstick, strict=True)
                ),
                **{key: statistics.median(turn[key] for turn in turns) for key in turns[0]},
            }
            for stack, (name, turns) in zip(stacks, found.items(), strict=True)
        ],
    }  # fmt: skip


def _warm(ground: Ground, stack: Stack, seconds: int) -> float:
    """Lets every cache see every article: none of the measured reads is a first one."""
    say(f"warming {stack.name}")
    size = ask_each(stack.port, _to_warm(ground, stack.name), encoding=stack.encoding)
    ask_at_random(
        stack.port, ground.paths_file(stack.name), encoding=stack.encoding, seconds=seconds
    )
    return size


def _to_warm(ground: Ground, name: str) -> list[str]:
    """Every article, or some where nothing is kept of any."""
    paths = ground.paths(name)
    return paths[::10] if name == "wagtail" else paths


def _round(ground: Ground, stack: Stack, seconds: int, core: int | None) -> dict[str, float]:
    before = processor_seconds(all_trees(stack.roots))
    got = ask_at_random(
        stack.port, ground.paths_file(stack.name), encoding=stack.encoding, seconds=seconds,
        core=core,
    )  # fmt: skip
    spent = processor_seconds(all_trees(stack.roots)) - before
    return {
        "per_second": got["requests"] / got["seconds"],
        "processor_ms": 1000 * spent / got["requests"],
        "p50_ms": got["p50_ms"], "p99_ms": got["p99_ms"], "generator": got["busy"],
    }  # fmt: skip


def _told(found: dict[str, list[dict[str, float]]]) -> str:
    return ", ".join(f"{name} {turns[-1]['per_second']:,.0f}/s" for name, turns in found.items())


def measure_memory(ground: Ground, *, seconds: int) -> dict[str, Any]:
    """Each stack alone, since memory that two share would count half: at rest and after reads."""
    rows = []
    for name, start in STACKS.items():
        if name == "nashra-nginx":
            continue
        with start(ground) as stack:
            # A worker loads its application with its first request.
            ask_each(stack.port, ground.paths(name)[:32], encoding=stack.encoding)
            rest(stack.roots)
            idle = memory(all_trees(stack.roots))
            _warm(ground, stack, seconds)
            read = memory(all_trees(stack.roots))
            rows.append({
                "name": name, "idle": idle, "after_reads": read,
                "processes": [_process(pid) for root in stack.roots for pid in tree(root)],
            })  # fmt: skip
            say(f"memory of {name}: {idle['pss']} MB at rest, {read['pss']} MB after reads")
    return {"stacks": rows}


def _process(pid: int) -> dict[str, Any]:
    return {"name": _what(command_line(pid)), **memory([pid])}


def _what(command: str) -> str:
    """What a process is, without where it lies."""
    kinds = {
        "-m nashra.delivery ": "supervisor", "delivery.children reader": "readers' server",
        "delivery.children desk": "desk", "delivery.children hub": "live hub",
        "cli.main worker": "publishing worker", "publishing.renderer": "renderer",
        "cli.alone": "search", "gunicorn": "gunicorn", "memcached": "memcached",
        "nginx": "nginx",
    }  # fmt: skip
    return next((name for mark, name in kinds.items() if mark in command), "other")
