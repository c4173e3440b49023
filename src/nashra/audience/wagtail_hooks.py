"""Where Wagtail's admin learns of the audience."""

from typing import Any

from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from nashra.audience.desk import audience


@hooks.register("register_admin_urls")
def audience_url() -> list[Any]:
    """The page of what is being read."""
    return [path("audience/", audience, name="nashra_audience")]


@hooks.register("register_admin_menu_item")
def audience_item() -> MenuItem:
    """Its place in the menu, for everybody who may enter the desk."""
    return MenuItem(
        _("Audience"), reverse("nashra_audience"), name="audience", icon_name="view", order=150
    )
