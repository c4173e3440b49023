"""Moderators are told by e-mail, rarely, and of what is new."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from nashra.accounts.models import QueuedMail, Role
from nashra.changes.unit import unit_of_work
from nashra.community import telling
from nashra.community.models import DiscussionSettings
from tests.community.written import report, write


@pytest.fixture(autouse=True)
def _mail(newsroom: Any, settings: Any) -> None:
    settings.NASHRA_SMTP_URL = "smtp://localhost:25"
    chosen = DiscussionSettings.load()
    chosen.notify = "desk@nashra.example\nno address\nother@nashra.example"
    with unit_of_work(cause="test"):
        chosen.save()


def told() -> list[str]:
    return list(QueuedMail.objects.order_by("pk").values_list("to", flat=True))


def test_each_address_gets_one_mail_in_a_quarter_of_an_hour(
    make_story: Callable[..., Any], make_user: Callable[..., Any]
) -> None:
    story, reader, now = make_story(), make_user(), timezone.now()
    assert not telling.tell(now)
    write(story, reader)
    report(write(story, reader, "آخر", state="published"), make_user())
    assert telling.tell(now)
    assert told() == ["desk@nashra.example", "other@nashra.example"]
    mail = QueuedMail.objects.all()[0]
    assert "/desk/discussion/" in mail.body
    assert "تعليق واحد ينتظر." in mail.body
    assert "بلاغ واحد مفتوح." in mail.body
    write(story, reader, "ثالث", ago=timedelta(0))
    assert not telling.tell(now + timedelta(minutes=14))
    assert telling.tell(now + timedelta(minutes=15))
    assert len(told()) == 4


def test_what_was_told_once_is_not_told_again(
    make_story: Callable[..., Any], make_user: Callable[..., Any]
) -> None:
    write(make_story(), make_user())
    now = timezone.now()
    assert telling.tell(now)
    assert not telling.tell(now + timedelta(hours=1))


def test_without_mail_nothing_is_queued_and_nothing_is_offered(
    make_story: Callable[..., Any], make_user: Callable[..., Any], settings: Any, tmp_path: Any
) -> None:
    chief = Client()
    chief.force_login(make_user(Role.CHIEF_EDITOR))
    page = "/desk/settings/community/discussionsettings/1/"
    assert 'name="notify"' in chief.get(page).content.decode()
    settings.NASHRA_SMTP_URL = ""
    write(make_story(), make_user())
    telling.tell_moderators(tmp_path)
    assert told() == []
    assert 'name="notify"' not in chief.get(page).content.decode()
