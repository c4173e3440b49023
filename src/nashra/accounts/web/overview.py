"""What somebody's account is, and their display name."""

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.models import SocialAccount
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from nashra.accounts import mail, naming, second_factor, sessions
from nashra.accounts.models import User
from nashra.accounts.names import is_staff_member


@require_safe
@login_required
def overview(request: HttpRequest) -> HttpResponse:
    """The account at a glance, with the way to each of its pages."""
    user = User.objects.get(pk=request.user.pk or 0)
    staff = is_staff_member(user)
    codes = Authenticator.objects.filter(user=user, type=Authenticator.Type.RECOVERY_CODES)
    name = user.display_name
    return render(
        request,
        "account/overview.html",
        {
            "staff": staff,
            "confusable": not staff and bool(name) and bool(naming.problem_of(name, user)),
            "mail": mail.has_mail(),
            "addresses": EmailAddress.objects.filter(user=user).order_by("-primary", "email"),
            "second_factor": second_factor.has_one(user),
            "second_factor_needed": staff and settings.NASHRA_SECOND_FACTOR,
            "recovery_codes": codes.exists(),
            "providers": get_adapter(request).list_providers(request),
            "connected": SocialAccount.objects.filter(user=user).count(),
            "sessions": len(sessions.of(user)),
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def name(request: HttpRequest) -> HttpResponse:
    """Changes the display name, once a week; staff's is the newsroom's affair."""
    user = User.objects.get(pk=request.user.pk or 0)
    staff, again = is_staff_member(user), naming.next_change(user)
    form = naming.DisplayNameForm(request.POST or None, initial={"display_name": str(user)})
    form.user = user
    if not staff and not again and request.method == "POST" and form.is_valid():
        try:
            with transaction.atomic():
                naming.take_name(user, form.cleaned_data["display_name"])
        except ValidationError as error:
            form.add_error("display_name", error)
        else:
            messages.success(request, _("Your name was changed."))
            return HttpResponseRedirect("/account/")
    shown = {"form": form, "staff": staff, "again": again, "every": naming.EVERY.days}
    return render(request, "account/name.html", shown)
