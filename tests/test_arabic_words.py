"""Every word of ours that a person sees on the desk has its Arabic."""

import io
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po
from django.utils.translation.template import templatize

import nashra

ROOT = Path(nashra.__file__).parent
FOLDERS = [
    path.parent
    for path in sorted(ROOT.rglob("locale/ar/LC_MESSAGES/django.po"))
    # Django's own words, said better, are none of ours.
    if ROOT / "newsroom" not in path.parents
]
"""The words that all rooms share, and those of the rooms that keep their own."""
KEYWORDS = {
    "_": None, "gettext": None, "gettext_lazy": None, "gettext_noop": None,
    "ngettext": (1, 2), "ngettext_lazy": (1, 2), "pgettext": ((1, "c"), 2),
}  # fmt: skip


def sources() -> list[tuple[str, io.BytesIO]]:
    found = [(str(path), io.BytesIO(path.read_bytes())) for path in sorted(ROOT.rglob("*.py"))]
    templates = ROOT / "templates"
    for path in sorted([*templates.rglob("*.html"), *templates.rglob("*.txt")]):
        if "reader" not in path.parts:  # the reader's words are labels of an edition
            text = templatize(path.read_text(encoding="utf-8"), origin=path.name)
            found.append((str(path), io.BytesIO(text.encode())))
    return found


def words() -> dict[str, str]:
    """Our messages, each with a file that says it."""
    found: dict[str, str] = {}
    for path, source in sources():
        for _line, message, *_ in extract("python", source, keywords=KEYWORDS):
            first = message[0] if isinstance(message, tuple) else message
            if first:
                found[first] = path
    return found


def catalog(folder: Path) -> Catalog:
    with (folder / "django.po").open("rb") as file:
        return read_po(file, locale="ar")


def said_as(catalog: Catalog) -> dict[str, tuple[str, ...]]:
    """What a catalogue makes of each message, by its singular; six forms of one that counts."""
    return {
        message.id if isinstance(message.id, str) else message.id[0]: (
            (message.string,) if isinstance(message.string, str) else tuple(message.string)
        )
        for message in catalog
        if message.id
    }


def test_every_word_is_translated() -> None:
    said = words()
    assert len(said) > 150
    known: dict[str, tuple[str, ...]] = {}
    fuzzy: set[object] = set()
    for folder in FOLDERS:
        held = catalog(folder)
        known |= said_as(held)
        fuzzy |= {message.id for message in held if message.fuzzy and message.id}
    missing = {
        text: path
        for text, path in said.items()
        if not all(known.get(text, ("",))) or text in fuzzy
    }
    assert missing == {}


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.parents[2].name)
def test_no_translation_is_left_of_words_that_are_gone(folder: Path) -> None:
    said = words()
    assert [text for text in said_as(catalog(folder)) if text not in said] == []


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.parents[2].name)
def test_the_compiled_words_are_those_of_the_source(folder: Path) -> None:
    with (folder / "django.mo").open("rb") as file:
        compiled = read_mo(file)
    assert said_as(compiled) == said_as(catalog(folder))


def test_no_word_is_translated_twice() -> None:
    held = [text for folder in FOLDERS for text in said_as(catalog(folder))]
    assert sorted(held) == sorted(set(held))
