"""Forms of signing up and in."""

from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.forms import LoginForm, SignupForm
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.forms import SignupForm as SocialSignupForm
from django import forms
from django.contrib import messages
from django.contrib.auth.hashers import make_password
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.http import HttpResponseRedirect
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _


class SignInForm(LoginForm):
    """By e-mail address, or by the user name that an administrator gave."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].label = _("E-mail or user name")
        self.fields["login"].widget.attrs = {"autocomplete": "username", "dir": "ltr"}
        self.fields["password"].label = _("Password")
        self.fields["password"].widget.attrs = {"autocomplete": "current-password", "dir": "ltr"}
        self.fields["password"].help_text = ""

    def login(self, request: Any, redirect_url: Any = None) -> Any:
        """Signs in; staff's sessions end sooner than readers'."""
        answer = super().login(request, redirect_url)
        get_adapter().set_lifetime(request)
        return answer


class DeskSignInForm(SignInForm):
    """The same with the names that the desk's page has."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["username"] = self.fields.pop("login")
        self.order_fields(["username", "password"])

    def clean_username(self) -> str:
        """Where the library looks for it."""
        name: str = self.cleaned_data["username"].strip()
        self.cleaned_data["login"] = name
        return name


class _Saved(forms.Form):
    """Makes an account whole or not at all."""

    def save(self, request: Any) -> Any:
        """Two who take one name at the same moment: the second is told."""
        try:
            with transaction.atomic():
                return super().save(request)  # type: ignore[misc]
        except (IntegrityError, ValidationError) as error:
            messages.error(request, gettext("Somebody has just taken this name. Choose another."))
            raise ImmediateHttpResponse(HttpResponseRedirect(request.get_full_path())) from error


class SignUpForm(_Saved, SignupForm):
    """A name, an address, a password."""

    field_order = ("display_name", "email", "password1")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].label = _("E-mail")
        self.fields["email"].widget.attrs = {"autocomplete": "email", "dir": "ltr"}
        self.fields["password1"].label = _("Password")
        self.fields["password1"].widget.attrs = {"autocomplete": "new-password", "dir": "ltr"}

    def try_save(self, request: Any) -> Any:
        """Takes as long where the address has an account as where it has none."""
        if self.account_already_exists:
            make_password(self.cleaned_data["password1"])
        return super().try_save(request)


class SocialSignUpForm(_Saved, SocialSignupForm):
    """A name; the rest is known from the provider."""

    field_order = ("display_name",)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["email"]
