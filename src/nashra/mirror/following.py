"""How the room follows publishing: what changed, what it keeps in the root, what is wrong there."""

from collections.abc import Collection, Iterator

from nashra.mirror import keys, minisign
from nashra.mirror.hashing import read_list
from nashra.mirror.models import SignedList, Signing, UnsignedAddress, UnsignedList
from nashra.mirror.names import SIGNATURE, TOP, list_name, prefix_of
from nashra.mirror.signing import note_changed, put_lists, work
from nashra.mirror.trie import END
from nashra.publishing.followers import Faults, Follower
from nashra.publishing.store import Root, digest

AT_ONCE = 50
"""Lists looked at between two looks at something more urgent."""


def settled() -> bool:
    """Whether all that is published is in its lists, and the list of all is signed."""
    waiting = UnsignedAddress.objects.exists() or UnsignedList.objects.exists()
    return not waiting and Signing.objects.filter(begun_to=END).exclude(key="").exists()


def _files() -> Iterator[str]:
    for prefix in SignedList.objects.values_list("prefix", flat=True).iterator():
        yield f"/{list_name(prefix)}"
    yield f"/{SIGNATURE}"


def _inspect(root: Root, deep: bool) -> Iterator[Faults]:
    last = ""
    while found := list(SignedList.objects.filter(prefix__gt=last).order_by("prefix")[:AT_ONCE]):
        wrong = [(f"/{list_name(row.prefix)}", _fault(root, row, deep)) for row in found]
        yield [(path, fault) for path, fault in wrong if fault]
        last = found[-1].prefix
    if settled() and (fault := _signature_fault(root)):
        yield [(f"/{SIGNATURE}", fault)]


def _fault(root: Root, row: SignedList, deep: bool) -> str:
    if not deep:
        return root.faults(f"/{list_name(row.prefix)}", row.size)
    body = read_list(root, row.prefix)
    if body is None:
        return "missing"
    return "" if digest(body) == row.sha256 else "wrong bytes"


def _signature_fault(root: Root) -> str:
    body = read_list(root, TOP)
    try:
        signature = (root.folder / SIGNATURE).read_bytes()
        minisign.verify(body or b"", signature, minisign.PublicKey.read(keys.known_key()))
    except FileNotFoundError:
        return "missing"
    except minisign.BadSignature as error:
        return str(error)
    return ""


def _mend(paths: Collection[str]) -> set[str]:
    own = {path: prefix_of(path[1:]) for path in paths}
    own |= {path: TOP for path in paths if path == f"/{SIGNATURE}"}
    prefixes = {path: prefix for path, prefix in own.items() if prefix is not None}
    put_lists(prefixes.values())
    return set(prefixes)


FOLLOWER = Follower(
    name="mirror", changed=note_changed, work=work, waiting=lambda: not settled(), files=_files,
    inspect=_inspect, mend=_mend,
)  # fmt: skip
