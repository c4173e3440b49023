"""Readers come and go during a coverage, and the hub is killed: all end with the same journal."""

import asyncio
import os
import shutil
import signal
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.covering import Reader, live_through
from tests.delivery.sites import answers, free_port, short_folder, until
from tests.homes import Home
from tests.processes import below, command_of

REPOSITORY = Path(__file__).parents[2]
_STORY = """
SELECT public_id FROM newsroom_storypage JOIN wagtailcore_page ON id = page_ptr_id
WHERE live ORDER BY id LIMIT 1
"""


@pytest.fixture
def home() -> Iterator[Home]:
    home = Home(short_folder())
    home.seed(5)
    yield home
    shutil.rmtree(home.folder)


async def _editor(home: Home, story: str, entries: int, pace: float) -> int:
    environment = {**home.environment, "PYTHONPATH": _path()}
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.covering_editor", story, str(entries), str(pace), "7",
        env=environment, stdout=asyncio.subprocess.PIPE,
    )  # fmt: skip
    said, _ = await process.communicate()
    assert process.returncode == 0
    return int(said)


def _path() -> str:
    return os.pathsep.join([str(REPOSITORY), os.environ.get("PYTHONPATH", "")]).rstrip(os.pathsep)


async def _kill(tree: int, times: int) -> None:
    for _ in range(times):
        await asyncio.sleep(1.5)
        for pid in below(tree):
            if "nashra.delivery.children hub" in command_of(pid):
                os.kill(pid, signal.SIGKILL)


async def _simulate(port: int, home: Home, story: str, tree: int) -> tuple[list[Reader], Reader]:
    readers = [Reader(port, story, seed, patience=1.0) for seed in range(12)]
    killing = asyncio.create_task(_kill(tree, 2))
    await live_through(readers, asyncio.create_task(_editor(home, story, 50, 0.02)))
    await killing
    late = Reader(port, story, 99)
    await late.reach(readers[0].have)
    return readers, late


def test_every_reader_ends_with_the_same_journal(home: Home) -> None:
    [(story,)], port = home.ask(_STORY), free_port()
    tree = home.start("serve", "--port", str(port))
    try:
        until(lambda: answers(port) and answers(home.folder / "run/hub.sock"), 60)
        readers, late = asyncio.run(_simulate(port, home, story, tree.pid))
    finally:
        tree.send_signal(signal.SIGINT)
        tree.wait(30)
    assert late.have > 50
    assert len(late.entries) == 50
    for reader in readers:
        assert (reader.have, reader.entries) == (late.have, late.entries)
    assert sum(reader.streams for reader in readers) > len(readers)
