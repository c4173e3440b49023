"""Writing through forms, as a reader without scripts does."""

import random
import zlib
from base64 import urlsafe_b64encode
from datetime import timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client
from django.utils import timezone
from lxml import html

from nashra.accounts.models import Session
from nashra.changes.unit import unit_of_work
from nashra.community import actions, standards
from nashra.community.models import (
    Comment,
    Commenter,
    Decision,
    Discussion,
    DiscussionSettings,
    Follower,
    Report,
)
from nashra.community.text import LARGEST
from nashra.community.web import common
from tests.community.written import known, write

State = Comment.State


@pytest.fixture
def reader(make_user: Any) -> Any:
    return known(make_user(username="salma", display_name="سلمى"))


@pytest.fixture
def web(reader: Any) -> Client:
    """Signed in, and no click of an earlier test is counted."""
    common.gestures.succeeded(str(reader.pk), "")
    client = Client()
    client.force_login(reader)
    return client


def form(answer: Any) -> dict[str, str]:
    """What the page's first form for a text would send."""
    root = html.document_fromstring(answer.content.decode())
    found = root.xpath("//form[@class='talk-form']")[0]
    return {name: value or "" for name, value in found.fields.items()}


def send(client: Client, story: Any, text: str, **more: str) -> Any:
    return client.post(f"/talk/{story.public_id}/comments/", {"text": text, **more})


def asked(client: Client, url: str, **more: str) -> Any:
    return client.post(url, more, headers={"Accept": "application/json"})


def said(answer: Any) -> str:
    root = html.document_fromstring(answer.content.decode())
    return " ".join(root.xpath("string(//main)").split())


def test_a_comment_of_somebody_known_is_published_at_once(web: Client, story: Any) -> None:
    page = web.get(f"/talk/{story.public_id}/")
    assert page.status_code == 200
    answer = send(web, story, "رأي  في الخبر.\n\n\n\nوسطر آخر", token=form(page)["token"])
    comment = Comment.objects.get()
    assert (comment.state, comment.slot) == (State.PUBLISHED, 0)
    assert comment.text == "رأي في الخبر.\n\nوسطر آخر"
    assert answer.status_code == 302
    assert answer["Location"] == f"/talk/c/{comment.pk}/"
    shown = said(web.get(answer["Location"]))
    assert "منشور" in shown
    assert "خبر للنقاش" in shown


def test_the_pages_say_that_they_are_not_to_be_kept_or_found(web: Client, story: Any) -> None:
    page = web.get(f"/talk/{story.public_id}/")
    assert page["Cache-Control"] == "no-store"
    assert page["X-Robots-Tag"] == "noindex"
    policy = page["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    root = html.document_fromstring(page.content.decode())
    assert not root.xpath("//script[not(@src)]")
    assert root.get("dir") == "rtl"


def test_an_english_story_is_discussed_in_english(web: Client, make_story: Any) -> None:
    story = make_story("A story", language="en")
    page = web.get(f"/talk/{story.public_id}/")
    root = html.document_fromstring(page.content.decode())
    assert (root.get("lang"), root.get("dir")) == ("en", "ltr")
    assert "Write a comment" in said(page)
    assert 'dir="rtl"' in web.get(f"/talk/{story.public_id}/?lang=ar").content.decode()


def test_a_second_attempt_with_the_same_token_is_no_second_comment(web: Client, story: Any) -> None:
    first = send(web, story, "مرة واحدة", token="t1")
    again = send(web, story, "مرة واحدة", token="t1")
    assert first["Location"] == again["Location"]
    assert Comment.objects.count() == 1
    assert Discussion.objects.get().comments == 1


def test_what_was_written_before_signing_in_is_there_afterwards(reader: Any, story: Any) -> None:
    client = Client()
    page = client.get(f"/talk/{story.public_id}/")
    answer = send(client, story, "كتبته قبل الدخول", token=form(page)["token"])
    assert answer.status_code == 302
    way = urlsplit(answer["Location"])
    assert way.path == "/account/login/"
    back = parse_qs(way.query)["next"][0]
    client.force_login(reader)
    client.cookies["talk"] = client.cookies["desk"].value
    page = client.get(back)
    assert form(page)["text"].strip() == "كتبته قبل الدخول"
    send(client, story, form(page)["text"], token=form(page)["token"])
    assert Comment.objects.get().text == "كتبته قبل الدخول"
    assert form(client.get(back))["text"].strip() == ""


def test_nothing_of_a_stranger_is_stored_and_what_was_kept_goes_when_it_was_sent(
    reader: Any, story: Any
) -> None:
    client = Client()
    answer = send(client, story, "كتبته قبل الدخول " * 100)
    assert not Session.objects.exists()
    kept = answer.cookies["draft"]
    assert len(kept.value) < 3000
    assert (kept["path"], kept["httponly"]) == (f"/talk/{story.public_id}/", True)
    client.force_login(reader)
    sent = send(client, story, form(client.get(f"/talk/{story.public_id}/"))["text"])
    assert sent["Location"].startswith("/talk/c/")
    assert sent.cookies["draft"]["max-age"] == 0


def test_a_text_too_long_to_be_kept_stays_on_the_page(story: Any, client: Client) -> None:
    text = "".join(map(chr, random.Random(5).choices(range(0x4E00, 0x9000), k=4000)))
    answer = send(client, story, text)
    assert answer.status_code == 403
    assert form(answer)["text"].strip() == text
    assert "draft" not in answer.cookies
    assert not Session.objects.exists()


@pytest.mark.parametrize(
    "value",
    ["x", "a" * 3000, "ééé", urlsafe_b64encode(zlib.compress(b"\0" * 9_000_000, 9)).decode()],
)
def test_a_forged_kept_text_does_no_harm(story: Any, value: str, client: Client) -> None:
    client.cookies["draft"] = value
    assert client.get(f"/talk/{story.public_id}/").status_code == 200


def test_reading_the_form_gives_a_stranger_no_session(story: Any, client: Client) -> None:
    client.get(f"/talk/{story.public_id}/")
    me = client.get(f"/talk/me.json?story={story.public_id}")
    assert not {"desk", "talk"} & set(client.cookies)
    assert not me.cookies
    assert me.json()["signed_in"] is False


def test_an_answer_to_an_answer_stands_beneath_the_first(web: Client, story: Any) -> None:
    first = write(story, None, guest="ضيف", state="published")
    reply = write(story, None, guest="آخر", state="published", parent=first)
    assert "آخر" in said(web.get(f"/talk/{story.public_id}/?reply={reply.pk}"))
    send(web, story, "جواب الجواب", reply=reply.pk)
    made = Comment.objects.get(text="جواب الجواب")
    assert (made.parent, made.answers, made.slot) == (first, reply, 1)


def test_an_answer_to_what_is_gone_is_given_back(web: Client, story: Any) -> None:
    gone = write(story, None, guest="ضيف", state="waiting")
    answer = send(web, story, "جواب", reply=gone.pk)
    assert answer.status_code == 400
    assert form(answer)["text"].strip() == "جواب"
    assert not Comment.objects.filter(text="جواب").exists()


@pytest.mark.parametrize("text", ["", "  \n ", "\u200b\u202e", "ح" * 2001, "س" * (LARGEST + 1)])
def test_what_cannot_be_taken_is_given_back_with_the_reason(
    web: Client, story: Any, text: str
) -> None:
    answer = send(web, story, text, token="keep-me")
    assert answer.status_code == 400
    assert 'role="alert"' in answer.content.decode()
    assert form(answer)["token"] == "keep-me"
    assert form(answer)["text"].lstrip("\n") == text[:LARGEST].replace("\r", "").lstrip("\n")
    assert not Comment.objects.exists()


def test_a_text_of_a_megabyte_with_half_characters_is_refused_cleanly(
    web: Client, story: Any
) -> None:
    body = b"text=" + b"%ED%A0%80%00" * 80_000
    answer = web.post(
        f"/talk/{story.public_id}/comments/", body,
        content_type="application/x-www-form-urlencoded",
    )  # fmt: skip
    assert answer.status_code == 400
    assert not Comment.objects.exists()


def test_standards_are_accepted_with_the_first_comment(make_user: Any, story: Any) -> None:
    person = make_user(username="new")
    client = Client()
    client.force_login(person)
    assert form(client.get(f"/talk/{story.public_id}/"))["accept"] == ""
    refused = send(client, story, "أول تعليق")
    assert refused.status_code == 400
    number = str(standards.number_in_force())
    send(client, story, "أول تعليق", accept=number)
    assert Commenter.objects.get(pk=person.pk).accepted == int(number)
    comment = Comment.objects.get()
    assert comment.state == State.WAITING
    page = said(client.get(f"/talk/c/{comment.pk}/"))
    assert "ينتظر مشرفا" in page


def test_a_closed_discussion_takes_nothing(web: Client, story: Any) -> None:
    actions.close_discussion(story=story, actor=None)
    assert "<textarea" not in web.get(f"/talk/{story.public_id}/").content.decode()
    answer = send(web, story, "متأخر")
    assert answer.status_code == 400
    assert form(answer)["text"].strip() == "متأخر"


def test_where_there_is_no_discussion_there_is_no_form(web: Client, story: Any) -> None:
    actions.set_discussion_mode(story=story, actor=None, mode="off")
    assert web.get(f"/talk/{story.public_id}/").status_code == 404
    assert send(web, story, "لا شيء").status_code == 404


def test_somebody_suspended_is_told_so_and_keeps_the_text(
    web: Client, reader: Any, story: Any
) -> None:
    actions.ban_person(person=reader, actor=None, rule=standards.rules()[0].key)
    answer = send(web, story, "نص")
    assert answer.status_code == 403
    assert form(answer)["text"].strip() == "نص"
    told = said(web.get("/talk/mine/"))
    assert standards.title(standards.rules()[0], "ar") in told
    sanction = reader.sanctions.get()
    assert sanction.seen_at is not None
    web.post(f"/talk/sanction/{sanction.pk}/appeal/", {"text": "أرجو النظر ثانية"})
    assert sanction.appeal.text == "أرجو النظر ثانية"


def test_a_comment_is_changed_within_five_minutes(web: Client, story: Any) -> None:
    send(web, story, "كتبت خطأ")
    comment = Comment.objects.get()
    page = web.get(f"/talk/c/{comment.pk}/")
    fields = form(page) | {"text": "كتبت صواباً"}
    web.post(f"/talk/c/{comment.pk}/edit/", fields)
    comment.refresh_from_db()
    assert comment.text == "كتبت صواباً"
    assert comment.edited_at is not None
    late = timezone.now() - timedelta(minutes=6)
    with unit_of_work(cause="test"):
        Comment.objects.update(published_at=late)
    answer = web.post(f"/talk/c/{comment.pk}/edit/", fields | {"text": "ثالثة", "version": "2"})
    assert answer.status_code == 400
    assert form(answer)["text"].strip() == "ثالثة"


def test_a_changed_text_that_would_be_held_is_held(web: Client, story: Any) -> None:
    actions.list_words(text="ممنوعة", verdict="banned", actor=None)
    send(web, story, "كلام لطيف")
    comment = Comment.objects.get()
    web.post(f"/talk/c/{comment.pk}/edit/", {"text": "كلمة ممنوعة", "version": "1"})
    comment.refresh_from_db()
    assert comment.state == State.WAITING
    assert Discussion.objects.get().comments == 0


@pytest.mark.parametrize("state", ["published", "waiting"])
def test_one_takes_ones_own_comment_back(web: Client, reader: Any, story: Any, state: str) -> None:
    write(story, None, guest="ضيف", state="published")
    comment = write(story, reader, state=state)
    web.post(f"/talk/c/{comment.pk}/withdraw/")
    web.post(f"/talk/c/{comment.pk}/withdraw/")
    comment.refresh_from_db()
    assert comment.state == State.WITHDRAWN
    assert Discussion.objects.get().comments == 1
    assert Commenter.objects.get(pk=reader.pk).approved == 10


def test_somebody_elses_comment_is_not_shown_nor_changed(
    web: Client, make_user: Any, story: Any
) -> None:
    other = write(story, known(make_user(username="other")), state="waiting")
    assert web.get(f"/talk/c/{other.pk}/").status_code == 404
    for verb in ("edit", "withdraw", "appeal", "respect", "report"):
        assert web.post(f"/talk/c/{other.pk}/{verb}/", {"text": "x"}).status_code == 404
    other.refresh_from_db()
    assert (other.state, other.text) == (State.WAITING, "رأي في الخبر.")


def test_respect_counts_once_and_is_taken_back(web: Client, reader: Any, story: Any) -> None:
    comment = write(story, None, guest="ضيف", state="published")
    for _ in range(2):
        answer = asked(web, f"/talk/c/{comment.pk}/respect/")
        assert answer.json() == {"respects": 1, "mine": True}
    me = web.get(f"/talk/me.json?story={story.public_id}").json()
    assert me["respected"] == [comment.pk]
    assert asked(web, f"/talk/c/{comment.pk}/respect/", undo="1").json()["respects"] == 0
    own = write(story, reader, state="published")
    assert asked(web, f"/talk/c/{own.pk}/respect/").status_code == 400


def test_a_report_names_a_rule_and_many_hide_the_comment(
    web: Client, reader: Any, make_user: Any, story: Any
) -> None:
    comment = write(story, None, guest="ضيف", state="published")
    rule = standards.rules()[0].key
    assert rule in web.get(f"/talk/c/{comment.pk}/report/").content.decode()
    assert asked(web, f"/talk/c/{comment.pk}/report/").status_code == 400
    for _ in range(2):
        asked(web, f"/talk/c/{comment.pk}/report/", rule=rule)
    assert Report.objects.get().rule == rule
    most = DiscussionSettings.load().reports_hide
    for number in range(most - 1):
        client = Client()
        client.force_login(make_user(username=f"r{number}"))
        asked(client, f"/talk/c/{comment.pk}/report/", rule=rule)
    comment.refresh_from_db()
    assert (comment.state, comment.reports) == (State.WAITING, most)
    assert Decision.objects.get(verb="hide").comment_id == comment.pk


def test_following_is_begun_and_ended(web: Client, reader: Any, story: Any, settings: Any) -> None:
    settings.NASHRA_SMTP_URL = "smtps://mail.example:465"
    url = f"/talk/{story.public_id}/follow/"
    assert asked(web, url).json() == {"follows": True}
    assert web.get(f"/talk/me.json?story={story.public_id}").json()["follows"] is True
    asked(web, url, undo="1")
    assert not Follower.objects.exists()


def test_clicks_of_one_person_have_a_limit_and_nobody_elses_count(
    web: Client, reader: Any, make_user: Any, story: Any
) -> None:
    comment = write(story, None, guest="ضيف", state="published")
    for _ in range(60):
        common.gestures.failed(str(reader.pk), "")
    answer = asked(web, f"/talk/c/{comment.pk}/respect/")
    assert answer.status_code == 429
    assert int(answer["Retry-After"]) > 0
    other = Client()
    other.force_login(make_user(username="calm"))
    assert asked(other, f"/talk/c/{comment.pk}/respect/").status_code == 200


def test_a_form_without_its_token_is_refused_and_the_text_given_back(
    reader: Any, story: Any
) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(reader)
    url = f"/talk/{story.public_id}/comments/"
    answer = client.post(url, {"text": "من صفحة قديمة", "token": "abc"})
    assert answer.status_code == 403
    again = form(answer)
    assert again["text"].strip() == "من صفحة قديمة"
    assert client.post(url, again).status_code == 302
    as_json = client.post(url, {"text": "x"}, headers={"Accept": "application/json"})
    assert as_json.status_code == 403
    assert as_json.json()["csrf"]


def test_what_the_script_is_told_of_ones_own_comments(web: Client, reader: Any, story: Any) -> None:
    write(story, reader, "ينتظر <b>", state="waiting")
    me = web.get(f"/talk/me.json?story={story.public_id}").json()
    assert (me["signed_in"], me["name"], me["accepted"], me["open"]) == (
        True, "سلمى", True, True,
    )  # fmt: skip
    (own,) = me["mine"]
    assert own["state"] == "waiting"
    assert own["html"] == '<p dir="auto">ينتظر &lt;b&gt;</p>'
    assert own["told"]
    answer = web.post(
        f"/talk/{story.public_id}/comments/", {"text": "انظر https://example.org/x."},
        headers={"Accept": "application/json"},
    )  # fmt: skip
    assert answer.status_code == 201
    shown = answer.json()["comment"]
    assert shown["state"] == "published"
    assert 'href="https://example.org/x" rel="ugc nofollow noopener"' in shown["html"]


def test_a_desk_form_without_its_token_is_refused_as_ever(newsroom: Any) -> None:
    strict = Client(enforce_csrf_checks=True)
    answer = strict.post("/desk/login/", {"login": "x"})
    assert answer.status_code == 403
    assert b"talk" not in answer.content
