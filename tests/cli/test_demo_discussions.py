"""The demo newsroom's discussions: made by the same actions as people's, in every state."""

from typing import Any

import pytest

from nashra.accounts.models import Role, User
from nashra.cli.demo.discussion_builder import DiscussionBuilder, make_readers
from nashra.cli.demo.loader_schema import load_demo
from nashra.community.models import Comment, Decision, Discussion, Report
from nashra.community.text import settled


@pytest.fixture
def discussed(make_story: Any, make_user: Any) -> Any:
    demo = load_demo()
    for person in demo.newsroom.staff:
        make_user(Role(person.role) if person.role in ("moderator", "administrator") else None,
                  username=person.username, display_name=person.name)  # fmt: skip
    staff = [person.username for person in demo.newsroom.staff]
    make_readers(demo.readership, "long-enough-71", staff=staff, moderator="hanan")
    people = {user.username: user for user in User.objects.all()}
    for discussion in demo.discussions:
        story = make_story(discussion.story)
        DiscussionBuilder(
            source=discussion, story=story, people=people, moderator=people["hanan"]
        ).build()
    return demo


def test_every_state_of_a_comment_is_shown(discussed: Any) -> None:
    states = [row.state for row in Comment.objects.all()]
    assert len(states) == sum(len(one.comments) for one in discussed.discussions) == 25
    assert (states.count("waiting"), states.count("rejected")) == (2, 1)
    assert Comment.objects.filter(picked=True).count() == 2
    assert Comment.objects.filter(suspect=True, state="published").exists()
    assert Comment.objects.filter(state="waiting", suspect=True).exists()
    assert Report.objects.filter(settled=False).values("comment").distinct().count() == 1
    assert Comment.objects.filter(author__username="salma", state="published").exists()
    assert Comment.objects.exclude(answers=None).exists()
    assert set(Decision.objects.values_list("verb", flat=True)) >= {"reject", "pick"}
    counts = sum(Discussion.objects.values_list("comments", flat=True))
    assert counts == states.count("published")


def test_comments_are_in_the_order_of_their_times(discussed: Any) -> None:
    for discussion in Discussion.objects.all():
        first = list(discussion.all.filter(parent=None).exclude(slot=None).order_by("slot"))
        assert [row.created_at for row in first] == sorted(row.created_at for row in first)
        assert all(row.created_at > discussion.story.first_published_at for row in first)


def test_texts_are_as_the_form_would_keep_them() -> None:
    said = [one.text for discussion in load_demo().discussions for one in discussion.comments]
    assert all(settled(text) == text for text in said)
