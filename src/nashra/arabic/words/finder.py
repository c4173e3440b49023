"""Finds listed words in a text."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise, product
from math import prod
from typing import Final

from nashra.arabic.words.affixes import cores, takes
from nashra.arabic.words.arabizi import Arabizi
from nashra.arabic.words.skeleton import MASK, Letter, Piece, arabic_look, pieces
from nashra.arabic.words.wordlist import Entry, Group, Verdict, WordList

RULES: Final = (
    "diacritics", "tatweel", "invisible", "presentation form", "look-alike", "hamza", "spelling",
    "digit", "mask", "repeat", "separator", "affix", "arabizi",
)  # fmt: skip
"""What a disguise may be made of, in the order in which a hit names it."""
_SPELLED: Final = frozenset({"presentation form", "look-alike", "hamza", "spelling"})
_SENTENCE: Final = frozenset('.,:;!?()[]«»"،؛؟…')
_PARTICLES: Final = "وفبلا"
"""Letters that stand alone before a word where a space too many was typed."""
_MOST_READINGS: Final = 16
_MOST_MASKED: Final = 20
_LONGEST: Final = 40
"""Letters of a piece beyond which it is no word; what is glued together beyond is not looked at."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A listed word in a text. ``start`` and ``end`` count code points."""

    entry: Entry
    start: int
    end: int
    rule: str
    """``exact``, or what it was disguised with, joined by ``+``."""

    @property
    def verdict(self) -> Verdict:
        """What follows from it."""
        return self.entry.verdict


@dataclass(frozen=True, slots=True)
class _Run:
    """Letters in a row that are the same."""

    letter: str
    letters: tuple[Letter, ...]


class Finder:
    """Looks for the words of one list; made once, used for many texts."""

    def __init__(self, words: WordList) -> None:
        self._innocent = words.innocent
        self._by_key: dict[str, list[Entry]] = defaultdict(list)
        self._phrases: dict[str, list[Entry]] = defaultdict(list)
        for entry in words.entries:
            (self._by_key if len(entry.parts) == 1 else self._phrases)[entry.keys[0]].append(entry)
        self._feminine = {
            f"{key[:-1]}ت": entries
            for key, entries in self._by_key.items()
            if key.endswith("ه") and len(key) > 2
        }
        self._arabizi = Arabizi(words.entries)

    def worst(self, text: str) -> Hit | None:
        """The gravest hit in a text, the first of several; None where there is none."""
        hits = sorted(self.find(text), key=lambda hit: hit.start)
        banned = [hit for hit in hits if hit.verdict == Verdict.BANNED]
        return next(iter(banned or hits), None)

    def find(self, text: str) -> list[Hit]:
        """All hits; of several readings of one place the plainest."""
        best: dict[int, Hit] = {}
        for hit in self._hits(list(pieces(text))):
            known = best.get(hit.start)
            if known is None or (hit.end, -len(hit.rule)) > (known.end, -len(known.rule)):
                best[hit.start] = hit
        return sorted(best.values(), key=lambda hit: hit.start)

    def _hits(self, words: list[Piece]) -> Iterator[Hit]:
        masked = 0
        for number, piece in enumerate(words):
            yield from self._phrase_hits(words, number)
            if len(piece.letters) > _LONGEST:
                continue
            if not piece.arabic:
                yield from self._latin_hits(piece.letters)
            has_mask = any(one.options == MASK for one in piece.letters)
            masked += has_mask
            yield from self._arabic_hits(piece.letters, masks=has_mask and masked <= _MOST_MASKED)
        for letters in joined(words):
            yield from self._arabic_hits(letters, extra="separator")
            if not any("\u0620" <= one.options[0] <= "\u064a" for one in letters if not one.digit):
                yield from self._latin_hits(letters, extra="separator")
        for letters in halves(words):
            for reading in _readings(letters):
                yield from self._matches(reading, "separator", bare=True)

    def _arabic_hits(
        self, letters: Sequence[Letter], *, extra: str = "", masks: bool = False
    ) -> Iterator[Hit]:
        for reading in _readings(letters):
            yield from self._matches(reading, extra)
        if masks:
            yield from self._masked(letters)

    def _matches(
        self, letters: Sequence[Letter], extra: str = "", *, bare: bool = False
    ) -> Iterator[Hit]:
        runs = _runs(letters)
        key = "".join(run.letter for run in runs)
        if key in self._innocent:
            return
        doubled = {place for place, run in enumerate(runs) if len(run.letters) > 1}
        for start, end in [(0, len(key))] if bare else cores(key, doubled):
            core, after = key[start:end], key[end:]
            affixed = core != key
            listed = [(entry, entry.parts[0]) for entry in self._by_key.get(core, ())]
            if after:
                # ة is a ت before a pronoun.
                last = Group("ت", 1, frozenset("ت"))
                for entry in self._feminine.get(core, ()):
                    listed.append((entry, (*entry.parts[0][:-1], last)))
            for entry, groups in listed:
                row = _own(runs[start:end], groups) if start else runs[start:end]
                if takes(core, after) and (rules := _fits(row, groups)):
                    yield _hit(entry, row, rules, extra, affixed)

    def _masked(self, letters: Sequence[Letter]) -> Iterator[Hit]:
        """Words of which some letters are covered (ك*ب)."""
        shown = [one.options[0] for one in letters]
        if shown[0] == MASK or 2 * shown.count(MASK) > len(shown):
            return
        for entries in self._by_key.values():
            for entry in entries:
                whole = [group.letter for group in entry.parts[0] for _ in range(group.run)]
                for before in ([], ["ا", "ل"], ["ي", "ا"]):
                    wanted = before + whole
                    same = len(wanted) == len(shown) and len(whole) > 2
                    if same and all(a in {b, MASK} for a, b in zip(shown, wanted, strict=True)):
                        span = letters[len(before) :]
                        yield Hit(entry, span[0].start, span[-1].end, "mask")

    def _latin_hits(self, letters: Sequence[Letter], extra: str = "") -> Iterator[Hit]:
        word = "".join(one.raw.casefold() if one.digit else one.options[0] for one in letters)
        if len(word) != len(letters) or word in self._innocent:
            return
        for entry, start, end in self._arabizi.find(word):
            rules = {"arabizi", extra} if extra else {"arabizi"}
            yield Hit(entry, letters[start].start, letters[end - 1].end, _name(rules))

    def _phrase_hits(self, words: list[Piece], number: int) -> Iterator[Hit]:
        first = _runs(words[number].letters)
        key = "".join(run.letter for run in first)
        for start, end in cores(key):
            for entry in self._phrases.get(key[start:end], ()) if end == len(key) else ():
                rest = words[number + 1 : number + len(entry.parts)]
                rows = [first[start:end], *(_runs(piece.letters) for piece in rest)]
                if len(rows) != len(entry.parts):
                    continue
                found = [_fits(row, part) for row, part in zip(rows, entry.parts, strict=True)]
                if all(found):
                    rules = set().union(*(one or () for one in found))
                    row = [run for some in rows for run in some]
                    yield _hit(entry, row, rules, "", start > 0)


def _readings(letters: Sequence[Letter]) -> Iterator[list[Letter]]:
    """The ways to read letters among which are digits and signs."""
    looked = [arabic_look(one) for one in letters]
    if not any(one.digit for one in looked):
        yield looked
        return
    if plain := _without(looked, [one.digit for one in looked]):
        yield plain
    kept = _without(looked, [one.options == MASK for one in looked])
    many = prod(len(one.options) for one in kept)
    if len(kept) > len(plain) > 0 and many <= _MOST_READINGS:
        for chosen in product(*(one.options for one in kept)):
            pairs = zip(kept, chosen, strict=True)
            yield [replace(one, options=option) for one, option in pairs]


def _without(letters: Sequence[Letter], dropped: Sequence[bool]) -> list[Letter]:
    """The other letters; one that comes after a dropped one tells of it."""
    left: list[Letter] = []
    for number, letter in enumerate(letters):
        if dropped[number]:
            continue
        parted = bool(left) and dropped[number - 1]
        left.append(replace(letter, rules=letter.rules | {"separator"}) if parted else letter)
    return left


def _runs(letters: Iterable[Letter]) -> list[_Run]:
    rows: list[list[Letter]] = []
    for letter in letters:
        if rows and rows[-1][0].options[0] == letter.options[0]:
            rows[-1].append(letter)
        else:
            rows.append([letter])
    return [_Run(row[0].options[0], tuple(row)) for row in rows]


def _own(runs: Sequence[_Run], groups: Sequence[Group]) -> list[_Run]:
    """The word's own letters where a prefix ends in the letter that it begins with."""
    first = runs[0]
    return [_Run(first.letter, first.letters[-groups[0].run :]), *runs[1:]]


def _fits(runs: Sequence[_Run], groups: Sequence[Group]) -> set[str]:
    """What a word of the text wears over a listed one (``{""}``: nothing); empty if it is another.

    A letter that stands once in the list may stand three times in the text, or twice in a word
    of three letters and more: سبب is not سب.
    """
    if [run.letter for run in runs] != [group.letter for group in groups]:
        return set()
    rules = {""}
    for number, (run, group) in enumerate(zip(runs, groups, strict=True)):
        more = len(run.letters) - group.run
        # The first letter may be a proclitic that is the same.
        if more < 0 or (more == 1 and len(groups) < 3 and number):
            return set()
        if more:
            rules.add("repeat")
        for letter in run.letters:
            rules |= letter.rules - (_SPELLED if letter.raw in group.raws else frozenset())
            if not letter.rules and letter.raw not in group.raws and letter.raw.isalpha():
                rules.add("spelling")
    return rules


def _name(rules: Iterable[str]) -> str:
    worn = set(rules)
    return "+".join(rule for rule in RULES if rule in worn) or "exact"


def _hit(entry: Entry, runs: Sequence[_Run], rules: set[str], extra: str, affixed: bool) -> Hit:
    worn = rules | {extra} | ({"affix"} if affixed else set())
    return Hit(entry, runs[0].letters[0].start, runs[-1].letters[-1].end, _name(worn))


def joined(words: Sequence[Piece]) -> Iterator[list[Letter]]:
    """Pieces that may be one word: single letters in a row, and parts with signs between."""
    row: list[Piece] = []
    for piece in [*words, Piece(gap="\n\n")]:
        if row and not (piece.letters and _belongs(row, piece)):
            yield from _whole(row)
            row = []
        row.append(piece)


def _belongs(row: list[Piece], piece: Piece) -> bool:
    if len(row) > _LONGEST or len(piece.gap) > 3:
        return False
    if any(char.isspace() for char in piece.gap):
        return len(piece.letters) == 1 and len(row[-1].letters) == 1
    return _one(piece) or _one(row[-1]) or not set(piece.gap) & _SENTENCE


def _one(piece: Piece) -> bool:
    """Whether it is one letter, however often."""
    return len({letter.options for letter in piece.letters}) == 1


def halves(words: Sequence[Piece]) -> Iterator[list[Letter]]:
    """Two pieces that may be one word cut in two: by a sign of sentences, or after one letter.

    Sentences are joined so too where a space is forgotten, and single letters stand alone: a
    listed word must be the whole of it.
    """
    for before, after in pairwise(words):
        if not 3 <= len(before.letters) + len(after.letters) <= _LONGEST:
            continue
        cut = 0 < len(after.gap) <= 2 and set(after.gap) <= _SENTENCE
        apart = after.gap == " " and (_alone(before, _PARTICLES) or _alone(after, "وا"))
        if cut or apart:
            yield [*before.letters, *after.letters]


def _alone(piece: Piece, but: str) -> bool:
    return len(piece.letters) == 1 and piece.letters[0].options[0] not in but


def _whole(row: list[Piece]) -> Iterator[list[Letter]]:
    spaced = any(char.isspace() for piece in row[1:] for char in piece.gap)
    if len(row) < (3 if spaced else 2):
        return
    yield [letter for piece in row for letter in piece.letters]
