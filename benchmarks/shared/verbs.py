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
        self.number = 0
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

    def do(self, verb: str) -> float:
        """Seconds from the commit until readers see a verb everywhere."""
        self.number += 1
        seen = VERBS[verb](self)
        self.committed = time.perf_counter()
        return self._wait(seen, self.committed)

    def _wait(self, seen: Seen, committed: float) -> float:
        waiting, looked = dict(seen), dict[Path, int]()
        while waiting:
            for file, fulfilled in list(waiting.items()):
                if not file.exists() or looked.get(file) == (node := file.stat().st_ino):
                    continue
                looked[file] = node
                if fulfilled(file.read_bytes()):
                    del waiting[file]
            if time.perf_counter() - committed > LONGEST:
                raise SystemExit(f"not seen after {LONGEST:.0f} s: {sorted(map(str, waiting))}")
            time.sleep(0.001)
        return time.perf_counter() - committed


def _publish(desk: Desk) -> Seen:
    from nashra.newsroom import actions
    from nashra.newsroom.content import StoryContent

    content = StoryContent(
        headline=f"خبر القياس رقم {desk.number}", authors=(desk.author.name,),
        tags=(desk.tag.name,), body=(("paragraph", "<p>نص قصير.</p>"),) * 6,
    )  # fmt: skip
    desk.story = actions.create_draft(section=desk.sections[0], actor=None, content=content)
    actions.publish_story(story=desk.story, actor=None)
    fronts = [
        *desk.fronts(desk.sections[0]),
        desk.site / "tag" / desk.tag.slug / "index.html",
        desk.site / "author" / desk.author.slug / "index.html",
    ]
    return {desk.page(desk.story.public_id): bool, **dict.fromkeys(fronts, _holds(desk.story))}


def _edit(desk: Desk, story: Any) -> Callable[[bytes], bool]:
    from nashra.changes.unit import unit_of_work
    from nashra.newsroom import actions

    with unit_of_work(cause="bench"):
        story.save_revision()
        actions.publish_story(story=story, actor=None)
    needle = f"تعديل {desk.number}".encode()
    return lambda body: needle in body


def _typo(desk: Desk) -> Seen:
    story = desk.story
    more = {"type": "paragraph", "value": f"<p>تعديل {desk.number}</p>"}
    story.body = [*story.body.raw_data, more]
    return {desk.page(story.public_id): _edit(desk, story)}


def _headline(desk: Desk) -> Seen:
    desk.story.headline = f"خبر القياس بعد تعديل {desk.number}"
    edited = _edit(desk, desk.story)
    fronts = desk.fronts(desk.sections[0])
    return dict.fromkeys([desk.page(desk.story.public_id), *fronts], edited)


def _old_headline(desk: Desk) -> Seen:
    from nashra.newsroom.models import StoryPage

    story = StoryPage.objects.get(pk=desk.old.pop())
    story.headline = f"خبر قديم بعد تعديل {desk.number}"
    return {desk.page(story.public_id): _edit(desk, story)}


def _move(desk: Desk) -> Seen:
    from nashra.newsroom import actions

    actions.move_story(story=desk.story, actor=None, section=desk.sections[1])
    desk.story.refresh_from_db()
    left, entered = list(desk.fronts(*desk.sections))[1:]
    return {left: _lacks(desk.story), entered: _holds(desk.story)}


def _redate(desk: Desk) -> Seen:
    from nashra.changes.unit import unit_of_work

    story = type(desk.story).objects.get(pk=desk.story.pk)
    story.first_published_at -= timedelta(minutes=desk.number % 50 + 1)
    with unit_of_work(cause="bench"):
        story.save()
    shown = story.published_at.astimezone(desk.zone).strftime("%Y-%m-%dT%H:%M").encode()
    return {desk.page(story.public_id): lambda body: shown in body}


def _retract(desk: Desk) -> Seen:
    from nashra.newsroom import actions

    desk.story.refresh_from_db()
    actions.retract_story(story=desk.story, actor=None, reason="معلومة غير مؤكدة.")
    marker = desk.page(desk.story.public_id).with_name("gone.txt")
    return {marker: bool, **dict.fromkeys(desk.fronts(desk.sections[1]), _lacks(desk.story))}


def _holds(story: Any) -> Callable[[bytes], bool]:
    return lambda body: story.public_id.encode() in body


def _lacks(story: Any) -> Callable[[bytes], bool]:
    return lambda body: story.public_id.encode() not in body


VERBS: Mapping[str, Callable[[Desk], Seen]] = {
    "publish": _publish, "typo": _typo, "headline": _headline, "old headline": _old_headline,
    "move": _move, "re-date": _redate, "retract": _retract,
}  # fmt: skip
"""In this order each finds the story as the one before left it."""
