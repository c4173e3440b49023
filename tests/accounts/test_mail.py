"""The queue of mail: nothing waits for a server, and a server that is down loses nothing."""

import logging
import smtplib
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core import mail as django_mail
from django.utils import timezone

from nashra.accounts import mail
from nashra.accounts.models import QueuedMail
from nashra.config.environment import Environment, read_environment
from tests.accounts.smtp_server import mail_server

TO = "salma@mail.example"


@pytest.fixture(autouse=True)
def configured(settings: Any) -> None:
    settings.NASHRA_SMTP_URL = "smtp://mail.example"
    settings.DEFAULT_FROM_EMAIL = "desk@nashra.example"


class Down:
    """A server that refuses, repeating the address as servers do."""

    def __init__(self, **_: Any) -> None:
        self.connection = None

    def open(self) -> None:
        raise smtplib.SMTPResponseException(451, f"<{TO}> try later".encode())

    def close(self) -> None:
        """Nothing is open."""


def due(now: Any = None) -> int:
    return mail.send_due(now)


def test_a_mail_goes_once(db: None) -> None:
    mail.queue(TO, "رمز\nالدخول", "481516")
    assert due() == 1
    assert due() == 0
    [sent] = django_mail.outbox
    assert (sent.to, sent.subject, sent.body) == ([TO], "رمز الدخول", "481516")
    assert sent.from_email == "desk@nashra.example"
    assert not QueuedMail.objects.exists()


def test_a_real_server_gets_arabic_whole_and_refuses_one_alone(db: None, settings: Any) -> None:
    settings.NASHRA_MAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
    body = "رابط الدخول:\n\n.سطر يبدأ بنقطة\n" + "كلمة " * 300
    with mail_server({"gone@mail.example"}) as server:
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.port
        mail.queue(TO, "رمز الدخول إلى صحيفة المرفأ", body, {"List-Unsubscribe": "<https://a.b/c>"})
        mail.queue("gone@mail.example", "رمز", "1")
        mail.queue("hala@mail.example", "رمز", "2")
        assert due() == 2
    assert [to for to, _ in server.taken] == [TO, "hala@mail.example"]
    got = server.taken[0][1]
    assert got["Subject"].strip() == "رمز الدخول إلى صحيفة المرفأ"
    assert (got["To"], got["From"]) == (TO, "desk@nashra.example")
    assert got["List-Unsubscribe"] == "<https://a.b/c>"
    assert got.get_content().split() == body.split()
    [left] = QueuedMail.objects.all()
    assert server.talks == 2
    assert (left.to, left.error) == ("gone@mail.example", "SMTPRecipientsRefused")


def test_a_server_that_is_down_is_asked_again_ever_later(
    db: None, settings: Any, caplog: pytest.LogCaptureFixture
) -> None:
    working, settings.NASHRA_MAIL_BACKEND = settings.NASHRA_MAIL_BACKEND, f"{__name__}.Down"
    mail.queue(TO, "رمز", "1")
    now = timezone.now()
    with caplog.at_level(logging.DEBUG):
        waits = []
        for _ in range(12):
            assert due(now) == 0
            row = QueuedMail.objects.get()
            waits.append(row.next_try - now)
            assert due(row.next_try - timedelta(seconds=1)) == 0
            now = row.next_try
    assert waits[0] == timedelta(seconds=30)
    assert waits == sorted(waits)
    assert waits[-1] == timedelta(hours=2)
    assert TO not in caplog.text
    assert row.error == "SMTPResponseException 451"
    settings.NASHRA_MAIL_BACKEND = working
    assert due(now) == 1


def test_it_is_given_up_after_a_day_and_forgotten_after_a_week(
    db: None, settings: Any, caplog: pytest.LogCaptureFixture
) -> None:
    settings.NASHRA_MAIL_BACKEND = f"{__name__}.Down"
    mail.queue(TO, "رمز", "1")
    late = timezone.now() + timedelta(days=1, minutes=1)
    due(late)
    assert "given up" in caplog.text
    assert TO not in caplog.text
    assert QueuedMail.objects.get().given_up_at == late
    due(late + timedelta(days=8))
    assert not QueuedMail.objects.exists()


def test_nobody_is_promised_a_mail_that_cannot_come(db: None, settings: Any) -> None:
    settings.NASHRA_SMTP_URL = ""
    assert not mail.has_mail()
    with pytest.raises(ValueError, match="NASHRA_SMTP_URL"):
        mail.queue(TO, "رمز", "1")
    assert mail.send_in_background(Path()) == ()


@pytest.fixture
def environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Any:
    def read(**variables: str) -> Environment:
        monkeypatch.setenv("NASHRA_HOME", str(tmp_path))
        for name, value in variables.items():
            monkeypatch.setenv(name, value)
        return read_environment()

    return read


def test_one_variable_names_the_server(environment: Any) -> None:
    given = "smtps://desk%40nashra.example:p%3Aw%2Fd@mail.example"
    server = environment(NASHRA_SMTP_URL=given, NASHRA_MAIL_FROM="a@b.example").mail_server()
    assert (server.host, server.port, server.tls_at_once) == ("mail.example", 465, True)
    assert (server.user, server.password) == ("desk@nashra.example", "p:w/d")


@pytest.mark.parametrize(
    "given",
    ["mail.example", "https://u:secret@mail.example", "smtps://", "smtp://u:secret@a:99999",
     "smtp://u:secret@a:2x", "smtp://[::1"],
)  # fmt: skip
def test_a_wrong_one_is_refused_without_its_password(given: str, environment: Any) -> None:
    with pytest.raises(ValueError, match="NASHRA_SMTP_URL") as error:
        environment(NASHRA_SMTP_URL=given, NASHRA_MAIL_FROM="a@b.example").mail_server()
    assert "secret" not in str(error.value)


def test_a_sender_is_needed(environment: Any) -> None:
    with pytest.raises(ValueError, match="NASHRA_MAIL_FROM"):
        environment(NASHRA_SMTP_URL="smtps://mail.example")
