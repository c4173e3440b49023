"""From the parts that a format found to an item: dateline, dates, statements, doubts."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime
from typing import Final

from nashra.arabic.dates import DateMention, find_dates, weekday_name
from nashra.arabic.text import fold_words, normalise
from nashra.wire.extract import Extract
from nashra.wire.findings import Finding, finding
from nashra.wire.identity import identity
from nashra.wire.item import WireItem
from nashra.wire.statements import find_statements
from nashra.wire.structure import is_background, read_dateline, suggest_headline

MAX_HEADLINE: Final = 240
MAX_NAME: Final = 160
#: From this share of its word trigrams on, a standfirst is the lead over again.
_REPEATED: Final = 0.75
_WEEKDAYS: Final = (
    "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday",
)  # fmt: skip


def compose(extract: Extract, *, file: str, raw_sha256: str, agency: str | None) -> WireItem:
    """The item that an extract makes. ``agency`` is who sent it, if the copy does not say."""
    body, place, credit = _datelined([p for p in map(normalise, extract.paragraphs) if p])
    headline = normalise(extract.headline or "") or None
    credits = _distinct([*extract.credits, *([credit] if credit else [])])
    named = normalise(extract.agency or "") or credit or agency or next(iter(credits), None)
    item = WireItem(
        file=file,
        headline=headline,
        section=normalise(extract.section or "") or None,
        dateline=extract.place or place,
        agency=named,
        page_clock=extract.page_clock,
        page_counter=extract.page_counter,
        published_at=extract.published_at,
        related=_distinct(extract.related),
        tags=_distinct(extract.tags),
        format=extract.format,
        identity=identity(
            canonical_url=extract.canonical_url,
            agency=named,
            agency_id=extract.agency_id,
            headline=headline,
            body=body,
        ),
        canonical_url=extract.canonical_url,
        agency_id=extract.agency_id,
        language=extract.language or _language(" ".join([headline or "", *body])),
        authors=_distinct(extract.authors),
        credits=credits,
        raw_sha256=raw_sha256 if extract.raw is None else hashlib.sha256(extract.raw).hexdigest(),
        raw=extract.raw,
    )
    return _understood(item, extract, body)


def _understood(item: WireItem, extract: Extract, body: list[str]) -> WireItem:
    """The item with what its text says: dates, statements, background, and the doubts."""
    anchor = _anchor(extract)
    mentions = tuple(find_dates("\n".join(body), anchor))
    background = tuple(i for i, paragraph in enumerate(body) if i and is_background(paragraph))
    warnings = [
        *extract.warnings,
        *_doubts(mentions, anchor),
        *_shortcomings(item.headline, body, extract),
    ]
    return replace(
        item,
        suggested_headline=_suggestion(extract, item.headline, body),
        standfirst=_standfirst(extract.standfirst, body),
        dates=mentions,
        body=tuple(body),
        statements=find_statements(tuple(body)),
        background="\n\n".join(body[i] for i in background) or None,
        background_at=background,
        warnings=tuple(warnings),
    )


def _distinct(names: Iterable[str]) -> tuple[str, ...]:
    """Each once, by its words, in the order of appearance."""
    kept: dict[str, str] = {}
    for name in map(normalise, names):
        if name:
            kept.setdefault(fold_words(name) or name, name)
    return tuple(kept.values())


def _datelined(paragraphs: list[str]) -> tuple[list[str], str | None, str | None]:
    """The paragraphs without their dateline, and its place and agency."""
    for position, paragraph in enumerate(paragraphs[:2]):
        dateline = read_dateline(paragraph)
        if dateline is not None:
            rest = [*paragraphs[:position], dateline.rest, *paragraphs[position + 1 :]]
            return rest, dateline.place, dateline.agency
    return paragraphs, None, None


def _anchor(extract: Extract) -> date | None:
    """The day from which the text's dates are reckoned: of publication, else of the page."""
    if isinstance(extract.published_at, datetime):
        return extract.published_at.date()
    if extract.published_at is not None:
        return extract.published_at
    return datetime.fromisoformat(extract.page_clock).date() if extract.page_clock else None


def _doubts(mentions: tuple[DateMention, ...], anchor: date | None) -> list[Finding]:
    found: list[Finding] = []
    for mention in mentions:
        if mention.certainty != "contradicted":
            continue
        day = date.fromisoformat(mention.value[:10]) if mention.value else anchor
        # A day that carries no number can only disagree with the anchor.
        if day is not None and (mention.value or not re.search(r"\d", mention.text)):
            english = _WEEKDAYS[day.weekday()]
            found.append(
                finding(
                    "weekday_contradicts",
                    text=mention.text, day=day, weekday=weekday_name(day), weekday_en=english,
                )
            )  # fmt: skip
        else:
            found.append(finding("date_contradicts", text=mention.text))
    return found


def _shortcomings(headline: str | None, body: list[str], extract: Extract) -> list[Finding]:
    found: list[Finding] = []
    if headline is None:
        found.append(finding("headline_missing"))
    elif len(headline) > MAX_HEADLINE:
        found.append(finding("headline_long", limit=MAX_HEADLINE))
    if not body:
        found.append(finding("body_missing"))
    if extract.published_at is None and extract.page_clock:
        found.append(finding("clock_is_not_date", clock=extract.page_clock))
    if extract.published_at is not None and not isinstance(extract.published_at, datetime):
        found.append(finding("published_day_only", day=extract.published_at))
    return found


def _suggestion(extract: Extract, headline: str | None, body: list[str]) -> str | None:
    if headline is not None:
        return None
    if extract.headline_hint:
        return normalise(extract.headline_hint)
    return suggest_headline(body[0]) if body else None


def _standfirst(text: str | None, body: list[str]) -> str | None:
    """A standfirst that only repeats how the text begins, whole or cut off, is none."""
    written = normalise(text or "")
    words, opening = fold_words(written), fold_words(" ".join(body[:3]))
    if not words or opening.startswith(words):
        return None
    told = _trigrams(words)
    repeated = len(told & _trigrams(opening)) / len(told)
    return None if repeated >= _REPEATED else written


def _trigrams(words: str) -> set[tuple[str, ...]]:
    split = words.split()
    return {tuple(split[i : i + 3]) for i in range(max(1, len(split) - 2))}


def _language(text: str) -> str | None:
    arabic = len(re.findall("[\u0621-\u064a]", text))
    latin = len(re.findall("[A-Za-z]", text))
    if not arabic and not latin:
        return None
    return "ar" if arabic >= latin else "en"
