"""Nothing legitimate on the desk trips over the unit of work."""

import json
from collections import deque
from typing import Any
from urllib.parse import urljoin, urlsplit

import pytest
from django.urls import Resolver404, resolve, reverse
from lxml import html

from nashra.newsroom.models import HomePage, NewsImage, Person, SectionPage, StoryPage

SKIPPED = {
    "wagtailadmin_logout", "wagtailadmin_error_test", "wagtailadmin_sprite", "wagtail_bulk_action",
}  # fmt: skip


def _links(url: str, content: bytes) -> list[str]:
    if not content.strip():
        return []
    document = html.fromstring(content.decode())
    found = [link for _, attribute, link, _ in document.iterlinks() if attribute == "href"]
    found += document.xpath("//@data-chooser-url | //@data-w-action-url-value")
    return [urljoin(url, link) for link in found]


def _name(url: str) -> str:
    try:
        match = resolve(urlsplit(url).path)
    except Resolver404:
        return ""
    kinds = {HomePage: "home", SectionPage: "section", StoryPage: "story"}
    pk = match.kwargs.get("page_id") or match.kwargs.get("parent_page_id")
    kind = next((name for model, name in kinds.items() if model.objects.filter(pk=pk)), "")
    return f"{match.view_name} {kind}"


def test_every_screen_that_links_lead_to_opens(
    desk: Any, make_story: Any, picture: Any, section: Any
) -> None:
    story = make_story("خبر", authors=("ليلى",), tags=("مدينة",), dateline="بيروت")
    draft = make_story("مسودة", publish=False)
    draft.get_workflow().start(draft, desk.user)
    picture()
    waiting = deque(
        [
            "/desk/",
            reverse("wagtailadmin_explore", args=[section("local").pk]),
            reverse("wagtailadmin_pages:edit", args=[story.pk]),
            reverse("wagtailadmin_pages:history", args=[story.pk]),
            reverse("wagtailsnippets_newsroom_author:list"),
            reverse("wagtailimages:index"),
            *(f"/desk/{name}/" for name in (
                "stories", "users", "groups", "workflows/list", "collections",
                "reports/site-history", "reports/locked", "reports/workflow", "account",
                "settings/newsroom/newsroom/1", "workflows/tasks/index", "sites",
            )),
        ]
    )  # fmt: skip
    seen: set[str] = set()
    paths: set[str] = set()
    failed: dict[str, int] = {}
    while waiting:
        url = waiting.popleft()
        parts = urlsplit(url)
        if parts.path in paths:
            continue
        paths.add(parts.path)
        name = _name(url)
        if parts.netloc not in {"", "testserver"} or not parts.path.startswith("/desk/"):
            continue
        if not name or name in seen or name.split()[0] in SKIPPED:
            continue
        seen.add(name)
        response = desk.client.get(url)
        if response.status_code >= 400 and response.status_code != 405:  # those are buttons
            failed[url] = response.status_code
        if response.get("Content-Type", "").startswith("text/html") and not response.streaming:
            waiting.extend(_links(url, response.content))
        response.close()
    assert failed == {}
    assert len(seen) > 60, sorted(seen)


def _post(desk: Any, url: str, data: dict[str, Any] | None = None, **headers: str) -> Any:
    response = desk.client.post(url, data or {}, headers=headers)
    assert response.status_code < 400, (url, response.status_code)
    return response


def test_what_is_posted_besides_stories(desk: Any, make_story: Any, section: Any) -> None:
    story = make_story()
    for name, args in (("lock", [story.pk]), ("unlock", [story.pk])):
        _post(desk, reverse(f"wagtailadmin_pages:{name}", args=args))
    _post(desk, reverse("wagtailadmin_collections:add"), {"name": "أرشيف", "parent": "1"})
    groups = {
        f"{prefix}-{key}": "0"
        for prefix in (
            "page_permissions", "collection_permissions", "image_permissions",
            "document_permissions",
        )
        for key in ("TOTAL_FORMS", "INITIAL_FORMS")
    }  # fmt: skip
    _post(desk, reverse("wagtailusers_groups:add"), {"name": "ضيوف", **groups})
    session = desk.form(reverse("wagtailadmin_pages:edit", args=[story.pk]))
    assert session
    ping = reverse(
        "wagtailadmin_editing_sessions:ping",
        args=["newsroom", "storypage", str(story.pk), "1"],
    )
    response = desk.client.post(ping)
    assert response.status_code in {200, 404}
    dismiss = reverse("wagtailadmin_dismissibles")
    desk.client.patch(dismiss, json.dumps({"x": True}), content_type="application/json")
    account = reverse("wagtailadmin_account")
    _post(desk, account, desk.form(account))


def test_autosave_keeps_a_draft_of_what_is_published(
    desk: Any, make_story: Any, changed_keys: Any
) -> None:
    from wagtail.test.utils.form_data import nested_form_data, streamfield

    story = make_story()
    url = reverse("wagtailadmin_pages:edit", args=[story.pk])
    data = desk.form(url) | nested_form_data({"body": streamfield([])}) | {"headline": "يُكتب الآن"}
    since = changed_keys()
    response = desk.client.post(url, data, headers={"Accept": "application/json"})
    assert response.json()["success"]
    assert since() == set()
    story = StoryPage.objects.get(pk=story.pk)
    assert story.headline == "عنوان للتجربة"
    assert story.get_latest_revision_as_object().headline == "يُكتب الآن"


@pytest.mark.parametrize("kind", ["person", "tag", "author", "agency", "place", "storyline"])
def test_a_name_is_started_without_leaving_the_story(kind: str, desk: Any) -> None:
    url = reverse(f"wagtailsnippetchoosers_newsroom_{kind}:create")
    form = {"name": "رجب سالم", "slug": "", "aliases": ""}
    answer = desk.client.post(url, form, headers={"X-Requested-With": "XMLHttpRequest"})
    assert answer.json()["step"] == "chosen"
    from django.apps import apps

    assert apps.get_model("newsroom", kind).objects.get().slug == "rjb-salm"


def test_an_address_is_proposed_and_then_kept(desk: Any) -> None:
    url = reverse("wagtailsnippets_newsroom_person:add")
    for _ in range(2):
        assert desk.post(url, desk.form(url), name="رجب سالم").status_code == 302
    slugs = list(Person.objects.order_by("pk").values_list("slug", flat=True))
    assert slugs == ["rjb-salm", "rjb-salm-2"]
    person = Person.objects.first()
    assert person is not None
    edit = reverse("wagtailsnippets_newsroom_person:edit", args=[person.pk])
    desk.post(edit, desk.form(edit), slug="another", name="رجب سالم")
    person.refresh_from_db()
    assert person.slug == "rjb-salm"


def test_a_picture_without_its_size_opens(desk: Any, picture: Any) -> None:
    """A read never writes: what an import left out is filled in when the picture is saved."""
    image = picture()
    assert desk.get(reverse("wagtailimages:edit", args=[image.pk])).status_code == 200
    assert desk.get(reverse("wagtailimages:preview", args=[image.pk, "max-100x100"])).status_code
    assert NewsImage.objects.get().file_size


def test_the_dashboard_says_what_is_live_waiting_and_coming(desk: Any, make_story: Any) -> None:
    from datetime import timedelta

    from django.utils import timezone

    from nashra.newsroom import actions

    make_story("خبر منشور الآن")
    waiting = make_story("خبر ينتظر", publish=False)
    waiting.get_workflow().start(waiting, desk.user)
    coming = make_story("خبر مجدول", publish=False)
    actions.schedule_story(story=coming, actor=None, at=timezone.now() + timedelta(days=1))
    page = html.fromstring(desk.get("/desk/").content.decode())
    columns = {
        section.get("aria-labelledby"): section.text_content()
        for section in page.xpath("//div[@class='nashra-dashboard']/section")
    }
    assert "خبر منشور الآن" in columns["nashra-live"]
    assert "خبر ينتظر" in columns["nashra-waiting"]
    assert "قسم التحرير: البلد" in columns["nashra-waiting"]
    assert "خبر مجدول" in columns["nashra-scheduled"]


def test_the_list_is_narrowed(desk: Any, make_story: Any, section: Any) -> None:
    make_story("خبر محلي")
    make_story("خبر رياضي", slug="sport", urgency="flash")
    make_story("مسودة محلية", publish=False)
    make_story("A story", language="en")

    def shown(**narrow: Any) -> set[str]:
        response = desk.get("/desk/stories/", **narrow)
        assert response.status_code == 200
        return {story.title for story in response.context["object_list"]}

    everything = shown()
    assert everything == {"خبر محلي", "خبر رياضي", "مسودة محلية", "A story"}
    assert shown(section=section("sport").pk) == {"خبر رياضي"}
    assert shown(urgency="flash") == {"خبر رياضي"}
    assert shown(state="draft") == {"مسودة محلية"}
    assert shown(state="live") == everything - {"مسودة محلية"}
    english = section("local", "en").locale_id
    assert shown(language=english) == {"A story"}


def test_an_editor_sees_the_stories_of_their_sections(
    desk_for: Any, make_user: Any, make_story: Any, section: Any
) -> None:
    from nashra.accounts.models import Role

    make_story("خبر محلي")
    make_story("خبر رياضي", slug="sport")
    desk = desk_for(make_user(Role.DESK_EDITOR, section("sport")))
    listed = desk.get("/desk/stories/").context["object_list"]
    assert {story.title for story in listed} == {"خبر رياضي"}
