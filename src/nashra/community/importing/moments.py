"""Moments as exports write them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Any, Final

_EARLIEST: Final = datetime(1990, 1, 1, tzinfo=UTC)
"""Nobody commented on a page before there were pages."""


def moment(given: Any) -> datetime | None:
    """A moment in UTC, or None where there is none that can be.

    ISO 8601 with or without a zone (without: UTC), the same with a space, RFC 5322, seconds or
    milliseconds since 1970, and what MongoDB makes of these (``{"$date": ...}``).
    """
    if isinstance(given, dict):
        return moment(next((given[key] for key in ("$date", "$numberLong") if key in given), None))
    try:
        found = _read(given)
    except (ValueError, OverflowError, TypeError, OSError):
        return None
    if found is None:
        return None
    if found.tzinfo is None:
        found = found.replace(tzinfo=UTC)
    latest = datetime.now(UTC) + timedelta(days=1)
    return found.astimezone(UTC) if _EARLIEST <= found <= latest else None


def _read(given: Any) -> datetime | None:
    if isinstance(given, bool) or given is None:
        return None
    text = str(given).strip()[:64]
    if text.lstrip("-").replace(".", "", 1).isascii() and text.replace(".", "", 1).isdigit():
        seconds = float(text)
        return datetime.fromtimestamp(seconds / 1000 if seconds > 1e11 else seconds, UTC)
    if not text:
        return None
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return parsedate_to_datetime(text)
