"""Everything that an editor may do, drawn at random: each takes a number that picks its object."""

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any

from django.utils import timezone

from nashra.changes.unit import unit_of_work
from nashra.newsroom import actions, queries
from nashra.newsroom.actions import EntryContent
from nashra.newsroom.content import StoryContent
from nashra.newsroom.models import (
    Author,
    Coverage,
    HomePage,
    JournalEntry,
    LeadItem,
    Person,
    RelatedStory,
    SectionPage,
    Storyline,
    StoryPage,
    StoryTag,
    Tag,
)


def _pick(rows: Any, number: int) -> Any:
    found = list(rows.order_by("pk"))
    return found[number % len(found)] if found else None


def _live(number: int) -> StoryPage | None:
    return _pick(StoryPage.objects.filter(live=True), number)


def _section(number: int) -> SectionPage:
    return _pick(queries.sections("ar"), number)


def publish_new(number: int) -> None:
    person = _pick(Person.objects.all(), number)
    content = StoryContent(
        headline=f"خبر رقم {number}", standfirst="مقدمة قصيرة.",
        body=(
            ("paragraph", "<p>نص الخبر.</p>"),
            ("statement",
             {"speaker": person.name if person else "", "text": "سنعود.", "quoted": True}),
        ),
        tags=(f"وسم {number % 7}",), authors=(f"كاتب {number % 5}",), agencies=("وكالة",),
        dateline="رأس الشيح",
    )  # fmt: skip
    story = actions.create_draft(section=_section(number), actor=None, content=content)
    actions.publish_story(story=story, actor=None)


def draft_only(number: int) -> None:
    actions.create_draft(
        section=_section(number), actor=None, content=StoryContent(headline=f"مسودة {number}")
    )


def edit_headline(number: int) -> None:
    if story := _live(number):
        story.headline = f"{story.headline} {number % 10}"[:200]
        with unit_of_work(cause="test"):
            story.save_revision()
            actions.publish_story(story=story, actor=None)


def edit_body(number: int) -> None:
    if story := _live(number):
        more = {"type": "paragraph", "value": f"<p>إضافة {number}</p>"}
        story.body = [*story.body.raw_data, more]
        with unit_of_work(cause="test"):
            story.save_revision()
            actions.publish_story(story=story, actor=None)


def tag_and_relate(number: int) -> None:
    story, other = _live(number), _live(number // 3)
    tag = _pick(Tag.objects.all(), number)
    if story and other and tag and story != other:
        with unit_of_work(cause="test"):
            StoryTag.objects.get_or_create(story=story, tag=tag)
            RelatedStory.objects.get_or_create(story=story, related=other)


def move(number: int) -> None:
    if story := _live(number):
        actions.move_story(story=story, actor=None, section=_section(number // 7))


def correct(number: int) -> None:
    if story := _live(number):
        actions.correct_story(story=story, actor=None, note=f"ورد رقم خاطئ: {number}")


def retract(number: int) -> None:
    if story := _live(number):
        actions.retract_story(story=story, actor=None, reason="معلومة غير مؤكدة.")


def restore(number: int) -> None:
    gone = StoryPage.objects.filter(live=False, first_published_at__isnull=False)
    if story := _pick(gone, number):
        actions.restore_story(story=story, actor=None)


def unpublish(number: int) -> None:
    if story := _live(number):
        with unit_of_work(cause="test"):
            story.unpublish()


def delete(number: int) -> None:
    if story := _pick(StoryPage.objects.all(), number):
        with unit_of_work(cause="test"):
            story.delete()


def schedule(number: int) -> None:
    if story := _live(number):
        actions.schedule_story(story=story, actor=None, at=timezone.now() - timedelta(seconds=1))


def rename_author(number: int) -> None:
    if author := _pick(Author.objects.all(), number):
        author.name = f"{author.name[:60]} {number % 10}"
        with unit_of_work(cause="test"):
            author.save()


def new_tag(number: int) -> None:
    with unit_of_work(cause="test"):
        Tag.objects.get_or_create(slug=f"new-{number}", defaults={"name": f"جديد {number}"})


def delete_tag(number: int) -> None:
    if tag := _pick(Tag.objects.all(), number):
        with unit_of_work(cause="test"):
            tag.delete()


def edit_background(number: int) -> None:
    if line := _pick(Storyline.objects.all(), number):
        line.background = f"<p>خلفية محدثة {number}</p>"
        with unit_of_work(cause="test"):
            line.save()


def lead(number: int) -> None:
    home, story = HomePage.objects.order_by("path").first(), _live(number)
    if home and story:
        with unit_of_work(cause="test"):
            LeadItem.objects.update_or_create(
                home=home, sort_order=number % 3, defaults={"story": story}
            )


def new_section(number: int) -> None:
    if not queries.section_by_slug(f"desk-{number}"):
        actions.create_section(
            actor=None, name=f"قسم {number}", slug=f"desk-{number}", language="ar"
        )


def rename_section(number: int) -> None:
    section = _section(number)
    section.title = f"{section.title[:40]} {number % 10}"
    with unit_of_work(cause="test"):
        section.save()


def _coverage(number: int) -> Coverage | None:
    return _pick(Coverage.objects.all(), number)


def _entry(number: int) -> JournalEntry | None:
    return _pick(JournalEntry.objects.filter(state="published"), number)


def cover(number: int) -> None:
    story = _live(number)
    if story and not Coverage.objects.filter(pk=story.public_id).exists():
        coverage = actions.start_coverage(story=story, actor=None)
        for text in range(52 if number % 7 == 0 else 2):
            actions.post_entry(
                coverage=coverage, actor=None, content=EntryContent(html=f"<p>أول {text}</p>")
            )


def post(number: int) -> None:
    coverage, other = _coverage(number), _live(number // 3)
    if not coverage or not other or coverage.state == Coverage.State.ENDED:
        return
    said = EntryContent(kind="statement", speaker=Person.objects.all()[0].name, text="سنعود.")
    content = (EntryContent(kind="link", story=other.public_id), said)[number % 2]
    actions.post_entry(
        coverage=coverage, actor=None, content=content, key=number % 3 == 0, pinned=number % 5 == 0
    )


def edit_post(number: int) -> None:
    if entry := _entry(number):
        actions.edit_entry(
            entry=entry, actor=None, version=entry.version, key=True, pinned=False, urgent=True,
            content=EntryContent(html=f"<p>معدل {number}</p>"),
        )  # fmt: skip


def retract_post(number: int) -> None:
    if entry := _entry(number):
        actions.retract_entry(entry=entry, actor=None, reason="لم يثبت.")


def turn_coverage(number: int) -> None:
    coverage = _coverage(number)
    if not coverage:
        return
    if coverage.state == Coverage.State.ENDED:
        actions.reopen_coverage(coverage=coverage, actor=None)
    elif number % 2:
        actions.pause_coverage(coverage=coverage, actor=None)
    else:
        actions.end_coverage(coverage=coverage, actor=None, summary=f"انتهت {number}.")


EDITS: Mapping[str, Callable[[int], None]] = {
    edit.__name__: edit
    for edit in (
        publish_new, draft_only, edit_headline, edit_body, tag_and_relate, move, correct, retract,
        restore, unpublish, delete, schedule, rename_author, new_tag, delete_tag, edit_background,
        lead, new_section, rename_section, cover, post, edit_post, retract_post, turn_coverage,
    )
}  # fmt: skip


def do(drawn: list[tuple[str, int]]) -> None:
    """Makes edits, each named with the number that picks its object."""
    for name, number in drawn:
        EDITS[name](number)
