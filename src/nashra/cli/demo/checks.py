"""Whether the parts of the demo fit together: every name that is used is borne by something."""

import re
from collections import Counter
from collections.abc import Iterable
from typing import Final
from zoneinfo import available_timezones

from nashra.cli.demo.pictures import PICTURES
from nashra.cli.demo.schema import (
    Background,
    Demo,
    LiveCoverage,
    Newsroom,
    Picture,
    Statement,
    Story,
    StoryDiscussion,
)
from nashra.cli.demo.toml_table import Problems

_SLUG: Final = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


class _Known:
    """What may be referred to, by kind."""

    def __init__(self, demo: Demo) -> None:
        room = demo.newsroom
        self.names: dict[str, set[str]] = {
            "section": {entry.slug for entry in room.sections},
            "author": {entry.slug for entry in room.authors},
            "person": {entry.slug for entry in room.people},
            "place": {entry.slug for entry in room.places},
            "agency": {entry.slug for entry in room.agencies},
            "storyline": {entry.slug for entry in room.storylines},
            "tag": {entry.slug for entry in room.tags},
            "picture": set(PICTURES),
            "Arabic story": {story.id_hint for story in demo.stories if story.language == "ar"},
            "account": {
                *(reader.username for reader in demo.readership.readers),
                *(user.username for user in room.staff),
            },
            "English story": {story.id_hint for story in demo.stories if story.language == "en"},
        }

    def check(self, problems: Problems, where: str, kind: str, *names: str) -> None:
        for name in names:
            if name and name not in self.names[kind]:
                problems.add(where, f"there is no {kind} {name!r}")


def _unique(problems: Problems, where: str, names: Iterable[str]) -> None:
    for name, times in Counter(names).items():
        if times > 1:
            problems.add(where, f"{name!r} stands {times} times")
        if not _SLUG.fullmatch(name):
            problems.add(where, f"{name!r} is no address: use small Latin letters and hyphens")


def _check_newsroom(room: Newsroom, known: _Known, problems: Problems) -> None:
    where = "newsroom.toml"
    for kind, entries in (
        ("sections", room.sections),
        ("authors", room.authors),
        ("people", room.people),
        ("places", room.places),
        ("agencies", room.agencies),
        ("storylines", room.storylines),
        ("tags", room.tags),
    ):
        _unique(problems, f"{where}.{kind}", (entry.slug for entry in entries))
    _unique(problems, f"{where}.staff", (user.username for user in room.staff))
    if room.zone not in available_timezones():
        problems.add(f"{where}.zone", f"{room.zone!r} is no IANA time zone")
    known.check(problems, f"{where}.agency", "agency", room.agency)
    known.check(problems, f"{where}.lead", "Arabic story", *room.lead)
    known.check(problems, f"{where}.lead_en", "English story", *room.lead_en)
    for author in room.authors:
        known.check(problems, f"{where}.authors.{author.slug}", "picture", author.portrait)
    for user in room.staff:
        known.check(problems, f"{where}.staff.{user.username}", "section", *user.sections)


def _check_body(story: Story, known: _Known, problems: Problems) -> None:
    for number, block in enumerate(story.body, start=1):
        where = f"{story.file}.body[{number}]"
        match block:
            case Statement():
                known.check(problems, where, "person", block.speaker)
            case Picture():
                known.check(problems, where, "picture", block.name)
            case Background() if not story.storyline:
                problems.add(where, "shows a background, but the story has no storyline")
            case _:
                continue


def _check_story(story: Story, known: _Known, problems: Problems) -> None:
    where = story.file
    kind = "Arabic story" if story.language == "ar" else "English story"
    known.check(problems, where, "section", story.section, *story.further_sections)
    known.check(problems, where, "place", story.dateline)
    known.check(problems, where, "agency", *story.agencies)
    known.check(problems, where, "author", *story.authors)
    known.check(problems, where, "storyline", story.storyline)
    known.check(problems, where, "tag", *story.tags)
    known.check(problems, where, kind, *story.related)
    known.check(problems, where, "Arabic story", story.edition_of)
    if story.picture:
        known.check(problems, where, "picture", story.picture.name)
    if story.section in story.further_sections:
        problems.add(where, "a further section is the story's own")
    if story.id_hint in story.related:
        problems.add(where, "the story is related to itself")
    if story.correction and story.correction.days_ago > story.published_days_ago:
        problems.add(where, "was corrected before it was published")
    if sum(isinstance(block, Background) for block in story.body) > 1:
        problems.add(where, "shows its background twice")
    _check_body(story, known, problems)


def _check_coverage(coverage: LiveCoverage, known: _Known, problems: Problems) -> None:
    known.check(problems, coverage.file, "Arabic story", coverage.story)
    for number, entry in enumerate(coverage.entries, start=1):
        where = f"{coverage.file}.entries[{number}]"
        known.check(problems, where, "Arabic story", entry.story)
        if entry.statement:
            known.check(problems, where, "person", entry.statement.speaker)
        if entry.picture:
            known.check(problems, where, "picture", entry.picture.name)
        if not (entry.title or entry.text or entry.statement or entry.picture):
            problems.add(where, "says nothing")


def _check_discussion(discussion: StoryDiscussion, known: _Known, problems: Problems) -> None:
    known.check(problems, discussion.file, "Arabic story", discussion.story)
    hour = 0.0
    for number, said in enumerate(discussion.comments, start=1):
        where = f"{discussion.file}.comments[{number}]"
        known.check(problems, where, "account", said.by, *said.respected_by, *said.reported_by)
        if said.answers >= number:
            problems.add(where, "answers what was not said yet")
        if said.hour < hour:
            problems.add(where, "was said before the one above it")
        hour = said.hour
        if said.by in said.respected_by + said.reported_by:
            problems.add(where, "is respected or reported by its own author")
        if said.reported_by and not said.report:
            problems.add(where, "is reported without a rule")


def check_demo(demo: Demo, problems: Problems) -> None:
    """Reports every name that nothing bears, every name borne twice, and impossible times."""
    known = _Known(demo)
    _check_newsroom(demo.newsroom, known, problems)
    _unique(problems, "stories", (story.id_hint for story in demo.stories))
    for story in demo.stories:
        _check_story(story, known, problems)
    for coverage in demo.coverages:
        _check_coverage(coverage, known, problems)
    _unique(problems, "readers", (reader.username for reader in demo.readership.readers))
    for discussion in demo.discussions:
        _check_discussion(discussion, known, problems)
    pages = Counter((page.kind, page.language) for page in demo.pages)
    for page, times in pages.items():
        if times > 1:
            problems.add("pages", f"{page} stands {times} times")
