"""What rooms above publishing add to a story's page, each with a part of its template."""

from collections.abc import Callable, Mapping
from typing import Any

from nashra.newsroom.models import StoryPage
from nashra.publishing.reader import Reader

Addition = Callable[[Reader, StoryPage], Any]
"""A frozen view for the template, None where there is nothing to add. Reads declare their keys."""

_additions: dict[str, Addition] = {}
_inputs: dict[str, Callable[[], Any]] = {}


def register(name: str, build: Addition) -> None:
    """Adds a part, ``view.additions.<name>`` in the template. ValueError where that is taken."""
    if name in _additions:
        raise ValueError(f"addition {name!r} is registered already")
    _additions[name] = build


def register_input(name: str, read: Callable[[], Any]) -> None:
    """Adds a global input: something JSON-like that every page shows, hence part of an epoch."""
    if name in _inputs:
        raise ValueError(f"global input {name!r} is registered already")
    _inputs[name] = read


def additions(reader: Reader, story: StoryPage) -> Mapping[str, Any]:
    """What is added to a story's page."""
    return {name: build(reader, story) for name, build in _additions.items()}


def inputs() -> Mapping[str, Any]:
    """The values of all global inputs from above."""
    return {name: read() for name, read in sorted(_inputs.items())}
