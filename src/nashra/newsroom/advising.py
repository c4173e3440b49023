"""Advice on a story while it is written: rooms above register who gives it.

Advice is shown and never carried out by itself: a correction or an offer is put into the form with
one key, by a person, and saved with the rest.
"""

import logging
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from nashra.newsroom.plain import Passage

log = logging.getLogger("nashra.newsroom")

Severity = Literal["error", "advice", "suggestion"]
OfferKind = Literal["tag", "section", "person", "place", "statement", "related"]


@dataclass(frozen=True, kw_only=True)
class Draft:
    """A story as its form stands, saved or not. Objects are named by primary key."""

    page_id: int | None
    public_id: str
    language: str
    day: date
    genre: str = "news"
    kicker: str = ""
    headline: str = ""
    short_headline: str = ""
    standfirst: str = ""
    passages: tuple[Passage, ...] = ()
    statements: tuple[tuple[str, Mapping[str, Any]], ...] = ()
    """Block and value of each statement."""
    dateline: int | None = None
    agencies: tuple[int, ...] = ()
    section: int | None = None
    tags: tuple[int, ...] = ()
    related: tuple[int, ...] = ()
    storyline: int | None = None

    @property
    def fields(self) -> tuple[tuple[str, str], ...]:
        """Field and text of all that readers read; a body's block is ``body:<block>``."""
        above = ("kicker", "headline", "short_headline", "standfirst")
        named = [(name, getattr(self, name)) for name in above]
        body = [(f"body:{passage.block}", passage.text) for passage in self.passages]
        return tuple((name, text) for name, text in [*named, *body] if text)

    @property
    def text(self) -> str:
        """All of it, a field a line."""
        return "\n".join(text for _, text in self.fields)


@dataclass(frozen=True, kw_only=True)
class Offer:
    """Something to be put into the form: ``value`` is a primary key, or a statement's parts."""

    kind: OfferKind
    value: Any
    label: str


@dataclass(frozen=True, kw_only=True)
class Advice:
    """One thing to look at. ``start`` and ``end`` are offsets of ``evidence`` in the field's text.

    ``fix`` replaces the evidence where that is safe; ``offer`` is put in where it belongs.
    """

    rule: str
    severity: Severity
    field: str
    message: str
    start: int = 0
    end: int = 0
    evidence: str = ""
    why: str = ""
    source: str = ""
    fix: str | None = None
    offer: Offer | None = None
    link: str = ""
    """A page of the desk that tells more."""
    places: tuple[tuple[str, int, int], ...] = ()
    """Further evidence: field and offsets."""


Adviser = Callable[[Draft], Iterable[Advice]]
_advisers: dict[str, Adviser] = {}


def register(name: str, adviser: Adviser) -> None:
    """Adds who gives advice. Raises ValueError where the name is taken."""
    if name in _advisers:
        raise ValueError(f"adviser {name!r} is registered already")
    _advisers[name] = adviser


def advise(draft: Draft) -> list[Advice]:
    """All advice on a draft: errors first, then advice, then suggestions, in the story's order.

    An adviser that fails is logged and costs nobody else's advice.
    """
    found: list[Advice] = []
    for name, adviser in _advisers.items():
        try:
            found.extend(adviser(draft))
        except Exception:
            log.exception("the adviser %s failed", name)
    ranks = {"error": 0, "advice": 1, "suggestion": 2}
    order = {name: place for place, (name, _) in enumerate(draft.fields)}
    found.sort(key=lambda one: (ranks[one.severity], order.get(one.field, -1), one.start))
    return found
