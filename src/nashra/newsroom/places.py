"""What follows from a story's state: its places in lists, and its tombstone when it is gone.

Runs at the end of each unit of work that touched a story, so that every way of changing one (the
desk's form, a bulk action, a schedule, the command line) ends here.
"""

from django.db.models import Max
from django.utils import timezone

from nashra.newsroom.models import PAGE_SIZE, Modification, Placement, StoryPage, Tombstone
from nashra.newsroom.statements import people_quoted


def lists_of(story: StoryPage) -> list[str]:
    """The lists that a published story stands in."""
    language = story.locale.language_code
    sections = [story.get_parent().pk, *story.further_sections.values_list("pk", flat=True)]
    tags = story.story_tags.values_list("tag_id", flat=True)
    authors = story.story_authors.values_list("author_id", flat=True)
    return list(
        dict.fromkeys(
            [
                f"all:{language}",
                *(f"section:{pk}" for pk in sections),
                *(f"tag:{pk}:{language}" for pk in tags),
                *(f"author:{pk}:{language}" for pk in authors),
                *(f"person:{pk}:{language}" for pk in people_quoted(story.body)),
            ]
        )
    )


def _next_slot(name: str) -> int:
    top = Placement.objects.filter(list_name=name).aggregate(top=Max("slot"))["top"]
    return 0 if top is None else int(top) + 1


def place(public_id: str, story: StoryPage | None) -> dict[str, set[int]]:
    """Gives, keeps or frees the story's slots; ``story`` is None unless it is published.

    Returns the lists that changed, each with the numbers of the archive pages concerned.
    """
    wanted = lists_of(story) if story else []
    published_at = story.published_at if story else None
    held = {row.list_name: row for row in Placement.objects.filter(public_id=public_id)}
    changed: dict[str, set[int]] = {}
    for name in wanted:
        row = held.pop(name, None)
        if row is None:
            row = Placement(list_name=name, slot=_next_slot(name), public_id=public_id, live=False)
        if row.live and row.published_at == published_at:
            continue
        if published_at is None:
            raise ValueError(f"the live story {public_id} has no time of publication")
        row.live, row.published_at = True, published_at
        row.save()
        changed.setdefault(name, set()).add(row.slot // PAGE_SIZE)
    for name, row in held.items():
        if row.live:
            row.live = False
            row.save(update_fields=["live"])
            changed.setdefault(name, set()).add(row.slot // PAGE_SIZE)
    return changed


def was_published(public_id: str) -> bool:
    """Whether readers ever had this story."""
    return Placement.objects.filter(public_id=public_id).exists()


def settle_tombstone(public_id: str, story: StoryPage | None, *, live: bool) -> Tombstone | None:
    """Puts a tombstone where a once published story is gone, takes it away where it is back.

    A retraction has put its own, with a reason, before this runs.
    """
    standing = Tombstone.objects.filter(pk=public_id).first()
    if live:
        if standing:
            standing.delete()
        return None
    if standing:
        if story is None and standing.kind == Tombstone.Reason.UNPUBLISHED:
            standing.kind = Tombstone.Reason.DELETED
            standing.save(update_fields=["kind"])
        return standing
    if not was_published(public_id):
        return None
    kind = Tombstone.Reason.UNPUBLISHED if story else Tombstone.Reason.DELETED
    return Tombstone.objects.create(
        public_id=public_id, kind=kind, at=timezone.now(), language=_language(public_id, story)
    )


def note_modification(public_id: str) -> None:
    """Notes that what readers see of a published story has just changed."""
    Modification.objects.update_or_create(pk=public_id, defaults={"at": timezone.now()})


def _language(public_id: str, story: StoryPage | None) -> str:
    if story:
        return str(story.locale.language_code)
    row = Placement.objects.get(public_id=public_id, list_name__startswith="all:")
    return row.list_name.partition(":")[2]
