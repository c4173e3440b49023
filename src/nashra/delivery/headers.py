"""What stands in an answer's head: types, caching, and the rules that browsers enforce."""

import json
import logging
import re
import time
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

logger = logging.getLogger("nashra.delivery")

TYPES = {
    ".html": "text/html; charset=utf-8",
    ".xml": "application/xml; charset=utf-8",
    ".json": "application/json; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml; charset=utf-8",
    ".webmanifest": "application/manifest+json; charset=utf-8",
    ".webp": "image/webp",
    ".avif": "image/avif",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".png": "image/png",
    ".gif": "image/gif",
    ".ico": "image/x-icon",
    ".woff2": "font/woff2",
    ".pdf": "application/pdf",
    ".mp4": "video/mp4",
    ".mp3": "audio/mpeg",
}
"""Type by ending; the nginx configuration is written from the same table."""

UNKNOWN_TYPE = "application/octet-stream"

REVALIDATE = "public, max-age=0, must-revalidate"
"""Pages: kept by browsers and shared caches, shown only after asking. A correction or a retraction
then reaches the next reader, and asking costs a 304 of some hundred bytes. ``must-revalidate``
forbids a cache to go on showing a retracted story when it cannot ask."""

FOR_EVER = "public, max-age=31536000, immutable"
"""Files whose name holds their hash: a year, and no asking at all."""

HASHED = "/media/"
"""Addresses below this hold their content's hash."""

AN_HOUR = "public, max-age=3600"
"""Scripts that pages fetch beside themselves: an older one works with newer pages, and back."""

ASSETS = "/assets/"

SAFETY = (
    ("x-content-type-options", "nosniff"),
    ("referrer-policy", "strict-origin-when-cross-origin"),
    (
        "permissions-policy",
        "camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()",
    ),
    ("cross-origin-opener-policy", "same-origin"),
)
"""On every published file. The referrer keeps the origin alone, so that other papers see who sent
them a reader and never which story was read before."""

LIVE = ("nashra-live", "1")
"""Tells a page's script that this server takes beacons and offers the live stream; a bare copy of
the files says nothing of the kind, and is not asked for them."""

CLOSED_POLICY = (
    "default-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; "
    "frame-ancestors 'none'"
)
"""The content policy until the engine has written its own: nothing inline runs."""

ONION = re.compile(r"http://[a-z2-7]{56}\.onion")
"""Origin of an onion service of version 3, as far as spelling tells."""

CHECK_SECONDS = 1.0


def content_type(name: str) -> str:
    """The media type of a file by its ending."""
    return TYPES.get(PurePosixPath(name).suffix.lower(), UNKNOWN_TYPE)


def cache_control(path: str) -> str:
    """How long an address may be kept."""
    if path.startswith(ASSETS):
        return AN_HOUR
    return FOR_EVER if path.startswith(HASHED) else REVALIDATE


@dataclass(frozen=True)
class Told:
    """What the engine tells servers."""

    policy: str
    """The Content-Security-Policy."""
    onion: str = ""
    """Origin of the same site as an onion service, empty if it has none."""

    def onion_location(self, name: str) -> str:
        """Where Tor Browser finds a published file on the onion service; empty for no page."""
        if not self.onion or not name.endswith(".html"):
            return ""
        return f"{self.onion}/{name.removesuffix('index.html') if _is_index(name) else name}"


def _is_index(name: str) -> bool:
    return name == "index.html" or name.endswith("/index.html")


def read_told(path: Path) -> Told:
    """What stands in ``headers.json``.

    Raises OSError when the file cannot be read and ValueError when it holds no policy, one with
    characters that would end the header, or something that is no onion service's origin.
    """
    content = json.loads(path.read_text(encoding="utf-8"))
    policy = content.get("csp") if isinstance(content, dict) else None
    if not isinstance(policy, str) or not policy.strip():
        raise ValueError(f"{path.name} holds no policy under csp")
    if not policy.isascii() or not policy.isprintable() or len(policy) > 16_384:
        raise ValueError(f"{path.name}: the policy is no header value")
    onion = content.get("onion", "")
    if onion and not (isinstance(onion, str) and ONION.fullmatch(onion)):
        raise ValueError(f"{path.name}: {onion!r} is no onion service's origin")
    return Told(policy, onion)


class Policy:
    """The headers of safety, with the content policy read anew when its file changes."""

    def __init__(self, path: Path) -> None:
        """``path`` may be absent at first; :data:`CLOSED_POLICY` holds until it is there."""
        self._path = path
        self._looked = float("-inf")
        self._state: tuple[int, int, int] | None = None
        self.version = 0
        """Grows by one whenever the headers change."""
        self.told = Told(CLOSED_POLICY)
        self.headers: tuple[tuple[str, str], ...] = self._with(CLOSED_POLICY)

    @staticmethod
    def _with(policy: str) -> tuple[tuple[str, str], ...]:
        return (("content-security-policy", policy), *SAFETY, LIVE)

    def refresh(self, now: float | None = None) -> None:
        """Looks at the file if the last look is a second old. A broken file changes nothing."""
        now = time.monotonic() if now is None else now
        if now - self._looked < CHECK_SECONDS:
            return
        self._looked = now
        try:
            found = self._path.stat()
        except OSError:
            return
        state = (found.st_ino, found.st_mtime_ns, found.st_size)
        if state == self._state:
            return
        self._state = state
        try:
            self.told = read_told(self._path)
        except (OSError, ValueError) as error:
            logger.error("the content policy stays as it was: %s", error)
            return
        self.headers = self._with(self.told.policy)
        self.version += 1
