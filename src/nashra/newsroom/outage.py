"""What the desk says while its database or its disk fails, and how it keeps what was typed.

Nothing here reads the database: sessions and accounts are in it. Django calls :func:`answer_error`
from inside the handling of whatever went wrong, on whichever layer that was.
"""

import errno
import json
import logging
import re
import sqlite3
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper
from django.http import (
    HttpRequest,
    HttpResponse,
    JsonResponse,
    UnreadablePostError,
)
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

logger = logging.getLogger("nashra.desk")

LANGUAGE_COOKIE = "desk_language"
"""The language that somebody reads the desk in, for when their profile cannot be read."""

SHORT_PATIENCE = 1.0
"""Seconds that a request waits for a writer while the database is known to be held."""
_KNOWN_FOR = 15.0

_POLICY = "default-src 'none'; style-src 'self'; form-action 'self'; frame-ancestors 'none'"


class Cause(StrEnum):
    """Why nothing could be saved."""

    BUSY = "busy"
    FULL = "full"
    READ_ONLY = "read_only"
    GONE = "gone"
    BROKEN = "broken"
    """Anything else: an error in the program."""


WORDS: dict[Cause, tuple[str | Promise, str | Promise]] = {
    Cause.BUSY: (
        _("The database is busy"),
        _("Something else has been writing to it for longer than the desk waits. Try again in a "
          "moment."),
    ),
    Cause.FULL: (
        _("The server's disk is full"),
        _("Ask whoever looks after the server to make room, then try again."),
    ),
    Cause.READ_ONLY: (
        _("The server's disk does not take writes"),
        _("Ask whoever looks after the server to put it right, then try again."),
    ),
    Cause.GONE: (
        _("The database cannot be reached"),
        _("Ask whoever looks after the server to put it right, then try again. Readers notice "
          "nothing."),
    ),
    Cause.BROKEN: (
        _("Something went wrong"),
        _("It stands in the server's log. Trying again may help; if it does not, tell whoever "
          "looks after the server."),
    ),
}  # fmt: skip

_BY_CODE = {
    sqlite3.SQLITE_BUSY: Cause.BUSY,
    sqlite3.SQLITE_LOCKED: Cause.BUSY,
    sqlite3.SQLITE_FULL: Cause.FULL,
    sqlite3.SQLITE_READONLY: Cause.READ_ONLY,
    sqlite3.SQLITE_CANTOPEN: Cause.GONE,
    sqlite3.SQLITE_CORRUPT: Cause.GONE,
    sqlite3.SQLITE_IOERR: Cause.GONE,
    sqlite3.SQLITE_NOTADB: Cause.GONE,
    sqlite3.SQLITE_PERM: Cause.GONE,
    sqlite3.SQLITE_PROTOCOL: Cause.GONE,
}
_BY_NUMBER = {
    errno.ENOSPC: Cause.FULL,
    errno.EDQUOT: Cause.FULL,
    errno.EROFS: Cause.READ_ONLY,
    errno.EIO: Cause.GONE,
}


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__


def _cause(link: BaseException) -> Cause | None:
    if isinstance(link, sqlite3.Error) and (code := getattr(link, "sqlite_errorcode", None)):
        if code == sqlite3.SQLITE_READONLY_DBMOVED or "no such table" in str(link):
            return Cause.GONE
        # The low byte is the kind, the rest says more of it.
        return _BY_CODE.get(code & 0xFF)
    return _BY_NUMBER.get(link.errno or 0) if isinstance(link, OSError) else None


def cause_of(error: BaseException | None) -> tuple[Cause, str]:
    """Why a request failed, from the error that ended it and those that led to it; and in words."""
    for link in _chain(error):
        if cause := _cause(link):
            return cause, f"{type(link).__name__}: {link}"
    return Cause.BROKEN, f"{type(error).__name__}: {error}"


class _Patience:
    """Remembers that the database was held a moment ago, so that nobody waits long for it again."""

    def __init__(self) -> None:
        self._until = 0.0

    def lose(self) -> None:
        self._until = time.monotonic() + _KNOWN_FOR

    def lost(self) -> bool:
        return time.monotonic() < self._until


patience = _Patience()


def shorten(connection: BaseDatabaseWrapper, **_: object) -> None:
    """Lets a new connection give up soon while the database is known to be held.

    Without this a minute's lock would keep all of the desk's few threads waiting, and those who
    only read would wait behind them.
    """
    if patience.lost():
        with connection.cursor() as cursor:
            cursor.execute(f"PRAGMA busy_timeout = {int(SHORT_PATIENCE * 1000)}")


@dataclass(frozen=True)
class Field:
    """One posted value that is posted again."""

    name: str
    value: str
    kind: str = "hidden"
    """``file`` and ``password`` are asked for again: a page cannot carry them.

    The value of a ``file`` is the name that it had where it came from.
    """


def _fields(request: HttpRequest) -> list[Field]:
    try:
        posted, files = request.POST, request.FILES
    except UnreadablePostError:
        # Whoever sent it is gone; there is nobody to keep it for.
        return []
    found = []
    for name, values in posted.lists():
        secret = "password" in name.lower()
        found += [
            Field(name, "" if secret else str(value), "password" if secret else "hidden")
            for value in values
        ]
    return found + [
        Field(name, str(file.name), "file") for name, sent in files.lists() for file in sent
    ]


_MACHINERY = re.compile(
    r"csrfmiddlewaretoken|next|.*-(?:count|deleted|id|order|type|ORDER|DELETE|TOTAL_FORMS"
    r"|INITIAL_FORMS|MIN_NUM_FORMS|MAX_NUM_FORMS)|loaded_revision.*|action-.*|nashra-.*|comment.*"
)


def _words(value: str) -> str:
    """What a person typed into one field: its text, whatever the editor wrapped round it."""
    if value.startswith("{"):
        try:
            blocks = json.loads(value)["blocks"]
            return "\n".join(str(block["text"]) for block in blocks)
        except (ValueError, KeyError, TypeError):
            # Not the rich text editor's, but something that somebody typed.
            return value
    return value


def typed(fields: list[Field]) -> str:
    """All that was typed, to be read and copied."""
    texts = (
        _words(field.value).strip()
        for field in fields
        if field.kind == "hidden" and not _MACHINERY.fullmatch(field.name)
    )
    return "\n\n".join(text for text in texts if text and not text.isdecimal())


def language_of(request: HttpRequest) -> str:
    """The language to apologise in."""
    given = request.COOKIES.get(LANGUAGE_COOKIE)
    return given if given in {"ar", "en"} else "ar"


def _wants_data(request: HttpRequest) -> bool:
    return not request.accepts("text/html") or (
        request.headers.get("X-Requested-With") == "XMLHttpRequest"
    )


def _page(request: HttpRequest, cause: Cause) -> str:
    title, advice = WORDS[cause]
    posted = request.method == "POST"
    fields = _fields(request) if posted else []
    return render_to_string(
        "newsroom/outage.html",
        {
            "title": title, "advice": advice, "posted": posted, "fields": fields,
            "typed": typed(fields), "address": request.get_full_path(),
            "files": any(field.kind == "file" for field in fields),
            "secrets": any(field.kind == "password" for field in fields),
            "direction": "rtl" if translation.get_language_bidi() else "ltr",
            "language": translation.get_language(),
        },
    )  # fmt: skip


def _answer(request: HttpRequest, cause: Cause) -> HttpResponse:
    status = 500 if cause is Cause.BROKEN else 503
    with translation.override(language_of(request)):
        if _wants_data(request):
            title, advice = WORDS[cause]
            # "locked" is the one code whose message Wagtail's autosave shows as it is.
            message = f"{title}. {advice}"
            return JsonResponse(
                {"success": False, "error_code": "locked", "error_message": message}, status=status
            )
        answer = HttpResponse(_page(request, cause), status=status)
    answer["Cache-Control"] = "no-store"
    answer["Retry-After"] = "5"
    answer["X-Frame-Options"] = "DENY"
    answer["Content-Security-Policy"] = _POLICY
    return answer


def answer_error(request: HttpRequest) -> HttpResponse:
    """Django's ``handler500``: a page that needs no database and carries what was posted.

    What was committed is not asked for again: if only something after the commit failed (the
    session's own row), the answer is the one that the view gave.
    """
    cause, reason = cause_of(sys.exc_info()[1])
    if cause is Cause.BUSY:
        patience.lose()
    session: Any = getattr(request, "session", None)
    if session is not None:
        # It would be written on the way out, and fail again.
        session.modified = False
    done: HttpResponse | None = getattr(request, "nashra_committed", None)
    answer = done or _answer(request, cause)
    if done or cause is not Cause.BROKEN:
        # A line says it all; Django would add a traceback for each request.
        after = " after its commit" if done else ""
        logger.error("%s%s: %s %s: %s", cause.value, after, request.method, request.path, reason)
        answer._has_been_logged = True  # type: ignore[attr-defined]
    return answer
