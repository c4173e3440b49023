"""An item and its provenance into the database, and its draft onto the desk."""

from __future__ import annotations

import zlib
from dataclasses import replace
from datetime import datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from django.utils import timezone
from django.utils.html import escape

from nashra.arabic.text import fold_words
from nashra.changes import gate
from nashra.changes.unit import unit_of_work
from nashra.newsroom import queries
from nashra.newsroom.actions import NotReady, create_draft, publish_story, revise_draft
from nashra.newsroom.content import StoryContent
from nashra.newsroom.models import SectionPage, StoryPage
from nashra.wire.compose import MAX_NAME
from nashra.wire.findings import Finding, finding
from nashra.wire.importer import Incoming
from nashra.wire.item import Status, WireItem
from nashra.wire.models import WireRecord
from nashra.wire.tables import read_table

#: The longest address that a story's source field takes.
_MAX_ADDRESS = 1000


def receive(incoming: Incoming) -> WireItem:
    """Keep one item: a new draft, a new revision of its draft, or nothing new.

    One transaction: the record, the draft and the outbox row stand or fall together. The
    item comes back with ``status`` and ``story``, or with an ``error`` if the section that
    was asked for does not exist. A draft that was deleted on the desk is made anew. Editors and
    the worker write first.
    """
    with gate.patient(), unit_of_work(cause="import"):
        record = (
            WireRecord.objects.filter(identity=incoming.item.identity)
            .select_related("story")
            .first()
        )
        if record is None:
            return _start(WireRecord(identity=incoming.item.identity, version=0), incoming)
        if record.story is None:
            return _start(record, incoming)
        return _continue(record, record.story, incoming)


def _start(record: WireRecord, incoming: Incoming) -> WireItem:
    item = incoming.item
    section, doubts = _section(item, incoming.section)
    if section is None:
        return replace(item, status="error", error=doubts[0])
    content, left_out = _content(item)
    story = create_draft(section=section, actor=None, content=content)
    item = replace(
        item,
        status="created",
        story=story.public_id,
        warnings=(*item.warnings, *doubts, *left_out),
    )
    _keep(record, incoming, item, story)
    return item


def _continue(record: WireRecord, story: StoryPage, incoming: Incoming) -> WireItem:
    item = replace(incoming.item, story=story.public_id)
    if record.content_digest == item.content_digest():
        return replace(item, status="unchanged")
    content, left_out = _content(item)
    doubts = list(left_out)
    if story.latest_revision_created_at and (story.latest_revision_created_at > record.received_at):
        doubts.append(finding("draft_edited"))
    draft = story.get_latest_revision_as_object()
    revised = revise_draft(story=story, actor=None, content=_merged(content, draft))
    status: Status = "updated" if revised else "unchanged"
    item = replace(item, status=status, warnings=(*item.warnings, *doubts))
    _keep(record, incoming, item, story)
    return item


def _merged(content: StoryContent, draft: StoryPage) -> StoryContent:
    """A new version without what only the desk knows would undo an editor's work: keep that."""
    tags = dict.fromkeys([*content.tags, *(row.tag.name for row in draft.story_tags.all())])
    return replace(
        content,
        headline=content.headline or draft.headline,
        standfirst=content.standfirst or draft.standfirst,
        kicker=draft.kicker,
        short_headline=draft.short_headline,
        urgency=draft.urgency,
        genre=draft.genre,
        tags=tuple(tags),
        authors=content.authors or tuple(row.author.name for row in draft.story_authors.all()),
    )


def _keep(record: WireRecord, incoming: Incoming, item: WireItem, story: StoryPage) -> None:
    record.agency = (item.agency or "")[:200]
    record.source_name = item.file
    record.format = item.format
    record.raw = zlib.compress(incoming.raw, 6)
    record.raw_sha256 = item.raw_sha256
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
    """Publish the story of a kept item for the first time, or say why it stays a draft.

    A story that was ever published, retracted ones included, is left to people: an import
    changes nothing that readers have seen.
    """
    story = queries.story_by_public_id(item.story) if item.story else None
    if story is None:
        return item
    if story.last_published_at is not None:
        settled = item.status == "unchanged" or not story.has_unpublished_changes
        return item if story.live and settled else _warned(item, finding("published_before"))
    if not item.body:
        return _warned(item, finding("kept_without_text"))
    try:
        publish_story(story=story, actor=None)
    except NotReady as problem:
        if "headline" in problem.problems:
            return _warned(item, finding("kept_without_headline"))
        detail = " ".join(str(text) for texts in problem.problems.values() for text in texts)
        return _warned(item, finding("kept_as_draft", detail=detail))
    return item


def _warned(item: WireItem, doubt: Finding) -> WireItem:
    return replace(item, warnings=(*item.warnings, doubt))


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
    """The body as blocks.

    A quotation that ends its paragraph becomes a statement, led in by the words before it;
    reported speech stays in the text, where its context is.
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
