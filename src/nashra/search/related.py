"""Which stories to offer after one, and why.

Candidates come from the lists that the story stands in (tags, people), from its storyline and from
the engine (its rarest stems). What two have in common is then added up: words by how rare they are,
people and tags by how few stories they have, the storyline, all the more the nearer in time. What
tells the same event is left out, whichever is the older, as is what an editor refused.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any, Final, NamedTuple

from nashra.arabic.nearness import Nearness, compare, shingles

OFFERED: Final = 4
"""Stories found for each."""
LEAST: Final = 0.12
"""What two stories have to have in common before one is offered after the other."""
STAYS: Final = 1.15
"""By how much what is offered already counts more, so that a list does not flap."""
HALF_LIFE: Final = 60.0
"""Days between two stories after which nearness in time counts half."""
SHOWN_MOST: Final = 40
"""Stories after which one may be offered: a new headline of it must not touch an archive."""
SAME_HEADLINE: Final = 0.75
"""Part of the shorter headline's stems in the other, within ``SAME_DAYS``."""
SAME_DAYS: Final = 3.0

_STORYLINE: Final = 0.25
_PERSON, _TAG, _SECTION = 0.18, 0.14, 0.02
_WHY_WORDS: Final = 4
_TELLING: Final = 0.4
"""How rare a word is to be told as a reason."""


class Stem(NamedTuple):
    """How often a stem stands in a text, in its headline thrice, and the word it was first."""

    times: int
    word: str


@dataclass(frozen=True, kw_only=True)
class Traits:
    """What is compared of a story."""

    pk: int
    public_id: str
    published_at: datetime
    storyline: int | None
    lists: frozenset[str]
    """The lists it stands in, as ``Placement`` names them."""
    headline: frozenset[str]
    """Its headline's stems."""
    stems: Mapping[str, Stem]
    """Its stems but for numbers."""
    text: str

    @cached_property
    def trigrams(self) -> frozenset[str]:
        """Its text's shingles, made when somebody asks: few candidates come so far."""
        return shingles(self.text)

    def of(self, kind: str) -> set[int]:
        """Primary keys of its tags, people or sections."""
        parts = (name.split(":") for name in self.lists)
        return {int(part[1]) for part in parts if part[0] == kind}


@dataclass(frozen=True, kw_only=True)
class Rarity:
    """How rare things are in the archive, each between 0 (in every story) and 1 (in this alone)."""

    stems: Mapping[str, float]
    lists: Mapping[str, float]


@dataclass(frozen=True, kw_only=True)
class Match:
    """A candidate, what it scores, and what it has in common, for the desk."""

    traits: Traits
    score: float
    why: Mapping[str, Any]


def rarity(count: int, total: int) -> float:
    """Of what ``count`` of ``total`` stories have: the inverse document frequency, scaled to 1."""
    if total < 2:
        return 1.0
    return max(0.0, math.log(total / max(1, count)) / math.log(total))


def same_event(one: Traits, other: Traits) -> bool:
    """Whether two stories tell the same: a rewrite, a newer version, another desk's copy."""
    verdict = compare(one.trigrams, other.trigrams).verdict
    if verdict in {Nearness.SAME, Nearness.REWRITE}:
        return True
    if _days(one, other) > SAME_DAYS:
        return False
    shorter = min(len(one.headline), len(other.headline))
    return bool(shorter) and len(one.headline & other.headline) / shorter >= SAME_HEADLINE


def match(story: Traits, other: Traits, rare: Rarity) -> Match:
    """What ``other`` scores after ``story``, with the reasons."""
    words, shared = _words(story, other, rare)
    people, tags = story.of("person") & other.of("person"), story.of("tag") & other.of("tag")
    line = story.storyline is not None and story.storyline == other.storyline
    score = words + _STORYLINE * line
    score += _PERSON * _rarest(story, "person", people, rare)
    score += _TAG * _rarest(story, "tag", tags, rare)
    if not (people or tags or line) and words < LEAST:
        score = 0.0
    score += _SECTION * bool(story.of("section") & other.of("section"))
    score *= 0.5 + 0.5 * 0.5 ** (_days(story, other) / HALF_LIFE)
    telling = [stem for stem in shared if rare.stems.get(stem, 0.0) >= _TELLING]
    why = {
        "storyline": line, "people": sorted(people), "tags": sorted(tags),
        "words": [story.stems[stem].word for stem in telling[:_WHY_WORDS]],
    }  # fmt: skip
    return Match(traits=other, score=score, why={name: it for name, it in why.items() if it})


def _words(story: Traits, other: Traits, rare: Rarity) -> tuple[float, list[str]]:
    """The cosine of both, each stem by its count and rarity; and what they share, by its part."""
    one, two = _weights(story, rare), _weights(other, rare)
    parts = {stem: weight * two[stem] for stem, weight in one.items() if stem in two}
    norm = math.hypot(*one.values()) * math.hypot(*two.values())
    shared = sorted((stem for stem in parts if parts[stem]), key=lambda it: (-parts[it], it))
    return (math.fsum(parts.values()) / norm if norm else 0.0), shared


def _weights(traits: Traits, rare: Rarity) -> dict[str, float]:
    return {
        stem: (1 + math.log(held.times)) * rare.stems.get(stem, 0.0)
        for stem, held in traits.stems.items()
    }


def _rarest(story: Traits, kind: str, pks: Collection[int], rare: Rarity) -> float:
    """What all shared names of a kind add: the second counts half, the third a quarter."""
    names = [name for name in story.lists if name.startswith(f"{kind}:")]
    held = sorted(
        (rare.lists.get(name, 0.0) for name in names if int(name.split(":")[1]) in pks),
        reverse=True,
    )
    return math.fsum(value * 0.5**place for place, value in enumerate(held))


def _days(one: Traits, other: Traits) -> float:
    return abs((one.published_at - other.published_at).total_seconds()) / 86400


def choose(
    story: Traits,
    candidates: Iterable[Traits],
    rare: Rarity,
    *,
    shown: Sequence[str] = (),
    worn: Collection[str] = (),
) -> list[Match]:
    """The best, in order. ``shown`` are offered already; ``worn`` are after enough others.

    No two of them tell the same event either. Equal scores are ordered by public id, so that the
    same stories always give the same choice.
    """
    found = []
    for other in candidates:
        if other.public_id in worn and other.public_id not in shown:
            continue
        one = match(story, other, rare)
        stays = STAYS if other.public_id in shown else 1.0
        if one.score * stays >= LEAST:
            found.append((one.score * stays, one))
    found.sort(key=lambda pair: (-pair[0], pair[1].traits.public_id))
    chosen: list[Match] = []
    for _, one in found:
        if len(chosen) == OFFERED:
            break
        known = [story, *(before.traits for before in chosen)]
        if not any(same_event(one.traits, before) for before in known):
            chosen.append(one)
    return chosen


def weigh(frequencies: Mapping[str, int], total: int) -> dict[str, float]:
    """The rarity of each of these."""
    return {name: rarity(count, total) for name, count in frequencies.items()}


def stems_of(words: Iterable[tuple[str, str, int]]) -> dict[str, Stem]:
    """From stem, word, and how often that counts, to the stems of a text."""
    counted: dict[str, int] = {}
    first: dict[str, str] = {}
    for stem, word, times in words:
        counted[stem] = counted.get(stem, 0) + times
        first.setdefault(stem, word)
    return {stem: Stem(times, first[stem]) for stem, times in counted.items()}
