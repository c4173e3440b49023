"""A published root without a newsroom: files are put into it and taken out, and it is signed."""

from pathlib import Path
from typing import Any

from django.utils import timezone

from nashra.mirror.models import SignedList, Signing, UnsignedAddress, UnsignedList
from nashra.publishing import followers, lease
from nashra.publishing.models import PublishedFile
from nashra.publishing.numbers import file_number
from nashra.publishing.store import Root, digest


class Shelf:
    """A root and its manifest."""

    def __init__(self, folder: Path) -> None:
        self.root, self.lease = Root(folder), lease.acquire()
        folder.mkdir(exist_ok=True)

    def write(self, path: str, body: bytes) -> None:
        """Publishes a file as a batch does."""
        self.root.stage(path, body)
        self.root.place(path)
        values: dict[str, Any] = {
            "number": file_number(path), "epoch": 1,
            "sha256": digest(body), "intended": digest(body), "size": len(body),
            "built_at": timezone.now(), "sort_at": timezone.now(),
        }  # fmt: skip
        PublishedFile.objects.update_or_create(path=path, defaults=values)
        followers.changed([path])

    def remove(self, path: str) -> None:
        """Takes a file away."""
        self.root.remove(path)
        PublishedFile.objects.filter(path=path).delete()
        followers.changed([path])

    def sign(self) -> dict[str, bytes]:
        """Brings lists and signature up to the files; returns them."""
        followers.catch_up(self.root, self.lease)
        return self.lists()

    def sign_from_nothing(self) -> dict[str, bytes]:
        """The same as if it had never been signed."""
        forget()
        for file in self.lists():
            (self.root.folder / file).unlink()
        return self.sign()

    def lists(self) -> dict[str, bytes]:
        """Files beneath ``mirror/`` by name."""
        folder = self.root.folder
        found = (folder / "mirror").rglob("*")
        return {str(one.relative_to(folder)): one.read_bytes() for one in found if one.is_file()}


def forget() -> None:
    """Empties all that the room knows."""
    for model in (SignedList, Signing, UnsignedAddress, UnsignedList):
        model.objects.all().delete()
