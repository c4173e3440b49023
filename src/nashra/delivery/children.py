"""What the supervisor starts: ``python -m nashra.delivery.children KIND PARENT ARGUMENTS...``.

KIND is ``reader`` (readers' server), ``desk`` (the desk on its Unix socket), ``hub`` (the live hub)
or ``run`` (any other command, tied to the supervisor). Each imports what it needs alone: what the
hub does not use would be 10 MB of it.
"""

import json
import os
import resource
import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from nashra.delivery.hub.server import HubSettings, serve_hub
from nashra.delivery.tether import tie

if TYPE_CHECKING:
    from nashra.delivery.server import ReaderSettings

HEAD_MILLISECONDS = 10_000
"""How long a request's head may take to arrive, and an unused connection may stay open."""

HEAD_BYTES = 32 * 1024
CONNECTIONS = 15_000
"""Connections of readers at one time; more wait to be accepted. Browsers keep idle ones open,
at 3 KB each: those must not keep anybody out before their ten seconds are over."""

_OTHER_FILES = 512


def reader_settings(given: dict[str, Any]) -> "ReaderSettings":
    """Settings from their JSON form, as :func:`reader_arguments` writes it."""
    from nashra.delivery.server import ReaderSettings

    values = dict(given)
    for name in ("root", "policy", "desk_socket"):
        values[name] = Path(values[name])
    for name in ("spool", "hub_socket"):
        values[name] = Path(values[name]) if values[name] else None
    values["desk_paths"] = tuple(values["desk_paths"])
    return ReaderSettings(**values)


def reader_arguments(settings: "ReaderSettings", host: str, port: int) -> list[str]:
    """Arguments for the ``reader`` kind."""
    return [host, str(port), json.dumps(_plain(settings))]


def _plain(settings: "ReaderSettings | HubSettings") -> dict[str, Any]:
    return {
        name: str(value) if isinstance(value, Path) else value
        for name, value in vars(settings).items()
    }


def hub_settings(given: dict[str, Any]) -> HubSettings:
    """Settings from their JSON form, as :func:`hub_arguments` writes it."""
    paths = {name: Path(given[name]) for name in ("root", "socket", "spool") if given[name]}
    return HubSettings(**(given | paths))


def hub_arguments(settings: HubSettings) -> list[str]:
    """Arguments for the ``hub`` kind."""
    return [json.dumps(_plain(settings))]


def _load_reader(parent: int, settings: "ReaderSettings") -> Any:
    from nashra.delivery.server import Application

    tie(parent)
    return Application(settings)


def _load_desk(parent: int, target: str) -> Any:
    from granian._internal import load_target
    from granian.utils.proxies import wrap_wsgi_with_proxy_headers

    tie(parent)
    # The socket's folder is open to this user alone, so what comes through it is from our server.
    return wrap_wsgi_with_proxy_headers(load_target(target), trusted_hosts="*")


def _raise_file_limit() -> int:
    """Open files that this process may have, after asking for as many as it may ask for."""
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = 16_384 if most == resource.RLIM_INFINITY else min(most, 16_384)
    resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, most))
    return wanted


def serve_reader(host: str, port: int, settings: "ReaderSettings") -> None:
    """Serves the published root until told to stop. No access log exists."""
    from granian import Granian
    from granian.constants import HTTPModes, Interfaces
    from granian.http import HTTP1Settings
    from granian.log import LogLevels

    allowed = _raise_file_limit()
    Granian(
        "nashra.delivery.server:Application",
        address=host,
        port=port,
        interface=Interfaces.RSGI,
        workers=1,
        http=HTTPModes.http1,
        http1_settings=HTTP1Settings(
            header_read_timeout=HEAD_MILLISECONDS, max_buffer_size=HEAD_BYTES
        ),
        websockets=False,
        backlog=1024,
        backpressure=max(64, min(CONNECTIONS, allowed - _OTHER_FILES)),
        workers_kill_timeout=3,
        log_level=LogLevels.warning,
        log_access=False,
    ).serve(target_loader=partial(_load_reader, os.getpid(), settings), wrap_loader=False)


def serve_desk(socket: Path, target: str, threads: int) -> None:
    """Serves the WSGI application ``module:name`` on a Unix socket that is ours alone."""
    from granian import Granian
    from granian.constants import HTTPModes, Interfaces
    from granian.log import LogLevels

    socket.unlink(missing_ok=True)
    Granian(
        target,
        uds=socket,
        uds_permissions=0o600,
        interface=Interfaces.WSGI,
        workers=1,
        blocking_threads=threads,
        http=HTTPModes.http1,
        backlog=256,
        workers_kill_timeout=3,
        log_level=LogLevels.warning,
        log_access=False,
    ).serve(target_loader=partial(_load_desk, os.getpid(), target), wrap_loader=False)


def main(arguments: list[str]) -> None:
    """Ties this process to its parent and becomes what it is told to be."""
    kind, parent, *rest = arguments
    tie(int(parent))
    if kind == "reader":
        serve_reader(rest[0], int(rest[1]), reader_settings(json.loads(rest[2])))
    elif kind == "desk":
        serve_desk(Path(rest[0]), rest[1], int(rest[2]))
    elif kind == "hub":
        _raise_file_limit()
        serve_hub(hub_settings(json.loads(rest[0])))
    elif kind == "run":
        os.execvp(rest[0], rest)  # noqa: S606
    else:
        raise SystemExit(f"no such kind of process: {kind}")


if __name__ == "__main__":
    main(sys.argv[1:])
