"""Files too large for memory: Granian reads them itself, as fast as the reader takes them.

Not through RSGI's stream: Granian 2.8 keeps all of a stream in memory that the reader has not taken
yet, so a hundred readers who stand still would take gigabytes.
"""

import asyncio

from nashra.delivery.answers import Head
from nashra.delivery.disk import OpenFile
from nashra.delivery.protocol import Http

HOLD_SECONDS = 60.0
"""How long a file stays open for Granian to open it in turn, which it does at once."""


def _let_go(file: OpenFile) -> None:
    """Does nothing: until it is called, the loop keeps the file from being closed."""


def send_large(http: Http, status: int, head: Head, file: OpenFile, span: range) -> None:
    """Sends the bytes of ``span`` of the very file that the head speaks of."""
    http.response_file_range(status, head, file.address, span.start, span.stop)
    asyncio.get_running_loop().call_later(HOLD_SECONDS, _let_go, file)
