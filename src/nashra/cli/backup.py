"""A newsroom's data in one file, and back.

The archive is a plain tar: the database as SQLite's online backup gives it, keys, pictures, and at
its end ``manifest.json`` with the SHA-256 of each. The published root is not in it: it is made from
the rest. The database is copied first: a picture that is added later lies there in vain, one that
is deleted later is named as missing.
"""

import hashlib
import io
import json
import os
import shutil
import sqlite3
import tarfile
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath
from typing import Any, BinaryIO

FORMAT = 1
DATABASE = "db.sqlite3"
MANIFEST = "manifest.json"
FOLDERS = ("keys", "media")
SWAP = "restore.json"
"""Notes a restore that is being put in place, so that a killed one is finished."""
_JOURNALS = (f"{DATABASE}-wal", f"{DATABASE}-shm")
_CHUNK = 1 << 20

Progress = Callable[[int, int], None]
"""Told of bytes done and bytes in all."""


class BackupError(Exception):
    """An archive that cannot be written, or that is not to be trusted; says why."""


@dataclass
class Report:
    """What a backup holds."""

    files: dict[str, str] = field(default_factory=dict)
    """Name to SHA-256."""
    size: int = 0
    """Bytes of all files."""
    missing: list[str] = field(default_factory=list)
    """Files that went while the backup was being made."""


def back_up(home: Path, target: Path, *, progress: Progress) -> Report:
    """Writes all data of ``home`` into ``target``, while it is in use or not.

    Raises BackupError where there is no newsroom, OSError where the file cannot be written; no
    half archive is left.
    """
    if not (home / DATABASE).exists():
        raise BackupError(f"there is no newsroom in {home}")
    copy = home / "run" / f"backup-{os.getpid()}.sqlite3"
    half = target.with_name(f".{target.name}.{os.getpid()}")
    copy.parent.mkdir(exist_ok=True)
    try:
        _copy_database(home / DATABASE, copy)
        with half.open("xb") as file:
            os.fchmod(file.fileno(), 0o600)
            report = _write(home, copy, file, progress)
            file.flush()
            os.fsync(file.fileno())
        half.replace(target)
    finally:
        copy.unlink(missing_ok=True)
        half.unlink(missing_ok=True)
    return report


def _copy_database(source: Path, copy: Path) -> None:
    with (
        closing(sqlite3.connect(f"file:{source}?mode=ro", uri=True, timeout=60)) as original,
        closing(sqlite3.connect(copy)) as target,
    ):
        original.backup(target, pages=4096, sleep=0.01)


def _write(home: Path, copy: Path, file: BinaryIO, progress: Progress) -> Report:
    members = [(DATABASE, copy), *_members(home)]
    total = sum(path.stat().st_size for _, path in members if path.exists())
    report = Report()
    with tarfile.open(fileobj=file, mode="w|", format=tarfile.PAX_FORMAT) as archive:
        for name, path in members:
            try:
                source = path.open("rb")
            except FileNotFoundError:
                report.missing.append(name)
                continue
            with source:
                report.files[name] = _add(archive, name, source)
                report.size += os.fstat(source.fileno()).st_size
            progress(report.size, total)
        _add(archive, MANIFEST, io.BytesIO(_manifest(report)))
    return report


def _members(home: Path) -> Iterator[tuple[str, Path]]:
    for folder in FOLDERS:
        for path in sorted((home / folder).rglob("*")):
            if path.is_file() and not path.is_symlink():
                yield path.relative_to(home).as_posix(), path


def _manifest(report: Report) -> bytes:
    values = {
        "nashra": FORMAT, "made": datetime.now(UTC).isoformat(timespec="seconds"),
        "files": report.files,
    }  # fmt: skip
    return json.dumps(values, ensure_ascii=False, indent=1).encode()


class _Hashed:
    """A file that is hashed as it is read."""

    def __init__(self, file: BinaryIO) -> None:
        self.file, self.hash = file, hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        data = self.file.read(size)
        self.hash.update(data)
        return data


def _add(archive: tarfile.TarFile, name: str, source: BinaryIO) -> str:
    info = tarfile.TarInfo(name)
    info.size = source.seek(0, io.SEEK_END)
    source.seek(0)
    info.mode = 0o600
    hashed = _Hashed(source)
    archive.addfile(info, hashed)
    return hashed.hash.hexdigest()


def unpack(archive: Path, folder: Path, *, progress: Progress) -> dict[str, Any]:
    """Unpacks an archive into an empty folder and checks all of it; returns its manifest.

    Raises BackupError for anything that no backup holds: links, other names, wrong bytes.
    """
    total, done, found = archive.stat().st_size, 0, {}
    manifest = b""
    try:
        with tarfile.open(archive, mode="r|") as members:
            for info in members:
                source = members.extractfile(info) if info.isreg() else None
                if source is None or not _is_ours(info.name) or info.name in found or manifest:
                    raise BackupError(f"{info.name!r} is in no backup of Nashra")
                if info.name == MANIFEST:
                    manifest = source.read(64 * _CHUNK)
                    continue
                found[info.name] = _extract(source, folder / info.name)
                done += info.size
                progress(done, total)
    except (tarfile.TarError, EOFError) as error:
        raise BackupError(f"the archive is damaged: {error}") from error
    return _checked(manifest, found)


def _is_ours(name: str) -> bool:
    parts = PurePosixPath(name).parts
    if name in {DATABASE, MANIFEST}:
        return True
    plain = PurePosixPath(name).as_posix() == name and not {"..", "/"} & set(parts)
    return plain and len(parts) > 1 and parts[0] in FOLDERS


def _extract(source: Any, target: Path) -> str:
    target.parent.mkdir(parents=True, exist_ok=True)
    private = "keys" in target.parts or target.name == DATABASE
    with target.open("xb") as file:
        os.fchmod(file.fileno(), 0o600 if private else 0o644)
        hashed = _Hashed(source)
        shutil.copyfileobj(hashed, file, _CHUNK)
    return hashed.hash.hexdigest()


def _checked(manifest: bytes, found: dict[str, str]) -> dict[str, Any]:
    try:
        values: dict[str, Any] = json.loads(manifest)
        number, files = values["nashra"], dict(values["files"])
    except (ValueError, KeyError, TypeError) as error:
        raise BackupError("the archive is cut off or no backup: it has no manifest") from error
    if number != FORMAT:
        raise BackupError(f"the archive is of format {number}; this Nashra reads {FORMAT}")
    wrong = sorted(
        name for name in files.keys() | found.keys() if files.get(name) != found.get(name)
    )
    if wrong or DATABASE not in found:
        raise BackupError(f"the archive is damaged: {', '.join(wrong[:5]) or DATABASE}")
    return values


def swap(home: Path, staged: Path, aside: Path) -> None:
    """Puts unpacked data in place and what stood there aside. Killed, it is finished later."""
    note = home / f"{SWAP}.new"
    note.write_text(json.dumps({"staged": staged.name, "aside": aside.name}), encoding="utf-8")
    note.replace(home / SWAP)
    finish_swap(home)


def finish_swap(home: Path) -> bool:
    """Finishes what :func:`swap` began; False where nothing was begun."""
    try:
        names = json.loads((home / SWAP).read_text(encoding="utf-8"))
    except FileNotFoundError:
        return False
    staged, aside = home / names["staged"], home / names["aside"]
    aside.mkdir(exist_ok=True)
    for name in (*_JOURNALS, DATABASE, *FOLDERS):
        # A staged database whose place is taken by the new one already has been moved.
        pending = (staged / DATABASE).exists() if name in _JOURNALS else (staged / name).exists()
        if pending and (home / name).exists():
            if (aside / name).exists():
                # Made since by the command that goes on here: a key, where there was none.
                shutil.rmtree(home / name)
            else:
                (home / name).rename(aside / name)
        if pending and name not in _JOURNALS:
            (staged / name).rename(home / name)
    with suppress(FileNotFoundError):
        shutil.rmtree(staged)
    (home / SWAP).unlink()
    return True
