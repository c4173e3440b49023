"""Accounts whose deletion was asked for go, a day later, with all that is known of them."""

from pathlib import Path

from nashra.accounts import erasure, leaving, sessions
from nashra.changes.unit import unit_of_work


def delete_due(home: Path) -> tuple[str, ...]:
    """The worker's periodic job. Each account goes in a unit of its own, or not at all."""
    due = leaving.due()
    for pk in due.values_list("pk", flat=True):
        with unit_of_work(cause="account deleted"):
            # Whoever signed in meanwhile has called it off.
            if user := due.filter(pk=pk).first():
                erasure.erase(user)
    sessions.forget_old()
    return ()
