"""Banned and suspect words. Setting: the list of words on the desk."""

from collections.abc import Iterator

from nashra.arabic.words import Hit, Verdict
from nashra.community.pipeline import listed
from nashra.community.pipeline.model import Draft, Finding
from nashra.community.pipeline.past import Past


def look(draft: Draft, past: Past) -> Iterator[Finding]:
    """A banned word holds, a suspect one marks; one finding a listed word, with all its places."""
    yield from found_in(listed.finder().find(draft.text))


def found_in(hits: list[Hit]) -> Iterator[Finding]:
    """The findings that hits amount to."""
    by_word: dict[str, list[Hit]] = {}
    for hit in hits:
        by_word.setdefault(hit.entry.word, []).append(hit)
    for word, places in by_word.items():
        spans = tuple((hit.start, hit.end) for hit in places)
        if places[0].verdict == Verdict.BANNED:
            yield Finding("words", "hold", "banned_word", spans, word)
        else:
            yield Finding("words", "mark", "suspect_word", spans, word)
