"""The desk in a process of its own, on a real database file: ``python desk_process.py``.

Prints its port. ``fault`` in its data home holds SQL that each new database connection begins with.
"""

import os
import socketserver
from pathlib import Path
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

from django.conf import settings

PATIENCE = 0.2


def found() -> None:
    """A small newsroom and its administrator."""
    from django.contrib.auth import get_user_model

    from nashra.accounts.models import Role
    from nashra.cli.bench.seed import seed
    from nashra.newsroom import actions

    seed(stories=3)
    user = get_user_model().objects.create_user(username="chief", password="long-enough-71")
    actions.grant_role(user=user, role=Role.ADMINISTRATOR)


class Server(socketserver.ThreadingMixIn, WSGIServer):
    daemon_threads = True


class Quiet(WSGIRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        """Says nothing: what the desk itself logs is what matters."""


def begin(connection: object, **_: object) -> None:
    fault = Path(os.environ["NASHRA_HOME"]) / "fault"
    if fault.exists():
        with connection.cursor() as cursor:  # type: ignore[attr-defined]
            cursor.execute(fault.read_text(encoding="ascii"))


def touches_session(get_response: Any) -> Any:
    """Where a request asks for it, the session has something to be saved after the view."""

    def answer(request: Any) -> Any:
        response = get_response(request)
        if "X-Touch-Session" in request.headers:
            request.session["touched"] = True
        return response

    return answer


if __name__ == "__main__":
    settings.DESK_PATIENCE = PATIENCE
    settings.MIDDLEWARE.insert(-1, f"{__name__}.touches_session")
    from django.db.backends.signals import connection_created

    from nashra.config.wsgi import application

    found()
    connection_created.connect(begin)
    with make_server("127.0.0.1", 0, application, Server, Quiet) as server:
        print(server.server_port, flush=True)
        server.serve_forever()
