"""What is kept of an account, for its owner to take away."""

from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount

from nashra.accounts.models import Session, User


def account(user: User) -> dict[str, Any]:
    """The account itself: names, addresses, providers, the second factor's kinds, sessions."""
    addresses = EmailAddress.objects.filter(user=user).order_by("pk")
    return {
        "user_name": user.username,
        "display_name": user.display_name,
        "joined": user.date_joined.isoformat(),
        "email": user.email,
        "addresses": [{"email": one.email, "verified": one.verified} for one in addresses],
        "providers": [
            {"provider": one.provider, "id": one.uid}
            for one in SocialAccount.objects.filter(user=user).order_by("pk")
        ],
        "second_factor": sorted(
            Authenticator.objects.filter(user=user).values_list("type", flat=True)
        ),
        "sessions": [
            {"name": one.name, "begun": one.begun_on.isoformat(), "used": one.used_on.isoformat()}
            for one in Session.objects.filter(user=user).order_by("begun_on", "pk")
        ],
    }
