"""A WSGI application that tells what reached it."""

import hashlib
import json
import time
from collections.abc import Callable, Iterable
from typing import Any


def application(environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
    path = environ["PATH_INFO"]
    length = int(environ.get("CONTENT_LENGTH") or 0)
    if path == "/desk/slow":
        time.sleep(3)
    if path == "/desk/parts":
        start(
            "200 OK",
            [("Content-Type", "text/plain"), ("Connection", "X-Secret"), ("X-Secret", "1")],
        )
        return _parts()
    if path == "/desk/cookies":
        start("200 OK", [("Set-Cookie", "a=1"), ("Set-Cookie", "b=2"), ("Content-Length", "0")])
        return []
    digest = hashlib.sha256()
    seen = 0
    while seen < length:
        part = environ["wsgi.input"].read(min(65536, length - seen))
        if not part:
            break
        digest.update(part)
        seen += len(part)
    told = {key: value for key, value in environ.items() if isinstance(value, str)}
    told |= {"seen": seen, "sha256": digest.hexdigest()}
    body = json.dumps(told).encode()
    start("200 OK", [("Content-Type", "application/json"), ("Content-Length", str(len(body)))])
    return [body]


def _parts() -> Iterable[bytes]:
    for number in range(5):
        yield f"{number}\n".encode()
        time.sleep(0.1)
