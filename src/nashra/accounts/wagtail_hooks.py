"""The way from the desk to one's account: what the desk asks itself is language and look."""

from django.http import HttpRequest
from django.utils.translation import gettext as _
from wagtail import hooks


@hooks.register("register_account_menu_item")
def account(request: HttpRequest) -> dict[str, str]:
    """Among the actions of the desk's page about oneself."""
    return {
        "url": "/account/",
        "label": _("Password, second factor and sessions"),
        "help_text": _("What belongs to your account here and on the site alike."),
    }
