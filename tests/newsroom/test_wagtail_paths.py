"""Every way in which Wagtail changes what readers see: it reaches the outbox, or it never was.

The list is that of docs/decisions/0003-one-unit-of-work.md.
"""

import io
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image
from wagtail.signals import page_published, page_unpublished
from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield

from nashra.accounts.models import Role
from nashra.changes import unit
from nashra.changes.unit import unit_of_work
from nashra.newsroom import actions
from nashra.newsroom.models import (
    Author,
    HomePage,
    StoryPage,
    Tag,
    Tombstone,
)


@dataclass
class World:
    """What a path finds: a published story with everything about it, and a draft."""

    desk: Any
    story: Any
    draft: Any
    section: Callable[..., Any]

    def url(self, name: str, *args: Any) -> str:
        return reverse(f"wagtailadmin_pages:{name}", args=args)

    def edit(self, page: Any, **values: Any) -> Any:
        url = self.url("edit", page.pk)
        data = self.desk.form(url)
        data = {k: v for k, v in data.items() if not k.startswith("action-")}
        if isinstance(page, StoryPage):
            data |= BODY
        return self.desk.post(url, data, **values)

    def bulk(self, action: str, *pages: Any, **data: Any) -> Any:
        url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", action])
        ids = "&".join(f"id={page.pk}" for page in pages)
        return self.desk.post(f"{url}?{ids}", data)


BODY = nested_form_data({"body": streamfield([("paragraph", rich_text("<p>نص جديد تماما.</p>"))])})


@pytest.fixture(scope="module")
def built() -> dict[str, Any]:
    return {}


@pytest.fixture
def world(
    built: dict[str, Any], rows: Any, make_user: Any, desk_for: Any, make_story: Any,
    section: Any, picture: Any,
) -> World:  # fmt: skip
    """Building it takes longer than what is tried on it, so its rows are put back each time."""
    if built:
        built["rows"].put_back()
    else:
        make_user(Role.ADMINISTRATOR, username="chief")
        story = make_story(
            "خبر منشور", authors=("ليلى",), agencies=("وكالة",), tags=("مدينة",), dateline="بيروت"
        )
        with unit_of_work(cause="test"):
            story.lead_image, story.lead_alt = picture(), "مشهد"
            story.save_revision().publish()
        make_story("مسودة جاهزة", publish=False)
        built["rows"] = rows.now()
    stories = StoryPage.objects
    return World(
        desk=desk_for(get_user_model().objects.get(username="chief")),
        story=stories.get(title="خبر منشور"),
        draft=stories.get(title="مسودة جاهزة"),
        section=section,
    )


# --- the paths: each does one thing over HTTP and returns the keys that must be named ------------


def publish_from_the_form(w: World) -> tuple[Any, set[str]]:
    response = w.edit(w.story, **{"action-publish": "1", "headline": "عنوان مصحح"})
    return response, {f"story:{w.story.public_id}/card", f"story:{w.story.public_id}/body"}


def create_and_publish(w: World) -> tuple[Any, set[str]]:
    url = w.url("add", "newsroom", "storypage", w.section("sport").pk)
    data = w.desk.form(url) | BODY
    data |= {"headline": "خبر جديد", "action-publish": "1"}
    return w.desk.post(url, data), {f"list:section:{w.section('sport').pk}/head"}


def unpublish(w: World) -> tuple[Any, set[str]]:
    return w.desk.post(w.url("unpublish", w.story.pk)), {f"story:{w.story.public_id}/state"}


def delete(w: World) -> tuple[Any, set[str]]:
    return w.desk.post(w.url("delete", w.story.pk)), {f"story:{w.story.public_id}/state"}


def move(w: World) -> tuple[Any, set[str]]:
    sport = w.section("sport")
    url = w.url("move_confirm", w.story.pk, sport.pk)
    return w.desk.post(url), {f"story:{w.story.public_id}/card", f"list:section:{sport.pk}/head"}


def copy_and_publish(w: World) -> tuple[Any, set[str]]:
    url = w.url("copy", w.story.pk)
    data = w.desk.form(url) | {"publish_copies": "on", "new_title": "نسخة"}
    return w.desk.post(url, data), {f"list:section:{w.section('local').pk}/head"}


def revert_and_publish(w: World) -> tuple[Any, set[str]]:
    first = w.story.revisions.order_by("pk").first()
    url = w.url("revisions_revert", w.story.pk, first.pk)
    data = w.desk.form(url) | BODY
    data |= {"action-publish": "1", "headline": "العنوان الأول"}
    return w.desk.post(w.url("edit", w.story.pk), data), {f"story:{w.story.public_id}/card"}


def _submitted(w: World) -> Any:
    w.draft.get_workflow().start(w.draft, w.desk.user)
    return w.draft.current_workflow_task_state


def approve(w: World) -> tuple[Any, set[str]]:
    url = w.url("workflow_action", w.draft.pk, "approve", _submitted(w).pk)
    return w.desk.post(url), {f"story:{w.draft.public_id}/state"}


def approve_from_the_form(w: World) -> tuple[Any, set[str]]:
    _submitted(w)
    response = w.edit(w.draft, **{"action-workflow-action": "1", "workflow-action-name": "approve"})
    return response, {f"story:{w.draft.public_id}/state"}


def bulk_publish(w: World) -> tuple[Any, set[str]]:
    return w.bulk("publish", w.draft), {f"story:{w.draft.public_id}/state"}


def bulk_unpublish(w: World) -> tuple[Any, set[str]]:
    return w.bulk("unpublish", w.story), {f"story:{w.story.public_id}/state"}


def bulk_delete(w: World) -> tuple[Any, set[str]]:
    return w.bulk("delete", w.story), {f"story:{w.story.public_id}/state"}


def bulk_move(w: World) -> tuple[Any, set[str]]:
    sport = w.section("sport")
    return w.bulk("move", w.story, chooser=sport.pk), {f"list:section:{sport.pk}/head"}


def correct(w: World) -> tuple[Any, set[str]]:
    url = reverse("nashra_correct", args=[w.story.pk])
    return w.desk.post(url, note="صُحح الرقم."), {"corrections:ar/page/0"}


def retract(w: World) -> tuple[Any, set[str]]:
    url = reverse("nashra_retract", args=[w.story.pk])
    return w.desk.post(url, reason="لم يثبت."), {f"story:{w.story.public_id}/state"}


def restore(w: World) -> tuple[Any, set[str]]:
    actions.retract_story(story=w.story, actor=None, reason="لم يثبت.")
    url = reverse("nashra_restore", args=[w.story.pk])
    return w.desk.post(url), {f"story:{w.story.public_id}/state"}


def save_name(w: World) -> tuple[Any, set[str]]:
    author = Author.objects.get(name="ليلى")
    url = reverse("wagtailsnippets_newsroom_author:edit", args=[author.pk])
    return w.desk.post(url, w.desk.form(url) | {"name": "ليلى نصار"}), {f"author:{author.pk}"}


def delete_name(w: World) -> tuple[Any, set[str]]:
    tag = Tag.objects.get(name="مدينة")
    url = reverse("wagtailsnippets_newsroom_tag:delete", args=[tag.pk])
    keys = {f"tag:{tag.pk}", f"story:{w.story.public_id}/body", f"list:tag:{tag.pk}:ar/head"}
    return w.desk.post(url), keys


def bulk_delete_names(w: World) -> tuple[Any, set[str]]:
    tag = Tag.objects.get(name="مدينة")
    url = reverse("wagtail_bulk_action", args=["newsroom", "tag", "delete"])
    return w.desk.post(f"{url}?id={tag.pk}"), {f"tag:{tag.pk}"}


def edit_picture(w: World) -> tuple[Any, set[str]]:
    image = w.story.lead_image
    out = io.BytesIO()
    Image.new("RGB", (60, 60), "red").save(out, "JPEG")
    url = reverse("wagtailimages:edit", args=[image.pk])
    data = {k: v for k, v in w.desk.form(url).items() if k != "file"}
    file = SimpleUploadedFile("new.jpg", out.getvalue(), "image/jpeg")
    return w.desk.post(url, data, file=file), {f"image:{image.pk}"}


def delete_picture(w: World) -> tuple[Any, set[str]]:
    image = w.story.lead_image
    url = reverse("wagtailimages:delete", args=[image.pk])
    return w.desk.post(url), {f"image:{image.pk}", f"story:{w.story.public_id}/card"}


def bulk_delete_pictures(w: World) -> tuple[Any, set[str]]:
    image = w.story.lead_image
    url = reverse("wagtail_bulk_action", args=["newsroom", "newsimage", "delete"])
    return w.desk.post(f"{url}?id={image.pk}"), {f"image:{image.pk}"}


def rename_section(w: World) -> tuple[Any, set[str]]:
    local = w.section("local")
    response = w.edit(local, **{"title": "المدينة", "action-publish": "1"})
    return response, {f"section:{local.pk}", "site:ar"}


def delete_section(w: World) -> tuple[Any, set[str]]:
    local = w.section("local")
    keys = {f"section:{local.pk}", "site:ar", f"story:{w.story.public_id}/state"}
    return w.desk.post(w.url("delete", local.pk)), keys


def reorder_sections(w: World) -> tuple[Any, set[str]]:
    url = w.url("set_page_position", w.section("sport").pk)
    return w.desk.post(f"{url}?position=0"), {"site:ar"}


def save_settings(w: World) -> tuple[Any, set[str]]:
    url = reverse("wagtailsettings:edit", args=["newsroom", "newsroom", 1])
    return w.desk.post(url, w.desk.form(url) | {"zone": "Africa/Cairo"}), {"site:ar", "site:en"}


def lead_the_front_page(w: World) -> tuple[Any, set[str]]:
    home = HomePage.objects.get(locale__language_code="ar")
    response = w.edit(
        home,
        **{
            "action-publish": "1",
            "lead_items-TOTAL_FORMS": "1",
            "lead_items-0-story": str(w.story.pk),
            "lead_items-0-ORDER": "1",
            "lead_items-0-id": "",
            "lead_items-0-DELETE": "",
        },
    )
    return response, {"home:ar"}


def create_static_page(w: World) -> tuple[Any, set[str]]:
    home = HomePage.objects.get(locale__language_code="ar")
    url = w.url("add", "newsroom", "staticpage", home.pk)
    data = w.desk.form(url) | {
        "title": "من نحن", "slug": "about", "kind": "about",
        "body": rich_text("<p>نحن.</p>"), "action-publish": "1",
    }  # fmt: skip
    return w.desk.post(url, data), {"site:ar"}


PATHS = [
    publish_from_the_form, create_and_publish, unpublish, delete, move, copy_and_publish,
    revert_and_publish, approve, approve_from_the_form, bulk_publish, bulk_unpublish, bulk_delete,
    bulk_move, correct, retract, restore, save_name, delete_name, bulk_delete_names, edit_picture,
    delete_picture, bulk_delete_pictures, rename_section, delete_section, reorder_sections,
    save_settings, lead_the_front_page, create_static_page,
]  # fmt: skip

RECORD = Path(__file__).parents[2] / "docs" / "decisions" / "0003-one-unit-of-work.md"


def test_the_decision_record_lists_every_path() -> None:
    listed = set(re.findall(r"`(\w+)`", RECORD.read_text(encoding="utf-8")))
    assert {path.__name__ for path in PATHS} <= listed


all_paths = pytest.mark.parametrize("path", PATHS, ids=lambda path: path.__name__)


@all_paths
def test_a_change_commits_with_its_outbox_row(
    path: Callable[[World], tuple[Any, set[str]]], world: World, changed_keys: Any
) -> None:
    since = changed_keys()
    response, keys = path(world)
    assert response.status_code in (200, 302), response.content.decode()[:2000]
    assert keys <= since()


@all_paths
def test_a_failure_after_the_signal_leaves_neither(
    path: Callable[[World], tuple[Any, set[str]]],
    world: World,
    snapshot: Any,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    if path is restore:
        actions.retract_story(story=world.story, actor=None, reason="لم يثبت.")
        monkeypatch.setattr(actions, "retract_story", lambda **_: None)
    if path in (approve, approve_from_the_form):
        state = _submitted(world)
        monkeypatch.setitem(path.__globals__, "_submitted", lambda w: state)
    before = snapshot()

    def fail(running: Any) -> None:
        raise RuntimeError("the machine died here")

    monkeypatch.setattr(unit, "_commit", fail)
    response, _ = path(world)
    assert response.status_code == 500
    assert snapshot() == before


@pytest.mark.parametrize("path", [publish_from_the_form, create_and_publish, approve, bulk_publish])
def test_a_receiver_that_raises_undoes_a_publication(
    path: Callable[[World], tuple[Any, set[str]]], world: World, changed_keys: Any
) -> None:
    def receiver(**_: Any) -> None:
        raise RuntimeError("a plug-in fails")

    since = changed_keys()
    page_published.connect(receiver)
    try:
        response, _ = path(world)
    finally:
        page_published.disconnect(receiver)
    assert response.status_code == 500
    assert since() == set()
    assert not StoryPage.objects.get(pk=world.draft.pk).live
    assert StoryPage.objects.get(pk=world.story.pk).headline == "خبر منشور"


@pytest.mark.parametrize("path", [unpublish, bulk_unpublish, retract])
def test_a_receiver_that_raises_undoes_a_withdrawal(
    path: Callable[[World], tuple[Any, set[str]]], world: World, changed_keys: Any
) -> None:
    def receiver(**_: Any) -> None:
        raise RuntimeError("a plug-in fails")

    since = changed_keys()
    page_unpublished.connect(receiver)
    try:
        response, _ = path(world)
    finally:
        page_unpublished.disconnect(receiver)
    assert response.status_code == 500
    assert since() == set()
    assert StoryPage.objects.get(pk=world.story.pk).live
    assert not Tombstone.objects.exists()
