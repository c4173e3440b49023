"""What stands on every page."""

from typing import Any

from django import template

from peer_wagtail.models import SectionPage

register = template.Library()


@register.simple_tag
def sections() -> Any:
    """The sections, in their order in the tree."""
    return SectionPage.objects.live().order_by("path")
