"""E-mail to moderators: what came in since the last one, at most once in a quarter of an hour."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from nashra.accounts import mail
from nashra.community.models import (
    Appeal,
    Comment,
    Decision,
    DiscussionSettings,
    Report,
    Telling,
)
from nashra.newsroom.queries import newsroom

PAUSE: Final = timedelta(minutes=15)
LONGEST: Final = timedelta(days=1)
"""What waits for longer is no news, however long the server was away."""
MOST: Final = 20
"""Addresses that are told."""


def addresses() -> list[str]:
    """Who is told; lines that are no address are left out."""
    found = []
    for line in DiscussionSettings.load().notify.split():
        try:
            validate_email(line)
        except ValidationError:
            continue
        found.append(line)
    return list(dict.fromkeys(found))[:MOST]


def tell_moderators(home: Path) -> Collection[str]:
    """Queues a mail for each address where something came in; touches no page."""
    if mail.has_mail():
        tell(timezone.now())
    return ()


def tell(now: datetime) -> bool:
    """Whether somebody was told. ``now`` is zone-aware."""
    last = Telling.objects.first()
    if last is not None and now < last.at + PAUSE:
        return False
    to = addresses()
    lines = _lines(max(last.at, now - LONGEST) if last else now - LONGEST) if to else []
    if not lines:
        return False
    with transaction.atomic():
        Telling.objects.update_or_create(pk=1, defaults={"at": now})
        for address in to:
            mail.queue(address, _subject(), _body(lines))
    return True


def _lines(since: datetime) -> list[str]:
    """What came in and still waits, a line for each kind."""
    with translation.override(settings.LANGUAGE_CODE):
        waiting = Comment.objects.filter(state=Comment.State.WAITING, created_at__gt=since).count()
        reports = Report.objects.filter(settled=False, at__gt=since).count()
        appeals = Appeal.objects.filter(state=Appeal.State.OPEN, at__gt=since).count()
        slow = Decision.objects.filter(verb=Decision.Verb.SLOW, by_id=None, at__gt=since).count()
        counted = (
            (waiting, ngettext("%(n)d comment waits.", "%(n)d comments wait.", waiting)),
            (reports, ngettext("%(n)d report is open.", "%(n)d reports are open.", reports)),
            (appeals, ngettext("%(n)d appeal is open.", "%(n)d appeals are open.", appeals)),
            (slow, ngettext("%(n)d story went into slow mode.",
                            "%(n)d stories went into slow mode.", slow)),
        )  # fmt: skip
        return [text % {"n": number} for number, text in counted if number]


def _subject() -> str:
    with translation.override(settings.LANGUAGE_CODE):
        return _("Discussion: what waits")


def _body(lines: list[str]) -> str:
    origin = newsroom().origin.rstrip("/")
    return "\n".join([*lines, "", f"{origin}/desk/discussion/"])
