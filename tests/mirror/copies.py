"""A signed published root to copy and to harm, and roots that somebody with a key made up."""

import json
import shutil
from pathlib import Path
from typing import Any

from click.testing import CliRunner, Result
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from nashra.cli.verify_mirror_command import verify_mirror
from nashra.mirror import minisign
from nashra.publishing.store import digest

OTHER = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
"""A key that is not the newsroom's."""
OTHER_KEY = minisign.PublicKey.of(OTHER).line()


class Copy:
    """A copy of a published root, and the key that it is verified with."""

    def __init__(self, folder: Path, key: str) -> None:
        self.folder, self.key = folder, key

    def file(self, name: str) -> Path:
        """A file of it; its folder is made."""
        file = self.folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        return file

    def verify(self, *options: str) -> Result:
        """What the command says."""
        return CliRunner().invoke(verify_mirror, [str(self.folder), "--key", self.key, *options])

    def faults(self) -> dict[str, str]:
        """What it finds, by name."""
        said = self.verify("--json")
        assert said.exit_code in {0, 1}, said.output
        value: dict[str, Any] = json.loads(said.stdout)
        assert said.exit_code == bool(value["faults"])
        found = {fault["name"]: fault["fault"] for fault in value["faults"]}
        assert len(found) == len(value["faults"])
        return found


def copied(site: Path, folder: Path, key: str) -> Copy:
    """A copy by other means than rsync."""
    return Copy(Path(shutil.copytree(site, folder, symlinks=True)), key)


def forged(folder: Path, lists: dict[str, list[str] | bytes], files: dict[str, bytes]) -> Copy:
    """A root signed with :data:`OTHER`; a line ``= name`` of a list is given the file's hash.

    Lists are written in the order given, so that those that name others come after them.
    """
    copy = Copy(folder, OTHER_KEY)
    for name, body in files.items():
        copy.file(name).write_bytes(body)
    for name, lines in lists.items():
        text = lines if isinstance(lines, bytes) else "".join(_line(copy, one) for one in lines)
        copy.file(name).write_bytes(text if isinstance(text, bytes) else text.encode())
    signed = minisign.sign(copy.file("mirror/SHA256SUMS").read_bytes(), OTHER, "forged")
    copy.file("mirror/SHA256SUMS.minisig").write_bytes(signed)
    return copy


def _line(copy: Copy, line: str) -> str:
    if not line.startswith("= "):
        return f"{line}\n"
    return f"{digest(copy.file(line[2:]).read_bytes())}  {line[2:]}\n"
