"""When two items are one: canonical address, else the agency's id, else the text itself."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from typing import Final
from urllib.parse import SplitResult, parse_qsl, quote, unquote, urlencode, urlsplit, urlunsplit

from nashra.arabic.text import fold_words

#: Parameters that say how a reader came, not what is read.
_TRACKING: Final = re.compile(
    r"(?:utm_\w+|fb_\w+|fbclid|gclid|dclid|msclkid|yclid|igshid|mc_[ce]id|ocid|cmpid|_ga"
    r"|action_(?:object|type|ref)_map|ref_?(?:src|url)?|share|shared|campaign|wt\.\w+"
    r"|at_\w+|ns_\w+|xtor)\Z",
    re.IGNORECASE,
)
_SAFE_PATH: Final = "/:@!$&'()*+,;=-._~"
_DEFAULT_PORTS: Final = {"http": 80, "https": 443}
_MAX_KEY: Final = 160


def canonical_address(url: str) -> str | None:
    """An address in one spelling, or ``None`` if it is no http(s) address.

    Host in lower case and ASCII (IDNA), no default port, no fragment, no tracking parameters,
    percent-encoding of UTF-8 in upper case (RFC 3986, section 6.2.2). The scheme stays, and
    so does a trailing slash: servers may tell them apart.
    """
    url = re.sub(r"[\x00-\x20\x7f]", "", url)
    try:
        parts = urlsplit(url)
        port = parts.port
        host = (parts.hostname or "").rstrip(".").encode("idna").decode("ascii").lower()
    except ValueError:
        return None
    if parts.scheme.lower() not in _DEFAULT_PORTS or "." not in host or parts.username:
        return None
    if port is not None and port != _DEFAULT_PORTS[parts.scheme.lower()]:
        host = f"{host}:{port}"
    path = quote(unquote(parts.path, errors="surrogateescape"), safe=_SAFE_PATH,
                 errors="surrogateescape") or "/"  # fmt: skip
    return urlunsplit((parts.scheme.lower(), host, path, _query(parts), ""))


def _query(parts: SplitResult) -> str:
    kept = [
        (name, value)
        for name, value in parse_qsl(parts.query, keep_blank_values=True, errors="surrogateescape")
        if not _TRACKING.match(name)
    ]
    return urlencode(kept, errors="surrogateescape")


def fingerprint(headline: str | None, body: Sequence[str]) -> str:
    """A digest of the words of a story, whatever its spelling, spacing and punctuation."""
    words = fold_words(" ".join([headline or "", *body]))
    return hashlib.sha256(words.encode("utf-8", "surrogatepass")).hexdigest()


def identity(
    *,
    canonical_url: str | None,
    agency: str | None,
    agency_id: str | None,
    headline: str | None,
    body: Sequence[str],
) -> str:
    """The key under which an item is kept, at most 200 characters.

    An address is compared without its scheme and without ``www.``; a key that would be too
    long is cut and told apart by a digest.
    """
    if canonical_url:
        parts = urlsplit(canonical_url)
        host = parts.netloc.removeprefix("www.")
        return _short(f"url:{host}{parts.path.rstrip('/')}" + (parts.query and f"?{parts.query}"))
    if agency_id:
        return _short(f"id:{fold_words(agency or '')}:{agency_id}")
    return f"text:{fingerprint(headline, body)}"


def _short(key: str) -> str:
    if len(key) <= _MAX_KEY:
        return key
    digest = hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()
    return f"{key[: _MAX_KEY - 33]}#{digest[:32]}"
