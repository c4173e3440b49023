"""Decimal digits: Western (0-9), Arabic-Indic (٠-٩) and Eastern (۰-۹)."""

from __future__ import annotations

from typing import Final, Literal

NumberingSystem = Literal["latn", "arab", "arabext"]

#: CLDR numbering systems (common/supplemental/numberingSystems.xml).
DIGITS: Final[dict[NumberingSystem, str]] = {
    "latn": "0123456789",
    "arab": "٠١٢٣٤٥٦٧٨٩",
    "arabext": "۰۱۲۳۴۵۶۷۸۹",
}

#: Any decimal digit of the three systems, for use inside a regular expression class.
DIGIT_CLASS: Final = "0-9٠-٩۰-۹"

_TABLES: Final[dict[NumberingSystem, dict[int, str]]] = {
    target: {
        ord(digit): DIGITS[target][value]
        for digits in DIGITS.values()
        for value, digit in enumerate(digits)
    }
    for target in DIGITS
}


def convert_digits(text: str, system: NumberingSystem) -> str:
    """Write every decimal digit of ``text`` in one numbering system.

    Only digits change: separators and signs stay as they are, so the result has the
    length of the input and offsets into it keep their meaning. Digit sets: CLDR.
    """
    return text.translate(_TABLES[system])


def to_western(text: str) -> str:
    """Write every decimal digit as 0-9."""
    return convert_digits(text, "latn")


def to_arabic_indic(text: str) -> str:
    """Write every decimal digit as ٠-٩, the form of the Mashriq."""
    return convert_digits(text, "arab")


def to_eastern(text: str) -> str:
    """Write every decimal digit as ۰-۹, the form of Persian and Urdu."""
    return convert_digits(text, "arabext")
