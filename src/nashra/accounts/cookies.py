"""One session in three cookies, one for each part of the application.

A cookie at ``/`` would be sent with every request for a published file, and shared caches would
have to be told to look away. So the same key is set under ``/desk/``, ``/account/`` and ``/talk/``,
and nothing of a person is ever sent elsewhere. See docs/decisions/0019-sessions-without-a-trace.md.
"""

from typing import Any, Final

from django.conf import settings
from django.contrib.sessions.middleware import SessionMiddleware as DjangoSessionMiddleware
from django.http import HttpRequest, HttpResponseBase
from django.middleware.csrf import CsrfViewMiddleware

AREAS: Final = {"/desk/": "desk", "/account/": "account", "/talk/": "talk"}
"""The name of the session's cookie in each part; the first is Django's SESSION_COOKIE_NAME."""


def area_of(path: str) -> str:
    """The part of the application to which an address belongs; the desk for what is in none."""
    return next((area for area in AREAS if path.startswith(area)), "/desk/")


class SessionMiddleware(DjangoSessionMiddleware):
    """Reads the cookie of the part that is asked for, sets and deletes all three."""

    def process_request(self, request: HttpRequest) -> None:
        """Puts the key where Django looks for it."""
        own = request.COOKIES.get(AREAS[area_of(request.path)])
        if own:
            request.COOKIES[settings.SESSION_COOKIE_NAME] = own
        super().process_request(request)

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> Any:
        """Copies what Django did with its cookie to the others."""
        answer: Any = super().process_response(request, response)  # type: ignore[arg-type]
        made = answer.cookies.get(settings.SESSION_COOKIE_NAME)
        if made is not None:
            for area, name in AREAS.items():
                answer.cookies[name] = made.value
                answer.cookies[name].update({**made, "path": area})
        return answer


class CsrfMiddleware(CsrfViewMiddleware):
    """Keeps the token's cookie to the part that set it."""

    def _set_csrf_cookie(self, request: HttpRequest, response: HttpResponseBase) -> None:
        super()._set_csrf_cookie(request, response)  # type: ignore[misc]
        if cookie := response.cookies.get(settings.CSRF_COOKIE_NAME):
            cookie["path"] = area_of(request.path)
