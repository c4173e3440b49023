"""Files too large for memory, read in parts while the reader takes them."""

import asyncio
import os

from nashra.delivery.answers import Head
from nashra.delivery.cache import FileCache, Variant
from nashra.delivery.disk import identity, open_file
from nashra.delivery.negotiate import SUFFIXES
from nashra.delivery.protocol import Http

_CHUNK = 256 * 1024


class ReplacedError(Exception):
    """The file was given new content after its head was made; nothing has been sent yet."""


async def send_large(
    http: Http,
    status: int,
    head: Head,
    files: FileCache,
    name: str,
    variant: Variant,
    span: tuple[int, int],
) -> None:
    """Sends the bytes of ``span``, both ends included, of the very file that the head speaks of.

    Raises :class:`ReplacedError` when that file is gone from its name; what was opened stays whole.
    """
    descriptor, found = open_file(files.root, name + SUFFIXES[variant.encoding])
    try:
        if identity(found) != variant.identity:
            raise ReplacedError(name)
        transport = http.response_stream(status, head)
        place, end = span[0], span[1] + 1
        while place < end:
            part = await asyncio.to_thread(os.pread, descriptor, min(_CHUNK, end - place), place)
            if not part:
                raise RuntimeError("a published file was cut while it was sent")
            await transport.send_bytes(part)
            place += len(part)
    finally:
        os.close(descriptor)
