"""A mail server on this machine, as small as the protocol allows (RFC 5321)."""

import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any, cast


class MailServer(socketserver.ThreadingTCPServer):
    """Keeps what it takes in; refuses some recipients."""

    daemon_threads = True
    allow_reuse_address = True

    def __init__(self, refused: set[str]) -> None:
        super().__init__(("127.0.0.1", 0), _Talk)
        self.refused = refused
        self.taken: list[tuple[str, EmailMessage]] = []
        self.talks = 0

    @property
    def port(self) -> int:
        """Where it listens."""
        return int(self.server_address[1])


class _Talk(socketserver.StreamRequestHandler):
    server: MailServer

    def handle(self) -> None:
        """One connection: commands until QUIT."""
        self.server.talks += 1
        self._say("220 mail.example")
        to = ""
        while line := self.rfile.readline().decode().strip():
            verb = line.upper()
            if verb.startswith("RCPT"):
                to = line.partition("<")[2].rstrip(">")
                refused = to in self.server.refused
                self._say(f"550 <{to}> is not here" if refused else "250 ok")
            elif verb == "DATA":
                self._say("354 go on")
                self.server.taken.append((to, self._message()))
                self._say("250 taken")
            elif verb == "QUIT":
                self._say("221 bye")
                return
            else:
                self._say("250 mail.example")

    def _message(self) -> EmailMessage:
        lines: list[bytes] = []
        while (line := self.rfile.readline()) != b".\r\n":
            lines.append(line.removeprefix(b".") if line.startswith(b"..") else line)
        found: Any = message_from_bytes(b"".join(lines), policy=policy.default)
        return cast(EmailMessage, found)

    def _say(self, line: str) -> None:
        self.wfile.write(f"{line}\r\n".encode())


@contextmanager
def mail_server(refused: set[str]) -> Iterator[MailServer]:
    """Runs one in a thread."""
    with MailServer(refused) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.02,))
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()
