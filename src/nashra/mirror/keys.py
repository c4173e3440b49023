"""The key that signs published roots: made on first need, readable by its owner alone."""

import os
from contextlib import suppress
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)
from django.conf import settings

from nashra.mirror.minisign import PublicKey
from nashra.mirror.models import Signing


class NoKey(Exception):
    """There is no key to sign with; says why, and what to do."""


def key_file() -> Path:
    """Where the key lies; `nashra backup` copies the folder."""
    return Path(settings.NASHRA_HOME) / "keys" / "mirror.pem"


def signing_key() -> Ed25519PrivateKey:
    """The key. Raises NoKey where it was lost or cannot be read.

    One that was lost is not replaced: another key would look like a forger's.
    """
    file = key_file()
    try:
        if not file.exists():
            if known := known_key():
                raise NoKey(
                    f"{file} is gone, the key that signed as {known}. Take it from a backup, or "
                    "make another with `nashra mirror-key --new` and tell readers."
                )
            make_key()
        key = load_pem_private_key(file.read_bytes(), None)
    except (OSError, ValueError, TypeError) as error:
        raise NoKey(f"{file} cannot be used: {error}") from error
    if not isinstance(key, Ed25519PrivateKey):
        raise NoKey(f"{file} holds no Ed25519 key")
    return key


def public_key() -> PublicKey | None:
    """The key that readers are told: the one that signed, where it cannot be used any more.

    None where there is none at all. Pages are never kept from readers for want of it.
    """
    try:
        return PublicKey.of(signing_key())
    except NoKey:
        known = known_key()
        return PublicKey.read(known) if known else None


def known_key() -> str:
    """The public key of the last signature, empty before the first."""
    return Signing.objects.values_list("key", flat=True).first() or ""


def make_key(*, another: bool = False) -> None:
    """Makes the key where there is none; with ``another`` in the place of the one that is there."""
    file = key_file()
    file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    temporary = file.with_suffix(f".{os.getpid()}.new")
    pem = Ed25519PrivateKey.generate().private_bytes(
        Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()
    )
    temporary.unlink(missing_ok=True)
    descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
    with open(descriptor, "wb") as target:
        target.write(pem)
        target.flush()
        # A key that was named to readers must outlive a power loss.
        os.fsync(target.fileno())
    if another:
        os.replace(temporary, file)
    else:
        # Another process may be making one: the first holds.
        with suppress(FileExistsError):
            os.link(temporary, file)
        temporary.unlink()
    folder = os.open(file.parent, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
