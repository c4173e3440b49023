"""Copies by rsync, and verifiers that are not Nashra's: minisign and sha256sum."""

import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from nashra.mirror import keys
from nashra.mirror.minisign import PublicKey
from tests.mirror.conftest import Signed
from tests.mirror.copies import OTHER_KEY, Copy

DOCUMENT = (Path(__file__).parents[2] / "docs" / "mirrors.md").read_text(encoding="utf-8")

rsync = pytest.mark.skipif(not shutil.which("rsync"), reason="rsync is not installed")
minisign = pytest.mark.skipif(not shutil.which("minisign"), reason="minisign is not installed")
sha256sum = pytest.mark.skipif(not shutil.which("sha256sum"), reason="sha256sum is not installed")


def documented(first: str, **places: object) -> str:
    """The block of ``docs/mirrors.md`` that begins so, with places of its own for the example's."""
    blocks = re.findall(r"^```sh\n(.*?)^```", DOCUMENT, re.MULTILINE | re.DOTALL)
    (block,) = [one for one in blocks if one.startswith(first)]
    for name, place in places.items():
        assert name in block, name
        block = block.replace(name, str(place))
    return block


def shell(block: str, folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["sh", "-ec", block], cwd=folder, capture_output=True, text=True, check=False, timeout=60
    )


def fetched(site: Path, folder: Path) -> None:
    """A copy as the document tells operators to make it."""
    block = documented("rsync", SOURCE=f"{site}/", COPY=folder)
    done = shell(block, folder.parent)
    assert done.returncode == 0, done.stderr


@rsync
def test_rsync_copies_what_verifies_and_follows(published: Any, tmp_path: Path) -> None:
    worker, target = published.worker, tmp_path / "copy"
    worker.catch_up()
    (published.site / ".nashra-new").mkdir(exist_ok=True)
    (published.site / ".nashra-new" / "1-half").write_bytes(b"half")
    fetched(published.site, target)
    copy = Copy(target, PublicKey.of(keys.signing_key()).line())
    assert copy.faults() == {}
    assert not (target / ".nashra-new").exists()
    story = published.story("خبر جديد")
    worker.drain()
    assert f"a/{story.public_id}/index.html" in Copy(published.site, copy.key).faults()
    worker.catch_up()
    (target / "a" / story.public_id).mkdir(parents=True)
    (target / "added.html").write_bytes(b"added")
    fetched(published.site, target)
    assert copy.faults() == {}
    assert (target / "a" / story.public_id / "index.html").exists()
    assert not (target / "added.html").exists()


@minisign
def test_minisign_verifies_the_list_of_all(copy: Copy) -> None:
    block = documented("minisign", COPY=copy.folder, KEY=copy.key)
    done = shell(block, copy.folder)
    assert done.returncode == 0, done.stderr
    assert "newest=20" in done.stdout
    assert shell(block.replace(copy.key, OTHER_KEY), copy.folder).returncode != 0
    (copy.folder / "mirror/SHA256SUMS").write_bytes(b"")
    assert shell(block, copy.folder).returncode != 0


@minisign
def test_minisign_takes_the_key_that_the_command_prints(signed: Signed, tmp_path: Path) -> None:
    from click.testing import CliRunner

    from nashra.cli.mirror_key_command import mirror_key

    printed = CliRunner().invoke(mirror_key)
    (tmp_path / "newsroom.pub").write_text(printed.stdout)
    command = ["minisign", "-V", "-p", str(tmp_path / "newsroom.pub"), "-m", "mirror/SHA256SUMS"]
    done = subprocess.run(command, cwd=signed.site, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr


@sha256sum
def test_sha256sum_verifies_every_file(copy: Copy) -> None:
    block = documented("check()", COPY=copy.folder)
    assert shell(block, copy.folder).stdout == ""
    (copy.folder / "section/sport/index.html.gz").write_bytes(b"altered")
    (copy.folder / "robots.txt").unlink()
    done = shell(block, copy.folder)
    assert "section/sport/index.html.gz: FAILED" in done.stdout
    assert "robots.txt: FAILED open or read" in done.stdout


def test_a_copied_tree_says_where_it_comes_from(copy: Copy) -> None:
    """Links are relative, so that a copy holds together; what names the site names its origin."""
    pages = [file.read_text() for file in copy.folder.rglob("*.html") if file.name == "index.html"]
    origin = "https://nashra.example"
    named = 0
    for page in pages:
        for value in re.findall(r'<link rel="canonical" href="([^"]*)"', page):
            assert value.startswith(f"{origin}/")
            named += 1
        for value in re.findall(r'<meta property="og:url" content="([^"]*)"', page):
            assert value.startswith(f"{origin}/")
        for value in re.findall(r'<a [^>]*href="([^"]*)"', page):
            assert not value.startswith((origin, "/")), value
    assert named > 12
    feed = (copy.folder / "feed.xml").read_text()
    assert re.findall(r"<link>([^<]*)</link>", feed)
    assert all(link.startswith(origin) for link in re.findall(r"<link>([^<]*)</link>", feed))
    assert f"{origin}/sitemap" in (copy.folder / "sitemap.xml").read_text()
