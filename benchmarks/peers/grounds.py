"""Newsrooms and sites with the same stories, made once for a folder that is kept."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path

from shared.processes import rest, run

from peers.saying import say
from peers.stacks import Ground, manage, nashra, run_within
from tests.homes import Home

LONGEST = 3600.0
_NOTHING_WAITS = """
import django; django.setup()
from nashra.search import offering
from nashra.search.models import Waiting
offering.note_changes()
Waiting.objects.all().delete()
"""
"""The seed's stories are drawn from a few sentences: what goes well with which says nothing."""


def seeded(folder: Path, stories: int) -> Home:
    """A newsroom of ``stories`` without a page of theirs."""
    home = Home(folder / f"seeded-{stories}")
    _once(home.folder, f"a newsroom of {stories:,} stories", lambda: home.seed(stories))
    return home


def ground(folder: Path, stories: int, *, with_peer: bool = True) -> Ground:
    """A built newsroom with its stories exported, and a Wagtail site that holds them."""
    found = Ground(
        folder, Home(folder / f"nashra-{stories}"), folder / f"wagtail-{stories}",
        folder / f"wagtail-{stories}-loaded", folder / f"stories-{stories}" / "stories.jsonl",
    )  # fmt: skip
    source = seeded(folder, stories)
    _once(found.stories.parent, "the export", lambda: _export(source, found.stories))
    _once(found.home.folder, "all pages of that newsroom", lambda: _build(source, found))
    if with_peer:
        _once(found.loaded, "a Wagtail site of the same stories", lambda: _load(found))
        _once(
            found.peer, "a copy of it to publish in",
            lambda: shutil.copytree(found.loaded, found.peer, dirs_exist_ok=True),
        )  # fmt: skip
    return found


def _once(place: Path, what: str, make: Callable[[], object]) -> None:
    """Makes what belongs into a folder, unless a whole one stands there."""
    whole = place.with_name(f"{place.name}.whole")
    if whole.exists():
        return
    say(f"making {what}")
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir(parents=True)
    make()
    whole.touch()


def _export(source: Home, file: Path) -> None:
    run_within(source, "peers.export", str(file), seconds=LONGEST)


def _build(source: Home, found: Ground) -> None:
    home = found.home
    shutil.copy(source.folder / "db.sqlite3", home.folder)
    run(home.command("build"), env=home.environment, seconds=LONGEST)
    # What a worker does beside its work when it first meets an archive, up to 15 % of a core for a
    # long time: the index, what is learned, and what is offered after each story that stands.
    run(home.command("index", "rebuild", "--quiet"), env=home.environment, seconds=LONGEST)
    run(home.command("learn", "--quiet"), env=home.environment, seconds=LONGEST)
    run([home.command()[0], "-c", _NOTHING_WAITS], env=home.environment, seconds=LONGEST)
    with nashra(found) as stack:
        rest(stack.roots, seconds=LONGEST)


def _load(found: Ground) -> None:
    for arguments in (
        ("migrate", "--verbosity", "0"),
        ("load_stories", str(found.stories)),
        ("collectstatic", "--noinput", "--verbosity", "0"),
    ):
        manage(found.loaded, "files", *arguments, seconds=LONGEST)
    os.sync()
