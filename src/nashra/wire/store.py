"""An item and its provenance into the database, and its draft onto the desk."""

from __future__ import annotations

import hashlib
import zlib
from dataclasses import replace
from datetime import datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from django.utils import timezone
from django.utils.html import escape

from nashra.arabic.text import fold_words
from nashra.changes.unit import unit_of_work
from nashra.newsroom import queries
from nashra.newsroom.actions import NotReady, create_draft, publish_story, revise_draft
from nashra.newsroom.content import StoryContent
from nashra.newsroom.models import SectionPage, StoryPage
from nashra.wire.compose import MAX_NAME
from nashra.wire.findings import Finding, finding
from nashra.wire.importer import Incoming
from nashra.wire.item import WireItem
from nashra.wire.models import WireRecord
from nashra.wire.tables import read_table

#: The longest address that a story's source field takes.
_MAX_ADDRESS = 1000


def receive(incoming: Incoming) -> WireItem:
    """Keep one item: a new draft, a new revision of its draft, or nothing new.

    One transaction: the record, the draft and the outbox row stand or fall together.
    Raises nothing of its own; the item comes back with ``status`` and ``story``.
    """
    item = incoming.item
    record = WireRecord.objects.filter(identity=item.identity).select_related("story").first()
    digest = item.content_digest()
    if record is not None and record.story is not None and record.content_digest == digest:
        return replace(item, status="unchanged", story=record.story.public_id)
    with unit_of_work(cause="import"):
        section, doubts = _section(item, incoming.section)
        if section is None:
            return replace(item, status="error", error=doubts[0])
        item = replace(item, warnings=(*item.warnings, *doubts))
        content, left_out = _content(item)
        item = replace(item, warnings=(*item.warnings, *left_out))
        if record is None or record.story is None:
            story = create_draft(section=section, actor=None, content=content)
            status, revised = "created", True
        else:
            story = record.story
            revised = revise_draft(story=story, actor=None, content=content)
            status = "updated" if revised else "unchanged"
        item = replace(item, status=status, story=story.public_id)  # type: ignore[arg-type]
        _keep(record or WireRecord(identity=item.identity, version=0), incoming, item, story)
    return item


def _keep(record: WireRecord, incoming: Incoming, item: WireItem, story: StoryPage) -> None:
    record.agency = (item.agency or "")[:200]
    record.source_name = item.file
    record.format = item.format
    record.raw = zlib.compress(incoming.raw, 6)
    record.raw_sha256 = hashlib.sha256(incoming.raw).hexdigest()
    record.content_digest = item.content_digest()
    record.version += 1
    record.item = item.to_json()
    record.warnings = [
        {"code": warning.code, "params": dict(warning.params)} for warning in item.warnings
    ]
    record.received_at = timezone.now()
    record.story = story
    record.save()


def publish(item: WireItem) -> WireItem:
    """Publish the story of a kept item, unless it is out already or lacks what it needs.

    A new version of a published story stays a draft: what readers see, only people change.
    """
    if item.story is None:
        return item
    story = queries.story_by_public_id(item.story)
    if story is None or story.live:
        return item
    try:
        with unit_of_work(cause="import"):
            publish_story(story=story, actor=None)
    except NotReady as problem:
        kept = finding("kept_as_draft", detail="; ".join(sorted(problem.problems)))
        return replace(item, warnings=(*item.warnings, kept))
    return item


# --- where it goes -------------------------------------------------------------------


def _section(item: WireItem, asked: str | None) -> tuple[SectionPage | None, list[Finding]]:
    """The section of a draft: what was asked for, what the copy says, else the inbox."""
    language = item.language or "ar"
    if asked is not None:
        section = queries.section_by_slug(asked, language=language)
        section = section or queries.section_by_slug(asked)
        return section, [] if section else [finding("section_missing", section=asked)]
    named = _named_section(item.section, language) if item.section else None
    if named is not None:
        return named, []
    doubts = [finding("section_unknown", section=item.section)] if item.section else []
    if language not in queries.languages():
        language = "ar"
    return queries.inbox_section(language=language), doubts


def _named_section(label: str, language: str) -> SectionPage | None:
    found = queries.section_by_slug(label, language=language)
    found = found or queries.section_by_name(label, language=language)
    if found is not None:
        return found
    wanted = fold_words(label)
    for row in read_table("sections.tsv"):
        if fold_words(row["label"]) == wanted:
            return queries.section_by_slug(row["slug"], language=language)
    return None


# --- what it becomes -----------------------------------------------------------------


def _content(item: WireItem) -> tuple[StoryContent, list[Finding]]:
    left_out: list[Finding] = []

    def names(*given: str | None) -> tuple[str, ...]:
        kept: dict[str, str] = {}
        for name in filter(None, given):
            if len(name) > MAX_NAME:
                left_out.append(finding("name_too_long", text=name[:80]))
            else:
                kept.setdefault(fold_words(name), name)
        return tuple(kept.values())

    address = item.canonical_url or ""
    content = StoryContent(
        headline=item.headline or "",
        suggested_headline=item.suggested_headline or "",
        standfirst=item.standfirst or "",
        dateline=next(iter(names(item.dateline)), ""),
        agencies=names(item.agency, *item.credits),
        authors=names(*item.authors),
        tags=names(*item.tags),
        body=tuple(_blocks(item)),
        language=item.language or "ar",
        first_published_at=_moment(item),
        source_url=address if len(address) <= _MAX_ADDRESS else "",
    )
    return content, left_out


def _moment(item: WireItem) -> datetime | None:
    """When it was published; a day without a time begins at midnight in the newsroom's zone."""
    published = item.published_at
    if published is None or isinstance(published, datetime):
        return published
    zone = ZoneInfo(queries.newsroom().zone)
    return datetime.combine(published, time.min, tzinfo=zone)


def _blocks(item: WireItem) -> list[tuple[str, Any]]:
    """The body as blocks. A quotation that ends its paragraph becomes a statement of its own,

    led in by the words before it; reported speech stays in the text, where its context is.
    """
    blocks: list[tuple[str, Any]] = []
    for position, paragraph in enumerate(item.body):
        if position in item.background_at:
            blocks.append(("background", {"text": paragraph}))
        else:
            blocks += _paragraph(item, paragraph)
    return blocks


def _paragraph(item: WireItem, paragraph: str) -> list[tuple[str, Any]]:
    for statement in item.statements:
        before, found, after = paragraph.partition(statement.text)
        if not (statement.quoted and found) or after.strip(" .\"»”'"):
            continue
        value = {
            "speaker": statement.speaker or "",
            "capacity": statement.capacity or "",
            "source": statement.source or "",
            "said_on": None,
            "quoted": True,
            "text": statement.text,
        }
        return [("paragraph", _html(before.rstrip(' "«“'))), ("statement", value)]
    return [("paragraph", _html(paragraph))]


def _html(text: str) -> str:
    return f"<p>{escape(text)}</p>"
