"""From a coverage's rows to what its pages and files show."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, cast

from markupsafe import Markup

from nashra.newsroom import coverages
from nashra.newsroom.addresses import story_path
from nashra.newsroom.clean import clean_shown
from nashra.newsroom.models import PAGE_SIZE, Coverage, JournalEntry, JournalEvent
from nashra.publishing.journal_views import Entry, Journal, State, Status
from nashra.publishing.reader import Reader
from nashra.publishing.statement_view import statement


def live_path(public_id: str) -> str:
    """The page with the newest part of a coverage."""
    return f"{story_path(public_id)}live/"


def stable_path(public_id: str, number: int) -> str:
    """A stable page of a coverage."""
    return f"{live_path(public_id)}{number}/"


class Shown:
    """Shows the entries of one coverage in the language of its story."""

    def __init__(self, reader: Reader, public_id: str, language: str) -> None:
        self.reader, self.public_id, self.language = reader, public_id, language

    def row(self, entry: JournalEntry) -> Entry:
        """An entry as it stands now."""
        flags = {"key": entry.key, "pinned": entry.pinned, "urgent": entry.urgent}
        edited = entry.edited_at.isoformat() if entry.edited_at else None
        payload = {"content": entry.content, "slot": entry.slot, "edited": edited, **flags}
        return self._entry(entry, entry.event, payload)

    def event(self, event: JournalEvent) -> Entry | Status:
        """What an event told; of an entry that was retracted since, its retraction."""
        if event.entry is None:
            return status(event)
        return self._entry(event.entry, event.number, event.payload)

    def _entry(self, entry: JournalEntry, number: int, payload: Mapping[str, Any]) -> Entry:
        slot: int = payload["slot"]
        page = stable_path(self.public_id, slot // PAGE_SIZE)
        settings: dict[str, Any] = {
            "id": entry.pk, "number": number, "slot": slot, "at": entry.at,
            "path": f"{page}#e-{entry.pk}",
        }  # fmt: skip
        if entry.state == JournalEntry.State.RETRACTED:
            return Entry(**settings, retracted=True, reason=entry.reason)
        edited = payload["edited"]
        return Entry(
            **settings, **self._content(payload["content"]),
            edited_at=datetime.fromisoformat(edited) if edited else None,
            **{name: payload[name] for name in ("key", "pinned", "urgent")},
        )  # fmt: skip

    def _content(self, content: Mapping[str, Any]) -> dict[str, Any]:
        found: dict[str, Any] = {
            "title": content.get("title", ""), "html": Markup(clean_shown(content.get("html", ""))),
        }  # fmt: skip
        match content["kind"]:
            case "statement":
                found["statement"] = statement(self.reader, content, self.language)
            case "picture":
                parts = {name: content.get(name, "") for name in ("alt", "caption", "credit")}
                found["picture"] = self.reader.picture(content["image"], **parts)
            case "link" if content["story"] != self.public_id:
                found["card"] = next(iter(self.reader.cards([content["story"]])), None)
        return found


def status(event: JournalEvent) -> Status:
    """The state that an event told of."""
    coming = event.payload["next"]
    return Status(
        state=cast(State, event.payload["state"]), at=event.at,
        next_at=datetime.fromisoformat(coming) if coming else None,
        summary=event.payload["summary"],
    )  # fmt: skip


def read_coverage(reader: Reader, public_id: str) -> Coverage | None:
    """The coverage, where readers see one."""
    with reader.reading(f"coverage:{public_id}/state"):
        return coverages.visible(public_id)


def language_of(reader: Reader, public_id: str) -> str:
    """The language of a published story that is covered."""
    with reader.reading(f"story:{public_id}/state"):
        whole = reader.publication.memory.story(public_id)
        return reader.language(whole.story) if whole else ""


def journal(
    reader: Reader, coverage: Coverage, language: str, rows: Iterable[JournalEntry]
) -> Journal:
    """A coverage with these entries.

    ``coverage`` was read before ``rows``: a reader is told of an event that both show once more,
    which does no harm, and never misses one.
    """
    show = Shown(reader, coverage.pk, language)
    with reader.reading(f"coverage:{coverage.pk}/head"):
        found = coverages.marked(coverage.pk)
        state = coverages.last_state(coverage.pk, coverage.events)
    special = [show.row(entry) for entry in found]
    path = live_path(coverage.pk)
    return Journal(
        id=coverage.pk, count=coverage.events, status=status(state),
        started_at=coverage.started_at, ended_at=coverage.ended_at,
        entries=tuple(show.row(entry) for entry in rows),
        moments=tuple(entry for entry in special if entry.key),
        pinned=tuple(entry for entry in special if entry.pinned),
        total=coverage.slots, path=path if reader.stands(path) else "",
    )  # fmt: skip


def story_journal(reader: Reader, public_id: str, language: str) -> Journal | None:
    """What the story's own page shows of its coverage."""
    coverage = read_coverage(reader, public_id)
    if coverage is None:
        return None
    with reader.reading(f"coverage:{public_id}/head"):
        rows = coverages.newest(public_id)
    return journal(reader, coverage, language, rows)
