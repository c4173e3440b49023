"""What happens to a comment between its form and its readers: small phases, each with a reason.

The pipeline reads and never writes, because a phase may ask another service and must not keep the
database waiting meanwhile.
"""

from collections.abc import Callable, Iterable
from typing import Final

from nashra.community.pipeline.model import Draft, Finding, Judgement, Outcome
from nashra.community.pipeline.past import Past
from nashra.community.pipeline.phases import (
    closed,
    flood,
    hook,
    length,
    links,
    newcomer,
    rejections,
    repeat,
    slow,
    words,
)

Phase = Callable[[Draft, Past], Iterable[Finding]]

PHASES: Final[tuple[Phase, ...]] = (
    closed.look, length.look, flood.look, slow.look, repeat.look, words.look, links.look,
    rejections.look, newcomer.look, hook.look,
)  # fmt: skip
"""In this order: what refuses comes first, what asks another service comes last."""


def judge(draft: Draft) -> Judgement:
    """What becomes of the draft. Nothing is deleted or rejected by a machine."""
    past = Past(draft)
    findings: list[Finding] = []
    for phase in PHASES:
        findings += phase(draft, past)
        if any(one.verdict == "refuse" for one in findings):
            return Judgement("refuse", tuple(findings))
    brigade = [one.number for one in findings if one.code == "brigade"]
    held = any(one.verdict == "hold" for one in findings)
    outcome: Outcome = "hold" if held else "publish"
    return Judgement(
        outcome, tuple(findings), past.likeness, first=past.newcomer,
        newcomers=max(brigade, default=0),
    )  # fmt: skip


__all__ = ["Draft", "Finding", "Judgement", "judge"]
