"""Followers are told by mail, seldom, and end it with one click."""

import re
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.core import mail as outbox
from django.test import Client
from django.utils import timezone
from lxml import html

from nashra.accounts import mail
from nashra.accounts.models import QueuedMail
from nashra.changes.unit import unit_of_work
from nashra.community import actions, following
from nashra.community.models import Follower
from tests.community.written import write

ANY = Path("unused")
LONG_AGO = timedelta(hours=3)


@pytest.fixture(autouse=True)
def with_mail(settings: Any) -> None:
    settings.NASHRA_SMTP_URL = "smtps://mail.example:465"


@pytest.fixture
def reader(make_user: Any) -> Any:
    user = make_user(username="salma", display_name="سلمى")
    EmailAddress.objects.create(user=user, email="salma@example.org", verified=True, primary=True)
    return user


@pytest.fixture
def other(make_user: Any) -> Any:
    return make_user(username="omar", display_name="عمر")


def follow(story: Any, person: Any, comment: Any = None, ago: timedelta = LONG_AGO) -> Follower:
    follower = actions.follow_discussion(story=story, person=person, comment=comment)
    with unit_of_work(cause="test"):
        Follower.objects.filter(pk=follower.pk).update(told_until=timezone.now() - ago)
    return follower


def told() -> list[QueuedMail]:
    following.tell_followers(ANY)
    return list(QueuedMail.objects.order_by("pk"))


def test_what_is_new_is_told_once_in_the_language_of_the_story(
    story: Any, reader: Any, other: Any
) -> None:
    follow(story, reader)
    comment = write(story, other, "رأي جديد في الخبر.", state="published")
    [letter] = told()
    assert letter.to == "salma@example.org"
    assert letter.subject == "نقاش: خبر للنقاش"
    assert "تعليق جديد" in letter.body
    assert "رأي جديد في الخبر." in letter.body
    assert f"#c-{comment.pk}" in letter.body
    assert told() == [letter]


def test_nobody_is_told_of_their_own_of_old_or_of_waiting_comments(
    story: Any, reader: Any, other: Any
) -> None:
    write(story, other, "قبل المتابعة.", state="published", ago=timedelta(hours=4))
    follow(story, reader)
    write(story, reader, "تعليقي.", state="published")
    write(story, other, "ينتظر.")
    assert told() == []


def test_two_mails_are_an_hour_apart(story: Any, reader: Any, other: Any) -> None:
    follow(story, reader, ago=timedelta(minutes=59))
    write(story, other, state="published")
    assert told() == []
    with unit_of_work(cause="test"):
        Follower.objects.update(told_until=timezone.now() - timedelta(minutes=61))
    assert len(told()) == 1


def test_whoever_follows_a_comment_is_told_of_its_answers_alone(
    story: Any, reader: Any, other: Any
) -> None:
    mine = write(story, reader, "تعليقي.", state="published", ago=LONG_AGO)
    follow(story, reader, mine)
    write(story, other, "كلام آخر.", state="published")
    write(story, other, "رد عليك.", state="published", parent=mine)
    [letter] = told()
    assert letter.subject == "ردود على تعليقك: خبر للنقاش"
    assert "رد عليك." in letter.body
    assert "كلام آخر." not in letter.body


def test_many_comments_are_one_mail_that_counts_them(story: Any, reader: Any, other: Any) -> None:
    follow(story, reader)
    for number in range(following.SHOWN + 5):
        write(story, other, f"رأي رقم {number} هنا.", state="published")
    [letter] = told()
    assert "15 تعليقا جديدا" in letter.body
    assert letter.body.count("#c-") == following.SHOWN


def test_an_address_that_is_not_proven_gets_nothing(story: Any, reader: Any, other: Any) -> None:
    EmailAddress.objects.update(verified=False)
    follow(story, reader)
    write(story, other, state="published")
    assert told() == []


def test_a_name_or_headline_adds_no_header(make_story: Any, reader: Any, other: Any) -> None:
    story = make_story("عنوان في\nسطرين\nBcc: x@example.org")
    follow(story, reader)
    write(story, other, state="published")
    told()
    mail.send_due()
    [message] = outbox.outbox
    assert message.recipients() == ["salma@example.org"]
    assert "\n" not in message.subject


def link(letter: QueuedMail) -> str:
    found = re.search(r"https?://[^/]+(/talk/unfollow/\S+)", letter.body)
    assert found
    return found[1]


def test_the_link_asks_and_one_click_ends_it_without_signing_in(
    story: Any, reader: Any, other: Any
) -> None:
    follow(story, reader)
    write(story, other, state="published")
    [letter] = told()
    stranger = Client(enforce_csrf_checks=True)
    page = stranger.get(link(letter))
    assert page.status_code == 200
    assert html.document_fromstring(page.content.decode()).xpath("//main//form//button")
    assert Follower.objects.count() == 1
    mail.send_due()
    headers = outbox.outbox[0].message()
    assert link(letter) in headers["List-Unsubscribe"].replace("\n", "").replace(" ", "")
    assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    sent = stranger.post(link(letter), {"List-Unsubscribe": "One-Click"})
    assert sent.status_code == 200
    assert not sent.cookies
    assert not Follower.objects.exists()
    assert stranger.get(link(letter)).status_code == 200


def test_a_forged_link_ends_nothing(story: Any, reader: Any) -> None:
    ticket = following.ticket(follow(story, reader))
    number, _, signature = ticket.partition(":")
    for forged in (
        f"{int(number) + 1}:{signature}",
        number,
        f"{number}:x",
        f"{number}:{signature}x",
    ):
        assert Client().post(f"/talk/unfollow/{forged}/").status_code == 200
    assert Follower.objects.count() == 1


def test_without_mail_nothing_is_offered_or_queued(
    story: Any, reader: Any, other: Any, settings: Any
) -> None:
    settings.NASHRA_SMTP_URL = ""
    follow(story, reader)
    write(story, other, state="published")
    assert told() == []


def signed_in(reader: Any) -> Client:
    client = Client()
    client.force_login(reader)
    return client


def test_without_mail_following_is_refused_in_words(story: Any, reader: Any, settings: Any) -> None:
    settings.NASHRA_SMTP_URL = ""
    comment = write(story, reader, state="published")
    client = signed_in(reader)
    page = client.get(f"/talk/c/{comment.pk}/").content.decode()
    assert "/follow/" not in page
    assert client.get(f"/talk/me.json?story={story.public_id}").json()["mail"] is False
    answer = client.post(f"/talk/{story.public_id}/follow/")
    assert answer.status_code == 400
    assert "لا تُرسل" in answer.content.decode()
    assert not Follower.objects.exists()


def test_following_needs_no_script(story: Any, reader: Any) -> None:
    comment = write(story, reader, state="published")
    client = signed_in(reader)
    page = html.document_fromstring(client.get(f"/talk/c/{comment.pk}/").content.decode())
    for form in page.xpath("//form[contains(@action, '/follow/')]"):
        assert client.post(form.get("action")).status_code == 302
    assert Follower.objects.filter(person=reader).count() == 2
    again = html.document_fromstring(client.get(f"/talk/c/{comment.pk}/").content.decode())
    assert not again.xpath("//form[contains(@action, '/follow/')]")
    listed = html.document_fromstring(client.get("/talk/mine/").content.decode())
    for form in listed.xpath("//form[contains(@action, '/follow/')]"):
        assert client.post(form.get("action"), {"undo": "1"}).status_code == 302
    assert not Follower.objects.exists()


def test_respecting_needs_no_script(story: Any, reader: Any, other: Any) -> None:
    comment = write(story, other, state="published")
    client = signed_in(reader)
    url = f"/talk/c/{comment.pk}/respect/"
    for wanted in (1, 0):
        page = html.document_fromstring(client.get(url).content.decode())
        [form] = page.xpath("//main//form")
        assert client.post(url, dict(form.fields)).status_code == 302
        comment.refresh_from_db()
        assert comment.respects == wanted
    assert Client().get(url)["Location"].startswith("/account/login/?next=%2Ftalk%2Fc%2F")
