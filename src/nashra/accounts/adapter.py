"""How django-allauth does things here: mail, redirects, limits and what is kept of a sign-in."""

import secrets
from typing import Any
from urllib.parse import urlencode, urlsplit

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.models import EmailAddress
from allauth.account.stages import EmailVerificationStage
from allauth.socialaccount.models import SocialAccount
from django.conf import settings
from django.contrib import messages
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from nashra.accounts import leaving, links, login, mail, sessions
from nashra.accounts.models import User
from nashra.accounts.names import is_staff_member

READERS_STAY = 30 * 24 * 3600
"""Seconds that a reader's session lasts; staff's last SESSION_COOKIE_AGE."""


def is_own_path(url: str | None) -> bool:
    """Whether an address is a path of this site, and nothing that a browser takes elsewhere."""
    if not url or not url.startswith("/") or not url.isprintable() or len(url) > 500:
        return False
    parts = urlsplit(url)
    return (
        not parts.scheme
        and not parts.netloc
        and url_has_allowed_host_and_scheme(url, allowed_hosts=None)
    )


class VerificationStage(EmailVerificationStage):
    """Asks readers for a verified address; staff were given theirs by an administrator."""

    def handle(self) -> Any:
        user = self.login.user
        if user and (
            is_staff_member(user)
            or not (user.email or EmailAddress.objects.filter(user=user).exists())
        ):
            return None, True
        return super().handle()


class AccountAdapter(DefaultAccountAdapter):
    """allauth's hooks."""

    def get_login_stages(self) -> list[str]:
        """allauth's, with our verification of addresses."""
        own = f"{VerificationStage.__module__}.VerificationStage"
        return [
            own if stage.endswith(".EmailVerificationStage") else stage
            for stage in super().get_login_stages()
        ]

    def is_safe_url(self, url: str | None) -> bool:
        """Paths of this site alone."""
        return is_own_path(url)

    def get_login_redirect_url(self, request: Any) -> str:
        """Staff go to the desk, readers to their account."""
        return "/desk/" if is_staff_member(request.user) else "/account/"

    get_signup_redirect_url = get_login_redirect_url

    def get_password_change_redirect_url(self, request: Any) -> str:
        return "/account/"

    def get_email_verification_redirect_url(self, email_address: Any) -> str:
        return "/account/" if self.request.user.is_authenticated else "/account/login/"

    def generate_unique_username(self, txts: Any, regex: Any = None) -> str:
        """A name that says nothing: allauth would make it of the address."""
        return f"r-{secrets.token_hex(8)}"

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Into the queue; nothing where there is no mail."""
        if mail.has_mail():
            if template_prefix == "account/email/login_code":
                context = {**context, "link": self._link(email)}
            message = self.render_mail(template_prefix, email, {"email": email, **context})
            mail.queue(email, str(message.subject), str(message.body))

    def _link(self, email: str) -> str:
        """The whole address that opens the account of an address once."""
        where = reverse("account_sign_in_link", args=[links.make(email) or "-"])
        onward = self.request.POST.get("next") or self.request.GET.get("next")
        if is_own_path(onward):
            where += "?" + urlencode({"next": onward})
        return str(self.request.build_absolute_uri(where))

    def send_notification_mail(self, *args: Any, **kwargs: Any) -> None:
        """None: allauth's name the address and the browser of whoever caused them."""

    def pre_authenticate(self, request: Any, **credentials: Any) -> None:
        """Raises ValidationError after too many wrong passwords."""
        login.check(request, _named(credentials))

    def authentication_failed(self, request: Any, **credentials: Any) -> None:
        login.failed(request, _named(credentials))

    def authenticate(self, request: Any, **credentials: Any) -> Any:
        user = super().authenticate(request, **credentials)
        if user:
            login.succeeded(request, _named(credentials))
        return user

    def login(self, request: Any, user: Any) -> None:
        """Signs in; keeps a day of it, and takes back a deletion that was asked for."""
        with transaction.atomic():
            super().login(request, user)
            today = timezone.now().replace(hour=0, minute=0, second=0, microsecond=0)
            SocialAccount.objects.filter(user=user).update(last_login=today)
            if not is_staff_member(user):
                # The minute of a reader's sign-in is nobody's business.
                user.last_login = None
                User.objects.filter(pk=user.pk).update(last_login=None)
            if leaving.take_back(user):
                messages.success(request, _("Your account stays: its deletion was called off."))
        self.set_lifetime(request)

    def set_lifetime(self, request: Any) -> None:
        """How long the session lasts; staff's end sooner."""
        if request.user.is_authenticated:
            staff = is_staff_member(request.user)
            request.session.set_expiry(settings.SESSION_COOKIE_AGE if staff else READERS_STAY)

    def set_password(self, user: Any, password: str) -> None:
        """Ends all other sessions of the account."""
        super().set_password(user, password)
        request = self.request
        mine = bool(request) and request.user.is_authenticated and request.user.pk == user.pk
        sessions.end(user, but=sessions.current(request) if mine else "")


def _named(credentials: dict[str, Any]) -> str:
    return str(credentials.get("email") or credentials.get("username") or "")
