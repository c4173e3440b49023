"""Live coverage: its pages, and the files from which a page that stands catches up."""

import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from nashra.newsroom import coverages
from nashra.newsroom.addresses import story_path
from nashra.newsroom.models import SEGMENT_SIZE, Coverage, JournalEvent
from nashra.publishing import jinja, views
from nashra.publishing.journal_view import (
    Shown,
    journal,
    language_of,
    live_path,
    read_coverage,
    stable_path,
    status,
)
from nashra.publishing.kinds.common import output
from nashra.publishing.kinds.story import ID
from nashra.publishing.pages import Output, PageKind
from nashra.publishing.reader import Reader

BREAK = "<!--/-->"
"""What ``events.html`` puts after each part; cleaned text holds no comment."""


def _live(reader: Reader, public_id: str) -> Output | None:
    coverage = read_coverage(reader, public_id)
    if coverage is None:
        return None
    last = reader.fact(f"coverage:{public_id}/last", lambda: coverages.last_page(coverage))
    rows = []
    for number in range(last, max(-1, last - 2), -1):
        with reader.reading(f"coverage:{public_id}/page/{number}"):
            rows += coverages.page(public_id, number)
    paths = (stable_path(public_id, number) for number in range(last, -1, -1))
    pages = tuple(views.Link(path=p, text=p.split("/")[-2]) for p in paths if reader.stands(p))
    language = language_of(reader, public_id)
    shown = journal(reader, coverage, language, rows)
    return _page(reader, coverage, language, journal=shown, pages=pages)


def _stable(reader: Reader, public_id: str, number: str) -> Output | None:
    page = int(number)
    # Not the state: that would have every page of a coverage rendered again with each pause.
    with reader.reading(f"coverage:{public_id}/page/{page}"):
        coverage = coverages.visible(public_id)
        rows = coverages.page(public_id, page) if coverage else []
    if coverage is None or not rows or str(page) != number:
        return None

    def stood(path: str) -> str:
        return path if reader.stands(path) else ""

    language = language_of(reader, public_id)
    show = Shown(reader, public_id, language)
    return _page(
        reader, coverage, language, number=page, entries=tuple(show.row(row) for row in rows),
        newer=stood(stable_path(public_id, page + 1)),
        older=stood(stable_path(public_id, page - 1)) if page else "",
        whole=stood(live_path(public_id)),
    )  # fmt: skip


def _page(reader: Reader, coverage: Coverage, language: str, **parts: Any) -> Output | None:
    public_id = coverage.pk
    with reader.reading(f"story:{public_id}/card"):
        whole = reader.publication.memory.story(public_id)
        section = reader.publication.memory.section_of(whole.story) if whole else None
    if whole is None or section is None:
        return None
    path = story_path(public_id)
    view = views.LiveView(
        path=reader.path,
        story=views.Link(
            path=path if reader.stands(path) else "",
            text=whole.story.short_headline or whole.story.headline,
        ),
        section=reader.section(section), **parts,
    )  # fmt: skip
    return output(reader, view, language, coverage.started_at)


def _tail(reader: Reader, public_id: str) -> Output | None:
    coverage = read_coverage(reader, public_id)
    if coverage is None:
        return None
    # What the tail no longer holds must be found in a segment from the same moment on.
    sealed = coverages.sealed(coverage)
    for number in range(sealed):
        reader.stands(f"{live_path(public_id)}{number}.json")
    with reader.reading(f"coverage:{public_id}/tail"):
        found = coverages.events(public_id, sealed * SEGMENT_SIZE + 1, coverage.events)
        state = coverages.last_state(public_id, coverage.events)
    return _file(reader, coverage, found, state, first=sealed * SEGMENT_SIZE + 1)


def _segment(reader: Reader, public_id: str, number: str) -> Output | None:
    first = int(number) * SEGMENT_SIZE + 1
    last = first + SEGMENT_SIZE - 1
    with reader.reading(f"coverage:{public_id}/segment/{int(number)}"):
        coverage = coverages.visible(public_id)
        if coverage is None or coverage.events < last or str(int(number)) != number:
            return None
        found = coverages.events(public_id, first, last)
        state = coverages.last_state(public_id, last)
    return _file(reader, coverage, found, state, first=first)


def _file(
    reader: Reader, coverage: Coverage, found: list[JournalEvent], state: JournalEvent, *,
    first: int,
) -> Output:  # fmt: skip
    """Some events, with the state that held at the last of them."""
    language = language_of(reader, coverage.pk)
    show = Shown(reader, coverage.pk, language)
    parts = tuple(show.event(event) for event in found)
    view = views.EventsView(path=story_path(coverage.pk), parts=parts)
    html = jinja.render(view, site=reader.site(language)).split(BREAK)
    now = status(state)
    value = {
        "v": 1, "coverage": coverage.pk, "state": now.state,
        "next": _iso(now.next_at) if now.next_at else None,
        "count": first - 1 + len(found), "first": first,
        "events": [
            _event(event, part, text) for event, part, text in zip(found, parts, html, strict=False)
        ],
    }  # fmt: skip
    body = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return Output(body=body.encode(), sort_at=coverage.started_at)


def _event(event: JournalEvent, part: views.Entry | views.Status, html: str) -> dict[str, Any]:
    entry = part if isinstance(part, views.Entry) else None
    return {
        "n": event.number, "type": event.type, "entry": event.entry_id,
        "slot": entry.slot if entry else None,
        "at": _iso(event.at),
        "urgent": bool(entry and entry.urgent), "key": bool(entry and entry.key),
        "pinned": bool(entry and entry.pinned), "html": html.strip(),
    }  # fmt: skip


def _iso(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="seconds")


_KEY = re.compile(r"coverage:(\w+)/(state|page|segment)(?:/(\d+))?")


def _arises(kind: str) -> Any:
    def arises(key: str) -> Iterator[str]:
        match = _KEY.fullmatch(key)
        if match is None:
            return
        public_id, facet, number = match[1], match[2], match[3]
        if facet == "state" and kind == "live":
            # The story's page has read nothing of a coverage that was not there.
            yield from (story_path(public_id), live_path(public_id))
        elif facet == "state" and kind == "tail":
            yield f"{live_path(public_id)}tail.json"
        elif facet == kind == "page":
            yield stable_path(public_id, int(number))
        elif facet == kind == "segment":
            yield f"{live_path(public_id)}{number}.json"

    return arises


def _covered() -> list[Coverage]:
    return list(Coverage.objects.filter(story__live=True).order_by("-started_at"))


def _every_live() -> Iterator[str]:
    return (live_path(coverage.pk) for coverage in _covered())


def _every_tail() -> Iterator[str]:
    return (f"{live_path(coverage.pk)}tail.json" for coverage in _covered())


def _every_page() -> Iterator[str]:
    for coverage in _covered():
        for number in range(coverages.last_page(coverage) + 1):
            yield stable_path(coverage.pk, number)


def _every_segment() -> Iterator[str]:
    for coverage in _covered():
        for number in range(coverages.sealed(coverage)):
            yield f"{live_path(coverage.pk)}{number}.json"


KINDS = (
    PageKind(
        name="journal-segment", pattern=re.compile(rf"/a/{ID}/live/(?P<number>\d+)\.json"),
        rank=1, build=_segment, arises=_arises("segment"), every=_every_segment,
        doc="Fifty events of a live coverage that are sealed.",
    ),
    PageKind(
        name="journal-tail", pattern=re.compile(rf"/a/{ID}/live/tail\.json"),
        rank=2, build=_tail, arises=_arises("tail"), every=_every_tail,
        doc="The newest events of a live coverage.",
    ),
    PageKind(
        name="live-page", pattern=re.compile(rf"/a/{ID}/live/(?P<number>\d+)/"),
        rank=5, build=_stable, arises=_arises("page"), every=_every_page,
        doc="Fifty slots of a live coverage, at an address that never changes.",
    ),
    PageKind(
        name="live", pattern=re.compile(rf"/a/{ID}/live/"),
        rank=6, build=_live, arises=_arises("live"), every=_every_live,
        doc="The newest part of a live coverage.",
    ),
)  # fmt: skip
