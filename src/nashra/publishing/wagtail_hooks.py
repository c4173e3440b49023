"""Where Wagtail's admin learns of publishing."""

from typing import Any

from django.http import HttpRequest
from wagtail import hooks

from nashra.publishing.admin import PublishingPanel


@hooks.register("construct_homepage_panels")
def publishing_banner(request: HttpRequest, panels: list[Any]) -> None:
    """Trouble stands first on the dashboard."""
    panels.insert(0, PublishingPanel())
