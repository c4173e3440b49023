"""The application's pages for readers, under ``/account/`` and ``/talk/``: look, language, headers.

They look as published pages do, with the same style inline and no inline script. What a template
needs comes through the context processor :func:`page`, so that rooms below may use
``talk/base.html`` without knowing this one.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable
from functools import cached_property
from typing import Any, Final

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.utils import translation
from django.utils.safestring import SafeString, mark_safe

from nashra.newsroom import queries
from nashra.publishing import scripts
from nashra.publishing.epochs import stands
from nashra.publishing.labels import LABELS, Labels
from nashra.publishing.site import site_view
from nashra.publishing.views import Site

PREFIXES: Final = ("/account/", "/talk/")
MAIN: Final = "ar"
_YEAR: Final = 365 * 24 * 3600


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def policy() -> str:
    """The Content-Security-Policy of these pages (CSP 3): the inline styles, files of the site."""
    styles = " ".join(map(_hash, (scripts.style(), scripts.talk_style())))
    return (
        f"default-src 'none'; img-src 'self' data:; style-src {styles}; script-src 'self'; "
        "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    )


class Page:
    """What ``talk/base.html`` shows around a page. Read as late as it is asked for."""

    @cached_property
    def language(self) -> str:
        """The language in use."""
        return (translation.get_language() or MAIN)[:2]

    @property
    def labels(self) -> Labels:
        """The words of the published pages."""
        return LABELS["en" if self.language == "en" else "ar"]

    @property
    def style(self) -> SafeString:
        """The published pages' style."""
        return mark_safe(scripts.style())

    @property
    def talk_style(self) -> SafeString:
        """What forms and discussions have besides."""
        return mark_safe(scripts.talk_style())

    @cached_property
    def site(self) -> Site | None:
        """The edition's name and navigation; None before there is an edition at all."""
        editions = queries.languages()
        for code in (self.language, *editions):
            if code in editions:
                return site_view(code, stands)
        return None

    @property
    def home(self) -> str:
        """Address of the edition's front page."""
        return f"{self.site.prefix}/" if self.site else "/"


def page(request: HttpRequest) -> dict[str, Any]:
    """Context processor: ``page`` on the application's pages for readers."""
    return {"page": Page()} if request.path.startswith(PREFIXES) else {}


def wanted_language(request: HttpRequest) -> str:
    """What ``?lang=`` or the cookie asks for; Arabic otherwise."""
    known = dict(settings.LANGUAGES)
    for value in (request.GET.get("lang"), request.COOKIES.get("lang")):
        if value in known:
            return str(value)
    return MAIN


class ReaderPagesMiddleware:
    """Language and headers of these pages: never kept by a cache, never found by a search engine.

    A view may set a Content-Security-Policy of its own; it is left as it is.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        prefix = next((one for one in PREFIXES if request.path.startswith(one)), "")
        if not prefix:
            return self.get_response(request)
        language = wanted_language(request)
        with translation.override(language):
            response = self.get_response(request)
        for name, value in _HEADERS.items():
            response.headers.setdefault(name, value)
        response.headers.setdefault("Content-Security-Policy", policy())
        response.headers.setdefault("Content-Language", language)
        if request.GET.get("lang") == language and request.COOKIES.get("lang") != language:
            response.set_cookie(
                "lang", language, max_age=_YEAR, path=prefix, httponly=True,
                secure=bool(settings.SESSION_COOKIE_SECURE), samesite="Lax",
            )  # fmt: skip
        return response


_HEADERS: Final = {
    "Cache-Control": "no-store",
    "X-Robots-Tag": "noindex",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
}
