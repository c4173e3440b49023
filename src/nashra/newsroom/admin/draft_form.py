"""From what a story's form would send to a draft, without saving and without asking for anything.

A form that is being written is hardly ever valid; here everything counts that can be read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from django.http import QueryDict
from django.utils import timezone

from nashra.newsroom.advising import Draft
from nashra.newsroom.models import StoryPage
from nashra.newsroom.plain import passages

_MOST_ROWS: Final = 200


def read_draft(data: QueryDict, *, story: StoryPage | None, section: Any, language: str) -> Draft:
    """The draft that a form shows. ``story`` is None for one that was never saved."""
    raw = list(_blocks(data))
    published = story.published_at if story else None
    return Draft(
        page_id=story.pk if story else None, public_id=story.public_id if story else "",
        language=language, day=timezone.localdate(published),
        genre=data.get("genre") or "news",
        **{
            name: data.get(name, "").strip()
            for name in ("kicker", "headline", "short_headline", "standfirst")
        },
        passages=tuple(passages(raw)),
        statements=tuple(
            (str(block["id"]), block["value"]) for block in raw if block["type"] == "statement"
        ),
        dateline=_pk(data.get("dateline")), storyline=_pk(data.get("storyline")),
        agencies=_rows(data, "story_agencies", "agency"), tags=_rows(data, "story_tags", "tag"),
        related=_rows(data, "related_stories", "related"),
        section=section.pk if section else None,
    )  # fmt: skip


def _pk(value: str | None) -> int | None:
    return int(value) if value and value.isascii() and value.isdigit() and len(value) < 10 else None


def _rows(data: QueryDict, prefix: str, name: str) -> tuple[int, ...]:
    """Primary keys in a formset that are not marked for deletion."""
    total = min(_pk(data.get(f"{prefix}-TOTAL_FORMS")) or 0, _MOST_ROWS)
    found = [
        _pk(data.get(f"{prefix}-{n}-{name}"))
        for n in range(total)
        if not data.get(f"{prefix}-{n}-DELETE")
    ]
    return tuple(dict.fromkeys(pk for pk in found if pk))


def _blocks(data: QueryDict) -> Iterator[Mapping[str, Any]]:
    """The body's blocks as they would be stored; one that cannot be read is left out."""
    block = StoryPage._meta.get_field("body").stream_block
    total = min(_pk(data.get("body-count")) or 0, _MOST_ROWS * 5)
    order: list[tuple[int, int]] = []
    for n in range(total):
        if not data.get(f"body-{n}-deleted"):
            order.append((_pk(data.get(f"body-{n}-order")) or n, n))
    for _, n in sorted(order):
        kind = data.get(f"body-{n}-type", "")
        child = block.child_blocks.get(kind)
        if child is None:
            continue
        value = child.value_from_datadict(data, {}, f"body-{n}-value")
        identity = re.sub(r"[^0-9a-f-]", "", data.get(f"body-{n}-id", ""))[:36] or f"new-{n}"
        yield {"id": identity, "type": kind, "value": child.get_prep_value(value)}
