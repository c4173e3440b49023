"""What happens to somebody's things when their account is deleted: rooms above register it."""

from collections.abc import Callable

from allauth.account.models import EmailAddress

from nashra.accounts.models import QueuedMail, User

Eraser = Callable[[User, bool], None]
"""Given the account and whether what it wrote stays, as that of a deleted account."""

_erasers: list[Eraser] = []


def register(eraser: Eraser) -> None:
    """Adds work that is done in the same unit of work that then deletes the account's row."""
    if eraser not in _erasers:
        _erasers.append(eraser)


def erase(user: User) -> None:
    """Deletes an account with all that is known of it. The caller holds the unit of work."""
    for eraser in _erasers:
        eraser(user, user.deletion_keeps)
    addresses = EmailAddress.objects.filter(user=user).values_list("email", flat=True)
    QueuedMail.objects.filter(to__in=[user.email, *addresses]).delete()
    user.delete()
