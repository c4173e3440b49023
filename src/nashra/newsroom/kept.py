"""What tells the browser that a form's text is saved, so that it need not keep it any longer.

The form sends the name under which the browser keeps its text (``nashra-kept``, see ``keep.js``). A
cookie names it back with the answer to the save; the next page reads it and forgets the text.
"""

import re
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase

COOKIE = "desk_saved"
_NAME = re.compile(r"[0-9-]{1,40}", re.ASCII)


def note_save(request: Any) -> None:
    """Called once the form's object is saved; autosave is told in its own way."""
    name = request.POST.get("nashra-kept", "")
    if request.accepts("text/html") and _NAME.fullmatch(name):
        request.nashra_kept = name


def tell(request: HttpRequest, response: HttpResponseBase) -> None:
    """Names what was saved in a cookie that a script may read."""
    name = getattr(request, "nashra_kept", None)
    if name is not None:
        response.set_cookie(
            COOKIE, name, max_age=24 * 3600, path="/desk/", samesite="Lax",
            secure=bool(settings.SESSION_COOKIE_SECURE),
        )  # fmt: skip
