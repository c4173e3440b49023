"""A classifier that learns from an archive which section or tag a text belongs to, and says why.

Complement naive Bayes: J. Rennie and others, Tackling the Poor Assumptions of Naive Bayes Text
Classifiers, 2003. A class is described by what all others are not, which holds where some sections
have a hundred times the stories of others. Deterministic, and stored as plain JSON.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, NamedTuple

_SMOOTH: Final = 1.0
FEWEST: Final = 3
"""Texts that a class has to have before it is learned."""

Words = Mapping[str, int]


class Example(NamedTuple):
    """How often each word stands in a text, and the classes it belongs to."""

    words: Words
    labels: tuple[str, ...]


class Guess(NamedTuple):
    """A class, how sure that is among all classes (0 to 1), and the words that told it."""

    label: str
    sure: float
    words: tuple[str, ...]


@dataclass(frozen=True)
class Model:
    """What was learned: of each word the classes that it speaks for or against."""

    labels: tuple[str, ...]
    weights: Mapping[str, Mapping[int, float]]

    def guess(self, words: Words, *, most: int = 1, evidence: int = 5) -> list[Guess]:
        """The likeliest classes, the best first; equal ones in the order of their names."""
        scores = [0.0] * len(self.labels)
        for word, count in words.items():
            for place, weight in self.weights.get(word, {}).items():
                scores[place] += weight * (1 + math.log(count))
        if not any(scores):
            return []
        top = max(scores)
        parts = [math.exp(min(0.0, score - top)) for score in scores]
        whole = math.fsum(parts)
        order = sorted(range(len(scores)), key=lambda at: (-scores[at], self.labels[at]))[:most]
        return [
            Guess(self.labels[at], parts[at] / whole, self._evidence(words, at, evidence))
            for at in order
        ]

    def _evidence(self, words: Words, place: int, most: int) -> tuple[str, ...]:
        told = [(self.weights.get(word, {}).get(place, 0.0), word) for word in words]
        told = sorted((pair for pair in told if pair[0] > 0), key=lambda it: (-it[0], it[1]))
        return tuple(word for _, word in told[:most])

    def plain(self) -> dict[str, Any]:
        """As JSON values."""
        return {
            "labels": list(self.labels),
            "weights": {
                word: {str(place): round(weight, 3) for place, weight in held.items()}
                for word, held in self.weights.items()
            },
        }

    @classmethod
    def of(cls, plain: Mapping[str, Any]) -> Model:
        """From JSON values. Raises KeyError, TypeError or ValueError for anything else."""
        return cls(
            labels=tuple(str(label) for label in plain["labels"]),
            weights={
                str(word): {int(place): float(weight) for place, weight in held.items()}
                for word, held in plain["weights"].items()
            },
        )


def train(examples: Iterable[Example], *, words: int = 3000) -> Model:
    """Learns from examples; at most ``words`` words are kept, those that tell the most apart."""
    counts: dict[str, Counter[str]] = {}
    texts: Counter[str] = Counter()
    documents: Counter[str] = Counter()
    for example in examples:
        documents.update(example.words.keys())
        for label in example.labels:
            texts[label] += 1
            counts.setdefault(label, Counter()).update(_damped(example.words))
    labels = tuple(sorted(label for label, number in texts.items() if number >= FEWEST))
    if len(labels) < 2:
        return Model(labels, {})
    total: Counter[str] = Counter()
    for label in labels:
        total.update(counts[label])
    known = [word for word in total if documents[word] > 1]
    return Model(labels, _weights(labels, counts, total, known, words))


def _damped(words: Words) -> dict[str, float]:
    return {word: 1 + math.log(count) for word, count in words.items()}


def _weights(
    labels: Sequence[str], counts: Mapping[str, Mapping[str, float]], total: Mapping[str, float],
    known: Sequence[str], most: int,
) -> dict[str, dict[int, float]]:  # fmt: skip
    whole = math.fsum(total.values())
    sums = [math.fsum(counts[label].values()) for label in labels]
    size = _SMOOTH * len(known)
    found: dict[str, list[float]] = {}
    for word in known:
        # The chance of the word outside a class: the less, the more it speaks for the class.
        against = [
            -math.log((total[word] - counts[label].get(word, 0.0) + _SMOOTH) / (whole - own + size))
            for label, own in zip(labels, sums, strict=True)
        ]
        mean = math.fsum(against) / len(against)
        found[word] = [value - mean for value in against]
    telling = sorted(found, key=lambda word: (-max(found[word]) * math.sqrt(total[word]), word))
    return {
        word: {place: value for place, value in enumerate(found[word]) if abs(value) > 0.01}
        for word in telling[:most]
    }


@dataclass(frozen=True, kw_only=True)
class Measured:
    """How often a model is right on texts that it did not learn from."""

    texts: int
    first: float
    """Part of the texts whose first guess is one of their classes."""
    among: float
    """The same for any of the first five."""
    baseline: float
    """What always guessing the commonest class would give."""


def cross_validate(examples: Sequence[Example], *, folds: int = 5) -> Measured | None:
    """k-fold cross-validation; each fold takes every k-th text. None where there are too few."""
    labelled = [example for example in examples if example.labels]
    if len(labelled) < 2 * folds:
        return None
    first = among = 0
    for fold in range(folds):
        model = train(one for n, one in enumerate(labelled) if n % folds != fold)
        for example in labelled[fold::folds]:
            guesses = [guess.label for guess in model.guess(example.words, most=5)]
            first += bool(guesses) and guesses[0] in example.labels
            among += any(label in example.labels for label in guesses)
    commonest = Counter(label for one in labelled for label in one.labels).most_common(1)[0][1]
    size = len(labelled)
    return Measured(texts=size, first=first / size, among=among / size, baseline=commonest / size)
