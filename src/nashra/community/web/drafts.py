"""A text that somebody wrote before signing in: the browser keeps it until it is sent.

Scripts keep it there by themselves; this is for forms without one. It travels in a cookie that only
the form of its story gets, so that nobody without an account can have anything stored here.
"""

from __future__ import annotations

import binascii
import zlib
from base64 import urlsafe_b64decode, urlsafe_b64encode
from typing import Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from nashra.community.text import LARGEST

COOKIE: Final = "draft"
MOST: Final = 3000
"""Bytes of the cookie: servers between give a whole head of an answer about 4 KB."""
_HOUR: Final = 3600


def _path(story: str) -> str:
    return f"/talk/{story}/"


def keep(response: HttpResponse, story: str, text: str, reply: str = "") -> bool:
    """Has a text kept for an hour; whether it was short enough, which common ones are."""
    plain = f"{reply[:7]}\n{text[:LARGEST]}".encode(errors="replace")
    packed = urlsafe_b64encode(zlib.compress(plain, 9)).decode().rstrip("=")
    if len(packed) > MOST:
        return False
    response.set_cookie(
        COOKIE, packed, max_age=_HOUR, path=_path(story), httponly=True, samesite="Lax",
        secure=bool(settings.SESSION_COOKIE_SECURE),
    )  # fmt: skip
    return True


def kept(request: HttpRequest) -> tuple[str, str]:
    """The text that is kept for the form that is asked for, and what it answers."""
    packed = request.COOKIES.get(COOKIE, "")[:MOST]
    try:
        squeezed = urlsafe_b64decode(packed + "=" * (-len(packed) % 4))
        # Few bytes may stand for very many: no more is unpacked than a form could send.
        plain = zlib.decompressobj().decompress(squeezed, 4 * LARGEST).decode(errors="replace")
    except (binascii.Error, ValueError, zlib.error):
        return "", ""
    reply, _, text = plain.partition("\n")
    return text, reply


def drop(request: HttpRequest, response: HttpResponse, story: str) -> HttpResponse:
    """Forgets it: it was sent."""
    if COOKIE in request.COOKIES:
        response.delete_cookie(COOKIE, path=_path(story), samesite="Lax")
    return response
