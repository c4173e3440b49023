"""Conditional requests (RFC 9110, section 13), in the order of its section 13.2.2."""

import re
from datetime import UTC
from email.utils import parsedate_to_datetime

_TAG = re.compile(r'(W/)?("[\x21\x23-\x7e\x80-\xff]*")')


def _tags(header: str) -> list[tuple[bool, str]]:
    return [(bool(match[1]), match[2]) for match in _TAG.finditer(header[:4096])]


def _seconds(header: str) -> int | None:
    try:
        moment = parsedate_to_datetime(header)
    except (TypeError, ValueError, IndexError, OverflowError):
        return None
    return int((moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp())


def unchanged(
    if_none_match: str | None, if_modified_since: str | None, etag: str, mtime: int
) -> bool:
    """Whether the reader's copy is still right, so that 304 is the answer.

    A tag decides alone where there is one; a date that cannot be read says nothing. Another date
    than the file's own, even a later one, is of another copy: a clock may have been set back.
    """
    if if_none_match is not None:
        if if_none_match.strip() == "*":
            return True
        return any(tag == etag for _, tag in _tags(if_none_match))
    if if_modified_since is None:
        return False
    return _seconds(if_modified_since) == mtime


def failed(if_match: str | None, if_unmodified_since: str | None, etag: str, mtime: int) -> bool:
    """Whether the reader asked for a version that no longer stands: 412."""
    if if_match is not None:
        if if_match.strip() == "*":
            return False
        return not any(tag == etag and not weak for weak, tag in _tags(if_match))
    if if_unmodified_since is None:
        return False
    since = _seconds(if_unmodified_since)
    return since is not None and mtime > since


def same_for_range(if_range: str | None, etag: str, mtime: int) -> bool:
    """Whether a range may be cut from what stands now; otherwise the whole file goes out."""
    if if_range is None:
        return True
    if '"' in if_range:
        return if_range.strip() == etag
    return _seconds(if_range) == mtime
