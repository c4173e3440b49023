"""Files of the published root: written whole or not at all, with their pre-compressed variants.

Order within one file: variants first, then the plain file, each through a temporary file and a
rename, so that a reader never sees a part. Temporary files lie in one folder of the root, where a
crash leaves nothing that must be looked for among a million pages. No fsync: files are derived, and
what a power loss leaves is mended by the verification at start.
"""

import contextlib
import gzip
import hashlib
import os
import shutil
import zlib
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path, PurePosixPath

import brotli
import deflate

BROTLI_QUALITY = 5
GZIP_LEVEL = 6
COMPRESSED = frozenset({".html", ".xml", ".json", ".txt", ".css", ".js", ".svg"})
VARIANTS = (".br", ".gz")
_UNPACK = {".br": brotli.decompress, ".gz": gzip.decompress}
TEMPORARY = ".nashra-new"
"""The folder of the root in which files are made before they are put in place."""


@dataclass(frozen=True)
class Root:
    """The published root in the file system."""

    folder: Path

    def file(self, path: str) -> Path:
        """The file behind an address. Raises ValueError for one that leaves the root."""
        name = path.lstrip("/") + ("index.html" if path.endswith("/") else "")
        pure = PurePosixPath(name)
        if ".." in pure.parts or pure.is_absolute() or not name:
            raise ValueError(f"{path!r} is no address in the published root")
        return self.folder / pure

    def stage(self, path: str, body: bytes, *, tag: str = "") -> None:
        """Writes a file and its variants beside their places, under names made of ``tag``.

        Raises OSError, and leaves nothing then.
        """
        target = str(self.file(path))
        os.makedirs(self._workshop(tag), exist_ok=True)
        try:
            for suffix, data in variants(target, body).items():
                _write(self._staged(target + suffix, tag), data)
            _write(self._staged(target, tag), body)
        except OSError:
            self.drop(path, tag=tag)
            raise

    def place(self, path: str, *, tag: str = "") -> None:
        """Puts a staged file in place, variants first. Raises OSError; the old file stands then."""
        target = str(self.file(path))
        try:
            os.makedirs(os.path.dirname(target), exist_ok=True)
            for name in (*_variant_names(target), target):
                _rename(self._staged(name, tag), name)
        except OSError:
            self.drop(path, tag=tag)
            raise

    def drop(self, path: str, *, tag: str = "") -> None:
        """Removes what was staged of a file and is not wanted."""
        target = str(self.file(path))
        for name in (*_variant_names(target), target):
            with contextlib.suppress(FileNotFoundError):
                os.unlink(self._staged(name, tag))

    def drop_all(self, *, tag: str) -> None:
        """Removes what is left of all that was staged under a tag."""
        shutil.rmtree(self._workshop(tag), ignore_errors=True)

    def _workshop(self, tag: str) -> str:
        # Of its own for each tag: processes that make files in one folder wait for one another.
        return f"{self.folder}/{TEMPORARY}/{tag}" if tag else f"{self.folder}/{TEMPORARY}"

    def _staged(self, target: str, tag: str) -> str:
        name = hashlib.blake2b(target.encode(), digest_size=12).hexdigest()
        return f"{self._workshop(tag)}/{name if tag else f'{os.getpid()}-{name}'}"

    def clear_staged(self) -> None:
        """Removes what killed writers left. Call while nobody writes."""
        for left in list((self.folder / TEMPORARY).glob("*")):
            # Another that lost its lease may still be taking its own away.
            shutil.rmtree(left, ignore_errors=True) if left.is_dir() else left.unlink(
                missing_ok=True
            )

    def remove(self, path: str) -> None:
        """Takes a file and its variants away, and folders that it leaves empty."""
        target = self.file(path)
        for suffix in ("", *VARIANTS):
            _remove(target.with_name(target.name + suffix))
        folder = target.parent
        while folder != self.folder and folder.is_relative_to(self.folder):
            try:
                folder.rmdir()
            except OSError:
                return
            folder = folder.parent

    def younger(self, path: str, moment: datetime) -> bool:
        """Whether a file stands that was written after ``moment``."""
        try:
            return self.file(path).stat().st_mtime > moment.timestamp()
        except FileNotFoundError:
            return False

    def faults(self, path: str, size: int, sha256: str | None = None) -> str:
        """What is wrong with a file on disk, empty if nothing.

        Compares its size (bytes), the presence of its variants and, where given, its hash and
        what the variants unpack to.
        """
        target = self.file(path)
        try:
            if target.stat().st_size != size:
                return "wrong size"
            if target.suffix in COMPRESSED:
                for suffix in VARIANTS:
                    if target.with_name(target.name + suffix).stat().st_size == 0:
                        return f"empty {suffix}"
            return self._content_faults(target, sha256) if sha256 else ""
        except FileNotFoundError as error:
            return f"missing {PurePosixPath(str(error.filename)).name}"

    def _content_faults(self, target: Path, sha256: str) -> str:
        body = target.read_bytes()
        if digest(body) != sha256:
            return "wrong bytes"
        for suffix in VARIANTS if _variant_names(target.name) else ():
            variant = target.with_name(target.name + suffix).read_bytes()
            if not unpacks_to(variant, suffix, sha256):
                return f"wrong bytes in {suffix}"
        return ""


def unpacks_to(variant: bytes, ending: str, sha256: str) -> bool:
    """Whether a compressed variant stands for the bytes that have this hash."""
    try:
        return digest(_UNPACK[ending](variant)) == sha256
    except (OSError, EOFError, zlib.error, brotli.error):
        return False


def digest(body: bytes) -> str:
    """SHA-256 in hexadecimal."""
    return hashlib.sha256(body).hexdigest()


def variants(name: str, body: bytes) -> dict[str, bytes]:
    """The pre-compressed neighbours of a file with this name; none for pictures."""
    if not _variant_names(name):
        return {}
    return {
        ".br": brotli.compress(body, quality=BROTLI_QUALITY),
        ".gz": deflate.gzip_compress(body, GZIP_LEVEL),
    }


def _variant_names(target: str) -> tuple[str, ...]:
    compressed = os.path.splitext(target)[1] in COMPRESSED
    return tuple(target + suffix for suffix in VARIANTS) if compressed else ()


def _write(name: str, data: bytes) -> None:
    # A third of the cost of pathlib's way, on the path that every file takes three times.
    descriptor = os.open(name, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC, 0o644)
    try:
        left = memoryview(data)
        while left:
            left = left[os.write(descriptor, left) :]
    finally:
        os.close(descriptor)


def _rename(source: str, target: str) -> None:
    os.replace(source, target)


def _remove(target: Path) -> None:
    target.unlink(missing_ok=True)
