"""Suggestions on the desk: section, tags, people, places, statements, and what speaks for them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from django.conf import settings
from django.utils.translation import gettext as _

from nashra.arabic.analyzer import Analyzer, Token, tokens
from nashra.arabic.learning import Guess, Measured
from nashra.arabic.statements import find_statements
from nashra.newsroom.advising import Advice, Draft, Offer
from nashra.newsroom.models import SectionPage, Tag
from nashra.search import queries
from nashra.search.learned import Held, words_of
from nashra.search.names import Name, Names
from nashra.search.queries import SearchUnavailable

SURE: Final = 0.5
"""How sure a guess of the section has to be; of a tag, half of it."""
_LONGEST: Final = 6
_MOST_TAGS: Final = 5
_PARTICLES: Final = "وفبلك"

_names = Names()
_held = Held()


def advise(draft: Draft) -> Iterator[Advice]:
    """All suggestions for a draft; none of them is more than an offer."""
    named = list(_named(draft))
    yield from _people(draft, named)
    yield from _places(draft, named)
    tagged = {name.pk for name, *_rest in named if name.kind == "tag"}
    yield from _tags_named(draft, named)
    yield from _statements(draft, named)
    yield from _learned(draft, tagged)


_Mention = tuple[Name, str, int, int, str]


def _named(draft: Draft) -> Iterator[_Mention]:
    """Names in the draft: name, field, offsets, and the words as they stand there."""
    known = _names.known()
    for field, text in draft.fields:
        found, at = tokens(text), 0
        while at < len(found):
            step = 1
            for length in range(min(_LONGEST, len(found) - at), 0, -1):
                part = found[at : at + length]
                if held := _look_up(known, part):
                    start, end = part[0].start, part[-1].end
                    yield from ((name, field, start, end, text[start:end]) for name in held)
                    step = length
                    break
            at += step


def _look_up(known: dict[tuple[str, ...], list[Name]], words: list[Token]) -> list[Name]:
    key = tuple(token.word for token in words)
    if held := known.get(key):
        return held
    first = key[0]
    for cut in (1, 2):
        if set(first[:cut]) <= set(_PARTICLES) and len(first) > cut + 1:
            if held := known.get((first[cut:], *key[1:])):
                return held
            if first[cut - 1] == "ل" and (held := known.get((f"ا{first[cut - 1 :]}", *key[1:]))):
                return held
    return []


def _once(mentions: Iterable[_Mention], kind: str) -> Iterator[_Mention]:
    seen: set[int] = set()
    for mention in mentions:
        if mention[0].kind == kind and mention[0].pk not in seen:
            seen.add(mention[0].pk)
            yield mention


def _called(name: Name, language: str) -> str:
    return name.name_en or name.name if language == "en" else name.name


def _people(draft: Draft, named: list[_Mention]) -> Iterator[Advice]:
    """People whose statement has their name typed and not chosen."""
    for block, value in draft.statements:
        speaker = str(value.get("speaker") or "").strip()
        if not speaker or value.get("person"):
            continue
        held = _look_up(_names.known(), tokens(speaker)) if tokens(speaker) else []
        for name in (one for one in held if one.kind == "person"):
            yield Advice(
                rule="person", severity="suggestion", field=f"body:{block}", evidence=speaker,
                message=_("This speaker is in the list of people."),
                why=_("Chosen there, the statement stands on their page too."),
                offer=Offer(kind="person", value=name.pk, label=_called(name, draft.language)),
            )  # fmt: skip


def _places(draft: Draft, named: list[_Mention]) -> Iterator[Advice]:
    if draft.dateline:
        return
    for name, field, start, end, words in list(_once(named, "place"))[:2]:
        yield Advice(
            rule="place", severity="suggestion", field=field, start=start, end=end,
            evidence=words, message=_("Filed from here?"),
            offer=Offer(kind="place", value=name.pk, label=_called(name, draft.language)),
        )  # fmt: skip


def _tags_named(draft: Draft, named: list[_Mention]) -> Iterator[Advice]:
    for name, field, start, end, words in list(_once(named, "tag"))[:_MOST_TAGS]:
        if name.pk not in draft.tags:
            yield Advice(
                rule="tag", severity="suggestion", field=field, start=start, end=end,
                evidence=words, message=_("The text names this tag."),
                offer=Offer(kind="tag", value=name.pk, label=_called(name, draft.language)),
            )  # fmt: skip


def _statements(draft: Draft, named: list[_Mention]) -> Iterator[Advice]:
    """Who said what in paragraphs, as a block of its own."""
    people = {(field, words): name for name, field, _s, _e, words in named if name.kind == "person"}
    for passage in draft.passages:
        if passage.type != "paragraph" or draft.language != "ar":
            continue
        field = f"body:{passage.block}"
        for one in find_statements(passage.text):
            if not (one.speaker or one.capacity):
                continue
            person = next(
                (name for (where, words), name in people.items()
                 if where == field and words.strip() and words in one.speaker), None,
            )  # fmt: skip
            value = {
                "person": person.pk if person else None, "speaker": "" if person else one.speaker,
                "capacity": one.capacity, "source": "", "said_on": None, "quoted": one.quoted,
                "text": one.text,
            }  # fmt: skip
            who = "، ".join(part for part in (one.speaker, one.capacity) if part)
            yield Advice(
                rule="statement", severity="suggestion", field=field, start=one.start,
                end=one.end, evidence=one.text,
                message=_("A statement, by “%(verb)s”.") % {"verb": one.verb},
                offer=Offer(kind="statement", value=value, label=who),
            )  # fmt: skip


def _learned(draft: Draft, named: set[int]) -> Iterator[Advice]:
    """What the archive teaches about section and tags."""
    learned = _held.get(settings.NASHRA_HOME, draft.language)
    if learned is None:
        return
    try:
        analyzer = queries.analyzer()
    except SearchUnavailable:
        return
    words = words_of(draft.text, analyzer)
    for guess in learned.sections.guess(words):
        if guess.sure >= SURE and int(guess.label) != draft.section:
            section = SectionPage.objects.filter(pk=int(guess.label), live=True).first()
            if section:
                yield _guessed(draft, analyzer, guess, learned.section_measure, Offer(
                    kind="section", value=section.pk, label=section.title
                ), _("Such stories stand in this section."))  # fmt: skip
    for guess in learned.tags.guess(words, most=3):
        pk = int(guess.label)
        if guess.sure >= SURE / 2 and pk not in named and pk not in draft.tags:
            tag = Tag.objects.filter(pk=pk).first()
            if tag:
                yield _guessed(draft, analyzer, guess, learned.tag_measure, Offer(
                    kind="tag", value=pk, label=tag.called(draft.language)
                ), _("Such stories have this tag."))  # fmt: skip


def _guessed(
    draft: Draft, analyzer: Analyzer, guess: Guess, measure: Measured | None, offer: Offer,
    message: str,
) -> Advice:  # fmt: skip
    places = tuple(_evidence(draft, analyzer, set(guess.words)))
    field, start, end = places[0] if places else ("headline", 0, 0)
    text = dict(draft.fields).get(field, "")
    told = ""
    if measure:
        told = _("Right for %(right)d in 100 of your %(texts)d stories (guessing: %(base)d).") % {
            "right": round(100 * measure.first), "texts": measure.texts,
            "base": round(100 * measure.baseline),
        }  # fmt: skip
    return Advice(
        rule=offer.kind, severity="suggestion", field=field, start=start, end=end,
        evidence=text[start:end], message=message, why=told, offer=offer, places=places,
    )  # fmt: skip


def _evidence(draft: Draft, analyzer: Analyzer, stems: set[str]) -> Iterator[tuple[str, int, int]]:
    for field, text in draft.fields:
        for token in tokens(text):
            stem = analyzer.stem(token.word)
            if stem in stems:
                stems.discard(stem)
                yield field, token.start, token.end
