"""Where Wagtail's admin learns of publishing."""

from typing import Any

from django.http import HttpRequest
from django.urls import path
from django.utils.safestring import SafeString
from wagtail import hooks

from nashra.publishing.admin import PublishingPanel, progress, progress_notice


@hooks.register("construct_homepage_panels")
def publishing_banner(request: HttpRequest, panels: list[Any]) -> None:
    """Trouble stands first on the dashboard."""
    panels.insert(0, PublishingPanel())


@hooks.register("register_admin_urls")
def progress_url() -> list[Any]:
    """Where the desk's pages ask how many are left."""
    return [path("publishing/progress/", progress, name="nashra_progress")]


@hooks.register("nashra_desk_notice")
def renewal_notice() -> SafeString:
    """A wide change is seen going on from every page of the desk."""
    return progress_notice()
