"""Every decision against every role."""

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from nashra.accounts.models import Role
from nashra.community import actions
from nashra.community.models import Appeal, Comment, Decision, Sanction
from tests.community.written import discussion_of, write

MODERATORS = {Role.MODERATOR, Role.CHIEF_EDITOR, Role.ADMINISTRATOR}
CHIEFS = {Role.CHIEF_EDITOR, Role.ADMINISTRATOR}
RUNNERS = {*MODERATORS, Role.DESK_EDITOR}


def comment(story: Any, reader: Any, state: str = "waiting") -> Comment:
    return write(story, reader, state=state)


def sanction(reader: Any) -> Sanction:
    return actions.warn_person(person=reader, actor=None, rule="respect")


def appeal(story: Any, reader: Any) -> Appeal:
    rejected = comment(story, reader)
    actions.reject_comment(comment=rejected, actor=None, rule="topic")
    return actions.appeal_decision(person=reader, comment=rejected, text="لماذا؟")


def decision(story: Any, reader: Any) -> Decision:
    return actions.approve_comment(comment=comment(story, reader), actor=None)


RULE = [{"key": "calm", "title": "اهدأ", "text": "لا ترفع صوتك."}]
ACTIONS: Mapping[str, tuple[set[Role], Callable[[Any, Any, Any], Any]]] = {
    "approve": (MODERATORS, lambda s, r, a: actions.approve_comment(
        comment=comment(s, r), actor=a)),
    "reject": (MODERATORS, lambda s, r, a: actions.reject_comment(
        comment=comment(s, r), actor=a, rule="topic")),
    "undo": (MODERATORS, lambda s, r, a: actions.undo_decision(
        decision=decision(s, r), actor=a)),
    "warn": (MODERATORS, lambda s, r, a: actions.warn_person(
        person=r, actor=a, rule="respect")),
    "suspend": (MODERATORS, lambda s, r, a: actions.suspend_person(
        person=r, actor=a, rule="respect", until=timezone.now() + timedelta(days=1))),
    "ban": (MODERATORS, lambda s, r, a: actions.ban_person(person=r, actor=a, rule="respect")),
    "lift": (MODERATORS, lambda s, r, a: actions.lift_sanction(sanction=sanction(r), actor=a)),
    "decide appeal": (MODERATORS, lambda s, r, a: actions.decide_appeal(
        appeal=appeal(s, r), actor=a, granted=False, answer="لا")),
    "list words": (MODERATORS, lambda s, r, a: actions.list_words(
        actor=a, text="حمار", verdict="banned")),
    "unlist words": (MODERATORS, lambda s, r, a: actions.unlist_words(actor=a, ids=[])),
    "pick": (RUNNERS, lambda s, r, a: actions.pick_comment(
        comment=comment(s, r, "published"), actor=a)),
    "close": (RUNNERS, lambda s, r, a: actions.close_discussion(story=s, actor=a)),
    "open": (RUNNERS, lambda s, r, a: actions.open_discussion(story=s, actor=a)),
    "mode": (RUNNERS, lambda s, r, a: actions.set_discussion_mode(
        story=s, actor=a, mode="before")),
    "end slow mode": (RUNNERS, lambda s, r, a: actions.end_slow_mode(story=s, actor=a)),
    "section mode": (CHIEFS, lambda s, r, a: actions.set_section_mode(
        section=s.get_parent().specific, actor=a, mode="off")),
    "draft standards": (CHIEFS, lambda s, r, a: actions.draft_standards(
        actor=a, intro="", intro_en="", rules=RULE)),
}  # fmt: skip


@pytest.mark.parametrize("verb", list(ACTIONS))
def test_each_role_does_what_is_its_own_and_no_more(
    verb: str, make_story: Callable[..., Any], make_user: Callable[..., Any],
    section: Callable[..., Any],
) -> None:  # fmt: skip
    allowed, act = ACTIONS[verb]
    story, reader = make_story(), make_user()
    discussion_of(story)
    did = set()
    for role in Role:
        own = section("local") if role in {Role.REPORTER, Role.DESK_EDITOR} else None
        actor = make_user(role, own)
        try:
            act(story, reader, actor)
        except PermissionDenied:
            continue
        did.add(role)
    assert did == allowed
    with pytest.raises(PermissionDenied):
        act(story, make_user(), reader)


def test_a_desk_editor_runs_no_discussion_of_another_section(
    make_story: Callable[..., Any], make_user: Callable[..., Any], section: Callable[..., Any]
) -> None:
    elsewhere = make_user(Role.DESK_EDITOR, section("economy"))
    with pytest.raises(PermissionDenied):
        actions.close_discussion(story=make_story(), actor=elsewhere)


def test_groups_that_were_there_before_have_the_rights_after_a_migration(
    newsroom: Any, make_user: Callable[..., Any]
) -> None:
    from django.contrib.auth.models import Group
    from django.core.management import call_command

    from nashra.community import rights

    moderator = make_user(Role.MODERATOR)
    Group.objects.get(name="moderator").permissions.clear()
    fresh = type(moderator).objects.get(pk=moderator.pk)
    assert not rights.may_moderate(fresh)
    call_command("migrate", verbosity=0)
    assert rights.may_moderate(type(moderator).objects.get(pk=moderator.pk))
