"""Files too large for memory, read in parts while the reader takes them."""

import asyncio

from nashra.delivery.answers import Head
from nashra.delivery.disk import OpenFile
from nashra.delivery.protocol import Http

_CHUNK = 256 * 1024


async def send_large(http: Http, status: int, head: Head, file: OpenFile, span: range) -> None:
    """Sends the bytes of ``span``.

    Raises RuntimeError, which breaks the connection, when the file was cut while it was sent: its
    length has been promised by then.
    """
    transport = http.response_stream(status, head)
    place = span.start
    while place < span.stop:
        try:
            part = await asyncio.to_thread(file.read, place, min(_CHUNK, span.stop - place))
        except OSError as error:
            raise RuntimeError("a published file could not be read to its end") from error
        if not part:
            raise RuntimeError("a published file was cut while it was sent")
        await transport.send_bytes(part)
        place += len(part)
