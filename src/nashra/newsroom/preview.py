"""Preview of a story on the desk, by a renderer that publishing registers."""

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse

Renderer = Callable[[Any], str]
_renderer: Renderer | None = None


def register_renderer(renderer: Renderer) -> None:
    """Tells how an unsaved page becomes the HTML that readers would get."""
    global _renderer
    _renderer = renderer


def render_preview(page: Any, request: Any) -> HttpResponse:
    """The page as readers would get it, for the desk's preview pane."""
    if _renderer is None:
        raise LookupError("no preview renderer is registered")
    response = HttpResponse(_renderer(page))
    response["X-Robots-Tag"] = "noindex"
    return response
