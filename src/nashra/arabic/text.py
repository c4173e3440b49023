"""Repair of damaged Arabic text, and the folding under which spellings are compared.

``repair`` mends what machines broke and never what a person wrote: correct Arabic goes
through unchanged, and a second pass changes nothing. ``fold`` is the opposite: it throws
away differences of spelling and is for keys and comparison, never for show.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from typing import Final

from ftfy import fix_encoding

from nashra.arabic.digits import to_western

#: Letters, marks and punctuation that plain Arabic text is written in.
_ARABIC_LETTER: Final = "\u0620-\u063a\u0641-\u064a\u066e-\u06d3"
_MARKS: Final = "\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed"

# --- double-decoded text -------------------------------------------------------------


def _table(first: int, last: int) -> str:
    """The Windows-1256 characters of a byte range, as a regular expression class."""
    return "".join(re.escape(bytes([byte]).decode("cp1256")) for byte in range(first, last + 1))


_CONTINUATION: Final = f"[{_table(0x80, 0xBF)}]"
_CHAIN: Final = re.compile(
    f"(?:[{_table(0xC2, 0xDF)}]{_CONTINUATION}|[{_table(0xE0, 0xEF)}]{_CONTINUATION}{{2}})+"
)
_LATIN1_TRACE: Final = re.compile("[ØÙÚÛÃÂâ][\u0080-\u00bf\u0152-\u2122]")
#: Windows-1256 bytes shown as Windows-1252: words of accented Latin letters only.
_WESTERN_WORD: Final = re.compile("[A-Za-z\u00aa-\u00ff]+")
_MIN_LETTERS: Final = 3


def _arabic_letters(text: str) -> int:
    return len(re.findall(f"[{_ARABIC_LETTER}]", text))


def _decode_chain(chain: str) -> str:
    try:
        decoded = chain.encode("cp1256").decode("utf-8")
    except UnicodeDecodeError:
        return chain
    # Text damaged twice comes out of the first pass as Windows-1256 characters again.
    clean = all("\u0600" <= char <= "\u06ff" or char.encode("cp1256", "ignore") for char in decoded)
    return decoded if clean else chain


def undo_windows_1256(text: str) -> str:
    """Undo UTF-8 that was read as Windows-1256 («ط§ظ„» for «ال»), however often.

    Source: the code page table of Windows-1256 (every byte has a character, so the way
    back is exact). A chain is decoded only if it is whole UTF-8, and the text only if its
    chains of two and more give at least three Arabic letters: a lone letter before a
    quotation mark, which looks the same as a damaged one, is no evidence.
    """
    while True:
        chains = [(found.group(), _decode_chain(found.group())) for found in _CHAIN.finditer(text)]
        evidence = sum(_arabic_letters(new) for old, new in chains if new != old and len(new) > 1)
        if evidence < _MIN_LETTERS:
            return text
        text = _CHAIN.sub(lambda found: _decode_chain(found.group()), text)


def undo_western(text: str) -> str:
    """Undo text that was read in a Western code page («Ø§Ù„», «ÇáÃÎÈÇÑ»).

    The first kind goes to ftfy, and only where its traces stand. The second (Windows-1256
    bytes shown as Windows-1252) has no rule in ftfy: it is taken only in a text without any
    Arabic letter whose Latin letters are nearly all accented, which no language writes.
    """
    if _LATIN1_TRACE.search(text):
        fixed = fix_encoding(text)
        if _arabic_letters(fixed) > _arabic_letters(text):
            text = fixed
    if _arabic_letters(text):
        return text
    letters = "".join(_WESTERN_WORD.findall(text))
    accented = sum(1 for char in letters if char >= "\u00c0")
    if accented < 6 or accented < 0.8 * len(letters):
        return text
    try:
        fixed = text.encode("cp1252").decode("cp1256")
    except UnicodeEncodeError:
        return text
    return fixed if _arabic_letters(fixed) >= 0.8 * accented else text


# --- characters ----------------------------------------------------------------------

_PRESENTATION: Final = re.compile("[\ufb50-\ufd3d\ufd50-\ufdff\ufe70-\ufefc\uff01-\uff5e]")
_HAMZA_PAIR: Final = re.compile("[\u0627\u0648\u064a\u06c1\u06d2\u06d5][\u0653-\u0655]")
_NOT_ARABIC: Final = re.compile("[^\u0600-\u06ff]+")
_SPACES: Final = re.compile("[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]")
#: Bidi controls (UAX #9), zero-width characters, soft hyphen, byte order mark, and the
#: C0 and C1 controls but tab and newline; and lone surrogates, which no encoding can write.
_INVISIBLE: Final = re.compile(
    "[\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\u00ad\ufff9-\ufffb"
    "\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u0084\u0086-\u009f\ud800-\udfff]"
)
_KASHIDA: Final = re.compile(
    f"(?<=[{_ARABIC_LETTER}{_MARKS}])\u0640+(?=[{_MARKS}\u0640]*[{_ARABIC_LETTER}])"
)
#: Closed list: function words that end in alif maqsura where Persian keyboards put ya.
_MAQSURA_WORDS: Final = re.compile(
    "(?<![^\\W_])([وفلب]?(?:عل|إل|ال|حت|مت|لد|سو|أخر|كبر|مستشف|منته))\u06cc(?![^\\W_])"
)
_FARSI: Final = str.maketrans({"\u06cc": "ي", "\u06a9": "ك", "\u06be": "ه", "\u06d5": "ه"})


def _expand_presentation(found: re.Match[str]) -> str:
    # Isolated marks decompose to a space and the mark; the space is not of the text.
    return unicodedata.normalize("NFKC", found.group()).removeprefix(" ")


def undo_presentation_forms(text: str) -> str:
    """Presentation forms and full-width characters to letters, by NFKC.

    Source: Unicode, blocks Arabic Presentation Forms-A and -B and Halfwidth and Fullwidth
    Forms. NFKC stays within these blocks, because elsewhere it is not safe: it would turn
    «½», «…» and «m²» into something else.
    """
    return _PRESENTATION.sub(_expand_presentation, text)


def compose(text: str) -> str:
    """Letter and combining hamza or madda to one letter; NFC for all that is not Arabic.

    Source: UAX #15. Not NFC for the whole text: it would reorder shadda and vowel, which
    people and keyboards put the other way round.
    """
    text = _HAMZA_PAIR.sub(lambda found: unicodedata.normalize("NFC", found.group()), text)
    return _NOT_ARABIC.sub(lambda found: unicodedata.normalize("NFC", found.group()), text)


def strip_invisible(text: str) -> str:
    """Take out bidi controls, zero-width characters and control codes; plain the spaces.

    Source: UAX #9 (explicit directional formatting), Unicode general categories Cf and Cc.
    Direction is the page's work, by ``dir`` and ``bdi``, not the text's.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u0085", "\n")
    text = text.replace("\u2028", "\n").replace("\u2029", "\n")
    return _SPACES.sub(" ", _INVISIBLE.sub("", text))


def strip_kashida(text: str) -> str:
    """Take out tatweel (U+0640) within a word.

    At the end of a word it carries meaning («لـ«الصباح»», «1442هـ») and stays.
    """
    return _KASHIDA.sub("", text)


def undo_farsi_letters(text: str) -> str:
    """Farsi ya, keheh and the Urdu and Kurdish forms of ha to the Arabic letters.

    Source: Unicode U+06CC, U+06A9, U+06BE, U+06D5, which Persian keyboards type. Final
    Farsi ya is written for both ي and ى; it becomes ى in a closed list of function words.
    """
    return _MAQSURA_WORDS.sub("\\1ى", text).translate(_FARSI)


_STEPS: Final[tuple[Callable[[str], str], ...]] = (
    undo_western,
    undo_windows_1256,
    undo_presentation_forms,
    strip_invisible,
    undo_farsi_letters,
    compose,
    strip_kashida,
)


def repair(text: str) -> str:
    """Mend what machines did to a text; correct Arabic comes out as it went in.

    The steps run until nothing changes, because one can uncover work for another (a mark
    hidden behind a zero-width character). It ends: decoding only shortens the text, and
    the other steps have no way back.
    """
    while True:
        before = text
        for step in _STEPS:
            text = step(text)
        if text == before:
            return text


# --- folding -------------------------------------------------------------------------

_FOLD_MARKS: Final = re.compile(f"[{_MARKS}\u0640]")
_FOLD_LETTERS: Final = str.maketrans(
    {"أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ة": "ه", "ؤ": "و", "ئ": "ي"}
)
_SPACE_RUN: Final = re.compile(r"\s+")
_NOT_WORD: Final = re.compile(r"[\W_]+")


def strip_marks(text: str) -> str:
    """Take out vowel marks, Quranic annotation and tatweel."""
    return _FOLD_MARKS.sub("", text)


def normalise(text: str) -> str:
    """Repair, then one space for every run of white space, none at the ends."""
    return _SPACE_RUN.sub(" ", repair(text)).strip()


def fold(text: str) -> str:
    """The key under which spellings of one thing are equal; for comparison only.

    Marks and tatweel go, carriers of hamza lose it, ى is ي, ة is ه, digits are Western,
    Latin case is folded. Source: the normalisation of light10 (Larkey, Ballesteros and
    Connell 2002) with hamza on waw and ya added.
    """
    while True:
        folded = strip_marks(normalise(text)).translate(_FOLD_LETTERS)
        folded = unicodedata.normalize("NFKC", to_western(folded)).casefold()
        # NFKC can bring new spaces and marks («´» is a space and an accent): once more.
        if folded == text:
            return folded
        text = folded


def fold_words(text: str) -> str:
    """``fold`` with punctuation gone: words and single spaces."""
    return _NOT_WORD.sub(" ", fold(text)).strip()
