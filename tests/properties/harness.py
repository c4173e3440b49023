"""A published root that checks every link at every moment, and what the laws are tested with."""

import os
import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

from django.db import transaction

from nashra.changes.models import Change
from nashra.cli.bench.seed import seed
from nashra.delivery.proxy import DESK_PATHS
from nashra.mirror.models import SignedList, Signing, UnsignedAddress, UnsignedList
from nashra.publishing import store
from nashra.publishing.build import prepare
from nashra.publishing.models import Dependency, Epoch, PageFailure, PageTask, PublishedFile
from nashra.publishing.store import Root
from nashra.publishing.worker import Worker
from tests.rows import Rows
from tests.trees import differences, files

_LINK = re.compile(r"""(?:href|src)=["']?([^"'\s>]+)|srcset=["']([^"']+)["']""")
LISTS = ("/mirror/lists/", "/mirror/SHA256SUMS")
"""Hash lists follow publishing and are in no manifest."""
_SKIPPED = ("http:", "https:", "mailto:", "tel:", "data:", "#", "tg:", "whatsapp:")


class Killed(BaseException):
    """Stands for kill -9: nothing catches it."""


class WrongBytes(AssertionError):
    """A file held bytes whose hash is neither current nor intended."""


class DeadLink(AssertionError):
    """A file linked to an address where nothing stood."""


def links(path: str, body: bytes) -> Iterator[str]:
    """Addresses within the root that a page links to or shows."""
    for plain, many in _LINK.findall(body.decode()):
        for part in [plain] if plain else [item.split()[0] for item in many.split(",")]:
            target = part.replace("&amp;", "&")
            if target.startswith(_SKIPPED):
                continue
            address = unquote(urlsplit(urljoin(f"http://x{path}", target)).path)
            # What the application answers is no file.
            if not address.startswith(DESK_PATHS):
                yield address


class WatchedRoot(Root):
    """Keeps every file's links in mind; a dead one raises as the file is put in place."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        object.__setattr__(self, "links", {})
        object.__setattr__(self, "strict", False)
        object.__setattr__(self, "dies_at", None)
        object.__setattr__(self, "written", [])

    def watch(self) -> None:
        """From now on every write is checked; what stands already is checked at once."""
        for path, file in files(self.folder).items():
            if not path.startswith(LISTS):
                self._learn(path, file)
        object.__setattr__(self, "strict", True)
        for path in self.links:
            self._check(path)

    def _learn(self, path: str, body: bytes) -> None:
        is_page = path.endswith(("/", ".html"))
        self.links[path] = set(links(path, body)) if is_page and path != "/404.html" else set()

    def _check(self, path: str) -> None:
        for target in self.links[path]:
            if target not in self.links:
                raise DeadLink(f"{path} links to {target}, where nothing stands")

    def _tick(self) -> None:
        if self.dies_at is not None:
            object.__setattr__(self, "dies_at", self.dies_at - 1)
            if self.dies_at < 0:
                raise Killed

    def place(self, path: str, *, tag: str = "") -> None:
        self._tick()
        super().place(path, tag=tag)
        self.written.append(path)
        self._learn(path, self.file(path).read_bytes())
        if self.strict:
            self._check(path)
            self._read_as_readers_do(path)

    def _read_as_readers_do(self, path: str) -> None:
        """The law of the reader's loop: a file's bytes are current or intended at every moment."""
        other = sorted(self.links)[len(self.written) % len(self.links)]
        for address in (path, other):
            row = PublishedFile.objects.get(path=address)
            body = self.file(address).read_bytes()
            if store.digest(body) not in {row.sha256, row.intended}:
                raise WrongBytes(f"{address} holds bytes that nobody decided on")

    def remove(self, path: str) -> None:
        self._tick()
        super().remove(path)
        self.written.append(path)
        self.links.pop(path, None)
        if self.strict:
            # What is about to go itself may point to what went with it a moment before.
            doomed = set(PageTask.objects.filter(rank=99).values_list("path", flat=True))
            held = [
                other
                for other, targets in self.links.items()
                if path in targets and other not in doomed
            ]
            if held:
                waiting = list(PageTask.objects.filter(path__in=[path, *held]).values())
                raise DeadLink(f"{path} went while {held} linked to it; tasks: {waiting}")


def worker_on(folder: Path, *, root: Root | None = None) -> Worker:
    """A worker that publishes into ``folder``, through ``root`` where one is given."""
    worker = Worker(root=folder, home=folder.parent)
    if root is not None:
        worker.root = root
    return worker


def built(folder: Path) -> Worker:
    """A root built from nothing."""
    worker = worker_on(folder)
    prepare(worker)
    worker.drain()
    return worker


def signed(folder: Path) -> None:
    """Has lists and signature of a root brought up to what is published."""
    worker_on(folder).catch_up()


def forget_publishing() -> None:
    """Empties all that publishing knows, as if nothing had ever been published."""
    signing = (SignedList, Signing, UnsignedAddress, UnsignedList)
    for model in (PublishedFile, Dependency, PageTask, PageFailure, Epoch, *signing):
        model.objects.all().delete()


def clean_build(folder: Path) -> dict[str, bytes]:
    """The files of a build from nothing, beside what stands."""
    with undone():
        forget_publishing()
        built(folder).catch_up()
        tree = files(folder)
    shutil.rmtree(folder)
    return tree


@contextmanager
def undone() -> Iterator[None]:
    """A block whose writes to the database are undone at its end."""
    mark = transaction.savepoint()
    try:
        yield
    finally:
        transaction.savepoint_rollback(mark)


def copy_root(source: Path, target: Path) -> None:
    """A copy by hard links: files are replaced and never changed, so the source is safe."""
    shutil.copytree(source, target, copy_function=os.link)


@dataclass(frozen=True)
class _Kept:
    """What the first test that wanted so many stories made."""

    site: Path
    rows: Rows


_kept: dict[int, _Kept] = {}


class Newsroom:
    """A seeded newsroom with its built root, and a fresh copy of both for each example.

    Both are made once a process, in a folder that ``make_folder`` gives, and put back from then on.
    """

    def __init__(
        self, folder: Path, *, make_folder: Callable[[str], Path], stories: int = 100
    ) -> None:
        self.folder, self.count = folder, 0
        if stories not in _kept:
            site = make_folder("seeded") / "site"
            seed(stories=stories)
            built(site).catch_up()
            _kept[stories] = _Kept(site, Rows.now())
        _kept[stories].rows.put_back()
        copy_root(_kept[stories].site, folder / "site")

    def copy(self) -> Path:
        self.count += 1
        target = self.folder / f"copy-{self.count}"
        copy_root(self.folder / "site", target)
        return target


def drain_watched(folder: Path) -> WatchedRoot:
    """Publishes what waits, every link and every byte checked at each moment."""
    root = WatchedRoot(folder)
    root.watch()
    worker_on(folder, root=root).drain()
    return root


def assert_converged(folder: Path) -> None:
    """Nothing waits, nothing failed, and the tree is that of a build from nothing."""
    assert not list(PageFailure.objects.values_list("path", "error"))
    assert not PageTask.objects.exists()
    assert not Change.objects.filter(planned_at=None).exists()
    assert not PublishedFile.objects.exclude(sha256__regex="^[0-9a-f]{64}$").exists()
    signed(folder)
    clean = clean_build(folder.parent / "clean")
    assert differences(files(folder), clean) == []
