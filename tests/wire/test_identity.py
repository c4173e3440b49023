import pytest
from hypothesis import given
from hypothesis import strategies as st

from nashra.wire.identity import canonical_address, fingerprint, identity


@pytest.mark.parametrize(
    ("url", "address"),
    [
        ("https://Example.COM:443/a/?utm_source=x&id=7#top", "https://example.com/a/?id=7"),
        ("http://example.com", "http://example.com/"),
        ("http://example.com/خبر عاجل", "http://example.com/%D8%AE%D8%A8%D8%B1%D8%B9%D8%A7%D8%AC%D9%84"),
        ("http://example.com/%d8%ae", "http://example.com/%D8%AE"),
        ("https://مثال.example/x", "https://xn--mgbh0fb.example/x"),
        ("http://example.com/a?fbclid=1&action_type_map=%5B%5D&fb_source=x", "http://example.com/a"),
        ("javascript:alert(1)", None),
        ("file:///etc/passwd", None),
        ("http://user:secret@example.com/", None),
        ("http://[::1", None),
        ("http://example.com:99999/", None),
        ("http://localhost/", None),
        ("", None),
    ],
)  # fmt: skip
def test_canonical_address(url: str, address: str | None) -> None:
    assert canonical_address(url) == address


@given(st.text(max_size=80), st.text(max_size=40))
def test_canonical_is_canonical(path: str, query: str) -> None:
    once = canonical_address(f"https://example.com/{path}?{query}")
    assert once is not None
    assert once.isascii()
    assert canonical_address(once) == once


@given(st.text(max_size=200))
def test_any_address_is_survived(url: str) -> None:
    address = canonical_address(url)
    assert address is None or address.startswith(("http://", "https://"))


def key(**parts: str | None) -> str:
    values = {"canonical_url": None, "agency": None, "agency_id": None, "headline": None}
    return identity(**(values | parts), body=["نص الخبر."])


def test_address_before_id_before_text() -> None:
    url = "https://www.example.com/a/?id=7"
    assert key(canonical_url=url, agency_id="9") == "url:example.com/a?id=7"
    assert key(canonical_url="http://example.com/a?id=7") == "url:example.com/a?id=7"
    assert key(agency="رويترز", agency_id="9") == "id:رويترز:9"
    assert key().startswith("text:")


def test_long_keys_are_cut_and_stay_apart() -> None:
    long = "https://example.com/" + "a" * 900
    assert len(key(canonical_url=long)) <= 200
    assert key(canonical_url=long) != key(canonical_url=long + "b")


def test_the_fingerprint_is_of_words() -> None:
    assert fingerprint("عنوان", ["أكّد المحافظُ، أن الميناء مفتوح."]) == fingerprint(
        "عنوان", ["اكد المحافظ", "ان الميناء  مفتوح"]
    )
    assert fingerprint(None, ["الميناء مفتوح"]) != fingerprint(None, ["الميناء مغلق"])
