"""Signing in with Facebook, Google or another provider: what is believed and what is kept.

Kept are the provider's number for the person and, where it vouches for it, the address; its name
for the person is suggested as a display name and forgotten. No token, no picture, no profile.
"""

from typing import Any

from allauth.account.models import EmailAddress
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter, _build_apps_from_settings

from nashra.accounts.names import is_staff_member


class SocialAdapter(DefaultSocialAccountAdapter):
    """allauth's hooks."""

    def list_apps(self, request: Any, provider: Any = None, client_id: Any = None) -> list[Any]:
        """Those of the environment alone; none is kept in the database."""
        found = _build_apps_from_settings(provider=provider, client_id=client_id)
        return [app for apps in found.values() for app in apps]

    def populate_user(self, request: Any, sociallogin: Any, data: Any) -> Any:
        """Drops all that is not needed, before anything of it is stored."""
        user = sociallogin.user
        addresses = [one for one in sociallogin.email_addresses if one.verified is True]
        sociallogin.email_addresses = addresses
        user.email = addresses[0].email if addresses else ""
        parts = f"{data.get('first_name') or ''} {data.get('last_name') or ''}"
        suggested = str(data.get("name") or parts).strip()
        sociallogin.account.extra_data = {}
        user.display_name, user.first_name, user.last_name = suggested[:40], "", ""
        return user

    def pre_social_login(self, request: Any, sociallogin: Any) -> None:
        """A sign-up that is not finished waits in the session, without the provider's token."""
        sociallogin.token = None

    def can_authenticate_by_email(self, login: Any, email: str) -> bool:
        """An account is the same person's where both sides have verified the address.

        Staff connect a provider by hand, after signing in: a provider's word opens no desk.
        """
        found = EmailAddress.objects.filter(email__iexact=email, verified=True).first()
        return found is not None and not is_staff_member(found.user)

    def is_auto_signup_allowed(self, request: Any, sociallogin: Any) -> bool:
        """Never: a display name is chosen first."""
        return False

    def get_signup_form_initial_data(self, sociallogin: Any) -> dict[str, Any]:
        return {"display_name": sociallogin.user.display_name}

    def save_user(self, request: Any, sociallogin: Any, form: Any = None) -> Any:
        """Leaves out an address that somebody else has, whom it may belong to."""
        user = sociallogin.user
        user.display_name = ""  # Until the form, which asked for it, gives the chosen one.
        taken = EmailAddress.objects.filter(email__iexact=user.email, verified=True).exists()
        if taken:
            sociallogin.email_addresses, user.email = [], ""
        address = user.email
        saved = super().save_user(request, sociallogin, form=form)
        if address and saved.email != address:
            saved.email = address
            saved.save(update_fields=["email"])
        return saved

    def on_authentication_error(self, request: Any, provider: Any, **more: Any) -> None:
        """Nothing is noted: what went wrong may hold what the person is called there."""
