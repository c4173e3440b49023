"""Taking one's data along, and leaving."""

import json

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from nashra.accounts import exports, leaving
from nashra.accounts.models import User
from nashra.accounts.names import is_staff_member


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@reauthentication_required(app="allauth.account")
def export(request: HttpRequest) -> HttpResponse:
    """All that the person wrote and all that is kept about them, as a JSON file."""
    if request.method != "POST":
        return render(request, "account/export.html")
    user = User.objects.get(pk=request.user.pk or 0)
    text = json.dumps(exports.export(user), ensure_ascii=False, indent=2, sort_keys=True)
    answer = HttpResponse(text + "\n", content_type="application/json; charset=utf-8")
    answer.headers["Content-Disposition"] = 'attachment; filename="account.json"'
    return answer


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@reauthentication_required(app="allauth.account")
def delete(request: HttpRequest) -> HttpResponse:
    """Asks for the account's deletion, which comes a day later, and signs out everywhere."""
    user = User.objects.get(pk=request.user.pk or 0)
    staff = is_staff_member(user)
    chosen = request.POST.get("comments")
    if staff or chosen not in {"keep", "remove"}:
        shown = {"staff": staff, "wrong": request.method == "POST" and not staff}
        return render(request, "account/delete.html", shown, status=400 if shown["wrong"] else 200)
    leaving.ask(user, keep=chosen == "keep")
    logout(request)
    messages.success(
        request, _("Your account will be deleted in 24 hours. Signing in calls the deletion off.")
    )
    return HttpResponseRedirect("/account/login/")
