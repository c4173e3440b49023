"""The same service by nginx: a configuration written from the same tables as the own server."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from nashra.delivery.answers import DESK_DOWN, PLAIN, sentence
from nashra.delivery.beacon import PREFIX
from nashra.delivery.headers import (
    AN_HOUR,
    ASSETS,
    FOR_EVER,
    HASHED,
    LIVE,
    REVALIDATE,
    SAFETY,
    TYPES,
    UNKNOWN_TYPE,
    Told,
)
from nashra.delivery.proxy import DESK_PATHS, RESTING
from nashra.delivery.stream import STREAM

_DESK = """
    location %s {
        # The desk's own server accepts a smaller number of requests than nginx could hand it.
        proxy_pass http://nashra_desk;
        proxy_http_version 1.1;
        proxy_set_header Connection "";
        proxy_set_header Host $http_host;
        proxy_set_header X-Forwarded-For $remote_addr;
        proxy_set_header X-Forwarded-Proto $scheme;
        proxy_set_header X-Forwarded-Host $http_host;
        proxy_set_header X-Real-IP "";
        proxy_set_header Forwarded "";
        proxy_set_header Proxy "";
        proxy_connect_timeout 2s;
        proxy_read_timeout 60s;
        proxy_request_buffering off;
        client_max_body_size %dm;
        error_page 502 504 =%s;
    }
"""

_HUB = """
    location %s {
        # The live hub: an event goes out as it comes, and a heartbeat every twenty seconds.
        proxy_pass http://unix:%s;
        proxy_http_version 1.1;
        proxy_set_header Connection "";
        proxy_set_header X-Forwarded-For $remote_addr;
        proxy_set_header X-Connection $connection;
        proxy_connect_timeout 2s;
        proxy_read_timeout 60s;
        proxy_buffering off;
    }
"""


@dataclass(frozen=True, kw_only=True)
class NginxSettings:
    """What the configuration depends on."""

    root: Path
    """The published root."""
    socket: Path
    """The Unix socket of the desk."""
    hub_socket: Path
    """The Unix socket of the live hub."""
    told: Told
    """Content policy and onion service; see :func:`nashra.delivery.headers.read_told`."""
    listen: str = "80"
    """The value of ``listen``."""
    server_name: str = "_"
    error_log: str = "/var/log/nginx/error.log"
    body_megabytes: int = 50
    """What may be sent to the desk in one request."""
    desk_paths: tuple[str, ...] = DESK_PATHS


def _quoted(value: str) -> str:
    """A value in nginx's double quotes. Raises ValueError for what could leave them."""
    if re.search(r"[\x00-\x1f\"\\$\x7f]", value):
        raise ValueError(f"cannot stand in an nginx configuration: {value!r}")
    return f'"{value}"'


def _plain(value: str) -> str:
    if re.search(r"[\x00-\x1f\"\\$;{}\x7f]", value) or not value:
        raise ValueError(f"cannot stand in an nginx configuration: {value!r}")
    return value


_ONION = """
# Where Tor Browser finds a page on the onion service.
map $status:$uri $nashra_onion {
    "~^(?:200|206|304):(?<nashra_at>/(?:.*/)?)index\\.html$"    "%s$nashra_at";
    "~^(?:200|206|304):(?<nashra_at>/.*\\.html)$"              "%s$nashra_at";
    default    "";
}
"""


def _onion(told: Told) -> str:
    return _ONION % (_plain(told.onion), _plain(told.onion)) if told.onion else ""


def _headers(told: Told) -> str:
    pairs = (
        ("Cache-Control", "$nashra_cache"),
        ("Vary", "Accept-Encoding"),
        ("Allow", "$nashra_allow"),
        ("Content-Security-Policy", _quoted(told.policy)),
        *([("Onion-Location", "$nashra_onion")] if told.onion else []),
        *_safe(*SAFETY, LIVE),
    )
    return _added(pairs)


def _safe(*pairs: tuple[str, str]) -> list[tuple[str, str]]:
    return [(name.title(), _quoted(value)) for name, value in pairs]


def _added(pairs: Iterable[tuple[str, str]]) -> str:
    return "\n".join(f"        add_header {name} {value} always;" for name, value in pairs)


def _types() -> str:
    return "\n".join(f'        "{kind}" {ending[1:]};' for ending, kind in TYPES.items())


def _passed_on(settings: NginxSettings) -> str:
    blocks = []
    for path in settings.desk_paths:
        match = f"^~ {_plain(path)}" if path.endswith("/") else f"= {_plain(path)}"
        down = f"503 /{RESTING[path]}" if path in RESTING else " @desk_down"
        blocks.append(_DESK % (match, settings.body_megabytes, down))
    hub = _plain(str(settings.hub_socket))
    blocks += [_HUB % (f"= {STREAM}", hub), _HUB % (f"^~ {PREFIX}", hub)]
    return "".join(blocks).rstrip("\n")


def render_nginx_config(settings: NginxSettings) -> str:
    """The server block with its maps. Raises ValueError for values that nginx could not quote."""
    text = files("nashra.delivery").joinpath("nginx.conf").read_text(encoding="utf-8")
    values = {
        "HASHED": HASHED,
        "FOR_EVER": FOR_EVER,
        "ASSETS": ASSETS,
        "AN_HOUR": AN_HOUR,
        "REVALIDATE": REVALIDATE,
        "SOCKET": _plain(str(settings.socket)),
        "LISTEN": _plain(settings.listen),
        "NAME": _plain(settings.server_name),
        "ROOT": _quoted(str(settings.root)),
        "ERROR_LOG": _plain(settings.error_log),
        "TYPES": _types(),
        "UNKNOWN_TYPE": UNKNOWN_TYPE,
        "ONION": _onion(settings.told),
        "HEADERS": _headers(settings.told),
        "PLAIN_HEADERS": _added(_safe(*PLAIN, *SAFETY)),
        "NOTHING": sentence(404).decode(),
        "PASSED_ON": _passed_on(settings),
        "DESK_DOWN": DESK_DOWN.decode().replace("'", "&#39;").strip(),
    }
    return re.sub(r"@([A-Z_]+)@", lambda match: values[match[1]], text)
