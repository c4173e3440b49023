"""What nobody should send, and somebody does."""

import io
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nashra.wire.importer import Incoming, import_paths
from nashra.wire.item import WireItem
from nashra.wire.parse import parse
from tests.wire.reading import one

GOOD = "أعلنت بلدية رأس الشيح أن الطريق الساحلي يفتح أمام السيارات صباح الغد بعد أعمال طويلة."


@pytest.mark.parametrize(
    ("raw", "code", "params"),
    [
        (b"", "empty", {}),
        (b" \r\n\t", "empty", {}),
        (b"\xef\xbb\xbf", "empty", {}),
        (b"\x89PNG\r\n\x1a\n0000", "binary", {"offset": "0"}),
        (b"%PDF-1.7 ...", "binary", {"offset": "0"}),
        (GOOD.encode() + b"\x00" + GOOD.encode(), "binary", {"offset": str(len(GOOD.encode()))}),
        (bytes(range(1, 32)) * 20, "binary", {"offset": "0"}),
        (GOOD.encode() + b"\xff" + GOOD.encode(), "encoding_broken", {"encoding": "UTF-8"}),
        (GOOD.encode()[:-2] + b"\n", "encoding_broken", {"encoding": "UTF-8"}),
        (b"\xff\xfe" + GOOD.encode("utf-16-le") + b"\x00", "encoding_broken", {}),
        (b'{"headline": "x"}', "unknown_format", {}),
        (b"%&/()=", "nothing_found", {}),
    ],
)
def test_bad_bytes_are_an_error_with_their_place(
    raw: bytes, code: str, params: dict[str, str]
) -> None:
    item = one(raw)
    assert (item.status, item.body) == ("error", ())
    assert item.error is not None
    assert item.error.code == code
    assert params.items() <= dict(item.error.params).items()


def test_the_broken_byte_is_named() -> None:
    error = one(GOOD.encode() + b"\xff").error
    assert error is not None
    assert dict(error.params)["offset"] == str(len(GOOD.encode()))


fragments = st.sampled_from(
    [
        b"<DOC>", b"</DOC>", b"<TEXT>", b"</TEXT>", b"<TITLE>", b"<html><p>",
        b"<?xml version='1.0'?>", b"19:31 GMT", b"110",
        b"<!DOCTYPE a [", b"&x;", b"&", b"<", b">", b"\xff\xfe", b"\xef\xbb\xbf", b"\x00", b" ",
        GOOD.encode(), GOOD.encode("cp1256"), GOOD.encode("utf-16-le"), b"\n",
        "27 سبتمبر/أيلول".encode(), "انظر أيضا:".encode(), "الكلمات الدلالية: أ، ب".encode(),
        "معايير المجتمعنقاش".encode(), "موسكو- سبوتنيك. ".encode(), "وقال فلان، إن ".encode(),
        'وجاء في بيان كذا: "'.encode(), b'{"', b"<script type='application/ld+json'>[{}]</script>",
    ]
)  # fmt: skip


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None, max_examples=150)
@given(st.binary(max_size=400) | st.lists(fragments, max_size=14).map(b"".join))
def test_any_bytes_are_items_or_a_clear_error(raw: bytes) -> None:
    for item in parse(raw, file="file"):
        assert (item.error is None) == (item.status is None)
        if item.error is None:
            assert item.identity
            assert item.body or item.headline
        else:
            assert item.error.say("ar")
            assert item.error.say("en")
        assert item.to_json()["file"] == "file"
        assert len(item.content_digest()) == 64


# --- batches -------------------------------------------------------------------------


def keep(incoming: Incoming) -> WireItem:
    """A receiver that keeps nothing."""
    if "انفجار" in incoming.item.body[0]:
        raise RuntimeError("broken store")
    return incoming.item


def run(*paths: object, stdin: bytes | None = None, limit: int = 10_000) -> list[WireItem]:
    items: Iterator[WireItem] = import_paths(
        paths=[str(path) for path in paths],
        section=None,
        agency=None,
        publish=False,
        stdin=None if stdin is None else io.BytesIO(stdin),
        receive=keep,
        publish_item=lambda item: item,
        max_bytes=limit,
    )
    return list(items)


def test_one_fault_does_not_stop_the_rest(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(GOOD)
    (tmp_path / "b.txt").write_bytes(b"")
    (tmp_path / "c.png").write_bytes(b"\x89PNG....")
    (tmp_path / "d").mkdir()
    (tmp_path / "d" / "e.txt").write_text(GOOD)
    (tmp_path / "f.txt").symlink_to(tmp_path / "nowhere")
    (tmp_path / "g").symlink_to(tmp_path)
    (tmp_path / "h.txt").write_bytes(b"x" * 10_001)
    os.mkfifo(tmp_path / "i")
    (tmp_path / "j.txt").write_text("وقع " + "انفجار " * 9 + "في المختبر القديم عند الساحل.")
    (tmp_path / ".hidden").write_text(GOOD)
    (tmp_path / "z.txt").write_text(GOOD)
    items = run(tmp_path)
    told = [(Path(item.file).name, item.error.code if item.error else None) for item in items]
    assert told == [
        ("a.txt", None), ("b.txt", "empty"), ("c.png", "binary"), ("e.txt", None),
        ("f.txt", "unreadable"), ("g", "not_a_file"), ("h.txt", "too_large"),
        ("i", "not_a_file"), ("j.txt", "failed"), ("z.txt", None),
    ]  # fmt: skip


@pytest.fixture(autouse=True)
def _expected_log(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("CRITICAL", logger="nashra.wire.importer")


def test_a_path_that_is_not_there(tmp_path: Path) -> None:
    [item] = run(tmp_path / "nothing")
    assert item.error is not None
    assert item.error.code == "unreadable"
    assert item.file.endswith("nothing")


def test_a_folder_that_cannot_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "b.txt").write_text(GOOD)
    scandir = os.scandir

    def refuse(path: str) -> object:
        if str(path).endswith("a"):
            raise PermissionError(13, "Permission denied")
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refuse)
    refused, read = run(tmp_path)
    assert refused.error is not None
    assert refused.error.code == "unreadable"
    assert read.error is None


def test_fifty_megabytes_are_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "big.txt"
    with path.open("wb") as file:
        file.truncate(50 * 1024 * 1024)
    [item] = run(path, limit=20 * 1024 * 1024)
    assert item.error is not None
    assert item.error.code == "too_large"
    assert dict(item.error.params)["size"] == str(50 * 1024 * 1024)


def test_standard_input() -> None:
    [item] = run("-", stdin=GOOD.encode())
    assert (item.file, item.error) == ("-", None)
    [refused] = run("-", stdin=b"x" * 10_001)
    assert refused.error is not None
    assert refused.error.code == "too_large"
