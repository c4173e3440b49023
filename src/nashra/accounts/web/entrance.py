"""Around signing in: the desk's own page of it, what needs mail, leaving for a provider."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.account.views import LoginView
from allauth.mfa.totp.views import ActivateTOTPView
from allauth.mfa.webauthn.views import AddWebAuthnView
from django import forms
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render

from nashra.accounts import second_factor
from nashra.accounts.forms import DeskSignInForm
from nashra.accounts.mail import has_mail
from nashra.accounts.names import is_staff_member

View = Callable[..., HttpResponseBase]


def needs_mail(view: View) -> View:
    """An address of the site only where mail can be sent."""

    @wraps(view)
    def asked(request: HttpRequest, **parts: str) -> HttpResponseBase:
        if not has_mail():
            raise Http404
        return view(request, **parts)

    return asked


def provider(view: View, name: str) -> View:
    """A provider's address only where the environment names the provider.

    The way to it is a page that leads there: the pages' policy lets forms lead to this site alone,
    redirects included.
    """

    @wraps(view)
    def asked(request: HttpRequest, **parts: str) -> HttpResponseBase:
        if name not in settings.SOCIALACCOUNT_PROVIDERS:
            raise Http404
        answer = view(request, **parts)
        target = answer.headers.get("Location", "")
        if request.method == "POST" and target.startswith(("https://", "http://")):
            return render(request, "account/leaving.html", {"target": target})
        return answer

    return asked


class DeskLoginView(LoginView):
    """The desk's own page of the same sign-in."""

    template_name = "wagtailadmin/login.html"

    def get_form_class(self) -> type[forms.Form]:
        return DeskSignInForm

    def get_default_success_url(self) -> str:
        return "/desk/"

    def get_authenticated_redirect_url(self) -> str:
        """Staff go in; somebody without a role would come back here again and again."""
        return "/desk/" if is_staff_member(self.request.user) else "/account/"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        found: dict[str, Any] = super().get_context_data(**kwargs)
        found["next"] = self.get_next_url() or "/desk/"
        return found


class SetUpCodesView(ActivateTOTPView):
    """allauth's; the session then counts as opened with a second factor."""

    def form_valid(self, form: Any) -> HttpResponse:
        answer: HttpResponse = super().form_valid(form)
        second_factor.was_set_up(self.request)
        return answer


class SetUpKeyView(AddWebAuthnView):
    """allauth's; the session then counts as opened with a second factor."""

    def form_valid(self, form: Any) -> HttpResponse:
        answer: HttpResponse = super().form_valid(form)
        second_factor.was_set_up(self.request)
        return answer
