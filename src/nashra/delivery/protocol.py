"""The part of Granian's RSGI that Nashra uses, as types."""

from collections.abc import AsyncIterator
from typing import Any, Protocol


class Headers(Protocol):
    """A request's headers; names in lower case."""

    def get(self, key: str, default: Any = None) -> Any:
        """The first value."""

    def items(self) -> list[tuple[str, str]]:
        """All of them, repeated ones too."""


class Scope(Protocol):
    """A request's head. ``path`` has been percent-decoded once."""

    method: str
    path: str
    query_string: str
    scheme: str
    client: str
    authority: str | None
    http_version: str

    @property
    def headers(self) -> Headers:
        """The headers."""


class Transport(Protocol):
    """The body of an answer on its way."""

    async def send_bytes(self, data: bytes) -> None:
        """Sends a part. Raises when the reader has left."""


class Http(Protocol):
    """One exchange: the request's body, and the one answer."""

    def __aiter__(self) -> AsyncIterator[bytes]:
        """The parts of the request's body."""

    async def client_disconnect(self) -> None:
        """Returns when the reader has left."""

    def response_empty(self, status: int, headers: list[tuple[str, str]]) -> None:
        """Answers without a body."""

    def response_bytes(self, status: int, headers: list[tuple[str, str]], body: bytes) -> None:
        """Answers at once."""

    def response_file_range(
        self, status: int, headers: list[tuple[str, str]], file: str, start: int, end: int
    ) -> None:
        """Answers with the bytes of a file from ``start`` to before ``end``."""

    def response_stream(self, status: int, headers: list[tuple[str, str]]) -> Transport:
        """Begins an answer."""
