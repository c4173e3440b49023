"""What is left of a word when its disguise is taken off, letter by letter, with places.

Sources: Unicode's character database for compatibility forms, marks (Mn) and invisible characters
(Cf); the shapes of the Arabic block for letters that readers take for another (UTS #39 calls them
confusable); the digits of Arabic chat alphabets for sounds that a Latin keyboard lacks (3 for ع,
7 for ح and so on).
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Final

TATWEEL: Final = "\u0640"

_SHAPES: Final = {
    "ا": "أإآٱٲٳٵ",
    "ب": "ٮٻپڀݐݑݒݓݔݕݖ",
    "ت": "ٹٺټٽٿ",
    "ج": "چڃڄڇڿ",
    "ح": "ځڂڅݗݘݮݯ",
    "د": "ڈډڊڋڌڍڎڏڐݙݚ",
    "ر": "ڑڒړڔڕږۯݛ",
    "ز": "ژڗڙ",
    "س": "ښڛ",
    "ش": "ڜݜ",
    "ص": "ڝ",
    "ض": "ڞ",
    "ط": "ڟ",
    "غ": "ڠ",
    "ف": "ڡڢڣڤڥڦ",
    "ق": "ٯڧڨ",
    "ك": "کڪګڬڭڮگڰڱڲڳڴݢݣݤ",
    "ل": "ڵڶڷڸݪ",
    "م": "ݥݦ",
    "ن": "ںڹڻڼڽ",
    "ه": "ہۂۃۀەھۿ",
    "و": "ۄۅۆۇۈۉۊۋۏٷ",
    "ي": "یېۑۍێےۓٸؽؾؿ",
}
_LOOK: Final = {odd: plain for plain, odds in _SHAPES.items() for odd in odds}
_HAMZA: Final = {"أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ؤ": "و", "ئ": "ي"}
_SPELLING: Final = {"ى": "ي", "ة": "ه"}
#: Latin letters and signs that stand for an Arabic letter inside an Arabic word, by their shape.
_FOREIGN: Final = {"o": "ه", "O": "ه", "ο": "ه", "о": "ه", "l": "ا", "I": "ا", "|": "ا", "@": "ا"}
_DIGITS: Final = {
    0: "ه", 1: "ا", 2: "ا", 3: "ع", 4: "ذ", 5: "خه", 6: "ط", 7: "ح", 8: "غق", 9: "قص",
}  # fmt: skip
_BLANKS: Final = frozenset("\u115f\u1160\u2800\u3164\uffa0")
"""Letters and symbols by their category that show nothing (Hangul fillers, Braille blank)."""
MASKS: Final = frozenset("*#×•●")
"""Signs put in the place of a letter."""
MASK: Final = "*"


@dataclass(frozen=True, slots=True)
class Letter:
    """One letter of the skeleton: what it may be, where it stands in the text, what it wore.

    ``start`` and ``end`` count code points; ``end`` is beyond the last one that belongs to it.
    """

    options: str
    start: int
    end: int
    raw: str
    rules: frozenset[str] = frozenset()
    digit: bool = False


@dataclass(slots=True)
class Piece:
    """Letters without a gap, and what stands between them and the piece before."""

    letters: list[Letter] = field(default_factory=list)
    gap: str = ""

    @property
    def arabic(self) -> bool:
        """Whether there is an Arabic letter in it that no digit stands for."""
        return any("\u0620" <= one.options[0] <= "\u064a" for one in self.letters if not one.digit)


@lru_cache(maxsize=4096)
def unfold(char: str) -> tuple[tuple[str, frozenset[str]], ...]:
    """The letters behind one character, each with the names of what it wore.

    An empty tuple is a character that is nothing (a mark, tatweel, an invisible one); one with an
    empty letter separates.
    """
    # Within the Arabic block what NFKD would take apart is spelling, and is named as such below.
    wide = char if "\u0600" <= char <= "\u06ff" else unicodedata.normalize("NFKD", char)
    worn = frozenset({"presentation form"}) if wide != char else frozenset[str]()
    if char in _BLANKS:
        return ()
    parts = [part for part in wide.strip() or char if not _is_nothing(part)]
    return tuple(_plain(part, worn) for part in parts)


def _is_nothing(char: str) -> bool:
    unseen = unicodedata.category(char) in {"Mn", "Me", "Cf", "Cs"}
    return unseen or char == TATWEEL or char in _BLANKS


def _plain(char: str, worn: frozenset[str]) -> tuple[str, frozenset[str]]:
    for table, name in ((_HAMZA, "hamza"), (_SPELLING, "spelling"), (_LOOK, "look-alike")):
        if char in table:
            return table[char], worn | {name}
    return (char.casefold(), worn) if char.isalpha() else ("", worn)


def _wearing(char: str) -> str:
    """The name of what a character that is no letter puts on the letter beside it."""
    if char == TATWEEL:
        return "tatweel"
    return "diacritics" if unicodedata.category(char) in {"Mn", "Me"} else "invisible"


def pieces(text: str) -> Iterator[Piece]:
    """The text's words as skeletons, in order."""
    piece = Piece()
    for place, char in enumerate(text):
        letters = _letters(char, place)
        if letters is None:
            if piece.letters:
                yield piece
                piece = Piece()
            piece.gap += char
        elif letters:
            piece.letters += letters
        elif piece.letters:
            last = piece.letters[-1]
            rules = last.rules | {_wearing(char)}
            piece.letters[-1] = replace(last, end=place + 1, rules=rules)
    if piece.letters:
        yield piece


def _letters(char: str, place: int) -> list[Letter] | None:
    """The letters of one character, none where it is nothing; None where it separates."""
    if char.isdecimal():
        options = "هخ" if char == "٥" else _DIGITS[unicodedata.decimal(char)]
        return [Letter(options, place, place + 1, char, frozenset({"digit"}), digit=True)]
    if char in _FOREIGN and not char.isalpha():
        worn = frozenset({"look-alike"})
        return [Letter(_FOREIGN[char], place, place + 1, char, worn, digit=True)]
    if char in MASKS:
        return [Letter(MASK, place, place + 1, char, frozenset({"mask"}), digit=True)]
    found = unfold(char)
    if found and not all(letter for letter, _ in found):
        return None
    return [Letter(letter, place, place + 1, char, rules) for letter, rules in found]


def arabic_look(letter: Letter) -> Letter:
    """A Latin letter within an Arabic word, as the Arabic letter that it resembles."""
    if letter.raw not in _FOREIGN:
        return letter
    return replace(letter, options=_FOREIGN[letter.raw], rules=letter.rules | {"look-alike"})
