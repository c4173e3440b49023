"""What is offered after a story beside its editor's picks."""

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from nashra.accounts.models import Role
from nashra.changes.models import Change
from nashra.changes.unit import unit_of_work
from nashra.newsroom import actions
from nashra.newsroom.actions import Fill
from nashra.newsroom.models import FilledStory, Modification, RelatedStory, StoryPage, Tag
from nashra.publishing import wholes


def offered(story: StoryPage) -> list[str]:
    return wholes.read([story.public_id])[story.public_id].related


def fill(story: StoryPage, *others: StoryPage, **why: Any) -> bool:
    return actions.fill_related(
        story=story, fills=[Fill(related=other.pk, why=why) for other in others]
    )


def test_one_fact_changes_and_the_story_counts_as_unmodified(make_story: Any) -> None:
    story, other = make_story(), make_story()
    assert fill(story, other)
    assert Change.objects.latest("id").keys == [f"story:{story.public_id}/related"]
    assert not Modification.objects.filter(pk=story.public_id).exists()
    assert offered(story) == [other.public_id]


def test_what_stays_as_it_was_is_no_change(make_story: Any) -> None:
    story, other = make_story(), make_story()
    fill(story, other, words=["سد"])
    before = Change.objects.count()
    assert not fill(story, other, words=["سد"])
    assert fill(story, other, words=["نهر"])
    assert Change.objects.count() == before, "only the reason differs"
    assert FilledStory.objects.get().why == {"words": ["نهر"]}


def test_the_editor_s_picks_come_first_and_what_is_left_is_filled(make_story: Any) -> None:
    story, *others = (make_story() for _ in range(6))
    fill(story, *others)
    assert offered(story) == [other.public_id for other in others[:4]]
    with unit_of_work(cause="test"):
        for place, n in enumerate((4, 1)):
            RelatedStory.objects.create(story=story, related=others[n], sort_order=place)
    picked = [others[n].public_id for n in (4, 1)]
    assert offered(story) == [*picked, others[0].public_id, others[2].public_id]


def test_a_story_that_is_deleted_leaves_what_was_offered(make_story: Any) -> None:
    story, other = make_story(), make_story()
    fill(story, other)
    assert actions.retract_story(story=other, actor=None, reason="لم يثبت") is None
    with unit_of_work(cause="test"):
        StoryPage.objects.get(pk=other.pk).delete()
    assert f"story:{story.public_id}/related" in Change.objects.latest("id").keys
    assert offered(story) == []


def test_the_desk_says_why_and_lets_refuse_and_allow(
    make_story: Any, make_user: Any, desk_for: Any
) -> None:
    story, other = make_story("السد امتلأ"), make_story("الأمطار غزيرة")
    with unit_of_work(cause="test"):
        tag = Tag.objects.create(name="سد الوادي", slug="wadi-dam")
    desk = desk_for(make_user(Role.CHIEF_EDITOR))
    edit = reverse("wagtailadmin_pages:edit", args=[story.pk])
    refuse = reverse("nashra_refuse_related", args=[story.pk, other.pk])
    allow = reverse("nashra_allow_related", args=[story.pk, other.pk])
    assert "nashra-offered" not in desk.get(edit).content.decode()
    fill(story, other, tags=[tag.pk], words=["المطر"], storyline=True)
    screen = desk.get(edit).content.decode()
    assert "الملف نفسه · الوسوم: سد الوادي · كلمات مشتركة: المطر" in screen
    assert refuse in screen
    assert "الأمطار غزيرة" in desk.get(refuse).content.decode()
    assert desk.post(refuse).status_code == 302
    assert offered(story) == []
    screen = desk.get(edit).content.decode()
    assert refuse not in screen
    assert allow in screen
    assert desk.post(allow).status_code == 302
    assert "nashra-offered" not in desk.get(edit).content.decode()


def test_who_may_not_publish_may_refuse_nothing(
    make_story: Any, make_user: Any, section: Any, desk_for: Any
) -> None:
    story, other = make_story(), make_story()
    fill(story, other)
    reporter = make_user(Role.REPORTER, section("local"))
    for act in (actions.refuse_related, actions.allow_related):
        with pytest.raises(PermissionDenied):
            act(story=story, related=other, actor=reporter)
    refuse = reverse("nashra_refuse_related", args=[story.pk, other.pk])
    assert desk_for(reporter).post(refuse).status_code in {302, 403}
    assert offered(story) == [other.public_id]
