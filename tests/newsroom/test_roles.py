"""Every role on every verb, and on the desk's own addresses for it."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from wagtail.test.utils.form_data import nested_form_data, streamfield

from nashra.accounts.models import Role
from nashra.newsroom import actions, rights
from nashra.newsroom.content import StoryContent
from nashra.newsroom.models import SectionPage, StoryPage

OWN_DRAFT = {"create", "edit", "move", "delete", "post"}
"""What a reporter may do to a draft of their own in a section of theirs; ``create`` in it."""

DESK = {
    "create", "edit", "publish", "schedule", "unpublish", "correct", "move", "delete",
    "post", "cover", "end_breaking",
}  # fmt: skip
CHIEF = DESK | {"retract", "restore"}

HERE, THERE = "local", "sport"

WHO: dict[str, tuple[Role | None, str | None]] = {
    "nobody": (None, None),
    "reporter": (Role.REPORTER, None),
    "reporter here": (Role.REPORTER, HERE),
    "reporter there": (Role.REPORTER, THERE),
    "editor": (Role.DESK_EDITOR, None),
    "editor here": (Role.DESK_EDITOR, HERE),
    "editor there": (Role.DESK_EDITOR, THERE),
    "chief": (Role.CHIEF_EDITOR, None),
    "moderator": (Role.MODERATOR, None),
    "administrator": (Role.ADMINISTRATOR, None),
}


def expected(who: str, *, own: bool, live: bool) -> set[str]:
    """The verbs that ``who`` may do to a story in the section HERE."""
    if who in {"chief", "administrator"}:
        may = set(CHIEF)
    elif who in {"editor", "editor here"}:
        may = set(DESK)
    elif who in {"reporter", "reporter here"}:
        may = {"create"}
        if own:
            may |= {"edit", "post"} if live else OWN_DRAFT
    else:
        may = set()
    return may if live else may - {"unpublish"}


@pytest.fixture
def person(make_user: Any, section: Any) -> Callable[[str], Any]:
    def make(who: str) -> Any:
        role, slug = WHO[who]
        return make_user(role, section(slug) if slug else None)

    return make


@pytest.mark.parametrize("who", WHO)
def test_every_role_on_every_verb(who: str, person: Any, make_story: Any, section: Any) -> None:
    user = person(who)
    for own in (True, False):
        for live in (True, False):
            story = make_story(publish=live)
            if own:
                _give(story, user)
            page = StoryPage.objects.get(pk=story.pk)
            may = {
                verb
                for verb in rights.VERBS
                if rights.may(user, verb, section(HERE) if verb == "create" else page)
            }
            assert may == expected(who, own=own, live=live), (own, live)


def _give(story: Any, user: Any) -> None:
    from nashra.changes.unit import unit_of_work

    with unit_of_work(cause="test"):
        StoryPage.objects.filter(pk=story.pk).update(owner=user)


EMPTY_BODY = nested_form_data({"body": streamfield([])})


def _form(story: Any, **values: Any) -> dict[str, Any]:
    sets = ("story_agencies", "story_authors", "story_tags", "related_stories", "comments")
    managed = {f"{name}-{key}": "0" for name in sets for key in ("TOTAL_FORMS", "INITIAL_FORMS")}
    fields = {"headline": story.headline, "urgency": "normal", "genre": "news"}
    return {**managed, **EMPTY_BODY, **fields, **values}


def _page(name: str, *args: Any) -> str:
    return reverse(f"wagtailadmin_pages:{name}", args=args)


def _state(story: Any) -> tuple[Any, ...]:
    row = StoryPage.objects.filter(pk=story.pk).first()
    if row is None:
        return ("deleted",)
    draft = row.get_latest_revision_as_object()
    return (
        row.live, row.get_parent().slug, draft.headline, row.corrections.count(), draft.go_live_at,
        row.announced,
    )  # fmt: skip


REQUESTS: dict[str, Callable[[Any, Any, Any], Any]] = {
    "edit": lambda desk, story, there: desk.post(
        _page("edit", story.pk), _form(story, headline="عنوان آخر")
    ),
    "publish": lambda desk, story, there: desk.post(
        _page("edit", story.pk), _form(story, headline="للنشر", **{"action-publish": "1"})
    ),
    "schedule": lambda desk, story, there: desk.post(
        _page("edit", story.pk),
        _form(story, go_live_at="2999-01-01 10:00", **{"action-publish": "1"}),
    ),
    "unpublish": lambda desk, story, there: desk.post(_page("unpublish", story.pk)),
    "correct": lambda desk, story, there: desk.post(
        reverse("nashra_correct", args=[story.pk]), note="صُحح"
    ),
    "end_breaking": lambda desk, story, there: desk.post(
        reverse("nashra_end_breaking", args=[story.pk])
    ),
    "move": lambda desk, story, there: desk.post(_page("move_confirm", story.pk, there.pk)),
    "delete": lambda desk, story, there: desk.post(_page("delete", story.pk)),
    "retract": lambda desk, story, there: desk.post(
        reverse("nashra_retract", args=[story.pk]), reason="لم يثبت"
    ),
    "restore": lambda desk, story, there: desk.post(reverse("nashra_restore", args=[story.pk])),
}

SCREENS = {"editor here", "reporter here", "moderator", "nobody", "chief"}


@pytest.mark.parametrize("verb", REQUESTS)
@pytest.mark.parametrize("who", sorted(SCREENS))
def test_the_desk_does_what_the_rights_say(
    who: str, verb: str, person: Any, make_story: Any, section: Any, desk_for: Any
) -> None:
    user = person(who)
    story = make_story(urgency="flash" if verb == "end_breaking" else "normal")
    if verb == "restore":
        actions.retract_story(story=story, actor=None, reason="لم يثبت")
    before = _state(story)
    REQUESTS[verb](desk_for(user), story, section(THERE))
    changed = _state(story) != before
    may = verb in expected(who, own=False, live=True)
    if verb == "move":  # into another section one must be allowed to publish as well
        may = may and who == "chief"
    assert changed == may


@pytest.mark.parametrize("who", WHO)
def test_the_action_asks_for_itself(who: str, person: Any, section: Any) -> None:
    user = person(who)
    here = section(HERE)
    content = StoryContent(headline="مادة")
    if "create" in expected(who, own=True, live=False):
        assert actions.create_draft(section=here, actor=user, content=content).owner == user
    else:
        with pytest.raises(PermissionDenied):
            actions.create_draft(section=here, actor=user, content=content)


@pytest.mark.parametrize("who", [who for who in WHO if who not in {"chief", "administrator"}])
def test_sections_are_made_by_chief_editors_alone(
    who: str, person: Any, newsroom: Any, desk_for: Any
) -> None:
    user = person(who)
    with pytest.raises(PermissionDenied):
        actions.create_section(actor=user, name="الطقس", slug="weather", language="ar")
    url = _page("add", "newsroom", "sectionpage", newsroom.pk)
    desk_for(user).post(url, {"title": "الطقس", "slug": "weather", "action-publish": "1"})
    assert not SectionPage.objects.filter(slug="weather").exists()


def test_a_chief_editor_makes_sections(person: Any, newsroom: Any) -> None:
    chief = person("chief")
    section = actions.create_section(actor=chief, name="الطقس", slug="weather", language="ar")
    assert section.live


def test_an_inactive_account_may_nothing(person: Any, make_story: Any) -> None:
    chief = person("chief")
    chief.is_active = False
    story = make_story()
    assert not any(rights.may(chief, verb, story) for verb in rights.VERBS)


def test_a_refusal_is_in_arabic(person: Any, make_story: Any) -> None:
    with pytest.raises(PermissionDenied, match="لا يحق"):
        actions.publish_story(story=make_story(), actor=person("reporter"))


def test_a_reporter_submits_and_an_editor_approves(
    person: Any, desk_for: Any, section: Any
) -> None:
    reporter, editor = desk_for(person("reporter here")), desk_for(person("editor here"))
    url = _page("add", "newsroom", "storypage", section(HERE).pk)
    data = reporter.form(url) | EMPTY_BODY
    data |= {"headline": "خبر المراسل", "action-publish": "1", "action-submit": "1"}
    assert reporter.post(url, data).status_code == 302
    story = StoryPage.objects.get(headline="خبر المراسل")
    assert not story.live
    state = story.current_workflow_task_state
    approve = _page("workflow_action", story.pk, "approve", state.pk)
    reporter.post(approve)
    assert not StoryPage.objects.get(pk=story.pk).live
    editor.post(approve)
    assert StoryPage.objects.get(pk=story.pk).live


NAMES_BY_ROLE = {
    "nobody": set(), "moderator": set(), "reporter": {"add"}, "editor": {"add", "change"},
    "chief": {"add", "change", "delete"},
}  # fmt: skip


@pytest.mark.parametrize("who", NAMES_BY_ROLE)
def test_names_and_pictures_by_role(who: str, person: Any, picture: Any) -> None:
    user = person(who)
    image = picture()
    for verb in ("add", "change", "delete"):
        may = verb in NAMES_BY_ROLE[who]
        assert user.has_perm(f"newsroom.{verb}_author") == may
        from wagtail.permissions import policy_registry

        policy = policy_registry.get_by_type(type(image))
        allowed = (
            policy.user_has_permission(user, "add")
            if verb == "add"
            else policy.user_has_permission_for_instance(user, verb, image)
        )
        # Wagtail lets those delete pictures who may change them.
        assert allowed == (may if verb == "add" else "change" in NAMES_BY_ROLE[who]), verb
