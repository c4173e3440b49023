"""What rules are given and what they find."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal, NamedTuple

Severity = Literal["error", "advice"]
Kind = Literal["headline", "short_headline", "kicker", "standfirst", "body", "statement"]


@dataclass(frozen=True, kw_only=True)
class Part:
    """One text of a story; ``field`` is whatever its owner finds it by again."""

    field: str
    text: str
    kind: Kind = "body"


@dataclass(frozen=True, kw_only=True)
class PreferredName:
    """A name as the newsroom writes it, and how else it is met."""

    preferred: str
    variants: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Copy:
    """A story as the copy desk sees it. ``day`` is that of publication, in the newsroom's zone."""

    parts: tuple[Part, ...]
    day: date | None = None
    genre: str = "news"
    dateline: str | None = None
    """None where nobody knows: what is missing is told only where it could have been given."""
    agencies: tuple[str, ...] | None = None
    unattributed: tuple[str, ...] = ()
    """Fields of statements without a speaker."""
    names: tuple[PreferredName, ...] = ()

    def of(self, *kinds: Kind) -> Iterator[Part]:
        """Its parts of these kinds."""
        return (part for part in self.parts if part.kind in kinds)


class Span(NamedTuple):
    """Where a rule found something, by offsets into the part's text; ``fix`` replaces it."""

    part: Part
    start: int
    end: int
    fix: str | None = None


@dataclass(frozen=True, kw_only=True)
class Finding:
    """Something to look at. ``start`` and ``end`` are offsets into the text of ``field``."""

    rule: str
    severity: Severity
    field: str
    start: int
    end: int
    evidence: str
    fix: str | None
    ar: str
    en: str


Find = Callable[[Copy], Iterable[Span]]


@dataclass(frozen=True, kw_only=True)
class Rule:
    """One rule. ``ar`` and ``en`` say what is wrong, in a sentence; ``source`` who says so."""

    id: str
    severity: Severity
    ar: str
    en: str
    source: str
    find: Find
