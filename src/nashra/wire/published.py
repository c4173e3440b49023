"""The date of publication as machines write it: RFC 2822, ISO 8601, and their accidents."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from email.utils import parsedate_to_datetime

from nashra.arabic.dates import find_dates
from nashra.wire.findings import Finding, finding


def read_published(text: str) -> tuple[datetime | date | None, list[Finding]]:
    """A moment, a day, or nothing; and what is doubtful about it.

    A moment without a zone is taken as GMT and a day like 02/07/2016 day first, each with a
    warning. Years outside 1800-2199 are not believed.
    """
    text = text.strip()
    if not text:
        return None, []
    value = _machine(text)
    if value is None:
        return _written(text)
    if not 1800 <= value.year <= 2199:
        return None, [finding("published_unreadable", text=text[:80])]
    if isinstance(value, datetime) and value.tzinfo is None:
        return value.replace(tzinfo=UTC), [finding("published_without_zone", text=text)]
    return value, []


def _machine(text: str) -> datetime | date | None:
    if re.fullmatch(r"\d{4}-\d\d-\d\d", text):
        try:
            return date.fromisoformat(text)
        except ValueError:
            return None
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        pass
    try:
        return parsedate_to_datetime(text)
    except (ValueError, OverflowError, IndexError):
        return None


def _written(text: str) -> tuple[datetime | date | None, list[Finding]]:
    mentions = [mention for mention in find_dates(text) if mention.value]
    if len(mentions) != 1 or mentions[0].granularity not in ("day", "minute"):
        return None, [finding("published_unreadable", text=text[:80])]
    [mention] = mentions
    value = datetime.fromisoformat(str(mention.value))
    warnings: list[Finding] = []
    if mention.granularity == "day":
        if mention.certainty != "certain":
            day = str(mention.value)
            warnings.append(finding("published_ambiguous", text=mention.text, day=day))
        return value.date(), warnings
    if value.tzinfo is None:
        return value.replace(tzinfo=UTC), [finding("published_without_zone", text=mention.text)]
    return value, warnings
