"""E-mail: queued in a table, sent by the worker in a thread, given up after a day.

Whoever causes a mail never waits for a server, and a server that is down costs nobody a mail.
Addresses are in the table until the mail is gone, and in no log.
"""

import logging
import smtplib
import threading
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import connection
from django.utils import timezone

from nashra.accounts.models import QueuedMail

log = logging.getLogger("nashra.mail")

GIVE_UP_AFTER = timedelta(days=1)
FORGET_AFTER = timedelta(days=7)
"""How long a mail that was given up is shown before it is removed."""
FIRST_WAIT = timedelta(seconds=30)
LONGEST_WAIT = timedelta(hours=2)
AT_ONCE = 50
"""Mails sent over one connection."""


def has_mail() -> bool:
    """Whether mail can be sent; what needs it is not offered otherwise."""
    return bool(settings.NASHRA_SMTP_URL)


def queue(to: str, subject: str, body: str, headers: Mapping[str, str] | None = None) -> None:
    """Puts a plain mail into the queue; it goes out once the running transaction has committed.

    ``headers`` are those beside the usual ones. Raises ValueError where no mail is configured:
    nobody may be promised a mail that cannot come.
    """
    if not has_mail():
        raise ValueError("NASHRA_SMTP_URL is not set")
    QueuedMail.objects.create(
        to=to, subject=" ".join(subject.split()), body=body, headers=dict(headers or {})
    )


class QueueBackend(BaseEmailBackend):
    """Django's way of sending, into the queue; into nothing where no mail is configured."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Queues the plain text of each message for each of its recipients."""
        if not has_mail():
            return 0
        for message in email_messages:
            for to in message.recipients():
                queue(to, str(message.subject), str(message.body))
        return len(email_messages)


def given_up() -> int:
    """How many mails nobody could hand on for a day, within the last week."""
    return QueuedMail.objects.exclude(given_up_at=None).count()


def wait_after(tries: int) -> timedelta:
    """How long to wait after so many failures: doubling, up to two hours."""
    return min(FIRST_WAIT * int(2 ** min(tries - 1, 12)), LONGEST_WAIT)


def _due(now: datetime) -> Iterable[QueuedMail]:
    waiting = QueuedMail.objects.filter(given_up_at=None, next_try__lte=now)
    return waiting.order_by("next_try", "pk")[:AT_ONCE]


def _failed(mail: QueuedMail, error: Exception, now: datetime) -> None:
    mail.tries += 1
    # A server's own words may repeat the address; its number says what is wrong.
    code = getattr(error, "smtp_code", "")
    mail.error = f"{type(error).__name__} {code}".strip()
    mail.next_try = now + wait_after(mail.tries)
    if now - mail.queued_at >= GIVE_UP_AFTER:
        mail.given_up_at = now
        log.error("a mail was given up after %d tries: %s", mail.tries, mail.error)
    mail.save()


def send_due(now: datetime | None = None) -> int:
    """Sends what is due; how many were sent. A refusal of one recipient stops no other."""
    now = now or timezone.now()
    QueuedMail.objects.filter(given_up_at__lt=now - FORGET_AFTER).delete()
    mails = list(_due(now))
    if not mails:
        return 0
    server: Any = get_connection(settings.NASHRA_MAIL_BACKEND)
    sent = 0
    try:
        for mail in mails:
            message = EmailMessage(
                mail.subject, mail.body, settings.DEFAULT_FROM_EMAIL, [mail.to],
                connection=server, headers=mail.headers,
            )  # fmt: skip
            try:
                server.open()
                message.send()
            except (OSError, smtplib.SMTPException, ValueError) as error:
                _failed(mail, error, now)
                with suppress(OSError, smtplib.SMTPException):
                    server.close()
            else:
                mail.delete()
                sent += 1
    finally:
        server.close()
    return sent


_running = threading.Lock()


def _send_and_let_go() -> None:
    try:
        send_due()
    except Exception:
        log.exception("sending mail failed, and is tried again")
    finally:
        connection.close()
        _running.release()


def send_in_background(home: Path) -> tuple[str, ...]:
    """The worker's periodic job: sends in a thread of its own, so that publishing never waits."""
    if has_mail() and _running.acquire(blocking=False):
        if QueuedMail.objects.filter(given_up_at=None, next_try__lte=timezone.now()).exists():
            threading.Thread(target=_send_and_let_go, name="mail", daemon=True).start()
        else:
            _running.release()
    return ()
