"""The worker keeps the signature behind what is published; commands mend it; the key is kept."""

import json
import logging
import time
from typing import Any

import pytest
from click.testing import CliRunner
from django.core.exceptions import ValidationError

from nashra.changes.unit import unit_of_work
from nashra.cli.mirror_key_command import mirror_key
from nashra.mirror import keys, trie
from nashra.mirror.following import settled
from nashra.mirror.models import Signing
from nashra.newsroom import actions
from nashra.newsroom.models import Mirror, Newsroom
from nashra.publishing import followers, verify
from nashra.publishing.worker import Worker
from tests.mirror.copies import Copy
from tests.mirror.shelf import forget

ONION = f"http://{'abcdefg' * 8}.onion"


@pytest.fixture
def short_lists(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(trie, "LIMIT", 8)


def key_line() -> str:
    """The public key."""
    key = keys.public_key()
    assert key is not None
    return key.line()


def faults(room: Any) -> dict[str, str]:
    """What verifying the live root finds."""
    return Copy(room.site, key_line()).faults()


def run_until_signed(worker: Worker) -> None:
    """A worker as `nashra serve` runs it, until nothing is left or a minute is over."""
    deadline, seen = time.monotonic() + 60, [0]

    def stopping() -> bool:
        seen[0] += 1
        return (seen[0] > 3 and settled()) or time.monotonic() > deadline

    worker.run(stopping=stopping)
    assert settled()


def test_a_worker_that_stays_signs_what_it_publishes(published: Any) -> None:
    """An older database has no lists at all: everything is signed for the first time."""
    run_until_signed(published.worker)
    assert faults(published) == {}
    story = published.story("خبر جديد")
    published.worker = Worker(root=published.site, home=published.site.parent)
    published.worker.drain()
    assert f"a/{story.public_id}/index.html" in faults(published)
    run_until_signed(published.worker)
    assert faults(published) == {}
    actions.retract_story(story=story, actor=None, reason="تجربة")
    published.worker = Worker(root=published.site, home=published.site.parent)
    published.worker.drain()
    run_until_signed(published.worker)
    assert faults(published) == {}


def test_signing_that_is_called_away_each_time_comes_to_its_end(
    published: Any, short_lists: None
) -> None:
    for number in range(12):
        published.story(f"خبر {number}")
    published.worker.drain()
    root, lease, pieces = published.worker.root, published.worker.lease, 0
    while followers.work(root, lease, seconds=60, called=lambda: True):
        pieces += 1
    assert pieces > 5
    assert settled()
    assert faults(published) == {}


def test_signing_writes_nothing_where_nothing_changed(published: Any) -> None:
    published.worker.catch_up()
    before = {file: file.stat().st_mtime_ns for file in published.site.rglob("*")}
    published.worker.drain()
    published.worker.catch_up()
    forget()
    published.worker.catch_up()
    after = {file: file.stat().st_mtime_ns for file in published.site.rglob("*")}
    new = published.site / ".nashra-new"
    assert {f: m for f, m in before.items() if f != new} == {
        f: m for f, m in after.items() if f != new
    }


def test_verify_names_harmed_lists_and_mends_them(published: Any, short_lists: None) -> None:
    worker = published.worker
    worker.catch_up()
    assert list(verify.faults(worker.root)) == []
    lists = sorted((published.site / "mirror/lists").rglob("*_sums"))
    lists[0].write_bytes(lists[0].read_bytes()[::-1])
    lists[1].unlink()
    (published.site / "mirror/lists/stray_sums").write_bytes(b"")
    (published.site / "mirror/SHA256SUMS.minisig").write_bytes(b"none")
    harmed = {f"/{file.relative_to(published.site)}" for file in lists[:2]}
    found = list(verify.faults(worker.root))
    assert {fault.path: fault.fault for fault in found} == {
        min(harmed): "wrong bytes", max(harmed): "missing",
        "/mirror/lists/stray_sums": "stray",
        "/mirror/SHA256SUMS.minisig": "no signature of minisign, or cut off",
    }  # fmt: skip
    verify.rewrite(found)
    worker.drain()
    verify.remove_strays(worker.root, found)
    worker.catch_up()
    assert list(verify.faults(worker.root)) == []
    assert faults(published) == {}


def test_a_worker_that_starts_finds_lists_that_are_gone(published: Any, short_lists: None) -> None:
    published.worker.catch_up()
    lists = sorted((published.site / "mirror/lists").rglob("*_sums"))
    lists[0].unlink()
    worker = published.restart()
    worker.drain()
    worker.catch_up()
    assert faults(published) == {}


@pytest.fixture
def other_home(settings: Any, tmp_path: Any) -> Any:
    settings.NASHRA_HOME = tmp_path / "home"
    settings.NASHRA_HOME.mkdir()
    return settings.NASHRA_HOME


def test_the_key_is_its_owners_alone_and_is_never_made_twice(db: None, other_home: Any) -> None:
    printed = CliRunner().invoke(mirror_key).stdout
    assert printed == CliRunner().invoke(mirror_key).stdout
    assert keys.key_file().stat().st_mode & 0o777 == 0o600
    assert keys.key_file().parent.name == "keys"
    keys.make_key()
    assert printed == CliRunner().invoke(mirror_key).stdout
    assert CliRunner().invoke(mirror_key, ["--new"]).stdout != printed


def test_a_lost_key_is_not_replaced_in_silence(
    published: Any, other_home: Any, caplog: pytest.LogCaptureFixture
) -> None:
    published.worker.catch_up()
    key = keys.public_key()
    keys.key_file().unlink()
    published.story("خبر جديد")
    published.worker.drain()
    with caplog.at_level(logging.ERROR, "nashra.mirror"):
        published.worker.catch_up()
        published.worker.catch_up()
    assert len(caplog.records) == 1
    assert "mirror-key --new" in caplog.text
    assert keys.public_key() == key
    assert CliRunner().invoke(mirror_key).exit_code == 1
    CliRunner().invoke(mirror_key, ["--new"])
    published.worker.catch_up()
    assert keys.public_key() != key
    assert Signing.objects.get().key == key_line()
    assert set(faults(published)) == set()


def test_a_key_that_cannot_be_read_keeps_no_page_from_readers(
    published: Any, other_home: Any
) -> None:
    keys.make_key()
    keys.key_file().write_text("-----BEGIN NOTHING-----")
    done = CliRunner().invoke(mirror_key)
    assert done.exit_code == 1
    assert "mirror.pem cannot be used" in done.stderr
    story = published.story("خبر جديد")
    published.restart().drain()
    published.worker.catch_up()
    assert published.stands(f"/a/{story.public_id}/")
    assert json.loads(published.read("/mirror/mirrors.json"))["key"] == ""
    assert not published.stands("/mirror/SHA256SUMS.minisig")


def set_up(**values: str) -> None:
    with unit_of_work(cause="test"):
        room = Newsroom.objects.get()
        for name, value in values.items():
            setattr(room, name, value)
        room.full_clean()
        room.save()


def test_mirrors_are_listed_with_key_and_way_to_verify(published: Any) -> None:
    key = key_line()
    assert not published.stands("/mirrors/")
    assert "/mirrors/" not in published.read("/")
    assert json.loads(published.read("/mirror/mirrors.json"))["mirrors"] == []
    with unit_of_work(cause="test"):
        room = Newsroom.objects.get()
        Mirror.objects.create(
            newsroom=room, name="<مرآة>", name_en="Glass", url="https://m.example/n/"
        )
        Mirror.objects.create(newsroom=room, name="أخرى", url=f"{ONION}/")
    published.worker.drain()
    arabic, english = published.read("/mirrors/"), published.read("/en/mirrors/")
    for page in (arabic, english):
        assert f"minisign -V -m mirror/SHA256SUMS -P {key}" in page
        assert 'href="https://m.example/n/"' in page
        assert f'href="{ONION}/"' in page
    assert "&lt;مرآة&gt;" in arabic
    assert "Glass" in english
    assert 'href="../en/mirrors/"' in arabic
    assert 'href="mirrors/">المرايا</a>' in published.read("/")
    assert 'href="mirrors/">Mirrors</a>' in published.read("/en/")
    told = json.loads(published.read("/mirror/mirrors.json"))
    assert told["key"] == key
    assert told["mirrors"][0] == {
        "name": "<مرآة>",
        "name_en": "Glass",
        "url": "https://m.example/n/",
    }
    with unit_of_work(cause="test"):
        Mirror.objects.all().delete()
        Newsroom.objects.get().save()
    published.worker.drain()
    assert not published.stands("/mirrors/")
    assert "mirrors/" not in published.read("/")


def test_every_page_and_the_servers_are_told_of_the_onion_service(published: Any) -> None:
    story = published.story("خبر")
    published.worker.drain()
    headers = published.site.parent / "headers.json"
    assert "onion" not in published.read("/") + headers.read_text()
    set_up(onion=ONION)
    published.worker.drain()
    for path in ("/", f"/a/{story.public_id}/", "/en/section/local/"):
        meta = f'<meta http-equiv="onion-location" content="{ONION}{path}">'
        assert meta in published.read(path)
        assert f'rel="canonical" href="https://nashra.example{path}"' in published.read(path)
    assert "onion-location" not in published.read("/404.html")
    assert json.loads(headers.read_text())["onion"] == ONION


@pytest.mark.parametrize(
    "value",
    ["https://example.org", ONION[:-7], f"{ONION}/", f"{ONION}\n", f'{ONION}"', "http://a.onion"],
)
def test_what_is_no_onion_service_is_refused(newsroom: Any, value: str) -> None:
    with pytest.raises(ValidationError):
        set_up(onion=value)


@pytest.mark.parametrize("url", ["javascript:alert(1)", "ftp://m.example/", "m.example"])
def test_what_is_no_address_of_a_mirror_is_refused(newsroom: Any, url: str) -> None:
    with pytest.raises(ValidationError):
        Mirror(newsroom=Newsroom.objects.get(), name="x", url=url).full_clean()
