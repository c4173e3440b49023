"""What is asked of the pipeline and what it answers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from nashra.community.models import Comment, Discussion, DiscussionSettings
from nashra.community.pipeline import reasons

Outcome = Literal["publish", "hold", "refuse"]
"""``hold`` waits for a moderator. ``refuse`` is for what the writer can mend: nothing is stored."""
Weight = Literal["mark", "hold", "refuse"]


@dataclass(frozen=True, slots=True)
class Draft:
    """A comment as somebody wants to post it, with what the pipeline may know."""

    story: Any
    discussion: Discussion | None
    """None before the first comment of a story."""
    author: Any
    text: str
    parent: Comment | None
    mode: str
    """The mode in force, one of :class:`~nashra.community.models.Mode`."""
    settings: DiscussionSettings
    standards_accepted: bool
    now: datetime
    editing: Comment | None = None
    """The comment whose text it replaces; None for a new one."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What one phase found."""

    phase: str
    verdict: Weight
    code: str
    """Key of :data:`nashra.community.pipeline.reasons.REASONS`."""
    spans: tuple[tuple[int, int], ...] = ()
    """Places in the text, as code points from and to."""
    word: str = ""
    """The listed word, or what an external service said."""
    number: int = 0
    """The limit or count that the reason names."""

    @property
    def reason(self) -> str:
        """Why, for moderators, in the language in use."""
        return reasons.for_moderators(self.code, self.word, self.number)

    @property
    def told(self) -> str:
        """Why, in plain words for whoever wrote it; empty where it does not concern them."""
        return reasons.for_writer(self.code, self.number)

    def stored(self) -> dict[str, Any]:
        """As ``Comment.findings`` keeps it."""
        return {
            "phase": self.phase, "verdict": self.verdict, "reason": self.code,
            "spans": [list(span) for span in self.spans], "word": self.word,
            "number": self.number,
        }  # fmt: skip

    @classmethod
    def read(cls, kept: Mapping[str, Any]) -> Finding:
        """From what :meth:`stored` gave, of this or an earlier version."""
        return cls(
            kept["phase"], kept["verdict"], kept["reason"],
            tuple((int(start), int(end)) for start, end in kept.get("spans", ())),
            kept.get("word", ""), kept.get("number", 0),
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Judgement:
    """What becomes of a draft, and why."""

    verdict: Outcome
    findings: tuple[Finding, ...] = ()
    likeness: str = ""
    """Kept with the comment: equal for texts that say the same in the same words."""
    first: bool = False
    """Whether its author is new here."""
    newcomers: int = 0
    """Not 0: so many newcomers at once that the story goes into slow mode; the action that posts
    calls ``slow_discussion``."""

    @property
    def suspect(self) -> bool:
        """Whether something in the text itself was marked."""
        return any(one.phase in {"words", "links", "hook"} for one in self.findings)

    @property
    def told(self) -> list[str]:
        """What the writer is told, each thing once."""
        said = (one.told for one in self.findings if one.verdict != "mark")
        return list(dict.fromkeys(text for text in said if text))

    def kept(self) -> dict[str, Any]:
        """Fields of the comment that are known from it."""
        return {
            "findings": [one.stored() for one in self.findings], "suspect": self.suspect,
            "likeness": self.likeness, "first": self.first,
        }  # fmt: skip
