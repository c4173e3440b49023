"""The second factor: secrets sealed with a key of this home, codes that cannot be guessed at."""

import base64
from typing import Any

from allauth.account.utils import user_pk_to_url_str
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.base.forms import AuthenticateForm, BaseAuthenticateForm, ReauthenticateForm
from allauth.mfa.models import Authenticator
from cryptography.fernet import Fernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError

from nashra.accounts import sessions
from nashra.accounts.limits import CodeGuard
from nashra.accounts.models import User

SET_UP = "nashra_second_factor"
"""In a session: a second factor was set up in it, which proves as much as using one."""


def _seal() -> Fernet:
    """The key that seals secrets: derived (RFC 5869) from the home's own."""
    derived = HKDF(algorithm=SHA256(), length=32, salt=None, info=b"nashra second factor").derive(
        settings.SECRET_KEY.encode()
    )
    return Fernet(base64.urlsafe_b64encode(derived))


class SecondFactorAdapter(DefaultMFAAdapter):
    """allauth's hooks."""

    def encrypt(self, text: str) -> str:
        """Seals a secret for the table."""
        return _seal().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Opens it. Raises InvalidToken with another home's key."""
        return _seal().decrypt(encrypted_text.encode()).decode()

    def get_totp_issuer(self) -> str:
        """The site's host, as the app on a phone shows it."""
        return str(context.request.get_host())

    def _get_user_identifier(self, user: Any) -> str:
        return str(user)

    def get_public_key_credential_user_entity(self, user: Any) -> dict[str, Any]:
        """The account's number, and the name that the person chose; no address."""
        number = user_pk_to_url_str(user).encode()
        return {"id": number, "display_name": str(user), "name": str(user)}

    def send_notification_mail(self, *args: Any, **kwargs: Any) -> None:
        """None: allauth's name the address and the browser of whoever caused them."""


class _Guarded(BaseAuthenticateForm):
    """Bears a few wrong codes, then asks to wait."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: forms.Field = self.fields["code"]
        field.widget.attrs |= {"dir": "ltr", "autofocus": True}

    def clean_code(self) -> str:
        guard = CodeGuard(context.request, self.user)
        guard.check()
        try:
            code: str = super().clean_code()
        except ValidationError:
            guard.failed()
            raise
        guard.succeeded()
        return code


class CodeForm(_Guarded, AuthenticateForm):
    """Asks for a code after the password."""


class CodeAgainForm(_Guarded, ReauthenticateForm):
    """Asks for a code before something that matters."""


def has_one(user: Any) -> bool:
    """Whether an account has a second factor; recovery codes alone are none."""
    kinds = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
    return bool(Authenticator.objects.filter(user=user, type__in=kinds).exists())


def where_to_confirm(user: Any) -> str:
    """The page that asks for it again: for a code, or for a key where there is nothing else."""
    by_code = Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).exists()
    return "/account/2fa/reauthenticate/" if by_code else "/account/2fa/keys/reauthenticate/"


def was_used(request: Any) -> bool:
    """Whether this session was opened with a second factor, or one was set up in it."""
    records = request.session.get("account_authentication_methods", [])
    return bool(
        request.session.get(SET_UP) == request.user.pk
        or any(record.get("method") == "mfa" for record in records)
    )


def was_set_up(request: Any) -> None:
    """Notes it in the session, and ends the others: they were opened without."""
    request.session[SET_UP] = request.user.pk
    sessions.end(request.user, but=sessions.current(request))


def reset(user: User) -> int:
    """Removes an account's second factor and ends its sessions; how many parts it had."""
    gone: tuple[int, dict[str, int]] = Authenticator.objects.filter(user=user).delete()
    sessions.end(user)
    return gone[0]
