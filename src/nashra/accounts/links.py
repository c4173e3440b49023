"""Links by mail that open an account once."""

import hashlib
import secrets
from datetime import timedelta
from typing import Final

from allauth.account.utils import filter_users_by_email
from django.utils import timezone

from nashra.accounts.models import SignInLink

GOOD_FOR: Final = timedelta(minutes=15)


def make(email: str) -> str:
    """What a link for the account of this address ends with; empty where there is no account.

    The row lives until one of the account's links is used, or until the next is made after its end.
    """
    users = filter_users_by_email(email, is_active=True, prefer_verified=True)
    if not users:
        return ""
    token, now = secrets.token_urlsafe(32), timezone.now()
    SignInLink.objects.filter(expires_at__lte=now).delete()
    SignInLink.objects.create(
        digest=_digest(token), user=users[0], email=email, expires_at=now + GOOD_FOR
    )
    return token


def find(token: str) -> SignInLink | None:
    """The link, as long as it is good."""
    good = SignInLink.objects.filter(digest=_digest(token), expires_at__gt=timezone.now())
    return good.select_related("user").filter(user__is_active=True).first()


def use(link: SignInLink) -> bool:
    """Ends it with all others of the account; whether it was still there.

    Of two who use it at once, one is too late.
    """
    gone, _ = SignInLink.objects.filter(digest=link.digest).delete()
    SignInLink.objects.filter(user=link.user).delete()
    return bool(gone)


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()
