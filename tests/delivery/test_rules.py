"""The rules that servers follow, by themselves."""

from datetime import UTC, datetime
from email.utils import format_datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nashra.delivery.address import file_name
from nashra.delivery.conditions import failed, same_for_range, unchanged
from nashra.delivery.headers import UNKNOWN_TYPE, content_type
from nashra.delivery.negotiate import PREFERENCE, accepted, choose
from nashra.delivery.ranges import Unmet, read_range

NASTY = st.text(
    st.sampled_from(list("/.\\%0az-_~ \0\r\nر")) | st.characters(codec="utf-8"), max_size=40
)


@given(NASTY.map(lambda text: "/" + text))
def test_a_name_stays_below_the_root(path: str) -> None:
    name = file_name(path)
    if name is not None:
        parts = name.split("/")
        assert all(part and not part.startswith(".") for part in parts)
        assert name.isascii()
        assert name.isprintable()
        assert "\\" not in name
        assert "%" not in name
        assert path in {f"/{name}", f"/{name}".removesuffix("index.html")}


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("/", "index.html"),
        ("/a/0k3xw9p/", "a/0k3xw9p/index.html"),
        ("/section/local/archive/3/", "section/local/archive/3/index.html"),
        ("/media/0123456789ab-640.webp", "media/0123456789ab-640.webp"),
        ("/sitemap/1.xml", "sitemap/1.xml"),
        ("/a/x/gone.txt", None),
        ("/gone.txt", None),
        ("/404.html", None),
        ("/en/404.html", None),
        ("/.nashra-new-1-index.html", None),
        ("", None),
        ("a", None),
        ("*", None),
    ],
)
def test_name_of_an_address(path: str, name: str | None) -> None:
    assert file_name(path) == name


@given(st.text(max_size=300), st.sets(st.sampled_from(["", *PREFERENCE])))
def test_only_what_stands_is_chosen(header: str, available: set[str]) -> None:
    assert choose(header, available) in available | {""}
    assert set(accepted(header)) <= set(PREFERENCE)


@pytest.mark.parametrize(
    ("header", "order"),
    [
        ("gzip;q=1.0, br;q=0.5", ("gzip", "br")),
        ("gzip, br", ("br", "gzip")),
        ("*", ("br", "gzip")),
        ("*;q=0", ()),
        ("*, br;q=0", ("gzip",)),
        ("BR;Q=0.1", ("br",)),
        ("identity, br;q=0.5", ()),
        ("identity;q=0.2, br;q=0.5", ("br",)),
        ("x-gzip", ("gzip",)),
        ("br;q=2", ()),
        ("br;q=x, gzip", ("gzip",)),
        ("brotli", ()),
    ],
)
def test_weights(header: str, order: tuple[str, ...]) -> None:
    assert accepted(header) == order


@given(st.text(max_size=40) | st.from_regex(r"bytes=[0-9]{0,20}-[0-9]{0,20}"), st.integers(0, 999))
def test_a_range_lies_within_the_file(header: str, size: int) -> None:
    part = read_range(header, size)
    if isinstance(part, tuple):
        first, last = part
        assert 0 <= first <= last < size


@pytest.mark.parametrize(
    ("header", "part"),
    [
        ("bytes=0-0", (0, 0)),
        ("bytes=90-", (90, 99)),
        ("bytes=-5", (95, 99)),
        ("bytes=-500", (0, 99)),
        ("bytes=5-500", (5, 99)),
        ("bytes=100-", Unmet.UNSATISFIABLE),
        ("bytes=-0", Unmet.UNSATISFIABLE),
        ("bytes=9-5", None),
        ("bytes=-", None),
        ("bytes=0-1,3-4", None),
        ("bytes=a-b", None),
        ("items=0-1", None),
        ("bytes=" + "9" * 5000 + "-", None),
    ],
)
def test_ranges(header: str, part: object) -> None:
    assert read_range(header, 100) == part


def test_conditions() -> None:
    then = datetime(2021, 3, 1, 12, tzinfo=UTC)
    mtime = int(then.timestamp())
    date = format_datetime(then, usegmt=True)
    assert unchanged('W/"a"', None, '"a"', mtime), "weak comparison suffices for 304"
    assert not unchanged('"b"', date, '"a"', mtime)
    assert unchanged(None, date, '"a"', mtime)
    assert not unchanged(None, date, '"a"', mtime + 1)
    assert failed('W/"a"', None, '"a"', mtime), "412 wants the strong comparison"
    assert not failed('"a"', None, '"a"', mtime)
    assert not failed("*", None, '"a"', mtime)
    assert failed(None, date, '"a"', mtime + 1)
    assert same_for_range(None, '"a"', mtime)
    assert same_for_range('"a"', '"a"', mtime)
    assert not same_for_range('W/"a"', '"a"', mtime)
    assert same_for_range(date, '"a"', mtime)
    assert not same_for_range(date, '"a"', mtime - 1), "a date is right to the second or not at all"


@given(st.text(max_size=60))
def test_any_condition_is_borne(text: str) -> None:
    assert unchanged(None, text, '"a"', 0) in {True, False}
    assert unchanged(text, None, '"a"', 0) in {True, False}
    assert failed(text, text, '"a"', 0) in {True, False}
    assert same_for_range(text, '"a"', 0) in {True, False}


def test_unknown_endings_are_never_run() -> None:
    assert content_type("a.exe") == UNKNOWN_TYPE
    assert content_type("a") == UNKNOWN_TYPE
    assert content_type("a.HTML") == "text/html; charset=utf-8"
