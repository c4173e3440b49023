"""The posting screen as a browser sends it, with and without its script."""

from collections.abc import Callable
from typing import Any

import pytest
from django.urls import reverse
from lxml import html

from nashra.accounts.models import Role
from nashra.changes.unit import unit_of_work
from nashra.newsroom import actions
from nashra.newsroom.actions import EntryContent
from nashra.newsroom.admin.live_text import to_html, to_text
from nashra.newsroom.models import Coverage, JournalEntry, NewsImage, StoryPage

DATA = {"headers": {"Accept": "application/json"}}


@pytest.fixture
def coverage(make_story: Any) -> Coverage:
    return actions.start_coverage(story=make_story("العاصفة"), actor=None)


def url(coverage: Coverage, name: str = "", *more: Any) -> str:
    return reverse(f"nashra_live{name}", args=[coverage.story_id, *more])


def fields(desk: Any, address: str, selector: str = "//form[@id='nl-new']") -> dict[str, Any]:
    """What the browser would send of a form of the page, untouched."""
    page = desk.get(address)
    assert page.status_code == 200
    (form,) = html.document_fromstring(page.content.decode()).xpath(selector)
    return {name: value for name, value in form.form_values() if name != "csrfmiddlewaretoken"}


def test_a_coverage_is_started_from_the_story_and_shown_first_on_the_desk(
    desk: Any, make_story: Any
) -> None:
    story = make_story("العاصفة")
    edit = desk.get(reverse("wagtailadmin_pages:edit", args=[story.pk])).content.decode()
    address = reverse("nashra_live", args=[story.pk])
    assert address in edit
    assert "nl-new" not in desk.get(address).content.decode()
    answer = desk.post(reverse("nashra_live_state", args=[story.pk, "start"]))
    assert answer.status_code == 302
    assert "nl-new" in desk.get(address).content.decode()
    assert address in desk.get(reverse("wagtailadmin_home")).content.decode()


def test_without_scripts_a_form_posts_and_comes_back(desk: Any, coverage: Coverage) -> None:
    sent = fields(desk, url(coverage)) | {"body": "فُتح الطريق.\n\n*عاجل* تماماً", "key": "on"}
    assert desk.post(url(coverage, "_post"), sent).status_code == 302
    assert desk.post(url(coverage, "_post"), sent).status_code == 302
    entry = coverage.entries.get()
    assert entry.content["html"] == "<p>فُتح الطريق.</p><p><b>عاجل</b> تماماً</p>"
    assert (entry.key, entry.by) == (True, desk.user)
    assert "فُتح الطريق." in desk.get(url(coverage)).content.decode()


def test_without_scripts_nothing_typed_is_lost(desk: Any, coverage: Coverage) -> None:
    sent = fields(desk, url(coverage)) | {"kind": "statement", "text": "لن نغلق الحوض"}
    answer = desk.post(url(coverage, "_post"), sent)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "لن نغلق الحوض" in page
    assert "اذكر من قاله." in page


def test_a_script_gets_the_list_with_the_answer(desk: Any, coverage: Coverage) -> None:
    sent = fields(desk, url(coverage)) | {"body": "فُتح الطريق."}
    answer = desk.client.post(url(coverage, "_post"), sent, **DATA)
    assert answer.json()["ok"] is True
    assert "فُتح الطريق." in answer.json()["list"]
    have = {"have": answer.json()["stamp"]}
    assert desk.client.get(url(coverage), have, **DATA).status_code == 204
    actions.pause_coverage(coverage=coverage, actor=None)
    assert "متوقفة" in desk.client.get(url(coverage), have, **DATA).json()["state"]
    refused = desk.client.post(url(coverage, "_post"), sent | {"body": " ", "token": "2"}, **DATA)
    assert refused.status_code == 422
    assert refused.json()["errors"] == {"body": ["اكتب شيئاً."]}


@pytest.mark.parametrize("script", [True, False])
def test_two_editors_see_both_texts_and_lose_none(
    desk: Any, coverage: Coverage, make_user: Any, desk_for: Any, script: bool
) -> None:
    entry = actions.post_entry(
        coverage=coverage, actor=None, content=EntryContent(html="<p>الأول</p>")
    )
    other = desk_for(make_user(Role.DESK_EDITOR, username="samar"))
    address, chosen = f"{url(coverage)}?edit={entry.pk}", "//form[@data-entry]"
    mine, theirs = fields(desk, address, chosen), fields(other, address, chosen)
    target = url(coverage, "_edit", entry.pk)
    assert other.post(target, theirs | {"body": "نص سمر"}).status_code == 302
    more = DATA if script else {}
    answer = desk.client.post(target, mine | {"body": "نصي"}, **more)
    assert answer.status_code == 409
    shown = answer.json()["form"] if script else answer.content.decode()
    assert all(words in shown for words in ("نص سمر", "نصي", "samar"))
    entry.refresh_from_db()
    assert entry.content["html"] == "<p>نص سمر</p>"
    (form,) = html.document_fromstring(shown).xpath(chosen)
    assert desk.client.post(target, dict(form.form_values()), **more).status_code in {200, 302}
    entry.refresh_from_db()
    assert entry.content["html"] == "<p>نصي</p>"


def test_every_kind_goes_in_and_comes_back_the_same(
    desk: Any, coverage: Coverage, picture: Callable[..., NewsImage], make_story: Any
) -> None:
    other, image = make_story("الطريق"), picture()
    kinds: dict[str, dict[str, Any]] = {
        "statement": {
            "text": "لن نغلق", "speaker": "مدير الميناء", "said_on": "2026-11-20", "quoted": "on",
        },
        "picture": {"image": str(image.pk), "alt": "رافعة", "caption": "الحوض", "credit": "نشرة"},
        "link": {"story": f"https://nashra.example/a/{other.public_id}/", "body": "اقرأ."},
        "text": {"title": "عنوان", "body": "نص [هنا](https://a.example/x)"},
    }  # fmt: skip
    for kind, values in kinds.items():
        sent = fields(desk, url(coverage)) | {"kind": kind} | values
        assert desk.post(url(coverage, "_post"), sent).status_code == 302, kind
    for entry in coverage.entries.all():
        before = entry.content
        address = f"{url(coverage)}?edit={entry.pk}"
        again = fields(desk, address, "//form[@data-entry]")
        assert desk.post(url(coverage, "_edit", entry.pk), again).status_code == 302
        entry.refresh_from_db()
        assert (entry.content, entry.version) == (before, 1)


def test_a_picture_from_a_telephone_is_stored_and_posted(
    desk: Any, coverage: Coverage, picture: Callable[..., NewsImage]
) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile

    with picture().file.open() as file:
        upload = SimpleUploadedFile("phone.jpg", file.read(), "image/jpeg")
    sent = fields(desk, url(coverage)) | {"kind": "picture", "alt": "موج", "upload": upload}
    assert desk.post(url(coverage, "_post"), sent).status_code == 302
    image = NewsImage.objects.get(pk=coverage.entries.get().content["image"])
    assert (image.alt, image.uploaded_by_user) == ("موج", desk.user)


def test_retracting_approving_and_ending_in_place(
    desk: Any, coverage: Coverage, make_user: Any, desk_for: Any
) -> None:
    reporter = make_user(Role.REPORTER)
    with unit_of_work(cause="test"):
        StoryPage.objects.filter(pk=coverage.story_id).update(owner=reporter)
    theirs = desk_for(reporter)
    sent = fields(theirs, url(coverage)) | {"body": "من المراسل"}
    assert theirs.post(url(coverage, "_post"), sent).status_code == 302
    entry = coverage.entries.get()
    assert entry.state == JournalEntry.State.WAITING
    assert theirs.post(url(coverage, "_approve", entry.pk)).status_code in {302, 403}
    entry.refresh_from_db()
    assert entry.state == JournalEntry.State.WAITING
    desk.post(url(coverage, "_approve", entry.pk))
    entry.refresh_from_db()
    assert entry.state == JournalEntry.State.PUBLISHED
    assert desk.post(url(coverage, "_retract", entry.pk), reason="").status_code == 422
    desk.post(url(coverage, "_retract", entry.pk), reason="لم يثبت")
    entry.refresh_from_db()
    assert entry.state == JournalEntry.State.RETRACTED
    soon = {"next_expected_at": "2999-01-01T10:00"}
    for verb, data, state in (
        ("pause", soon, "paused"), ("resume", {}, "live"), ("end", {"summary": "انتهى"}, "ended"),
        ("reopen", {}, "live"), ("pause", {}, "paused"),
    ):  # fmt: skip
        assert desk.post(url(coverage, "_state", verb), data).status_code == 302
        coverage.refresh_from_db()
        assert coverage.state == state
    assert desk.post(url(coverage, "_state", "explode")).status_code == 422


@pytest.mark.parametrize("role", [Role.REPORTER, Role.MODERATOR, None])
def test_who_may_not_edit_the_story_does_not_come_in(
    coverage: Coverage, make_user: Any, desk_for: Any, role: Role | None
) -> None:
    desk = desk_for(make_user(role))
    assert desk.get(url(coverage)).status_code in {302, 403}
    desk.post(url(coverage, "_post"), {"kind": "text", "body": "نص", "token": "1"})
    assert not coverage.entries.exists()


@pytest.mark.parametrize(
    "text",
    [
        "سطر واحد", "فقرة\n\nوأخرى", "سطر\nوسطر", "*غليظ* في الوسط", "[كلمات](https://a.example/x)",
        "https://a.example/x?y=1&z=2", "<script>x</script> & <b>", "5*3 و*2*4",
        "انظر https://a.example/x. ثم",
    ],
)  # fmt: skip
def test_what_was_typed_comes_back_from_its_markup(text: str) -> None:
    assert to_text(to_html(text)) == text
