"""Around requests: limits, and the second factor before the desk."""

import math
from collections.abc import Callable
from urllib.parse import urlencode

from allauth.account.adapter import get_adapter
from allauth.core.exceptions import ReauthenticationRequired
from django.conf import settings
from django.contrib import messages
from django.http import (
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponseRedirect,
    JsonResponse,
)
from django.shortcuts import render
from django.utils.translation import gettext as _

from nashra.accounts import limits, second_factor
from nashra.accounts.names import is_staff_member

Answer = Callable[[HttpRequest], HttpResponseBase]
_BEFORE = ("/desk/login/", "/desk/logout/", "/desk/robots.txt", "/desk/jsi18n/", "/desk/sprite/")
"""What of the desk answers before the second factor: nothing of the newsroom is in it."""


class AccountsMiddleware:
    """Limits requests by address; asks for the password again without keeping the request.

    allauth would keep it in the session, with the address and the browser of whoever made it.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.path.startswith("/account/") and (wait := limits.count(request)):
            said = render(request, "account/too_many.html", {"minutes": math.ceil(wait / 60)})
            said.status_code = 429
            said.headers["Retry-After"] = str(math.ceil(wait))
            return said
        return self.get_response(request)

    def process_exception(
        self, request: HttpRequest, exception: Exception
    ) -> HttpResponseBase | None:
        """Goes to where the person proves to be the one, and then to the page that was asked."""
        if not isinstance(exception, ReauthenticationRequired):
            return None
        methods = get_adapter().get_reauthentication_methods(request.user)
        where = methods[0]["url"] if methods else settings.LOGIN_URL
        return HttpResponseRedirect(f"{where}?{urlencode({'next': request.path})}")


class SecondFactorMiddleware:
    """Nothing of the desk answers staff who have no second factor, or did not use it."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if (
            not settings.NASHRA_SECOND_FACTOR
            or not request.path.startswith("/desk/")
            or request.path.startswith(_BEFORE)
            or not request.user.is_authenticated
            or not is_staff_member(request.user)
        ):
            return self.get_response(request)
        owned = second_factor.has_one(request.user)
        if owned and second_factor.was_used(request):
            return self.get_response(request)
        return _ask(request, owned)


def _ask(request: HttpRequest, owned: bool) -> HttpResponse:
    where = "/account/2fa/"
    if owned:
        where = f"{second_factor.where_to_confirm(request.user)}?next=/desk/"
    said = (
        _("Confirm with your second factor to open the desk.")
        if owned
        else _("The desk opens when you have set up a second factor.")
    )
    if request.headers.get("X-Requested-With") == "XMLHttpRequest":
        return JsonResponse({"error": said, "redirect": where}, status=403)
    messages.warning(request, said)
    return HttpResponseRedirect(where)
