"""What editors do to one story after another, and when readers see it in each place."""

import time
from collections.abc import Callable, Iterator, Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

LONGEST = 30.0
"""Seconds after which a change counts as lost."""

Seen = Mapping[Path, Callable[[bytes], bool]]
"""Of each file that must change, what its bytes are to fulfil."""
Verb = tuple[Callable[[], object], Seen]
"""What the editor's click does, and what readers see of it."""


class Desk:
    """Does each verb of :data:`VERBS` in turn, and waits until all that it touches is seen."""

    def __init__(self, home: Any) -> None:
        from nashra.newsroom import queries
        from nashra.newsroom.models import Author, StoryPage, Tag

        self.site: Path = home.folder / "site"
        self.sections = list(queries.sections("ar"))[:2]
        self.author, self.tag = Author.objects.last(), Tag.objects.last()
        # Slots of long ago: the pages that one edit touches lie deep in every archive.
        self.old = list(StoryPage.objects.order_by("pk")[:200].values_list("pk", flat=True))
        self.zone = ZoneInfo(queries.newsroom().zone)
        # No two runs in one newsroom write the same words.
        self.number = int(time.time())
        self.story: Any = None
        self.committed = 0.0
        """When the last verb was done, by the performance counter."""

    def page(self, public_id: str) -> Path:
        """The file of a story."""
        return self.site / "a" / public_id / "index.html"

    def fronts(self, *sections: Any) -> Iterator[Path]:
        """The files of the front page and of these sections' fronts."""
        yield self.site / "index.html"
        for section in sections:
            yield self.site / "section" / section.slug / "index.html"

    def lists(self, section: Any) -> Iterator[Path]:
        """The files of every list that shows a new story of this section."""
        yield from self.fronts(section)
        yield self.site / "tag" / self.tag.slug / "index.html"
        yield self.site / "author" / self.author.slug / "index.html"

    def do(self, verb: str) -> dict[str, float]:
        """Seconds until readers see a verb at all places that it names, from click and commit;
        and from the commit until the worker has nothing left to do."""
        self.number += 1
        click, seen = VERBS[verb](self)
        clicked = time.perf_counter()
        click()
        self.committed = time.perf_counter()
        self._wait(seen)
        shown = time.perf_counter()
        return {
            "clicked": shown - clicked, "committed": shown - self.committed,
            "done": self._nothing_left() - self.committed,
        }  # fmt: skip

    def _wait(self, seen: Seen) -> None:
        waiting, looked = dict(seen), dict[Path, int]()
        while waiting:
            for file, fulfilled in list(waiting.items()):
                if not file.exists() or looked.get(file) == (node := file.stat().st_ino):
                    continue
                looked[file] = node
                if fulfilled(file.read_bytes()):
                    del waiting[file]
            if time.perf_counter() - self.committed > LONGEST:
                raise SystemExit(f"not seen after {LONGEST:.0f} s: {sorted(map(str, waiting))}")
            time.sleep(0.001)

    def _nothing_left(self) -> float:
        from nashra.changes.models import Change
        from nashra.publishing.models import PageTask

        while Change.objects.filter(planned_at=None).exists() or PageTask.objects.exists():
            if time.perf_counter() - self.committed > LONGEST:
                raise SystemExit(f"not done after {LONGEST:.0f} s")
            time.sleep(0.002)
        return time.perf_counter()


def _publish(desk: Desk) -> Verb:
    from nashra.newsroom import actions
    from nashra.newsroom.content import StoryContent

    content = StoryContent(
        headline=f"خبر القياس رقم {desk.number}", authors=(desk.author.name,),
        tags=(desk.tag.name,), body=(("paragraph", "<p>نص قصير.</p>"),) * 6,
    )  # fmt: skip
    desk.story = actions.create_draft(section=desk.sections[0], actor=None, content=content)
    seen = dict.fromkeys(desk.lists(desk.sections[0]), _holds(desk.story))
    return (
        lambda: actions.publish_story(story=desk.story, actor=None),
        {desk.page(desk.story.public_id): bool, **seen},
    )


def _edit(story: Any) -> None:
    from nashra.changes.unit import unit_of_work
    from nashra.newsroom import actions

    with unit_of_work(cause="bench"):
        story.save_revision()
        actions.publish_story(story=story, actor=None)


def _typo(desk: Desk) -> Verb:
    story, edited = desk.story, f"تعديل {desk.number}"
    story.body = [*story.body.raw_data, {"type": "paragraph", "value": f"<p>{edited}</p>"}]
    return lambda: _edit(story), {desk.page(story.public_id): _says(edited)}


def _headline(desk: Desk) -> Verb:
    story, edited = desk.story, f"خبر القياس بعد تعديل {desk.number}"
    story.headline = edited
    places = [desk.page(story.public_id), *desk.lists(desk.sections[0])]
    return lambda: _edit(story), dict.fromkeys(places, _says(edited))


def _old_headline(desk: Desk) -> Verb:
    from nashra.newsroom.models import StoryPage

    story, edited = StoryPage.objects.get(pk=desk.old.pop()), f"خبر قديم بعد تعديل {desk.number}"
    story.headline = edited
    return lambda: _edit(story), {desk.page(story.public_id): _says(edited)}


def _move(desk: Desk) -> Verb:
    from nashra.newsroom import actions

    story, section = desk.story, desk.sections[1]
    left, entered = list(desk.fronts(*desk.sections))[1:]
    return (
        lambda: actions.move_story(story=story, actor=None, section=section),
        {left: _lacks(story), entered: _holds(story)},
    )


def _redate(desk: Desk) -> Verb:
    from nashra.changes.unit import unit_of_work

    story = type(desk.story).objects.get(pk=desk.story.pk)
    story.first_published_at -= timedelta(minutes=desk.number % 50 + 1)
    shown = story.published_at.astimezone(desk.zone).strftime("%Y-%m-%dT%H:%M")

    def click() -> None:
        with unit_of_work(cause="bench"):
            story.save()

    return click, {desk.page(story.public_id): _says(shown)}


def _retract(desk: Desk) -> Verb:
    from nashra.newsroom import actions

    story = desk.story
    story.refresh_from_db()
    marker = desk.page(story.public_id).with_name("gone.txt")
    return (
        lambda: actions.retract_story(story=story, actor=None, reason="معلومة غير مؤكدة."),
        {marker: bool, **dict.fromkeys(desk.lists(desk.sections[1]), _lacks(story))},
    )


def _says(words: str) -> Callable[[bytes], bool]:
    return lambda body: words.encode() in body


def _holds(story: Any) -> Callable[[bytes], bool]:
    return lambda body: story.public_id.encode() in body


def _lacks(story: Any) -> Callable[[bytes], bool]:
    return lambda body: story.public_id.encode() not in body


VERBS: Mapping[str, Callable[[Desk], Verb]] = {
    "publish": _publish, "typo": _typo, "headline": _headline, "old headline": _old_headline,
    "move": _move, "re-date": _redate, "retract": _retract,
}  # fmt: skip
"""In this order each finds the story as the one before left it."""
