"""Keys and signatures as minisign writes them (https://jedisct1.github.io/minisign/). Pure Python.

A signature is Ed25519 of the BLAKE2b-512 of the file (algorithm ``ED``), followed by a comment that
is signed together with it.
"""

import base64
import binascii
import hashlib
from dataclasses import dataclass

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

UNTRUSTED = "untrusted comment: "
TRUSTED = "trusted comment: "
LONGEST = 8192
"""Characters of a signature's file or of a key; more is neither."""
_KEY, _PREHASHED = b"Ed", b"ED"


class BadSignature(ValueError):
    """A signature that does not hold; says why.

    ``genuine`` where the key made it, of another file than the one at hand.
    """

    def __init__(self, why: str, *, genuine: bool = False) -> None:
        super().__init__(why)
        self.genuine = genuine


@dataclass(frozen=True)
class PublicKey:
    """A key with the eight bytes by which signatures name it."""

    number: bytes
    raw: bytes

    @classmethod
    def of(cls, private: Ed25519PrivateKey) -> "PublicKey":
        """The public half. Its number is made of the key, so that the same key has the same."""
        raw = private.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
        return cls(hashlib.blake2b(raw, digest_size=8).digest(), raw)

    @classmethod
    def read(cls, text: str) -> "PublicKey":
        """A key as ``minisign`` prints it, with or without its comment. Raises ValueError."""
        line = _without_comment(text)
        data = _decoded(line, "the key")
        if len(data) != 42 or data[:2] != _KEY:
            raise ValueError("this is no public key of minisign")
        return cls(data[2:10], data[10:])

    @property
    def name(self) -> str:
        """The number as ``minisign`` shows it."""
        return self.number[::-1].hex().upper()

    def line(self) -> str:
        """The key in one line, as ``minisign -P`` takes it."""
        return base64.b64encode(_KEY + self.number + self.raw).decode()

    def file(self) -> str:
        """The key as a file, as ``minisign -p`` takes it."""
        return f"{UNTRUSTED}minisign public key {self.name}\n{self.line()}\n"


def sign(body: bytes, private: Ed25519PrivateKey, comment: str) -> bytes:
    """The signature's file. The same body, key and comment give the same bytes."""
    if not comment.isprintable():
        raise ValueError("a comment has one line")
    key = PublicKey.of(private)
    signature = private.sign(_hashed(body))
    whole = private.sign(signature + comment.encode())
    first = base64.b64encode(_PREHASHED + key.number + signature).decode()
    return (
        f"{UNTRUSTED}signature of a published root, key {key.name}\n{first}\n"
        f"{TRUSTED}{comment}\n{base64.b64encode(whole).decode()}\n"
    ).encode()


def verify(body: bytes, signature: bytes, key: PublicKey) -> str:
    """The trusted comment. Raises BadSignature."""
    number, made, comment, whole = _read(signature)
    if number != key.number:
        named = number[::-1].hex().upper()
        raise BadSignature(f"made with another key, {named} instead of {key.name}")
    public = Ed25519PublicKey.from_public_bytes(key.raw)
    try:
        public.verify(whole, made + comment.encode())
    except InvalidSignature:
        raise BadSignature("not made with this key") from None
    try:
        public.verify(made, _hashed(body))
    except InvalidSignature:
        raise BadSignature("made with this key, of another list of all", genuine=True) from None
    return comment


def _read(signature: bytes) -> tuple[bytes, bytes, str, bytes]:
    """Key's number, signature, comment, and the signature of both."""
    try:
        lines = signature[:LONGEST].decode().split("\n")
    except UnicodeDecodeError:
        raise BadSignature("no signature of minisign") from None
    if len(lines) < 4 or not lines[0].startswith(UNTRUSTED) or not lines[2].startswith(TRUSTED):
        raise BadSignature("no signature of minisign, or cut off")
    try:
        first, whole = _decoded(lines[1], "it"), _decoded(lines[3], "it")
    except ValueError as error:
        raise BadSignature(str(error)) from error
    if len(first) != 74 or len(whole) != 64:
        raise BadSignature("no signature of minisign, or cut off")
    if first[:2] != _PREHASHED:
        raise BadSignature("of a kind that is not used here (legacy, not prehashed)")
    return first[2:10], first[10:], lines[2].removeprefix(TRUSTED), whole


def _without_comment(text: str) -> str:
    lines = [line.strip() for line in text[:LONGEST].strip().split("\n")]
    kept = [line for line in lines if line and not line.startswith(UNTRUSTED)]
    if len(kept) != 1:
        raise ValueError("this is no public key of minisign")
    return kept[0]


def _decoded(line: str, what: str) -> bytes:
    try:
        return base64.b64decode(line.strip(), validate=True)
    except (binascii.Error, ValueError) as error:
        raise ValueError(f"{what} is no base64, or cut off") from error


def _hashed(body: bytes) -> bytes:
    return hashlib.blake2b(body).digest()
