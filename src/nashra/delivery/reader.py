"""Answers readers from the published root."""

import asyncio
import logging
import os
from dataclasses import dataclass, field
from urllib.parse import quote

from nashra.delivery.address import LONGEST, file_name
from nashra.delivery.answers import READ_METHODS, Head, plain
from nashra.delivery.cache import Entry, FileCache, Variant
from nashra.delivery.conditions import failed, same_for_range, unchanged
from nashra.delivery.disk import find
from nashra.delivery.headers import REVALIDATE, SAFETY, Policy, cache_control, content_type
from nashra.delivery.large import send_large
from nashra.delivery.negotiate import choose
from nashra.delivery.protocol import Headers, Http, Scope
from nashra.delivery.ranges import Unmet, read_range

logger = logging.getLogger("nashra.delivery")

Part = tuple[int, int] | Unmet | None

_CONDITIONS = ("range", "if-none-match", "if-modified-since", "if-match", "if-unmodified-since")
_ABOUT_BODY = frozenset({"content-length", "content-type", "content-encoding", "accept-ranges"})
_QUERY = "!$&'()*+,;=:@/?%-._~"


@dataclass(slots=True)
class Found:
    """What an address leads to."""

    name: str
    entry: Entry
    status: int


@dataclass
class Reader:
    """Serves GET and HEAD of published files; everything else is refused."""

    files: FileCache
    policy: Policy
    _reading: dict[tuple[str, str], asyncio.Task[Variant]] = field(default_factory=dict)

    def answer_again(self, path: str, scope: Scope, http: Http) -> bool:
        """Answers with a whole page that another reader was given in this second.

        False where it is not known, or more is asked than that: :meth:`answer` knows it all.
        """
        entry = self.files.known.get(path)
        if entry is None or scope.method != "GET":
            return False
        headers = scope.headers
        variant = entry.loaded.get(choose(headers.get("accept-encoding") or "", entry.found))
        if variant is None or variant.body is None:
            return False
        # An empty one counts too: a page just read is answered as any other.
        if any(headers.get(name) is not None for name in _CONDITIONS):
            return False
        self.policy.refresh()
        version, head = variant.heads.get(200, (-1, []))
        if version != self.policy.version or not self.files.trusts(entry):
            return False
        http.response_bytes(200, head, variant.body)
        return True

    async def answer(self, scope: Scope, http: Http) -> None:
        """Answers one request. A file that the disk does not give is 503, and others go on."""
        method, path = scope.method, scope.path
        if method not in READ_METHODS:
            self._refuse(http, method, 405, [("allow", ", ".join(READ_METHODS))])
            return
        if len(path) > LONGEST:
            self._refuse(http, method, 414)
            return
        self.policy.refresh()
        try:
            await self._serve(scope, http)
        except FileNotFoundError:
            self._refuse(http, method, 404)
        except OSError as error:
            logger.error("a published file cannot be read: %s", os.strerror(error.errno or 0))
            self._refuse(http, method, 503, [("retry-after", "5")])

    async def _serve(self, scope: Scope, http: Http, *, again: bool = True) -> None:
        path, method, headers = scope.path, scope.method, scope.headers
        name = file_name(path)
        entry = self.files.look_up(name) if name is not None else None
        if name is not None and entry is not None:
            found = Found(name, entry, 410 if entry.gone else 200)
        elif name is not None and self._is_folder(path):
            self._redirect(http, path, scope.query_string)
            return
        else:
            # Scripts ask for data that may not be there yet; they have no use for a page.
            missing = None if path.endswith(".json") else self._missing_page(path)
            if missing is None:
                self._refuse(http, method, 404)
                return
            found = missing
        wanted = headers.get("range") if method == "GET" and found.status == 200 else None
        encoding = (
            choose(headers.get("accept-encoding") or "", found.entry.found) if not wanted else ""
        )
        variant = await self._variant(found, encoding)
        if again and variant.identity != found.entry.found.get(variant.encoding):
            # Replaced since the look that decided the status: a tombstone would go out as 200.
            self.files.look_at_disk_next(found.name)
            await self._serve(scope, http, again=False)
            return
        part: Part = None
        if found.status == 200:
            if self._conditional(http, headers, found, variant):
                return
            if wanted and same_for_range(headers.get("if-range"), variant.etag, variant.mtime):
                part = read_range(wanted, variant.size)
        self._send(http, method, found, variant, part)
        if found.status == 200:
            self.files.know(path, found.entry)

    def stand_in(self, name: str) -> tuple[Head, bytes] | None:
        """A small published page for an answer that is not its own; None where there is none."""
        try:
            entry = self.files.look_up(name)
            if entry is None or entry.gone or self.files.is_large(entry, ""):
                return None
            variant = self.files.load(name, "")
        except OSError as error:
            logger.error("a published file cannot be read: %s", os.strerror(error.errno or 0))
            return None
        self.policy.refresh()
        head = [
            ("content-type", content_type(name)),
            ("content-length", str(variant.size)),
            ("cache-control", "no-store"),
            ("retry-after", "5"),
            *self.policy.headers,
        ]
        return head, variant.body or b""

    def _missing_page(self, path: str) -> Found | None:
        pages = ("en/404.html", "404.html") if path.startswith("/en/") else ("404.html",)
        for name in pages:
            entry = self.files.look_up(name)
            if entry is not None:
                return Found(name, entry, 404)
        return None

    def _is_folder(self, path: str) -> bool:
        return not path.endswith("/") and bool(find(self.files.root, f"{path[1:]}/index.html")[0])

    async def _variant(self, found: Found, encoding: str) -> Variant:
        """The content to send; read off the loop, and once for all who wait, if it is large."""
        if encoding not in found.entry.found:
            encoding = ""
        if not self.files.is_large(found.entry, encoding):
            try:
                return self.files.load(found.name, encoding)
            except FileNotFoundError:
                if not encoding:
                    raise
                return self.files.load(found.name, "")
        key = (found.name, encoding)
        task = self._reading.get(key)
        if task is None:
            task = asyncio.create_task(asyncio.to_thread(self.files.read, *key))
            self._reading[key] = task
            task.add_done_callback(lambda _: self._reading.pop(key, None))
        variant = await asyncio.shield(task)
        self.files.keep(*key, variant)
        return variant

    def _head(self, found: Found, variant: Variant) -> Head:
        """The head of a whole file; built once for each policy."""
        version, head = variant.heads.get(found.status, (-1, []))
        if version == self.policy.version:
            return head
        whole = found.status == 200
        head = [
            ("content-type", content_type(found.name)),
            ("content-length", str(variant.size)),
            ("cache-control", cache_control("/" + found.name) if whole else REVALIDATE),
            ("vary", "accept-encoding"),
            *self.policy.headers,
        ]
        if whole:
            head += [("etag", variant.etag), ("last-modified", variant.modified)]
            if place := self.policy.told.onion_location(found.name):
                head.append(("onion-location", place))
        if variant.encoding:
            head.append(("content-encoding", variant.encoding))
        elif whole:
            head.append(("accept-ranges", "bytes"))
        variant.heads[found.status] = (self.policy.version, head)
        return head

    def _conditional(self, http: Http, headers: Headers, found: Found, variant: Variant) -> bool:
        """Answers 412 or 304 where the reader's conditions ask for it."""
        etag, mtime = variant.etag, variant.mtime
        if failed(headers.get("if-match"), headers.get("if-unmodified-since"), etag, mtime):
            head, _ = plain(412)
            http.response_empty(412, [pair for pair in head if pair[0] not in _ABOUT_BODY])
            return True
        if unchanged(headers.get("if-none-match"), headers.get("if-modified-since"), etag, mtime):
            head = self._head(found, variant)
            http.response_empty(304, [pair for pair in head if pair[0] not in _ABOUT_BODY])
            return True
        return False

    def _send(self, http: Http, method: str, found: Found, variant: Variant, part: Part) -> None:
        head = self._head(found, variant)
        if part is Unmet.UNSATISFIABLE:
            self._refuse(http, method, 416, [("content-range", f"bytes */{variant.size}")])
            return
        status, first, last = found.status, 0, variant.size - 1
        if part is not None:
            status, (first, last) = 206, part
            head = [pair for pair in head if pair[0] != "content-length"]
            head.append(("content-length", str(last - first + 1)))
            head.append(("content-range", f"bytes {first}-{last}/{variant.size}"))
        if method == "HEAD":
            http.response_empty(status, head)
        elif variant.file is not None:
            send_large(http, status, head, variant.file, range(first, last + 1))
        else:
            body = variant.body or b""
            http.response_bytes(status, head, body if part is None else body[first : last + 1])

    @staticmethod
    def _redirect(http: Http, path: str, query: str) -> None:
        # The path passed the allow-list and begins with one slash, so this stays on the same host.
        place = f"{path}/?{quote(query, safe=_QUERY)}" if query else f"{path}/"
        http.response_empty(
            301,
            [("location", place), ("content-length", "0"), ("cache-control", REVALIDATE), *SAFETY],
        )

    @staticmethod
    def _refuse(http: Http, method: str, status: int, more: Head | None = None) -> None:
        head, body = plain(status, more or [])
        if method == "HEAD":
            http.response_empty(status, head)
        else:
            http.response_bytes(status, head, body)
