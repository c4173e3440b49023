"""A text that somebody wrote before signing in: it is kept in the session until it is sent.

Scripts keep it in the browser; this is for forms without one.
"""

from __future__ import annotations

from typing import Any, Final

from django.http import HttpRequest

from nashra.community.text import LARGEST

_KEY: Final = "talk_drafts"
MOST: Final = 3


def keep(request: HttpRequest, story: str, text: str, reply: str = "") -> None:
    """Keeps a text for a story; of more than three stories the oldest goes."""
    kept: dict[str, Any] = request.session.get(_KEY, {})
    kept.pop(story, None)
    kept[story] = {"text": text[:LARGEST], "reply": reply[:7]}
    request.session[_KEY] = dict(list(kept.items())[-MOST:])


def kept(request: HttpRequest, story: str) -> dict[str, str]:
    """What is kept for a story; empty where nothing is."""
    found: dict[str, str] = request.session.get(_KEY, {}).get(story, {})
    return found


def drop(request: HttpRequest, story: str) -> None:
    """Forgets it: it was sent."""
    kept: dict[str, Any] = request.session.get(_KEY, {})
    if kept.pop(story, None):
        request.session[_KEY] = kept
