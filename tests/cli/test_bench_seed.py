"""A newsroom of the bench is what its stories' publication would have left."""

import pytest
from wagtail.search.backends import get_search_backend

from nashra.changes.models import Change, Fact
from nashra.changes.unit import touch, unit_of_work
from nashra.cli.bench.seed import seed
from nashra.newsroom import queries
from nashra.newsroom.facts import list_facts
from nashra.newsroom.models import PAGE_SIZE, Placement, StoryPage

pytestmark = pytest.mark.django_db

STORIES = 130


def test_all_facts_of_a_seeded_newsroom_are_stored() -> None:
    seed(stories=STORIES)
    changes = Change.objects.count()
    with unit_of_work(cause="look"):
        for public_id in StoryPage.objects.values_list("public_id", flat=True):
            touch(f"story:{public_id}")
    assert Change.objects.count() == changes
    for name, length in queries.list_lengths():
        expected = list_facts(name, range((length - 1) // PAGE_SIZE + 1))
        assert dict(Fact.objects.filter(key__in=expected).values_list("key", "digest")) == expected
    assert Fact.objects.filter(key__endswith="/body").count() == STORIES


def test_the_first_edit_of_a_seeded_story_names_what_it_changed() -> None:
    seed(stories=STORIES)
    story = StoryPage.objects.order_by("pk").first()
    with unit_of_work(cause="edit"):
        story.note_to_readers = "أضيفت ملاحظة."
        story.save()
    key = f"story:{story.public_id}"
    assert {key for key in Change.objects.latest("pk").keys if key.startswith("story:")} == {
        f"{key}/body", f"{key}/text",
    }  # fmt: skip


def test_the_desk_finds_seeded_stories() -> None:
    seed(stories=20)
    story = StoryPage.objects.order_by("pk").last()
    assert story in get_search_backend().search(story.headline, StoryPage)


def test_slots_are_given_in_the_order_of_publication() -> None:
    seed(stories=20)
    stories = StoryPage.objects.order_by("first_published_at").values_list("public_id", flat=True)
    slots = Placement.objects.filter(list_name="all:ar").order_by("slot")
    assert list(slots.values_list("public_id", flat=True)) == list(stories)
