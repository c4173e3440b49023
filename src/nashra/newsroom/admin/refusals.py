"""What Wagtail offers for sections and front pages, and a newsroom must not do to them."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from wagtail.admin import messages

from nashra.newsroom.models import HomePage, SectionPage, StoryPage


def refuse_copy(page: Any) -> str:
    """Why the page may not be copied; empty where it may."""
    if isinstance(page.specific, SectionPage | HomePage):
        return _("Sections and front pages are not copied: their stories have one address each.")
    return ""


def refuse_delete(page: Any) -> str:
    """Why the page may not be deleted; empty where it may."""
    if isinstance(page.specific, HomePage):
        return _("An edition is not deleted on the desk.")
    return ""


def refuse_unpublish(page: Any, *, descendants: bool) -> str:
    """Why the page may not be taken from readers; empty where it may."""
    specific = page.specific
    if isinstance(specific, HomePage):
        return _("A front page is what readers come to: it cannot be withdrawn.")
    if not isinstance(specific, SectionPage) or descendants:
        return ""
    if not StoryPage.objects.descendant_of(specific).live().exists():
        return ""
    return _("Withdraw or move the published stories of “%(section)s” first.") % {
        "section": specific.title
    }


def say(request: HttpRequest, page: Any, reason: str) -> HttpResponse | None:
    """Shows the reason, if any, where the editor came from."""
    if not reason:
        return None
    messages.error(request, reason)
    return redirect("wagtailadmin_explore", page.pk)
