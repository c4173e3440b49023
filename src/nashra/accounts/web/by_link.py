"""Signing in with a link that was sent by mail."""

from allauth.account.internal.flows.email_verification import verify_email_indirectly
from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.models import Login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from nashra.accounts import links
from nashra.accounts.adapter import is_own_path


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request: HttpRequest, token: str) -> HttpResponse:
    """Asks before it signs in: programs that look at mail open links, and press no buttons.

    What follows is as after a code: a second factor is asked for where there is one.
    """
    link = links.find(token)
    onward = request.GET.get("next")
    if request.method == "POST" and link and links.use(link):
        record_authentication(request, link.user, method="code", email=link.email)
        verify_email_indirectly(request, link.user, link.email)
        target = onward if is_own_path(onward) else None
        login = Login(user=link.user, redirect_url=target, email=link.email)
        opened: HttpResponse = perform_login(request, login)
        return opened
    good = link is not None and request.method != "POST"
    return render(request, "account/link.html", {"good": good}, status=200 if good else 404)
