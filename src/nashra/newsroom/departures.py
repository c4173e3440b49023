"""Accounts whose deletion was asked for go, a day later, with all that is known of them."""

from datetime import timedelta
from pathlib import Path
from typing import Final

from django.utils import timezone

from nashra.accounts import erasure, sessions
from nashra.accounts.models import User
from nashra.changes.unit import unit_of_work

GRACE: Final = timedelta(hours=24)


def delete_due(home: Path) -> tuple[str, ...]:
    """The worker's periodic job. Each account goes in a unit of its own, or not at all."""
    due = User.objects.filter(deletion_asked_at__lte=timezone.now() - GRACE)
    for pk in due.values_list("pk", flat=True):
        with unit_of_work(cause="account deleted"):
            # Whoever signed in meanwhile has called it off.
            if user := due.filter(pk=pk).first():
                erasure.erase(user)
    sessions.forget_old()
    return ()
