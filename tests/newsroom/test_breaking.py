"""Breaking news: how long it is announced, and what ends it."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils import timezone

from nashra.accounts.models import Role
from nashra.changes.models import Change, Priority
from nashra.changes.unit import unit_of_work
from nashra.newsroom import actions, queries
from nashra.newsroom.models import Breaking, Modification, StoryPage


def stands(story: Any) -> bool:
    return story.public_id in [public_id for public_id, _ in queries.breaking("ar")]


def save(story: Any, **values: Any) -> Any:
    """An editor's change, published."""
    with unit_of_work(cause="test"):
        draft = StoryPage.objects.get(pk=story.pk).get_latest_revision_as_object()
        for name, value in values.items():
            setattr(draft, name, value)
        draft.save_revision().publish()
    return StoryPage.objects.get(pk=story.pk)


def pass_time(story: Any, minutes: float) -> None:
    """Everything about the announcement was that much earlier."""
    row = Breaking.objects.get(pk=story.pk)
    row.since -= timedelta(minutes=minutes)
    row.until -= timedelta(minutes=minutes)
    row.save()


@pytest.mark.parametrize(("urgency", "minutes"), [("flash", 60), ("urgent", 30)])
def test_it_lasts_as_long_as_the_newsroom_says(make_story: Any, urgency: str, minutes: int) -> None:
    story = make_story(urgency=urgency)
    row = Breaking.objects.get(pk=story.pk)
    assert row.until == story.published_at + timedelta(minutes=minutes)
    assert stands(story)
    assert story.announced == urgency
    room = queries.newsroom()
    room.flash_minutes = room.urgent_minutes = 5
    with unit_of_work(cause="test"):
        room.save()
    other = make_story(urgency=urgency)
    assert Breaking.objects.get(pk=other.pk).until == other.published_at + timedelta(minutes=5)


def test_the_desk_sets_an_end_of_its_own(make_story: Any) -> None:
    story = make_story(urgency="flash")
    end = timezone.now().replace(microsecond=0) + timedelta(hours=5)
    story = save(story, breaking_until=end)
    assert queries.breaking("ar") == [(story.public_id, end)]


def test_an_old_story_is_not_breaking_because_it_comes_in_now(make_story: Any) -> None:
    story = make_story(urgency="flash", first_published_at=timezone.now() - timedelta(days=300))
    assert not stands(story)
    assert story.announced == "normal"


def test_a_standing_story_that_is_raised_counts_from_now(make_story: Any) -> None:
    story = make_story(first_published_at=timezone.now() - timedelta(days=3))
    story = save(story, urgency="urgent")
    assert stands(story)
    left = Breaking.objects.get(pk=story.pk).until - timezone.now()
    assert timedelta(minutes=29) < left <= timedelta(minutes=30)
    assert not stands(save(story, urgency="normal"))


def test_its_end_is_a_change_and_no_modification(make_story: Any) -> None:
    story = make_story(urgency="flash")
    assert actions.publish_due() == 0
    pass_time(story, 61)
    assert actions.publish_due() == 1
    change = Change.objects.latest("id")
    assert change.cause == "breaking ends"
    assert set(change.keys) == {
        "breaking:ar", f"story:{story.public_id}/card", f"story:{story.public_id}/body",
    }  # fmt: skip
    assert change.priority == Priority.EDIT
    assert not stands(story)
    assert not Modification.objects.filter(pk=story.public_id).exists()
    assert actions.publish_due() == 0


def test_what_ended_stays_over_when_the_story_is_corrected(make_story: Any) -> None:
    story = make_story(urgency="flash")
    pass_time(story, 61)
    actions.publish_due()
    assert not stands(save(story, standfirst="تفصيل جديد."))
    again = timezone.now() + timedelta(minutes=20)
    assert stands(save(story, breaking_until=again))


def test_an_editor_ends_it_by_hand(make_story: Any) -> None:
    story = make_story(urgency="flash")
    actions.end_breaking(story=story, actor=None)
    assert not stands(story)
    assert Change.objects.latest("id").priority == Priority.BREAKING
    assert not stands(save(story, standfirst="تفصيل جديد."))
    with pytest.raises(ValidationError):
        actions.end_breaking(story=story, actor=None)


def test_a_story_that_is_taken_back_leaves_the_bar_and_one_that_is_deleted_too(
    make_story: Any,
) -> None:
    first, second = make_story(urgency="flash"), make_story(urgency="urgent")
    actions.retract_story(story=first, actor=None, reason="لم يثبت")
    assert "breaking:ar" in Change.objects.latest("id").keys
    assert [public_id for public_id, _ in queries.breaking("ar")] == [second.public_id]
    with unit_of_work(cause="test"):
        StoryPage.objects.get(pk=second.pk).delete()
    assert "breaking:ar" in Change.objects.latest("id").keys
    assert queries.breaking("ar") == []
    actions.restore_story(story=first, actor=None)
    assert stands(first)


def test_who_may_not_publish_may_not_end_it(make_story: Any, make_user: Any, section: Any) -> None:
    story = make_story(urgency="flash")
    reporter = make_user(Role.REPORTER, section("local"))
    with pytest.raises(PermissionDenied):
        actions.end_breaking(story=story, actor=reporter)
    assert stands(story)


def test_the_desk_offers_the_end_where_there_is_one(
    make_story: Any, make_user: Any, desk_for: Any
) -> None:
    story, plain = make_story(urgency="flash"), make_story()
    desk = desk_for(make_user(Role.CHIEF_EDITOR))
    address = reverse("nashra_end_breaking", args=[story.pk])

    def screen(shown: Any) -> str:
        return str(desk.get(reverse("wagtailadmin_pages:edit", args=[shown.pk])).content.decode())

    assert address in screen(story)
    assert 'name="breaking_until"' in screen(story)
    assert "end-breaking" not in screen(plain)
    assert "شريط العاجل" in desk.get(address).content.decode()
    assert desk.post(address).status_code == 302
    assert not stands(story)
    assert address not in screen(story)
