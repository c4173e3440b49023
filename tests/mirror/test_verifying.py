"""``nashra verify-mirror``: whatever was done to a copy is named, and no copy fools or hangs it."""

import errno
import os
import resource
import shutil
import subprocess
import sys
import tracemalloc
from pathlib import Path

import pytest

from nashra.mirror import disk
from nashra.mirror.check import LONGEST_LIST, Check
from nashra.mirror.minisign import PublicKey
from tests.mirror.conftest import Signed
from tests.mirror.copies import OTHER_KEY, Copy, forged

PAGE = "section/sport/index.html"
ROOT_LIST = "mirror/SHA256SUMS"


def test_a_copy_that_is_as_it_was_signed(copy: Copy) -> None:
    said = copy.verify()
    assert said.exit_code == 0
    files = sum(1 for file in copy.folder.rglob("*") if file.is_file())
    lists = sum(1 for _ in (copy.folder / "mirror" / "lists").rglob("*_sums"))
    assert f"{files - lists - 2} files are as they were signed" in said.output
    assert "origin=https://nashra.example newest=20" in said.output
    assert lists > 20


def test_every_file_that_was_altered_is_named(copy: Copy) -> None:
    names = [PAGE, f"{PAGE}.br", "index.html", "favicon.svg.gz", "mirror/mirrors.json"]
    for name in names:
        body = bytearray(copy.file(name).read_bytes())
        body[len(body) // 2] ^= 1
        copy.file(name).write_bytes(body)
    assert copy.faults() == dict.fromkeys(names, "altered")


def test_every_file_that_is_missing_is_named(copy: Copy) -> None:
    names = [PAGE, "index.html.gz", "robots.txt", "mirror/mirrors.json.br"]
    for name in names:
        copy.file(name).unlink()
    shutil.rmtree(copy.folder / "en" / "section")
    found = copy.faults()
    assert set(found.values()) == {"missing"}
    assert set(names) < set(found)
    assert {f"en/section/local/index.html{ending}" for ending in ("", ".br", ".gz")} < set(found)


def test_every_file_that_was_added_is_named(copy: Copy) -> None:
    names = [
        "a/0000000/index.html", "index.html.html", ".htaccess", "section/sport/index.htm",
        "section/sport/.br", "section/sport/deep/er/x", "zzz", "mirror/lists/a_sums_sums",
        "mirror/lists/x/y_sums", "mirror/SHA256SUMS.old", "mirror/lists/note.txt", "-", "section.x",
        "section/-", "section/sport-", "mirror/lists.txt", "a/.nashra-new/x",
    ]  # fmt: skip
    for name in names:
        copy.file(name).write_bytes(b"added")
    assert copy.faults() == dict.fromkeys(names, "added")


def test_a_file_under_a_name_in_other_letters_is_missing_and_added(copy: Copy) -> None:
    copy.file(PAGE).rename(copy.file("section/sport/Index.html"))
    assert copy.faults() == {PAGE: "missing", "section/sport/Index.html": "added"}


def test_what_is_being_written_in_a_live_root_is_named_as_such(copy: Copy) -> None:
    copy.file(".nashra-new/17-half").write_bytes(b"half")
    assert copy.faults() == {".nashra-new/17-half": "added"}
    assert "copy once more" in copy.verify().stderr


def test_no_file_hides_in_the_place_of_the_lists(tmp_path: Path) -> None:
    """A root so small that it has no lists beside that of all."""
    copy = forged(tmp_path / "site", {ROOT_LIST: []}, {})
    assert copy.faults() == {}
    copy.file("mirror/lists").write_bytes(b"hidden")
    assert copy.faults() == {"mirror/lists": "added"}
    copy.file("mirror/lists").unlink()
    (copy.folder / "mirror/lists").symlink_to(tmp_path)
    assert copy.faults() == {"mirror/lists": "added (a symbolic link)"}


def test_a_folder_that_cannot_be_read_is_named_and_the_rest_goes_on(
    copy: Copy, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A disk that fails within one folder, after others were found in order."""
    real, broken = os.scandir, (copy.folder / "section/sport").stat().st_ino

    def scandir(folder: int) -> object:
        if os.fstat(folder).st_ino == broken:
            raise OSError(errno.EIO, "Input/output error")
        return real(folder)

    monkeypatch.setattr(os, "scandir", scandir)
    found = copy.faults()
    assert found.pop("section/sport") == "added (cannot be opened: Input/output error)"
    assert set(found.values()) == {"missing"}
    assert all(name.startswith("section/sport/") for name in found)


def test_a_list_that_was_altered_leaves_in_doubt_what_it_stood_for(copy: Copy) -> None:
    lists = sorted((copy.folder / "mirror/lists/section").rglob("*_sums"))
    name = lists[-1].relative_to(copy.folder).as_posix()
    lists[-1].write_bytes(lists[-1].read_bytes().replace(b"a", b"b"))
    found = copy.faults()
    assert list(found) == [name]
    assert found[name].startswith("altered; ")
    assert "files whose address begins with /section/" in found[name]
    lists[-1].unlink()
    assert copy.faults()[name].startswith("missing; ")


def test_links_pipes_and_folders_are_no_files(copy: Copy, tmp_path: Path) -> None:
    """A pipe would hang whoever reads it, a link would lead elsewhere."""
    (tmp_path / "outside").write_bytes(copy.file(PAGE).read_bytes())
    copy.file(PAGE).unlink()
    copy.file(PAGE).symlink_to(tmp_path / "outside")
    os.mkfifo(copy.folder / "pipe")
    copy.file("robots.txt").unlink()
    os.mkfifo(copy.folder / "robots.txt")
    (copy.folder / "loop").symlink_to(copy.folder)
    copy.file("404.html").unlink()
    copy.file("404.html/x").write_bytes(b"")
    sections = copy.folder / "en" / "section"
    sections.rename(tmp_path / "moved")
    sections.symlink_to(tmp_path / "moved")
    found = copy.faults()
    assert found.pop(PAGE) == "a symbolic link"
    assert found.pop("pipe") == "added (no regular file)"
    assert found.pop("robots.txt") == "no regular file"
    assert found.pop("loop") == "added (a symbolic link)"
    assert found.pop("404.html") == "missing"
    assert found.pop("404.html/x") == "added"
    assert found.pop("en/section") == "added (a symbolic link)"
    assert {name.split("/")[1] for name in found} == {"section"}
    assert set(found.values()) == {"missing"}


def test_a_name_cannot_forge_a_line(copy: Copy) -> None:
    copy.file("x\nindex.html: altered\u202e").write_bytes(b"")
    copy.file(os.fsdecode(b"\xff\xfe")).write_bytes(b"")
    copy.file("😀").write_bytes(b"")
    lines = copy.verify().stdout.splitlines()
    assert r"x\nindex.html: altered\u202e: added" in lines
    assert r"\udcff\udcfe: added" in lines
    assert "😀: added" in lines
    assert len(lines) == 5
    assert set(copy.faults().values()) == {"added"}


def test_folders_within_folders_have_an_end(copy: Copy) -> None:
    held = os.open(copy.folder, os.O_RDONLY)
    for _ in range(600):
        os.mkdir("d", dir_fd=held)
        deeper = os.open("d", os.O_RDONLY, dir_fd=held)
        os.close(held)
        held = deeper
    os.close(held)
    assert list(copy.faults().values()) == ["added (a folder too deep to look into)"]
    subprocess.run(["rm", "-r", str(copy.folder / "d")], check=True)


@pytest.mark.parametrize(
    ("harm", "fault"),
    [
        (lambda body: body[:-30], "cut off"),
        (lambda body: body[:40], "cut off"),
        (lambda body: b"", "cut off"),
        (lambda body: body.replace(b"newest=", b"newest=9"), "not made with this key"),
        (lambda body: body.replace(b"\nRU", b"\nRV"), "not prehashed"),
        (lambda body: b"\xff" + body, "no signature of minisign"),
        (lambda body: body * 1000, "larger than it can be"),
    ],
)
def test_a_signature_that_was_tampered_with(copy: Copy, harm: object, fault: str) -> None:
    name = f"{ROOT_LIST}.minisig"
    copy.file(name).write_bytes(harm(copy.file(name).read_bytes()))  # type: ignore[operator]
    said = copy.verify()
    assert said.exit_code == 1
    assert said.stdout.startswith(f"{name}: ")
    assert fault in said.stdout


def test_a_wrong_key_is_told_from_a_list_that_does_not_fit(copy: Copy) -> None:
    right, copy.key = copy.key, OTHER_KEY
    assert "made with another key" in copy.verify().stdout
    assert "copy once more" not in copy.verify().stderr
    copy.key = right
    body = copy.file(ROOT_LIST).read_bytes()
    copy.file(ROOT_LIST).write_bytes(body.replace(b"0", b"1"))
    said = copy.verify()
    assert "made with this key, of another list of all" in said.stdout
    assert "copy once more" in said.stderr


def test_what_is_given_as_a_key_is_named_where_it_is_none(copy: Copy, tmp_path: Path) -> None:
    copy.key = str(tmp_path / "mirror.pub")
    said = copy.verify()
    assert said.exit_code == 2
    assert said.stderr.startswith(f"nashra: --key: no file '{copy.key}'")
    (tmp_path / "mirror.pub").write_text("untrusted comment: a key\nRWQ\n")
    said = copy.verify()
    assert said.exit_code == 2
    assert said.stderr.startswith(f"nashra: --key: {copy.key}: ")


def test_a_copy_made_while_the_newsroom_published_is_told(copy: Copy) -> None:
    copy.file(PAGE).write_bytes(b"newer")
    os.utime(copy.file(PAGE), (2e9, 2e9))
    assert "copy once more" in copy.verify().stderr
    os.utime(copy.file(PAGE), (1e9, 1e9))
    assert "copy once more" not in copy.verify().stderr


@pytest.mark.parametrize("name", [ROOT_LIST, f"{ROOT_LIST}.minisig"])
def test_without_a_signature_nothing_is_right(copy: Copy, name: str) -> None:
    copy.file(name).unlink()
    assert copy.faults() == {name: "missing"}
    os.mkfifo(copy.folder / name)
    assert copy.faults() == {name: "no regular file"}


def test_what_cannot_be_used_is_told_apart(copy: Copy, tmp_path: Path) -> None:
    key, copy.key = copy.key, "RWQ"
    assert copy.verify().exit_code == 2
    copy.key = str(tmp_path)
    assert copy.verify().exit_code == 2
    (tmp_path / "key.pub").write_text(PublicKey.read(key).file())
    copy.key = str(tmp_path / "key.pub")
    assert copy.verify().exit_code == 0
    copy.folder = tmp_path / "nowhere"
    assert copy.verify().exit_code == 2
    copy.folder = tmp_path / "key.pub"
    assert copy.verify().exit_code == 2


ZERO = "0" * 64
HOSTILE: dict[str, list[str] | bytes] = {
    "above": [f"{ZERO}  ../outside"],
    "absolute": [f"{ZERO}  /etc/passwd"],
    "here": [f"{ZERO}  ./index.html"],
    "twice": ["= index.html", "= index.html"],
    "backwards": ["= robots.txt", "= index.html"],
    "itself": [f"{ZERO}  mirror/SHA256SUMS"],
    "signature": [f"{ZERO}  mirror/SHA256SUMS.minisig"],
    "under its prefix": ["= mirror/lists/r_sums", "= robots.txt"],
    "no hash": ["index.html"],
    "upper case": [f"{'A' * 64}  index.html"],
    "escaped": [rf"\{ZERO}  index.html"],
    "no end": f"{ZERO}  index.html".encode(),
    "no text": b"\xff\xfe\n",
    "null": f"{ZERO}  a\x00b\n".encode(),
    "long": b"".join(f"{ZERO}  {number:08}/index.html\n".encode() for number in range(12_000)),
}


@pytest.mark.parametrize("lines", HOSTILE.values(), ids=HOSTILE)
def test_lists_that_somebody_with_the_key_made_up(tmp_path: Path, lines: list[str] | bytes) -> None:
    (tmp_path / "outside").write_bytes(b"")
    files = {"index.html": b"<p>", "robots.txt": b""}
    lists = {"mirror/lists/r_sums": ["= robots.txt"], ROOT_LIST: lines}
    assert forged(tmp_path / "site", lists, files).verify().exit_code == 1


def test_lists_that_lead_round_or_to_the_same_again(tmp_path: Path) -> None:
    """Each list names the next twice: followed, they would be billions."""
    lists: dict[str, list[str] | bytes] = {"mirror/lists/a/30_sums": []}
    for number in range(30, 10, -1):
        below = f"= mirror/lists/a/{number}_sums"
        lists[f"mirror/lists/a/{number - 1}_sums"] = [below, below]
    lists[ROOT_LIST] = ["= mirror/lists/a/10_sums"]
    copy = forged(tmp_path / "site", lists, {})
    found = copy.faults()
    assert "not its own to name" in found["mirror/lists/a/10_sums"]


def test_a_list_of_gigabytes_is_not_read(copy: Copy) -> None:
    with copy.file("mirror/lists/a_sums").open("r+b") as file:
        file.truncate(40 << 30)
    with copy.file(PAGE).open("r+b") as file:
        file.truncate(40 << 30)
    found = copy.faults()
    assert found[PAGE] == "larger than it can be"
    assert found["mirror/lists/a_sums"].startswith("larger than it can be; ")
    with copy.file(ROOT_LIST).open("r+b") as file:
        file.truncate(LONGEST_LIST + 1)
    assert copy.faults() == {ROOT_LIST: "larger than it can be"}


def test_memory_does_not_grow_with_a_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Entries beyond a bound are sorted on disk, and named in the same order."""
    names = [f"{number:05}-{'x' * 60}" for number in range(6000)]
    copy = forged(tmp_path / "site", {ROOT_LIST: []}, dict.fromkeys(names, b""))
    key = PublicKey.read(copy.key)
    in_memory = [found.name for found in Check(copy.folder, key).run()]
    assert in_memory == sorted(names)
    monkeypatch.setattr(disk, "HELD", 50)
    tracemalloc.start()
    pairs = zip(Check(copy.folder, key).run(), in_memory, strict=True)
    same = all(found.name == name for found, name in pairs)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert same
    assert peak < 400_000


def test_it_needs_no_newsroom(signed: Signed, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    code = (
        "import sys; sys.argv[0] = 'nashra'\n"
        "from nashra.cli.main import main\n"
        "try: main()\n"
        "finally: assert not {'django', 'wagtail'} & set(sys.modules)\n"
    )
    environment = {"PATH": os.environ["PATH"], "LANG": "C.UTF-8", "HOME": "/nowhere"}
    done = subprocess.run(
        [sys.executable, "-c", code, "verify-mirror", str(signed.site), "--key", signed.key],
        cwd=tmp_path / "empty", env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert not done.stderr
    assert list((tmp_path / "empty").iterdir()) == []


def test_open_files_stay_few(copy: Copy) -> None:
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    open_now = len(os.listdir("/proc/self/fd")) if Path("/proc/self/fd").exists() else 60
    resource.setrlimit(resource.RLIMIT_NOFILE, (open_now + 40, hard))
    try:
        assert copy.faults() == {}
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
