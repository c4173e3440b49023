"""Hash lists are a function of what is published; they follow it, and outlive any death."""

import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import brotli
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from nashra.mirror import signing, trie
from nashra.mirror.models import SignedList, UnsignedAddress
from nashra.mirror.names import list_name, read_lines
from nashra.publishing import followers
from nashra.publishing.lease import LeaseLost, acquire
from nashra.publishing.models import PublishedFile, WorkerLease
from nashra.publishing.store import Root
from tests.mirror.shelf import Shelf, forget
from tests.properties.harness import Killed

addresses = st.one_of(
    st.lists(st.sampled_from(["a", "aa", "ab", "b", "k3", "k3v", "k3x9"]), max_size=3).map(
        lambda parts: "/" + "".join(f"{part}/" for part in parts)
    ),
    st.sampled_from(["/feed.xml", "/a/n.json", "/media/0.webp", "/aab.txt", "/a-b/"]),
)
SIGN = "sign"
steps = st.lists(
    st.one_of(st.tuples(addresses, st.integers(0, 2)), st.just((SIGN, 0))), min_size=1, max_size=40
)


@pytest.fixture
def shelf(newsroom: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Shelf]:
    monkeypatch.setattr(trie, "LIMIT", 3)
    return Shelf(tmp_path / "site")


def do(shelf: Shelf, drawn: list[tuple[str, int]]) -> None:
    for path, what in drawn:
        if path == SIGN:
            shelf.sign()
        elif what:
            shelf.write(path, f"{path} {what}".encode())
        elif PublishedFile.objects.filter(path=path).exists():
            shelf.remove(path)


def empty(shelf: Shelf) -> None:
    for path in list(PublishedFile.objects.values_list("path", flat=True)):
        shelf.remove(path)
    forget()
    for file in shelf.lists():
        (shelf.root.folder / file).unlink()


MANY = [(f"/a/{one}{two}/", 1) for one in "abk" for two in "abcd"]


@settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(drawn=steps)
@example(drawn=[*MANY, (SIGN, 0), ("/a/zz/", 1), (SIGN, 0), ("/a/zz/", 0)])
@example(drawn=[*MANY, (SIGN, 0), *((path, 0) for path, _ in MANY[2:])])
@example(drawn=[("/", 1), (SIGN, 0), *MANY, (SIGN, 0), ("/a/", 1), ("/a/aa/n.json", 2)])
def test_whatever_the_history_the_lists_are_those_of_a_first_signing(
    shelf: Shelf, drawn: list[tuple[str, int]]
) -> None:
    do(shelf, drawn)
    after = shelf.sign()
    assert_all_are_listed(shelf)
    assert shelf.sign_from_nothing() == after
    empty(shelf)


def assert_all_are_listed(shelf: Shelf) -> None:
    """Every file of the root stands in one list, every list but that of all in another."""
    folder = shelf.root.folder
    lists = [list_name(row.prefix) for row in SignedList.objects.all()]
    named = [name for one in lists for _, name in read_lines((folder / one).read_bytes())]
    outside = {"mirror/SHA256SUMS", "mirror/SHA256SUMS.minisig"}
    stand = {str(file.relative_to(folder)) for file in folder.rglob("*") if file.is_file()}
    assert sorted(named) == sorted(stand - outside)


def test_one_change_makes_few_lists_anew(shelf: Shelf) -> None:
    drawn = random.Random(5)
    for _ in range(120):
        name = "".join(drawn.choices("abcdk", k=5))
        shelf.write(f"/a/{name}/", name.encode())
    before = shelf.sign()
    shelf.write("/a/kabba/", b"new")
    after = shelf.sign()
    changed = {name for name in before | after if before.get(name) != after.get(name)}
    assert len(before) > 50
    # The list of all with its signature, one a letter on the way, and at most one split.
    assert len(changed) <= 2 + 5 + 5


def test_a_list_has_the_lines_of_its_old_self_for_what_did_not_change(shelf: Shelf) -> None:
    """Bytes that were damaged behind the engine's back do not get a signature that way."""
    for path, _ in MANY:
        shelf.write(path, b"<p>")
    before = shelf.sign()
    (shelf.root.folder / "a/aa/index.html.br").write_bytes(b"damaged")
    shelf.write("/a/ab/", b"<p>new")
    after = shelf.sign()
    name = "mirror/lists/a/aa_sums"
    assert not {name, "mirror/lists/a/a_sums"}.isdisjoint(after)
    kept = [line for body in before.values() for line in body.splitlines() if b"/aa/" in line]
    assert kept
    assert set(kept) <= {line for body in after.values() for line in body.splitlines()}


def test_bytes_that_stand_for_another_page_get_no_signature(shelf: Shelf) -> None:
    """Somebody may write the root, without key or database. The front is read each time."""
    shelf.write("/", b"<p>front")
    for path, _ in MANY:
        shelf.write(path, b"<p>")
    signed = shelf.sign()["mirror/SHA256SUMS"]
    assert b"  index.html.br\n" in signed
    forged = brotli.compress(b"<p>forged")
    (shelf.root.folder / "index.html.br").write_bytes(forged)
    shelf.write("/a/ab/", b"<p>new")
    after = shelf.sign()["mirror/SHA256SUMS"]
    assert after != signed
    assert b"  index.html.gz\n" in after
    assert b"index.html.br" not in after


def test_an_old_list_that_was_damaged_is_not_believed(shelf: Shelf) -> None:
    for path, _ in MANY:
        shelf.write(path, b"<p>")
    shelf.sign()
    for row in SignedList.objects.all():
        (shelf.root.folder / list_name(row.prefix)).write_bytes(b"0" * 64 + b"  a/aa/index.html\n")
    for path, _ in MANY:
        shelf.write(path, b"<p>new")
    after = shelf.sign()
    assert shelf.sign_from_nothing() == after


@pytest.mark.parametrize("place", [(Root, "place"), (Root, "remove"), (signing.Signer, "_note")])
@pytest.mark.parametrize("afterwards", [False, True])
def test_a_kill_at_any_step_skips_nothing(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch, place: tuple[Any, str], afterwards: bool
) -> None:
    do(shelf, [*MANY, (SIGN, 0)])
    do(shelf, [(path, what) for path, _ in MANY[:9] for what in (2, 0)] + [("/zz/", 1), ("/b/", 1)])
    died = 0
    for death in range(60):
        if not dies_at(shelf, monkeypatch, place, death % 4, afterwards=afterwards):
            break
        died += 1
    assert died
    after = shelf.sign()
    assert shelf.sign_from_nothing() == after


def dies_at(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch, place: tuple[Any, str], step: int, *,
    afterwards: bool,
) -> bool:  # fmt: skip
    """Signs until the ``step``th call of a method; whether it came so far."""
    original, left = getattr(*place), [step]

    def dying(self: Any, *arguments: Any, **options: Any) -> Any:
        left[0] -= 1
        if left[0] < 0 and not afterwards:
            raise Killed
        done = original(self, *arguments, **options)
        if left[0] < 0:
            raise Killed
        return done

    with monkeypatch.context() as patch:
        patch.setattr(*place, dying)
        try:
            shelf.sign()
        except Killed:
            return True
    return False


def test_pieces_are_short_and_the_signature_comes_last(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    do(shelf, MANY)
    monkeypatch.setattr(signing, "AT_ONCE", 1)
    signed = []
    while followers.work(shelf.root, shelf.lease, seconds=0):
        signed.append("mirror/SHA256SUMS.minisig" in shelf.lists())
        assert len(signed) < 100
    assert len(signed) > 5
    assert not any(signed[:-1])
    assert_all_are_listed(shelf)


def test_who_lost_the_lease_signs_no_more(shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    do(shelf, MANY)
    shelf.sign()
    shelf.write("/a/aa/", b"<p>new")
    WorkerLease.objects.update(holder="")
    other = acquire()
    with pytest.raises(LeaseLost):
        shelf.sign()
    assert UnsignedAddress.objects.exists()
    followers.catch_up(shelf.root, other)
    after = shelf.lists()
    shelf.lease = other
    assert shelf.sign_from_nothing() == after


def test_what_is_not_complete_is_in_no_list(shelf: Shelf) -> None:
    do(shelf, MANY)
    PublishedFile.objects.filter(path="/a/aa/").update(sha256="?")
    assert b"/aa/" not in b"".join(shelf.sign().values())
    shelf.write("/a/aa/", b"<p>whole")
    assert b"/aa/" in b"".join(shelf.sign().values())
    assert_all_are_listed(shelf)
