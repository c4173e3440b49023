"""Every desk request that may write runs as one unit of work."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponseBase

from nashra.changes.unit import unit_of_work

_SAFE = frozenset({"GET", "HEAD", "OPTIONS", "TRACE"})
_NOT_WRITING = ("/desk/login/", "/desk/logout/", "/desk/password_reset/")


class UnitOfWorkMiddleware:
    """Wraps unsafe requests; reads stay unwrapped, since a transaction takes the write lock.

    Wagtail's own publish and its signal are two transactions otherwise: see
    docs/decisions/0003-one-unit-of-work.md.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: Any, kwargs: Any
    ) -> HttpResponseBase | None:
        if request.method in _SAFE or request.path.startswith(_NOT_WRITING):
            return None
        with unit_of_work(cause="desk", actor=request.user):
            response: HttpResponseBase = view(request, *args, **kwargs)
            render = getattr(response, "render", None)
            if callable(render) and not getattr(response, "is_rendered", True):
                render()
            return response
