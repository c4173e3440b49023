"""A discussion as readers get it: pages that keep their place, and a count."""

import json
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import html

from nashra.accounts.models import Role
from nashra.changes.unit import unit_of_work
from nashra.community import actions, ageing, threads
from nashra.community.models import Comment, Discussion, DiscussionSettings, Mode
from nashra.community.pipeline import Judgement
from nashra.newsroom import actions as newsroom_actions
from nashra.newsroom.models import StoryPage
from nashra.publishing.models import PageFailure
from tests.properties import harness
from tests.publishing.conftest import Published

FREE = Judgement("publish")
HELD = Judgement("hold")


@pytest.fixture
def story(published: Published) -> StoryPage:
    return published.story("العاصفة")


@pytest.fixture
def reader(make_user: Any) -> Any:
    return make_user(display_name="سلمى الحداد")


def say(story: StoryPage, author: Any, text: str = "رأي.", **more: Any) -> Comment:
    judgement = more.pop("judgement", FREE)
    return actions.post_comment(
        story=story, author=author, text=text, judgement=judgement, **more
    )  # fmt: skip


def own(story: StoryPage, rest: str = "") -> str:
    return f"/a/{story.public_id}/{rest}"


def page(published: Published, path: str) -> Any:
    return html.document_fromstring(published.read(path))


def texts(root: Any) -> list[str]:
    return [" ".join(one.text_content().split()) for one in root.xpath("//div[@class='txt']")]


def test_before_the_first_comment_there_are_no_files(published: Published, story: Any) -> None:
    published.worker.drain()
    assert not published.stands(own(story, "discussion/"))
    assert not published.stands(own(story, "c.json"))
    (section,) = page(published, own(story)).xpath("//section[@id='discussion']")
    assert section.xpath(".//a/@href") == [f"../../talk/{story.public_id}/"]


def test_a_comment_is_on_its_pages(published: Published, story: Any, reader: Any) -> None:
    comment = say(story, reader, "قرأت الخبر.\nوشكرا لكم. https://example.org/a")
    published.worker.drain()
    for rest in ("", "fragment.html", "respected/", "page/0/", "page/0/fragment.html"):
        root = page(published, own(story, f"discussion/{rest}"))
        (shown,) = root.xpath(f"//article[@id='c-{comment.pk}']")
        assert "سلمى الحداد" in shown.text_content()
        assert [p.text_content().strip() for p in shown.xpath(".//div[@class='txt']/p")] == [
            "قرأت الخبر.", "وشكرا لكم. example.org/a",
        ]  # fmt: skip
        assert shown.xpath(".//div[@class='txt']//a/@rel") == ["ugc nofollow noopener noreferrer"]
    assert json.loads(published.read(own(story, "c.json"))) == {"v": 1, "n": 1, "open": True}
    (section,) = page(published, own(story)).xpath("//section[@id='discussion']")
    assert section.xpath(".//a/@href")[0] == "discussion/"
    assert threads.page_path(comment) == own(story, f"discussion/page/0/#c-{comment.pk}")


def test_what_waits_is_not_shown(published: Published, story: Any, reader: Any) -> None:
    say(story, reader, judgement=HELD)
    published.worker.drain()
    assert not published.stands(own(story, "discussion/"))


def test_replies_stand_beneath_the_first_level(
    published: Published, story: Any, reader: Any, make_user: Any
) -> None:
    other = make_user(display_name="كمال")
    first = say(story, reader, "الأول")
    reply = say(story, other, "الرد", parent=first)
    deeper = say(story, reader, "رد على الرد", parent=reply)
    assert (deeper.parent_id, deeper.answers_id) == (first.pk, reply.pk)
    published.worker.drain()
    root = page(published, own(story, "discussion/"))
    assert [one.get("data-c") for one in root.xpath("//div[@class='replies']/article")] == [
        reply.pk, deeper.pk,
    ]  # fmt: skip
    (to,) = root.xpath(f"//article[@id='c-{deeper.pk}']/p[@class='to']//a")
    assert to.text_content() == "كمال"
    assert to.get("href").endswith(f"#c-{reply.pk}")


def test_many_replies_have_pages_of_their_own(
    published: Published, story: Any, reader: Any
) -> None:
    first = say(story, reader, "الأول")
    replies = [say(story, reader, f"رد {n}", parent=first) for n in range(53)]
    published.worker.drain()
    root = page(published, own(story, "discussion/"))
    assert len(root.xpath("//div[@class='replies']/article")) == 5
    assert root.xpath("//a[@data-more]/@href") == [f"c/{first.pk}/0/"]
    last = page(published, own(story, f"discussion/c/{first.pk}/1/"))
    assert texts(last)[1:] == ["رد 50", "رد 51", "رد 52"]
    for reply in replies:
        path, _, anchor = threads.page_path(reply).partition("#")
        assert page(published, path).xpath(f"//*[@id='{anchor}']")
    for reply in replies[4:]:
        actions.withdraw_comment(comment=reply, actor=reader)
    published.worker.drain()
    assert not published.stands(own(story, f"discussion/c/{first.pk}/0/"))
    assert not page(published, own(story, "discussion/")).xpath("//a[@data-more]")


def test_pages_keep_their_comments(published: Published, story: Any, reader: Any) -> None:
    comments = [say(story, reader, f"تعليق {n}") for n in range(22)]
    published.worker.drain()
    first = published.read(own(story, "discussion/page/0/"))
    assert texts(page(published, own(story, "discussion/")))[0] == "تعليق 21"
    assert texts(page(published, own(story, "discussion/page/1/"))) == ["تعليق 20", "تعليق 21"]
    say(story, reader, "بعد ذلك")
    published.worker.drain()
    assert published.read(own(story, "discussion/page/0/")) == first
    actions.withdraw_comment(comment=comments[3], actor=reader)
    published.worker.drain()
    assert "تعليق 3" not in texts(page(published, own(story, "discussion/page/0/")))
    assert texts(page(published, own(story, "discussion/page/0/")))[3] == "تعليق 4"


def test_one_that_was_answered_leaves_a_line(
    published: Published, story: Any, reader: Any, make_user: Any
) -> None:
    first = say(story, reader, "كلام جارح")
    say(story, make_user(), "لا تقل هذا", parent=first)
    moderator = make_user(Role.MODERATOR)
    actions.reject_comment(comment=first, actor=moderator, version=1, rule="respect")
    published.worker.drain()
    shown = page(published, own(story, "discussion/")).xpath(f"//article[@id='c-{first.pk}']")[0]
    assert "أزال المشرفون هذا التعليق" in shown.text_content()
    assert "كلام جارح" not in shown.text_content()
    assert "سلمى" not in shown.text_content()


def test_the_most_respected_come_first(
    published: Published, story: Any, reader: Any, make_user: Any
) -> None:
    say(story, reader, "الأول")
    second = say(story, reader, "الثاني")
    fan = make_user()
    actions.respect_comment(comment=second, person=fan)
    actions.respect_comment(comment=second, person=fan)
    published.worker.drain()
    assert texts(page(published, own(story, "discussion/respected/"))) == ["الثاني", "الأول"]
    shown = page(published, own(story, "discussion/")).xpath(f"//*[@id='c-{second.pk}']")[0]
    assert shown.xpath("string(.//a[@data-do='respect']/b)") == "1"
    actions.withdraw_respect(comment=second, person=fan)
    with pytest.raises(ValidationError):
        actions.respect_comment(comment=second, person=reader)
    published.worker.drain()
    assert texts(page(published, own(story, "discussion/respected/"))) == ["الأول", "الثاني"]


def test_names_and_badges_follow_their_account(
    published: Published, story: Any, reader: Any, make_user: Any
) -> None:
    say(story, reader)
    say(story, make_user(Role.REPORTER, display_name="محررة الشؤون المحلية"))
    published.worker.drain()
    root = page(published, own(story, "discussion/"))
    assert len(root.xpath("//span[@class='staff']")) == 1
    with unit_of_work(cause="rename"):
        reader.display_name = "سلمى ح."
        reader.save()
    published.worker.drain()
    assert "سلمى ح." in published.read(own(story, "discussion/page/0/"))


def test_a_discussion_goes_with_its_story_and_comes_back(
    published: Published, story: Any, reader: Any
) -> None:
    first = say(story, reader)
    for n in range(7):
        say(story, reader, f"رد {n}", parent=first)
    published.worker.drain()
    rests = ("", "fragment.html", "respected/", "page/0/", f"c/{first.pk}/0/")
    paths = [own(story, f"discussion/{rest}") for rest in rests] + [own(story, "c.json")]
    assert all(published.stands(path) for path in paths)
    story.refresh_from_db()
    newsroom_actions.retract_story(story=story, actor=None, reason="لم يثبت")
    published.worker.drain()
    assert not any(published.stands(path) for path in paths)
    story.refresh_from_db()
    newsroom_actions.restore_story(story=story, actor=None)
    published.worker.drain()
    assert all(published.stands(path) for path in paths)
    actions.set_discussion_mode(story=story, actor=None, mode="off")
    published.worker.drain()
    assert not any(published.stands(path) for path in paths)
    assert not page(published, own(story)).xpath("//section[@id='discussion']")


def test_a_newsroom_without_discussions_shows_none(published: Published, story: Any) -> None:
    published.worker.drain()
    with unit_of_work(cause="settings"):
        chosen = DiscussionSettings.load()
        chosen.mode = Mode.OFF
        chosen.save()
    published.worker.drain()
    assert not page(published, own(story)).xpath("//section[@id='discussion']")


def test_age_closes_a_discussion(published: Published, story: Any, reader: Any) -> None:
    say(story, reader)
    published.worker.drain()
    old = timezone.now() - timedelta(days=15)
    with unit_of_work(cause="test"):
        StoryPage.objects.filter(pk=story.pk).update(first_published_at=old)
    ageing.close_aged(published.site)
    published.worker.drain()
    assert json.loads(published.read(own(story, "c.json")))["open"] is False
    assert "أُغلق النقاش" in published.read(own(story, "discussion/"))
    assert page(published, own(story)).xpath("//section[@id='discussion']/@data-closed")
    with pytest.raises(ValidationError):
        say(story, reader)


def test_a_token_is_one_comment(story: Any, reader: Any) -> None:
    first = say(story, reader, token="t1")
    assert say(story, reader, "مرة أخرى", token="t1").pk == first.pk
    assert Comment.objects.count() == 1


def test_an_edit_is_for_five_minutes_and_passes_the_pipeline(
    published: Published, story: Any, reader: Any
) -> None:
    comment = say(story, reader, "قبل")
    edit = {"comment": comment, "actor": reader, "version": 1}
    actions.edit_comment(**edit, text="بعد", judgement=FREE)
    published.worker.drain()
    assert texts(page(published, own(story, "discussion/"))) == ["بعد"]
    with pytest.raises(ValidationError):
        actions.edit_comment(**edit, text="من نسخة قديمة", judgement=FREE)
    actions.edit_comment(**{**edit, "version": 2}, text="كلمة مدرجة", judgement=HELD)
    published.worker.drain()
    assert texts(page(published, own(story, "discussion/"))) == []
    late = timezone.now() - timedelta(minutes=6)
    with unit_of_work(cause="test"):
        Comment.objects.filter(pk=comment.pk).update(published_at=late)
    with pytest.raises(ValidationError):
        actions.edit_comment(**{**edit, "version": 3}, text="متأخر", judgement=FREE)


def test_many_reports_hide_until_somebody_decides(
    published: Published, story: Any, reader: Any, make_user: Any
) -> None:
    comment = say(story, reader, "محل خلاف")
    people = [make_user() for _ in range(5)]
    for person in people:
        actions.report_comment(comment=comment, person=person, rule="respect")
    comment.refresh_from_db()
    assert comment.state == Comment.State.WAITING
    actions.approve_comment(comment=comment, actor=make_user(Role.MODERATOR))
    for person in (make_user() for _ in range(6)):
        actions.report_comment(comment=comment, person=person, text="يسيء")
    comment.refresh_from_db()
    assert comment.state == Comment.State.PUBLISHED
    assert comment.reports == 6


STEPS = st.lists(st.tuples(st.sampled_from("prewlhu"), st.integers(0, 99)), max_size=25)


def _do(verb: str, number: int, story: StoryPage, people: list[Any]) -> None:
    said = list(Comment.objects.order_by("created_at", "pk"))
    person = people[number % len(people)]
    one = said[number % len(said)] if said else None
    public = one is not None and one.state == Comment.State.PUBLISHED
    match verb:
        case "p":
            say(story, person, f"تعليق {number}")
        case "r" if public:
            say(story, person, f"رد {number}", parent=one)
        case "e" if one and one.state in {"published", "waiting"}:
            actions.edit_comment(
                comment=one, actor=one.author, version=one.version, text=f"معدل {number}",
                judgement=HELD if number % 7 == 0 else FREE,
            )  # fmt: skip
        case "w" if one:
            actions.withdraw_comment(comment=one, actor=one.author)
        case "l" if public and one and one.author_id != person.pk:
            actions.respect_comment(comment=one, person=person)
        case "h" if one and one.state != Comment.State.WITHDRAWN:
            actions.reject_comment(
                comment=one, actor=None, version=one.version, rule="respect"
            )  # fmt: skip
        case "u" if one and one.state != Comment.State.WITHDRAWN:
            actions.approve_comment(comment=one, actor=None)


@given(steps=STEPS)
@settings(
    max_examples=6, deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)  # fmt: skip
def test_files_are_those_of_a_clean_build(
    newsroom: Any, make_user: Any, tmp_path_factory: Any, steps: list[tuple[str, int]]
) -> None:
    with harness.undone():
        folder = tmp_path_factory.mktemp("site")
        published = Published(folder)
        story = published.story("العاصفة")
        people = [make_user() for _ in range(3)]
        for count, (verb, number) in enumerate(steps):
            _do(verb, number, story, people)
            if count % 4 == 0:
                published.worker.drain()
        published.worker.drain()
        assert not PageFailure.objects.exists()
        discussion = Discussion.objects.filter(pk=story.public_id).first()
        public = Comment.objects.filter(state=Comment.State.PUBLISHED).count()
        assert (discussion.comments if discussion else 0) == public
        harness.assert_converged(published.site)
