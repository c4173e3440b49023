"""Makes the demo's live coverages by the desk's own actions, then gives each step its time."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from nashra.changes.unit import unit_of_work
from nashra.cli.demo import schema
from nashra.newsroom import actions
from nashra.newsroom.actions import EntryContent
from nashra.newsroom.admin.live_text import to_html
from nashra.newsroom.models import Coverage, JournalEntry, StoryPage


@dataclass(kw_only=True)
class LiveBuilder:
    """One coverage; ``person``, ``image`` and ``public_id`` give the keys of what it names."""

    source: schema.LiveCoverage
    story: StoryPage
    start: datetime
    person: Callable[[str], int]
    image: Callable[[schema.Picture], int]
    public_id: Callable[[str], str]
    entries: dict[int, JournalEntry] = field(default_factory=dict)

    def build(self) -> None:
        """Everything in the order in which it happened, as one unit of work."""
        steps: list[tuple[float, Callable[[schema.LiveEntry, int], None], int]] = []
        for number, entry in enumerate(self.source.entries):
            steps.append((entry.minute, self._post, number))
            if entry.edited:
                steps.append((entry.edited_minute, self._edit, number))
            if entry.retracted:
                steps.append((entry.retracted_minute, self._retract, number))
        with unit_of_work(cause="demo"):
            self.coverage = actions.start_coverage(story=self.story, actor=None)
            self._date(self.start)
            Coverage.objects.filter(pk=self.coverage.pk).update(started_at=self.start)
            for _, step, number in sorted(steps, key=lambda one: (one[0], one[2])):
                step(self.source.entries[number], number)
            if self.source.summary:
                end = self._at(self.source.ended_minute)
                actions.end_coverage(
                    coverage=self.coverage, actor=None, summary=self.source.summary
                )
                self._date(end)
                Coverage.objects.filter(pk=self.coverage.pk).update(ended_at=end)

    def _at(self, minute: float) -> datetime:
        return self.start + timedelta(minutes=minute)

    def _content(self, entry: schema.LiveEntry) -> EntryContent:
        content = EntryContent(title=entry.title, html=to_html(entry.text))
        if said := entry.statement:
            return replace(
                content, kind="statement", person=self.person(said.speaker), source=said.source,
                capacity=said.capacity, quoted=said.quoted, text=said.text,
            )  # fmt: skip
        if shown := entry.picture:
            return replace(
                content, kind="picture", image=self.image(shown), alt=shown.alt,
                caption=shown.caption, credit=shown.credit,
            )  # fmt: skip
        if entry.story:
            return replace(content, kind="link", story=self.public_id(entry.story))
        return content

    def _post(self, source: schema.LiveEntry, number: int) -> None:
        entry = actions.post_entry(
            coverage=self.coverage, actor=None, content=self._content(source), key=source.key,
            pinned=source.pinned, urgent=source.urgent,
        )  # fmt: skip
        entry.at = self._at(source.minute)
        entry.save(update_fields=["at"])
        self.entries[number] = entry
        self._date(entry.at)

    def _edit(self, source: schema.LiveEntry, number: int) -> None:
        entry = actions.edit_entry(
            entry=self.entries[number], actor=None, version=self.entries[number].version,
            content=self._content(replace(source, text=source.edited)),
            key=source.key, pinned=source.pinned, urgent=source.urgent,
        )  # fmt: skip
        entry.edited_at = self._at(source.edited_minute)
        entry.save(update_fields=["edited_at"])
        self.entries[number] = entry
        event = entry.journal.latest("number")
        event.payload = {**event.payload, "edited": entry.edited_at.isoformat()}
        event.save(update_fields=["payload"])

    def _retract(self, source: schema.LiveEntry, number: int) -> None:
        entry = actions.retract_entry(
            entry=self.entries[number], actor=None, reason=source.retracted
        )
        entry.retracted_at = self._at(source.retracted_minute)
        entry.save(update_fields=["retracted_at"])

    def _date(self, moment: datetime) -> None:
        event = self.coverage.journal.latest("number")
        event.at = moment
        event.save(update_fields=["at"])
