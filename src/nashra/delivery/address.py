"""From the path of a request to the name of a published file, or to nothing.

Published addresses are plain ASCII (see the engine's rules for addresses), so what a request may
name is an allow-list, and every trick with dots, bytes and encodings falls outside it.
"""

import re

LONGEST = 512
"""Longest path in characters; the longest published address is far below."""

_ALLOWED = re.compile(r"(?:/[A-Za-z0-9_~-][A-Za-z0-9._~-]{0,126})*/?")
_HIDDEN = re.compile(
    r"(?:.*/)?(?:gone\.txt|404\.html|[^/]*\.(?:br|gz)|[^/]*\.nashra-new[^/]*)", re.S
)


def file_name(path: str) -> str | None:
    """The file's name below the root for a path that was percent-decoded exactly once.

    ``/a/x/`` is ``a/x/index.html``. None for a path that can name nothing: empty segments (so
    never ``//host``), dot segments and dot files, bytes beyond the allow-list, and the files that
    stand in the root for servers alone: variants, temporary files, markers, error pages.
    """
    if len(path) > LONGEST or not path.startswith("/") or not _ALLOWED.fullmatch(path):
        return None
    if _HIDDEN.fullmatch(path):
        return None
    return path[1:] + ("index.html" if path.endswith("/") else "")
