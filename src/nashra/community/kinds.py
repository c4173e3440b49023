"""Pages and files of discussions."""

import json
import re
from collections.abc import Callable, Iterator
from typing import Any

from nashra.community import facts, threads
from nashra.community.models import REPLIES_SHOWN, Comment, Discussion
from nashra.community.remarks import Shown
from nashra.community.threads import (
    Thread,
    discussion_path,
    last_page,
    last_replies_page,
    replies_path,
    stable_path,
)
from nashra.newsroom import bulk
from nashra.newsroom.addresses import STANDARDS_PATH, prefix, story_path
from nashra.publishing import views
from nashra.publishing.journal_view import language_of
from nashra.publishing.kinds.common import EPOCH_START, output
from nashra.publishing.kinds.story import ID
from nashra.publishing.pages import Output, PageKind
from nashra.publishing.reader import Reader
from nashra.publishing.thread_views import Order

_PART = r"(?P<part>(?:fragment\.html)?)"


def write_path(public_id: str) -> str:
    """Where the application takes comments."""
    return f"/talk/{public_id}/"


def _orders(public_id: str) -> tuple[tuple[Order, str], ...]:
    own = discussion_path(public_id)
    return (
        ("newest", own), ("oldest", stable_path(public_id, 0)), ("respected", f"{own}respected/")
    )  # fmt: skip


def _read(reader: Reader, public_id: str, facet: str, read: Callable[[], Any]) -> Any:
    """``(discussion, rows)`` as of one fact; None where readers see no discussion."""
    with reader.reading(f"discussion:{public_id}/{facet}"):
        there = facts.readable(public_id)
        return (there, read()) if there else None


def _newest(reader: Reader, public_id: str, part: str) -> Output | None:
    found = _read(reader, public_id, "head", lambda: threads.newest(public_id))
    if found is None:
        return None
    return _whole(reader, found, "newest", part)


def _respected(reader: Reader, public_id: str, part: str) -> Output | None:
    found = _read(reader, public_id, "respected", lambda: threads.respected(public_id))
    if found is None:
        return None
    return _whole(reader, found, "respected", part)


def _whole(
    reader: Reader, found: tuple[Discussion, list[Thread]], order: Order, part: str
) -> Output | None:
    """Of a page that is rendered with each comment: it may say how many there are."""
    public_id = found[0].pk
    with reader.reading(f"discussion:{public_id}/count", f"discussion:{public_id}/last"):
        there = facts.readable(public_id)
    if there is None:
        return None
    older = stable_path(public_id, last_page(there))
    return _page(
        reader, public_id, order, found[1], part, count=there.comments,
        closed=there.closed_at is not None,
        older=_stood(reader, older) if order == "newest" and there.slots > len(found[1]) else "",
    )  # fmt: skip


def _stable(reader: Reader, public_id: str, number: str, part: str) -> Output | None:
    page = int(number)
    found = _read(reader, public_id, f"page/{page}", lambda: threads.page(public_id, page))
    if found is None or str(page) != number or page > last_page(found[0]):
        return None
    return _page(
        reader, public_id, "oldest", found[1], part, number=page,
        newer=_stood(reader, stable_path(public_id, page + 1)),
        older=_stood(reader, stable_path(public_id, page - 1)) if page else "",
    )  # fmt: skip


def _replies(
    reader: Reader, public_id: str, comment_id: str, number: str, part: str
) -> Output | None:
    page = int(number)
    own = f"replies/{comment_id}/{page}"
    found = _read(reader, public_id, own, lambda: _beneath(public_id, comment_id, page))
    if found is None or found[1] is None or str(page) != number:
        return None
    return _page(
        reader, public_id, "replies", [found[1]], part, number=page,
        newer=_stood(reader, replies_path(public_id, comment_id, page + 1)),
        older=_stood(reader, replies_path(public_id, comment_id, page - 1)) if page else "",
    )  # fmt: skip


def _beneath(public_id: str, comment_id: str, page: int) -> Thread | None:
    comment = Comment.objects.filter(pk=comment_id, discussion=public_id, parent=None).first()
    if comment is None or page > last_replies_page(comment):
        return None
    return Thread(comment, threads.replies_page(comment_id, page))


def _stood(reader: Reader, path: str) -> str:
    return path if reader.stands(path) else ""


def _page(
    reader: Reader, public_id: str, order: Order, rows: list[Thread], part: str, **parts: Any
) -> Output | None:
    language = language_of(reader, public_id)
    with reader.reading(f"story:{public_id}/card"):
        whole = reader.publication.memory.story(public_id)
        section = reader.publication.memory.section_of(whole.story) if whole else None
    if whole is None or section is None:
        return None
    show = Shown(reader, language, rows)
    standards = prefix(language) + STANDARDS_PATH
    view = views.DiscussionView(
        path=reader.path, order=order, fragment=bool(part), section=reader.section(section),
        story=views.Link(
            path=_stood(reader, story_path(public_id)),
            text=whole.story.short_headline or whole.story.headline,
        ),
        remarks=tuple(show.thread(row) for row in rows),
        orders=tuple((name, path) for name, path in _orders(public_id) if _stood(reader, path)),
        write=write_path(public_id), standards=_stood(reader, standards), **parts,
    )  # fmt: skip
    return output(reader, view, language, whole.story.published_at or EPOCH_START)


def _count(reader: Reader, public_id: str) -> Output | None:
    with reader.reading(f"discussion:{public_id}/count"):
        there = facts.readable(public_id)
    return _json({"v": 1, "n": there.comments, "open": there.closed_at is None}) if there else None


def _json(values: object) -> Output:
    return Output(
        body=json.dumps(values, separators=(",", ":")).encode(), sort_at=EPOCH_START
    )  # fmt: skip


_KEY = re.compile(r"discussion:(\w+)/(head|respected|count|page|replies)(?:/(\w+))?(?:/(\d+))?")
_OF = {
    "head": lambda s, a, b: discussion_path(s),
    "respected": lambda s, a, b: f"{discussion_path(s)}respected/",
    "page": lambda s, a, b: stable_path(s, int(a)),
    "replies": lambda s, a, b: replies_path(s, a, int(b)),
}


def _arises(facet: str) -> Callable[[str], Iterator[str]]:
    def arises(key: str) -> Iterator[str]:
        match = _KEY.fullmatch(key)
        if match and match[2] == facet:
            path = _OF[facet](match[1], match[3], match[4])
            yield from (path, f"{path}fragment.html")

    return arises


def _count_arises(key: str) -> Iterator[str]:
    match = _KEY.fullmatch(key)
    if match and match[2] == "count":
        yield f"{story_path(match[1])}c.json"


def _all() -> Iterator[Discussion]:
    shown = Discussion.objects.filter(story__live=True, slots__gt=0)
    for public_id in bulk.column(shown, "public_id"):
        if there := facts.readable(public_id):
            yield there


def _every(paths: Callable[[Discussion], Iterator[str]]) -> Callable[[], Iterator[str]]:
    def every() -> Iterator[str]:
        for discussion in _all():
            for path in paths(discussion):
                yield from (path, f"{path}fragment.html")

    return every


def _all_replies(discussion: Discussion) -> Iterator[str]:
    rows = Comment.objects.filter(discussion=discussion, replies_given__gt=REPLIES_SHOWN)
    for comment in list(rows):
        for number in range(last_replies_page(comment) + 1):
            yield replies_path(discussion.pk, comment.pk, number)


def _kind(name: str, rest: str, build: Any, facet: str, paths: Any, doc: str) -> PageKind:
    return PageKind(
        name=name, pattern=re.compile(rf"/a/{ID}/discussion/{rest}{_PART}"), rank=2, build=build,
        arises=_arises(facet), every=_every(paths), doc=doc,
    )  # fmt: skip


KINDS = (
    _kind(
        "discussion", "", _newest, "head", lambda d: iter([discussion_path(d.pk)]),
        "The newest comments on a story, as a page and as a fragment.",
    ),
    _kind(
        "discussion-respected", "respected/", _respected, "respected",
        lambda d: iter([f"{discussion_path(d.pk)}respected/"]),
        "The most respected comments on a story.",
    ),
    _kind(
        "discussion-page", r"page/(?P<number>\d{1,6})/", _stable, "page",
        lambda d: (stable_path(d.pk, n) for n in range(last_page(d) + 1)),
        "Twenty comments of the first level that keep their page, the oldest first.",
    ),
    _kind(
        "discussion-replies", r"c/(?P<comment_id>[0-9a-z]{7})/(?P<number>\d{1,6})/", _replies,
        "replies", _all_replies, "Fifty replies to one comment.",
    ),
    PageKind(
        name="comments", pattern=re.compile(rf"/a/{ID}/c\.json"), rank=6, build=_count,
        arises=_count_arises, every=lambda: (f"{story_path(d.pk)}c.json" for d in _all()),
        epochal=False, doc="How many comments a story has, and whether more are taken.",
    ),
)  # fmt: skip
