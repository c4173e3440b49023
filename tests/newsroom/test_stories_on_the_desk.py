"""What an editor does to a story on the desk, and what each of Wagtail's ways ends in."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Locale, Page
from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield

from nashra.accounts.models import Role
from nashra.newsroom import actions, queries
from nashra.newsroom.models import SectionPage, StoryPage, Tombstone

EMPTY_BODY = nested_form_data({"body": streamfield([])})


def page_url(name: str, *args: Any) -> str:
    return reverse(f"wagtailadmin_pages:{name}", args=args)


def create(desk: Any, section: Any, **values: Any) -> Any:
    url = page_url("add", "newsroom", "storypage", section.pk)
    return desk.post(url, desk.form(url) | EMPTY_BODY, **values)


def newest() -> StoryPage:
    return StoryPage.objects.order_by("-pk")[0]


def test_a_draft_may_lack_everything(desk: Any, section: Any) -> None:
    assert create(desk, section("local")).status_code == 302
    story = newest()
    assert not story.live
    assert story.headline == ""
    assert story.title == "[بلا عنوان]"
    assert story.slug == story.public_id


def test_the_working_title_follows_the_headline(desk: Any, section: Any) -> None:
    create(desk, section("local"), standfirst="ملخص أول")
    story = newest()
    assert story.title == "[بلا عنوان] ملخص أول"
    url = page_url("edit", story.pk)
    desk.post(url, desk.form(url) | EMPTY_BODY, headline="عنوان")
    story.refresh_from_db()
    assert story.title == "عنوان"


def test_publishing_without_a_headline_is_refused_in_words(desk: Any, section: Any) -> None:
    response = create(desk, section("local"), **{"action-publish": "1"})
    assert response.status_code == 200
    assert "لا تُنشر المادة بلا عنوان" in response.content.decode()
    assert not StoryPage.objects.exists()


def test_a_picture_needs_its_description_only_to_be_published(
    desk: Any, section: Any, picture: Any
) -> None:
    values = {"headline": "عنوان", "lead_image": str(picture().pk)}
    assert create(desk, section("local"), **values).status_code == 302
    response = create(desk, section("local"), **values, **{"action-publish": "1"})
    assert response.status_code == 200
    assert "صِف الصورة لمن لا يراها" in response.content.decode()


def test_a_picture_in_the_text_needs_its_description(make_story: Any, picture: Any) -> None:
    body = (("image", {"image": picture().pk, "alt": "", "caption": "", "credit": ""}),)
    story = make_story("عنوان", publish=False, body=body)
    with pytest.raises(actions.NotReady) as refused:
        actions.publish_story(story=story, actor=None)
    assert set(refused.value.problems) == {"body"}


def test_the_inbox_is_no_section(make_story: Any) -> None:
    story = make_story("عنوان", slug=queries.INBOX_SLUG, publish=False)
    with pytest.raises(actions.NotReady):
        actions.publish_story(story=story, actor=None)
    assert not StoryPage.objects.get(pk=story.pk).live


@pytest.mark.parametrize("way", ["approve", "bulk"])
def test_what_cannot_be_published_says_so_and_changes_nothing(
    way: str, desk: Any, make_story: Any, changed_keys: Any
) -> None:
    story = make_story("", publish=False)
    story.get_workflow().start(story, desk.user)
    since = changed_keys()
    if way == "approve":
        url = page_url("workflow_action", story.pk, "approve", story.current_workflow_task_state.pk)
    else:
        url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
        url += f"?id={story.pk}"
    response = desk.client.post(url, follow=True)
    assert response.redirect_chain[-1][0] == page_url("edit", story.pk)
    assert "لا تُنشر المادة بلا عنوان" in response.content.decode()
    assert since() == set()
    story = StoryPage.objects.get(pk=story.pk)
    assert not story.live
    assert story.current_workflow_state.status == "in_progress"


def test_an_approval_in_a_dialogue_answers_as_dialogues_do(desk: Any, make_story: Any) -> None:
    story = make_story("", publish=False)
    story.get_workflow().start(story, desk.user)
    url = page_url("workflow_action", story.pk, "approve", story.current_workflow_task_state.pk)
    headers = {"X-Requested-With": "XMLHttpRequest"}
    response = desk.client.post(url, {"comment": ""}, headers=headers)
    assert response.json() == {"step": "success", "redirect": page_url("edit", story.pk)}


def test_a_copy_is_a_story_of_its_own(desk: Any, make_story: Any, changed_keys: Any) -> None:
    story = make_story()
    since = changed_keys()
    url = page_url("copy", story.pk)
    form = desk.form(url)
    assert "alias" not in form
    assert desk.post(url, form).status_code == 302
    copy = newest()
    assert copy.public_id not in {"", story.public_id}
    assert copy.slug == copy.public_id
    assert not copy.live
    assert since() == set()
    latest = copy.get_latest_revision_as_object()
    assert (latest.public_id, latest.slug) == (copy.public_id, copy.slug)
    actions.publish_story(story=copy, actor=None)
    assert queries.story_by_public_id(story.public_id).pk == story.pk


def test_an_alias_is_refused(desk: Any, make_story: Any) -> None:
    story = make_story()
    url = page_url("copy", story.pk)
    desk.post(url, desk.form(url), alias="on")
    assert StoryPage.objects.filter(alias_of__isnull=False).count() == 0
    assert newest().alias_of is None
    with pytest.raises(ValidationError, match="رابط واحد"):
        story.create_alias()
    assert desk.post(page_url("convert_alias", story.pk)).status_code == 404


def test_a_translation_begins_as_a_draft_with_its_own_address(
    desk: Any, make_story: Any, section: Any, changed_keys: Any
) -> None:
    local = section("local", "en")
    local.translation_key = section("local").translation_key
    from nashra.changes.unit import unit_of_work

    with unit_of_work(cause="test"):
        local.save()
    story = make_story()
    since = changed_keys()
    url = reverse("simple_translation:submit_page_translation", args=[story.pk])
    english = Locale.objects.get(language_code="en")
    assert desk.post(url, {"locales": english.pk}).status_code == 302
    copy = newest()
    assert copy.get_parent().pk == local.pk
    assert copy.translation_key == story.translation_key
    assert copy.slug == copy.public_id != story.public_id
    assert not copy.live
    assert not since() & {f"story:{story.public_id}/card", f"story:{story.public_id}/body"}


def test_a_translated_section_is_open_at_once(section: Any, desk_for: Any, make_user: Any) -> None:
    desk = desk_for(make_user(Role.CHIEF_EDITOR))
    english = Locale.objects.get(language_code="en")
    url = reverse("simple_translation:submit_page_translation", args=[section("sport").pk])
    assert desk.post(url, {"locales": english.pk}).status_code == 302
    copy = section("sport", "en")
    assert copy.get_workflow() is not None
    editor = make_user(Role.DESK_EDITOR, copy)
    assert copy.permissions_for_user(editor).can_add_subpage()


@pytest.mark.parametrize("role", [Role.REPORTER, Role.DESK_EDITOR, Role.MODERATOR])
def test_editions_are_begun_by_those_who_may_write_in_both(
    role: Role, make_story: Any, desk_for: Any, make_user: Any
) -> None:
    desk = desk_for(make_user(role))
    english = Locale.objects.get(language_code="en")
    url = reverse("simple_translation:submit_page_translation", args=[make_story().pk])
    desk.post(url, {"locales": english.pk})
    assert StoryPage.objects.count() == 1


@pytest.mark.parametrize("way", ["delete", "unpublish"])
def test_readers_are_told_that_a_story_is_gone(way: str, desk: Any, make_story: Any) -> None:
    story = make_story()
    desk.post(page_url(way, story.pk))
    kind = Tombstone.objects.get(pk=story.public_id).kind
    assert kind == {"delete": "deleted", "unpublish": "unpublished"}[way]


def test_a_deleted_section_takes_its_stories_with_it(desk: Any, make_story: Any) -> None:
    story = make_story()
    section = story.get_parent()
    desk.post(page_url("delete", section.pk))
    assert not Page.objects.filter(pk__in=[story.pk, section.pk]).exists()
    assert Tombstone.objects.get(pk=story.public_id).kind == "deleted"


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> Callable[[datetime], None]:
    """Lets it be later."""
    return lambda moment: monkeypatch.setattr(timezone, "now", lambda: moment)


def test_a_schedule_waits_for_its_time(
    desk: Any, make_story: Any, changed_keys: Any, later: Any
) -> None:
    story = make_story(publish=False)
    since = changed_keys()
    at = timezone.localtime(timezone=ZoneInfo("Asia/Beirut")) + timedelta(hours=2)
    url = page_url("edit", story.pk)
    data = desk.form(url) | EMPTY_BODY
    data |= {"go_live_at": at.strftime("%Y-%m-%d %H:%M"), "action-publish": "1"}
    assert desk.post(url, data).status_code == 302
    assert not StoryPage.objects.get(pk=story.pk).live
    assert since() == set()
    assert actions.publish_due() == 0
    later(at + timedelta(minutes=1))
    assert actions.publish_due() == 1
    assert StoryPage.objects.get(pk=story.pk).live
    assert f"story:{story.public_id}/state" in since()


def test_wagtails_own_command_is_ours(make_story: Any, changed_keys: Any, later: Any) -> None:
    story = make_story(publish=False)
    due = timezone.now() + timedelta(hours=1)
    actions.schedule_story(story=story, actor=None, at=due)
    assert not StoryPage.objects.get(pk=story.pk).live
    since = changed_keys()
    later(due + timedelta(seconds=1))
    call_command("publish_scheduled")
    assert f"story:{story.public_id}/state" in since()


def test_times_on_the_desk_are_those_of_the_newsroom(
    desk: Any, make_story: Any, newsroom: Any
) -> None:
    story = make_story(publish=False)
    url = page_url("edit", story.pk)
    data = desk.form(url) | EMPTY_BODY
    data |= {"go_live_at": "2999-01-01 10:00", "action-publish": "1"}
    desk.post(url, data)
    due = StoryPage.objects.get(pk=story.pk).scheduled_revision.approved_go_live_at
    assert due == datetime(2999, 1, 1, 10, tzinfo=ZoneInfo("Asia/Beirut"))
    from wagtail.users.models import UserProfile

    assert not UserProfile.objects.filter(current_time_zone__gt="").exists()


def test_what_expires_is_withdrawn(make_story: Any) -> None:
    from nashra.changes.unit import unit_of_work

    story = make_story()
    with unit_of_work(cause="test"):
        StoryPage.objects.filter(pk=story.pk).update(expire_at=timezone.now() - timedelta(hours=1))
    assert actions.publish_due() == 1
    assert Tombstone.objects.get(pk=story.public_id).kind == "unpublished"


def test_one_that_cannot_be_published_does_not_hold_up_the_others(
    make_story: Any, later: Any, caplog: pytest.LogCaptureFixture
) -> None:
    due = timezone.now() + timedelta(hours=1)
    broken, good = make_story("خبر معطوب", publish=False), make_story("خبر سليم", publish=False)
    for story in (broken, good):
        actions.schedule_story(story=story, actor=None, at=due)
    revision = StoryPage.objects.get(pk=broken.pk).scheduled_revision
    revision.content = revision.content | {"headline": ""}
    revision.save(update_fields=["content"])
    later(due + timedelta(minutes=1))
    assert actions.publish_due() == 1
    assert actions.publish_due() == 0
    assert StoryPage.objects.get(pk=good.pk).live
    assert not StoryPage.objects.get(pk=broken.pk).live
    assert broken.public_id in caplog.text


def test_a_retracted_story_comes_back_by_restore_alone(
    desk_for: Any, make_user: Any, make_story: Any, section: Any
) -> None:
    story = make_story()
    actions.retract_story(story=story, actor=None, reason="لم يثبت.")
    editor = make_user(Role.DESK_EDITOR, section("local"))
    with pytest.raises(PermissionDenied):
        actions.publish_story(story=story, actor=editor)
    desk = desk_for(editor)
    url = page_url("edit", story.pk)
    desk.post(url, desk.form(url) | EMPTY_BODY, **{"action-publish": "1"})
    assert not StoryPage.objects.get(pk=story.pk).live
    bulk = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    desk.post(f"{bulk}?id={story.pk}")
    assert not StoryPage.objects.get(pk=story.pk).live
    chief = desk_for(make_user(Role.CHIEF_EDITOR))
    assert chief.post(reverse("nashra_restore", args=[story.pk])).status_code == 302
    assert StoryPage.objects.get(pk=story.pk).live
    assert not Tombstone.objects.exists()


def test_a_retraction_ends_what_waits_for_approval(desk: Any, make_story: Any) -> None:
    story = make_story()
    url = page_url("edit", story.pk)
    data = desk.form(url) | EMPTY_BODY | {"headline": "عنوان آخر", "action-submit": "1"}
    assert desk.post(url, data).status_code == 302
    with_draft = StoryPage.objects.get(pk=story.pk)
    assert with_draft.current_workflow_state is not None
    actions.retract_story(story=with_draft, actor=desk.user, reason="لم يثبت.")
    assert StoryPage.objects.get(pk=story.pk).current_workflow_state is None


def test_a_correction_is_public(desk: Any, make_story: Any) -> None:
    story = make_story()
    url = reverse("nashra_correct", args=[story.pk])
    assert "ملاحظة" in desk.get(url).content.decode()
    assert desk.post(url, note="  ").status_code == 200
    assert desk.post(url, note="الصواب عشرون.").status_code == 302
    (correction,) = queries.corrections_page("ar", 0)
    assert (correction.note, correction.by) == ("الصواب عشرون.", desk.user)


def test_verbs_refuse_what_makes_no_sense(desk: Any, make_story: Any) -> None:
    draft, live = make_story(publish=False), make_story()
    for verb, story, data in (
        ("correct", draft, {"note": "ملاحظة"}),
        ("retract", draft, {"reason": "سبب"}),
        ("restore", live, {}),
    ):
        response = desk.post(reverse(f"nashra_{verb}", args=[story.pk]), data)
        assert response.status_code == 200
        assert 'class="error' in response.content.decode() or "w-field__errors" in (
            response.content.decode()
        )


def test_a_section_made_on_the_desk_is_open_at_once(
    desk: Any, newsroom: Any, make_user: Any, changed_keys: Any
) -> None:
    since = changed_keys()
    url = page_url("add", "newsroom", "sectionpage", newsroom.pk)
    data = desk.form(url) | {"title": "الطقس", "slug": "weather", "action-publish": "1"}
    assert desk.post(url, data).status_code == 302
    section = SectionPage.objects.get(slug="weather")
    assert section.get_workflow().name == "قسم التحرير: الطقس"
    editor = make_user(Role.DESK_EDITOR, section)
    assert section.permissions_for_user(editor).can_add_subpage()
    assert {f"section:{section.pk}", "site:ar"} <= since()


def test_a_public_address_is_permanent(desk: Any, section: Any) -> None:
    local = section("local")
    url = page_url("edit", local.pk)
    response = desk.post(url, desk.form(url), slug="town", **{"action-publish": "1"})
    assert response.status_code == 200
    assert SectionPage.objects.get(pk=local.pk).slug == "local"


def test_sections_are_neither_copied_nor_arranged_by_hand(desk: Any, section: Any) -> None:
    local = section("local")
    response = desk.client.get(page_url("copy", local.pk), follow=True)
    assert "لا تُنسخ" in response.content.decode()
    explorer = reverse("wagtailadmin_explore", args=[local.pk])
    assert desk.get(explorer, ordering="ord").context["ordering"] == "-latest_revision_created_at"


def test_the_address_is_never_asked_for(desk: Any, make_story: Any, section: Any) -> None:
    for url in (
        page_url("add", "newsroom", "storypage", section("local").pk),
        page_url("edit", make_story().pk),
    ):
        assert "slug" not in desk.form(url)


@pytest.mark.parametrize("kind", ["paragraph", "heading"])
def test_the_text_is_saved_as_typed(kind: str, desk: Any, section: Any) -> None:
    value = rich_text("<p>قال <b>الناطق</b>.</p>") if kind == "paragraph" else "عنوان فرعي"
    body = nested_form_data({"body": streamfield([(kind, value)])})
    url = page_url("add", "newsroom", "storypage", section("local").pk)
    assert desk.post(url, desk.form(url) | body, headline="عنوان").status_code == 302
    (block,) = newest().get_latest_revision_as_object().body
    assert block.block_type == kind
    assert "الناطق" in str(block.value) or block.value == "عنوان فرعي"


@pytest.mark.parametrize("way", ["one", "bulk"])
def test_a_section_is_not_taken_from_under_its_stories(
    way: str, desk: Any, make_story: Any
) -> None:
    section = make_story().get_parent()
    url = page_url("unpublish", section.pk)
    if way == "bulk":
        url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "unpublish"])
        url += f"?id={section.pk}"
    response = desk.client.post(url, follow=True)
    assert "ألغِ نشر مواد" in response.content.decode()
    assert SectionPage.objects.get(pk=section.pk).live
    desk.post(url, include_descendants="on")
    assert not SectionPage.objects.get(pk=section.pk).live
    assert Tombstone.objects.count() == 1


@pytest.mark.parametrize("way", ["unpublish", "delete", "copy"])
@pytest.mark.parametrize("bulk", [False, True])
def test_an_edition_stays(way: str, bulk: bool, desk: Any, newsroom: Any) -> None:
    url = page_url(way, newsroom.pk)
    if bulk and way != "copy":
        url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", way])
        url += f"?id={newsroom.pk}"
    desk.post(url, {"new_parent_page": "1", "new_title": "x", "new_slug": "x"})
    homes = Page.objects.filter(depth=2)
    assert homes.count() == 2
    assert all(home.live for home in homes)


@pytest.mark.parametrize("way", ["move", "copy"])
def test_a_story_stays_in_its_language(way: str, desk: Any, make_story: Any, section: Any) -> None:
    story, english = make_story(), section("local", "en")
    if way == "move":
        desk.post(page_url("move_confirm", story.pk, english.pk))
        with pytest.raises(ValidationError):
            actions.move_story(story=story, actor=None, section=english)
    else:
        url = page_url("copy", story.pk)
        response = desk.post(url, desk.form(url), new_parent_page=english.pk)
        assert "بلغة أخرى" in response.content.decode()
    assert not StoryPage.objects.descendant_of(english).exists()


def test_a_section_is_published_before_its_stories(desk: Any, newsroom: Any) -> None:
    url = page_url("add", "newsroom", "sectionpage", newsroom.pk)
    desk.post(url, desk.form(url), title="الطقس", slug="weather")
    section = SectionPage.objects.get(slug="weather")
    assert not section.live
    values = {"headline": "عنوان", "action-publish": "1"}
    assert "انشر القسم أولا" in create(desk, section, **values).content.decode()
    assert create(desk, section, headline="عنوان").status_code == 302


def test_other_rooms_speak_above_the_form(
    desk: Any, make_story: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    from django.utils.html import format_html
    from django.utils.safestring import SafeString

    from nashra.newsroom import desk as registry

    monkeypatch.setattr(registry, "_story_notices", [])
    registry.register_story_notice(lambda story, request: format_html("<p>{}</p>", story.title))
    registry.register_story_notice(lambda story, request: SafeString(""))
    url = page_url("edit", make_story("من <المستورد>").pk)
    page = desk.get(url).content.decode()
    assert page.count("nashra-notices") == 1
    assert "<p>من &lt;المستورد&gt;</p>" in page


def test_wagtails_examples_are_gone(newsroom: Any) -> None:
    from django.contrib.auth.models import Group
    from wagtail.models import Workflow

    assert not Group.objects.filter(name__in=["Editors", "Moderators"]).exists()
    assert not Workflow.objects.filter(name="Moderators approval").exists()
