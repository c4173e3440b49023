"""Keeping the lists, in short pieces behind what editors publish; the signature comes last.

Each step writes files and then says so in one transaction: killed between the two, it is done
again. First come lists of files, for addresses that changed and for those that were in no list yet;
each notes that the list above it is to be made. Then lists of lists, the longest prefix first, each
noting the one above. When nothing else is left the list of all is made and signed.
"""

import logging
from collections.abc import Collection, Container, Iterator
from dataclasses import dataclass, field

from django.db import transaction

from nashra.changes import gate
from nashra.mirror import keys, minisign
from nashra.mirror.hashing import ALL, file_lines
from nashra.mirror.models import SignedList, Signing, UnsignedAddress, UnsignedList
from nashra.mirror.names import SIGNATURE, TOP, lines, list_name
from nashra.mirror.trie import END, Node, Trie, rows
from nashra.newsroom import queries
from nashra.publishing.followers import Piece
from nashra.publishing.lease import Lease, LeaseLost
from nashra.publishing.store import Root, digest

AT_ONCE = 16
"""Lists of files that one transaction says are written."""

log = logging.getLogger("nashra.mirror")


@dataclass
class Written:
    """Files that are in place, to be noted together."""

    lists: list[SignedList] = field(default_factory=list)
    stale: list[str] = field(default_factory=list)
    above: set[str] = field(default_factory=set)
    """Lists that are to be made because of these."""
    ranges: list[tuple[str, str]] = field(default_factory=list)
    """Addresses, from and before, that are in their lists now."""
    begun_to: str | None = None


@dataclass
class Signer:
    """Works on one root as the holder of the lease. Make one for each piece: it remembers."""

    root: Root
    lease: Lease
    piece: Piece

    def __post_init__(self) -> None:
        self.trie = Trie()
        self.state = Signing.objects.get_or_create(pk=1)[0]

    def run(self) -> bool:
        """Works until the piece is over; whether something is left. Raises LeaseLost."""
        self._look_at_key()
        for step in (self._changed, self._unlisted, self._lists):
            while step():
                if self.piece.over():
                    return True
        return False

    def _look_at_key(self) -> None:
        """Where the key is another one than that of the last signature, all is signed anew."""
        if self.state.key and minisign.PublicKey.of(keys.signing_key()).line() != self.state.key:
            put_lists([TOP])

    def _changed(self) -> bool:
        """Lists of files that changed."""
        low, written = "", Written()
        while self._goes_on(written):
            found = UnsignedAddress.objects.filter(path__gte=low).order_by("path").first()
            if found is None:
                break
            low = self._address(found.path, written, listed=True)
        self._note(written)
        return bool(written.ranges)

    def _unlisted(self) -> bool:
        """Lists of files that were in none yet."""
        low, written = self.state.begun_to, Written()
        while low != END and self._goes_on(written):
            found = rows(low, END, 1)
            low = self._address(found[0][0], written, listed=False) if found else END
            written.begun_to = low
        if written.begun_to == END:
            # Also where nothing is published yet.
            written.above.add(TOP)
        self._note(written)
        return bool(written.ranges)

    def _goes_on(self, written: Written) -> bool:
        """Whether one transaction may say more: however little time there is, it says something."""
        made = len(written.ranges)
        return made == 0 or (made < AT_ONCE and not self.piece.over())

    def _address(self, path: str, written: Written, *, listed: bool) -> str:
        """Makes the list that names an address; where the next one to look at may begin.

        ``listed`` where what did not change may stand in its list already.
        """
        way = self.trie.way(path)
        if not way[-1].leaf or len(way) == 1:
            written.above.add(way[-1].prefix)
            written.ranges.append((path, path + "\x00"))
            return path + "\x00"
        self._files(way[-1], written, self._unsigned(way[-1]) if listed else ALL)
        written.above.add(way[-2].prefix)
        return way[-1].end

    def _files(self, node: Node, written: Written, changed: Container[str]) -> bytes:
        written.ranges.append((node.prefix, node.end))
        body = file_lines(self.root, node.prefix, node.rows, changed)
        self._write(node.prefix, body, written)
        below = SignedList.objects.filter(prefix__gt=node.prefix, prefix__lt=node.end)
        self._remove(below.values_list("prefix", flat=True), written)
        return body

    def _unsigned(self, node: Node) -> set[str]:
        """Its addresses whose files may be others than its list says."""
        found = UnsignedAddress.objects.filter(path__gte=node.prefix, path__lt=node.end)
        changed = set(found.values_list("path", flat=True))
        if node.end > self.state.begun_to:
            changed.update(path for path, _ in node.rows if path >= self.state.begun_to)
        return changed

    def _lists(self) -> bool:
        """One list of lists, or one whose own file is to be made again."""
        found = UnsignedList.objects.order_by("-depth", "prefix").first()
        if found is None:
            return False
        way, written = self.trie.way(found.prefix), Written()
        body = self._list(way[-1], written)
        if len(way) > 1:
            written.above.add(way[-2].prefix)
        else:
            self._sign(body)
        self._note(written, done=(found.prefix, way[-1].prefix))
        return True

    def _list(self, node: Node, written: Written) -> bytes:
        if node.leaf:
            return self._files(node, written, ALL)
        below = list(self.trie.below(node))
        held = SignedList.objects.in_bulk([one.prefix for one in below])
        for one in below:
            if one.prefix not in held:
                # A list that grew too long is many at once, and only one of them was asked for.
                self._list(one, written)
                held[one.prefix] = written.lists[-1]
        own = rows(node.prefix, node.prefix + "\x00", 1)
        body = file_lines(self.root, node.prefix, own, ALL)
        body += lines((held[one.prefix].sha256, list_name(one.prefix)) for one in below)
        self._write(node.prefix, body, written)
        self._remove(_between(node, below), written)
        return body

    def _write(self, prefix: str, body: bytes, written: Written) -> None:
        row = SignedList(prefix=prefix, sha256=digest(body), size=len(body))
        self._place(list_name(prefix), body)
        written.lists.append(row)

    def _place(self, name: str, body: bytes) -> None:
        """Puts a file in place unless it stands there already."""
        if _stands(self.root, name, body):
            return
        self.root.stage(f"/{name}", body)
        self.lease.check()
        self.root.place(f"/{name}")

    def _remove(self, prefixes: Collection[str] | Iterator[str], written: Written) -> None:
        for prefix in prefixes:
            self.lease.check()
            self.root.remove(f"/{list_name(prefix)}")
            written.stale.append(prefix)

    def _sign(self, body: bytes) -> None:
        private = keys.signing_key()
        self._place(SIGNATURE, minisign.sign(body, private, comment()))
        self.state.key = minisign.PublicKey.of(private).line()
        self.state.save(update_fields=["key"])

    def _note(self, written: Written, done: Collection[str] = ()) -> None:
        """Says what is in place. Raises LeaseLost; another holder then makes it again."""
        if not written.ranges and not written.lists and written.begun_to is None:
            return
        try:
            with gate.urgent(), transaction.atomic():
                self.lease.check()
                SignedList.objects.filter(prefix__in=written.stale).delete()
                SignedList.objects.bulk_create(
                    written.lists, update_conflicts=True, unique_fields=["prefix"],
                    update_fields=["sha256", "size"],
                )  # fmt: skip
                UnsignedList.objects.filter(prefix__in=done).delete()
                put_lists(written.above)
                for low, high in written.ranges:
                    UnsignedAddress.objects.filter(path__gte=low, path__lt=high).delete()
                if written.begun_to is not None:
                    self.state.begun_to = written.begun_to
                    self.state.save(update_fields=["begun_to"])
        except LeaseLost:
            put_lists([row.prefix for row in written.lists] + written.stale)
            raise


def work(root: Root, lease: Lease, piece: Piece) -> bool:
    """Keeps lists and signature until the piece is over; whether something is left."""
    try:
        return Signer(root, lease, piece).run()
    except keys.NoKey as error:
        _say_once(str(error))
        return False


_said: set[str] = set()


def _say_once(sentence: str) -> None:
    """A line in the log, not one every two seconds."""
    if sentence not in _said:
        _said.add(sentence)
        log.error("the published root is not signed: %s", sentence)


def comment() -> str:
    """What is signed beside the list of all: whose it is, and how new what it holds is.

    No clock: the same content has the same comment.
    """
    origin, newest = queries.newsroom().origin, queries.newest_moment()
    shown = newest.strftime("%Y-%m-%dT%H:%M:%SZ") if newest else "-"
    return f"nashra 1 origin={origin} newest={shown}"


def note_changed(paths: Collection[str]) -> None:
    """Notes addresses that were written or removed, in the transaction that completes them."""
    begun_to = Signing.objects.values_list("begun_to", flat=True).first() or ""
    UnsignedAddress.objects.bulk_create(
        [UnsignedAddress(path=path) for path in paths if path < begun_to], ignore_conflicts=True
    )


def put_lists(prefixes: Collection[str]) -> None:
    """Has lists made again."""
    UnsignedList.objects.bulk_create(
        [UnsignedList(prefix=prefix, depth=len(prefix)) for prefix in prefixes],
        ignore_conflicts=True,
    )


def _between(node: Node, below: list[Node]) -> Iterator[str]:
    """Lists with the prefix of ``node`` that no list below it has: what was, and is no more."""
    low = node.prefix + "\x00"
    for high, following in [(one.prefix, one.end) for one in below] + [(node.end, "")]:
        found = SignedList.objects.filter(prefix__gte=low, prefix__lt=high)
        yield from list(found.values_list("prefix", flat=True))
        low = following


def _stands(root: Root, name: str, body: bytes) -> bool:
    try:
        return (root.folder / name).read_bytes() == body
    except FileNotFoundError:
        return False
