"""Leaving: asked for, called off by signing in, carried out a day later."""

from datetime import datetime, timedelta
from typing import Final

from django.db.models import QuerySet
from django.utils import timezone

from nashra.accounts import sessions
from nashra.accounts.models import User

GRACE: Final = timedelta(hours=24)


def ask(user: User, *, keep: bool) -> datetime:
    """Notes the wish, signs the account out everywhere; when it will be deleted.

    ``keep`` says whether what was written stays, as that of a deleted account.
    """
    now = timezone.now()
    user.deletion_asked_at, user.deletion_keeps = now, keep
    user.save(update_fields=["deletion_asked_at", "deletion_keeps"])
    sessions.end(user)
    return now + GRACE


def take_back(user: User) -> bool:
    """Calls the deletion off; whether there was one."""
    asked = User.objects.filter(pk=user.pk).exclude(deletion_asked_at=None)
    return bool(asked.update(deletion_asked_at=None))


def due(now: datetime | None = None) -> QuerySet[User]:
    """Accounts whose day is over."""
    return User.objects.filter(deletion_asked_at__lte=(now or timezone.now()) - GRACE)
