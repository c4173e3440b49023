"""Where somebody is signed in: a list to name, and to sign out one by one or all at once."""

from typing import Any

from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from nashra.accounts import sessions
from nashra.accounts.models import Session, User

_LONGEST = 60
PAGE = "/account/sessions/"


def _me(request: Any) -> User:
    user: User = request.user
    return user


@require_safe
@login_required
def listed(request: HttpRequest) -> HttpResponse:
    """All sessions of the account, this one marked."""
    shown = {"sessions": sessions.of(request.user), "current": sessions.current(request)}
    return render(request, "account/sessions.html", shown)


def _own(request: HttpRequest) -> Session:
    """The session that the form names. Raises Http404 for somebody else's, too."""
    pk = request.POST.get("session", "")
    found = Session.objects.filter(user=_me(request), pk=pk).first()
    if found is None:
        raise Http404
    return found


@require_POST
@login_required
def rename(request: HttpRequest) -> HttpResponse:
    """Gives a session a name that the person chose."""
    name = "".join(char for char in request.POST.get("name", "") if char.isprintable())
    Session.objects.filter(pk=_own(request).pk).update(name=" ".join(name.split())[:_LONGEST])
    messages.success(request, _("The name was noted."))
    return HttpResponseRedirect(PAGE)


@require_POST
@login_required
def end(request: HttpRequest) -> HttpResponse:
    """Signs one browser out; this one as well, if it is named."""
    found = _own(request)
    if found.pk == sessions.current(request):
        logout(request)
        return HttpResponseRedirect("/account/login/")
    found.delete()
    messages.success(request, _("That browser is signed out."))
    return HttpResponseRedirect(PAGE)


@require_POST
@login_required
def end_others(request: HttpRequest) -> HttpResponse:
    """Signs all other browsers out."""
    count = sessions.end(request.user, but=sessions.current(request))
    told = ngettext("%(n)d browser is signed out.", "%(n)d browsers are signed out.", count)
    messages.success(request, told % {"n": count})
    return HttpResponseRedirect(PAGE)
