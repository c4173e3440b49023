"""Readable ASCII addresses from Arabic names."""

import re
import unicodedata
from typing import Any

from nashra.arabic.text import fold

_LETTERS = {
    "ا": "a", "ب": "b", "ت": "t", "ث": "th", "ج": "j", "ح": "h", "خ": "kh", "د": "d", "ذ": "dh",
    "ر": "r", "ز": "z", "س": "s", "ش": "sh", "ص": "s", "ض": "d", "ط": "t", "ظ": "z", "ع": "a",
    "غ": "gh", "ف": "f", "ق": "q", "ك": "k", "ل": "l", "م": "m", "ن": "n", "ه": "h", "و": "w",
    "ي": "y", "ى": "a", "ة": "a", "ء": "", "أ": "a", "إ": "i", "آ": "a", "ؤ": "w", "ئ": "y",
}  # fmt: skip
"""Letters after the ALA-LC table for Arabic, without its diacritics.

Source: ALA-LC Romanization Tables, Arabic (Library of Congress, 2012).
"""

MAX_LENGTH = 60


def romanise(text: str) -> str:
    """An address part in ``[a-z0-9-]``; empty where nothing in ``text`` can be written so."""
    latin = "".join(_LETTERS.get(letter, letter) for letter in fold(text))
    plain = unicodedata.normalize("NFKD", latin).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:MAX_LENGTH].strip("-")


def free_slug(model: Any, name: str) -> str:
    """A slug for ``name`` that no row of ``model`` has."""
    base = romanise(name) or model._meta.model_name
    slug, number = base, 2
    while model._default_manager.filter(slug=slug).exists():
        slug, number = f"{base}-{number}", number + 1
    return slug
