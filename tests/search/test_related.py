"""What is offered after a story: what it has in common with others, and what never is."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from nashra.changes.models import Change
from nashra.changes.unit import unit_of_work
from nashra.newsroom import actions
from nashra.newsroom.models import FilledStory, RelatedStory, Storyline, StoryPage
from nashra.search import offering
from nashra.search.keeping import Keeper
from nashra.search.models import Waiting

DAM = (
    "ارتفع منسوب المياه خلف سد الوادي وبدأت مصلحة المياه تصريف السد عبر بوابتين.",
    "قال مهندس سد الوادي إن تصريف المياه من البوابتين يجري على مراحل وتراقبه المصلحة.",
    "طلبت مصلحة المياه من مزارعي الوادي إبعاد المضخات حتى نهاية تصريف بوابات السد.",
)
OTHER = (
    "فاز فريق الميناء ببطولة الناشئين لكرة السلة بعد تمديد الوقت مرتين.",
    "افتتح معرض الكتاب في القاعة البلدية ويستمر عشرة أيام.",
    "رفع المخبز البلدي سعر الرغيف قليلا بعد غلاء الطحين.",
    "أعلنت الجامعة مواعيد التسجيل للفصل الثاني عبر بوابتها.",
    "أغلقت الشرطة شارع السوق القديم يومين لإصلاح الأرصفة.",
    "بدأ موسم قطاف الزيتون في التلال الشرقية مبكرا هذا العام.",
)


@pytest.fixture
def tell(make_story: Any) -> Callable[..., StoryPage]:
    times = iter(range(1, 100))

    def make(headline: str, text: str, **values: Any) -> StoryPage:
        at = timezone.now() - timedelta(hours=200 - next(times))
        body = (("paragraph", f"<p>{text}</p>"),)
        story: StoryPage = make_story(headline, body=body, first_published_at=at, **values)
        return story

    return make


@pytest.fixture
def settle(keeper: Keeper, home: Path) -> Callable[[], None]:
    def run() -> None:
        keeper.keep()
        offering.note_changes()
        offering.work(longest=None)

    return run


def filled(story: StoryPage) -> list[str]:
    rows = FilledStory.objects.filter(story=story).order_by("place")
    return list(rows.values_list("related__public_id", flat=True))


def archive(tell: Callable[..., StoryPage]) -> None:
    for n, text in enumerate(OTHER):
        tell(f"خبر {n}", text)


def test_stories_about_the_same_are_offered_and_others_are_not(tell: Any, settle: Any) -> None:
    archive(tell)
    first = tell("السد يفتح بوابتين", DAM[0])
    settle()
    second = tell("تصريف السد على مراحل", DAM[1])
    settle()
    assert filled(second) == [first.public_id]
    assert filled(first) == [second.public_id], "an older story is looked at with a newer one"
    why = FilledStory.objects.get(story=second).why
    assert "السد" in why["words"] or "سد" in why["words"]


def test_nothing_changed_is_nothing_done(tell: Any, settle: Any) -> None:
    archive(tell)
    tell("السد يفتح بوابتين", DAM[0])
    story = tell("تصريف السد على مراحل", DAM[1])
    settle()
    before = Change.objects.count()
    settle()
    actions.publish_story(story=StoryPage.objects.get(pk=story.pk), actor=None)
    settle()
    assert Change.objects.filter(cause="related", pk__gt=0).count() <= before
    assert not Waiting.objects.exists()
    rows = list(FilledStory.objects.order_by("pk").values_list("pk", flat=True))
    offering.wait_for_all()
    offering.work(longest=None)
    assert list(FilledStory.objects.order_by("pk").values_list("pk", flat=True)) == rows


def test_what_tells_the_same_is_never_offered(tell: Any, settle: Any) -> None:
    archive(tell)
    old = tell("السد يفتح بوابتين بعد الأمطار", f"{DAM[0]} {DAM[1]}")
    new = tell("عاجل: السد يفتح بوابتين", f"{DAM[0]} {DAM[1]} {OTHER[0]}")
    further = tell("المزارعون ومجرى الوادي", DAM[2])
    settle()
    assert old.public_id not in filled(new)
    assert new.public_id not in filled(old)
    offered = filled(further)
    assert len({old.public_id, new.public_id} & set(offered)) == 1, "one of both is enough"


def test_storyline_tags_and_people_speak_for_a_story(tell: Any, settle: Any) -> None:
    archive(tell)
    with unit_of_work(cause="test"):
        line = Storyline.objects.create(name="موسم السيول", slug="floods")
    one = tell("انقطاع التيار", "انقطع التيار عن حي المطار ساعتين.", tags=("الكهرباء",))
    two = tell("محطة جديدة", "تسلمت البلدية محولا جديدا.", tags=("الكهرباء",))
    with unit_of_work(cause="test"):
        for story in StoryPage.objects.filter(public_id__in=[one.public_id, two.public_id]):
            story.storyline = line
            story.save()
    settle()
    assert filled(two) == [one.public_id]
    why = FilledStory.objects.get(story=two).why
    assert why["storyline"] is True
    assert why["tags"] == [one.story_tags.get().tag_id]


def test_retracted_refused_and_picked_stories_are_not_filled_in(tell: Any, settle: Any) -> None:
    archive(tell)
    stories = [tell(f"السد {n}", text) for n, text in enumerate(DAM)]
    settle()
    first, second, third = stories
    assert set(filled(first)) == {second.public_id, third.public_id}
    actions.refuse_related(story=first, related=second, actor=None)
    settle()
    assert filled(first) == [third.public_id]
    actions.retract_story(story=third, actor=None, reason="لم يثبت")
    settle()
    assert filled(first) == []
    actions.restore_story(story=third, actor=None)
    actions.allow_related(story=first, related=second, actor=None)
    settle()
    assert set(filled(first)) == {second.public_id, third.public_id}
    with unit_of_work(cause="test"):
        RelatedStory.objects.create(story=first, related=third)
    settle()
    assert filled(first) == [second.public_id]


def test_other_editions_are_not_offered(tell: Any, settle: Any) -> None:
    archive(tell)
    story = tell("السد يفتح بوابتين", DAM[0])
    tell("The dam", DAM[1], language="en")
    settle()
    assert filled(story) == []


def test_without_an_index_stories_wait(home: Path, tell: Any) -> None:
    tell("السد يفتح بوابتين", DAM[0])
    offering.keep(home)
    assert Waiting.objects.count() == 1
