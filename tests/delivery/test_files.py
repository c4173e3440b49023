"""What both servers owe a reader. Every test here runs against each of them."""

import pytest

from nashra.delivery.headers import AN_HOUR, FOR_EVER, REVALIDATE, cache_control
from tests.delivery.sites import HOME_PAGE, LARGE, ONION, POLICY, Client


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/", "text/html; charset=utf-8"),
        ("/a/0k3xw9p/", "text/html; charset=utf-8"),
        ("/section/local/feed.xml", "application/xml; charset=utf-8"),
        ("/robots.txt", "text/plain; charset=utf-8"),
        ("/media/0123456789ab-640.webp", "image/webp"),
        ("/media/ba9876543210-1600.jpg", "image/jpeg"),
    ],
)
def test_type_and_head(client: Client, path: str, kind: str) -> None:
    answer = client.ask(path)
    assert answer.status == 200
    assert answer.headers["content-type"] == kind
    head = client.ask(path, "HEAD")
    assert head.status == 200
    assert head.body == b""
    for name in ("content-length", "content-type", "etag", "last-modified", "cache-control"):
        assert head.headers[name] == answer.headers[name]


@pytest.mark.parametrize(
    ("accept", "encoding"),
    [
        ("br", "br"),
        ("gzip", "gzip"),
        ("gzip, deflate, br, zstd", "br"),
        ("identity", ""),
        ("", ""),
        ("br;q=0, gzip", "gzip"),
        ("br;q=0, gzip;q=0", ""),
        ("zstd", ""),
    ],
)
def test_encoding(client: Client, accept: str, encoding: str) -> None:
    answer = client.ask("/", accept_encoding=accept)
    assert answer.headers.get("content-encoding", "") == encoding
    assert answer.plain() == HOME_PAGE
    assert answer.headers["vary"].lower() == "accept-encoding"


def test_each_encoding_has_a_strong_tag_of_its_own(client: Client) -> None:
    tags = {
        client.ask("/", accept_encoding=name).headers["etag"] for name in ("br", "gzip", "identity")
    }
    assert all(tag.startswith('"') for tag in tags)
    if client.kind == "embedded":
        assert len(tags) == 3


def test_not_modified(client: Client) -> None:
    first = client.ask("/", accept_encoding="br")
    again = client.ask("/", accept_encoding="br", if_none_match=first.headers["etag"])
    assert again.status == 304
    assert again.headers["etag"] == first.headers["etag"]
    assert again.headers["cache-control"] == REVALIDATE
    assert again.headers["vary"].lower() == "accept-encoding"
    by_date = client.ask(
        "/", accept_encoding="br", if_modified_since=first.headers["last-modified"]
    )
    assert by_date.status == 304
    later = client.ask("/", if_modified_since="Fri, 01 Jan 2038 00:00:00 GMT")
    assert later.status == 200, "of a time before a clock was set back"
    tagged = client.ask(
        "/", if_none_match='"other"', if_modified_since=first.headers["last-modified"]
    )
    assert tagged.status == 200, "a tag decides alone"
    among = client.ask("/", accept_encoding="br", if_none_match=f'"x", {first.headers["etag"]}')
    assert among.status == 304
    assert client.ask("/", if_none_match="*").status == 304
    assert client.ask("/", if_modified_since="never").status == 200


def test_precondition(client: Client) -> None:
    tag = client.ask("/").headers["etag"]
    assert client.ask("/", if_match=tag).status == 200
    assert client.ask("/", if_match='"other"').status == 412
    assert client.ask("/", if_unmodified_since="Mon, 01 Jan 2001 00:00:00 GMT").status == 412


@pytest.mark.parametrize("path", ["/media/ba9876543210-1600.jpg", "/media/0123456789ab-640.webp"])
@pytest.mark.parametrize("given", ["0-9", "5-5", "100-", "-7", "1000-99999999", "0-"])
def test_range(client: Client, path: str, given: str) -> None:
    whole = client.ask(path).body
    first, last = given.split("-")
    expected = whole[int(first) : int(last) + 1 if last else None] if first else whole[-int(last) :]
    answer = client.ask(path, range=f"bytes={given}")
    assert answer.status == 206
    assert answer.body == expected
    start = int(first) if first else len(whole) - int(last)
    assert (
        answer.headers["content-range"] == f"bytes {start}-{start + len(expected) - 1}/{len(whole)}"
    )


@pytest.mark.parametrize("given", ["bytes=99999999-", "bytes=-0"])
def test_range_beyond_the_end(client: Client, given: str) -> None:
    answer = client.ask("/media/ba9876543210-1600.jpg", range=given)
    assert answer.status == 416
    assert answer.headers["content-range"] == f"bytes */{len(LARGE)}"


@pytest.mark.parametrize(
    "given",
    ["bytes=" + ",".join(f"{n}-{n}" for n in range(0, 400, 2)), "bytes=0-1,5-6", "lines=1-2"],
)
def test_many_ranges_are_no_amplifier(client: Client, given: str) -> None:
    answer = client.ask("/media/ba9876543210-1600.jpg", range=given)
    assert answer.status == 200
    assert answer.body == LARGE


def test_range_of_another_version_is_the_whole_file(client: Client) -> None:
    path = "/media/0123456789ab-640.webp"
    first = client.ask(path)
    for condition in (first.headers["etag"], first.headers["last-modified"]):
        assert client.ask(path, range="bytes=0-3", if_range=condition).status == 206
    for condition in ('"other"', "Mon, 01 Jan 2001 00:00:00 GMT"):
        assert client.ask(path, range="bytes=0-3", if_range=condition).status == 200


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "BREW"])
def test_reading_only(client: Client, method: str) -> None:
    answer = client.ask("/", method)
    assert answer.status == 405
    assert answer.headers["allow"] == "GET, HEAD"


def test_caching(client: Client) -> None:
    assert client.ask("/media/0123456789ab-640.webp").headers["cache-control"] == FOR_EVER
    assert cache_control("/assets/live.js") == AN_HOUR
    for path in ("/", "/section/local/feed.xml", "/robots.txt", "/a/7m2qd4h/", "/media/none.webp"):
        assert client.ask(path).headers["cache-control"] == REVALIDATE


@pytest.mark.parametrize("path", ["/", "/a/7m2qd4h/", "/nothing/", "/media/0123456789ab-640.webp"])
def test_safety_headers(client: Client, path: str) -> None:
    headers = client.ask(path).headers
    assert headers["content-security-policy"] == POLICY
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "strict-origin-when-cross-origin"
    assert headers["cross-origin-opener-policy"] == "same-origin"
    assert "geolocation=()" in headers["permissions-policy"]


@pytest.mark.parametrize(
    ("path", "place"),
    [
        ("/", "/"),
        ("/a/0k3xw9p/?from=x", "/a/0k3xw9p/"),
        ("/section/local/feed.xml", None),
        ("/media/0123456789ab-640.webp", None),
        ("/nothing/", None),
    ],
)
def test_tor_browser_is_told_of_the_onion_service(
    client: Client, path: str, place: str | None
) -> None:
    told = client.ask(path).headers.get("onion-location")
    assert told == (None if place is None else f"{ONION}{place}")


def test_folder_without_slash(client: Client) -> None:
    answer = client.ask("/section/local")
    assert answer.status == 301
    assert answer.headers["location"] == "/section/local/"
    assert client.ask("/a/0k3xw9p?from=x").headers["location"] == "/a/0k3xw9p/?from=x"
    assert client.ask("/empty").status == 404, "a folder without a page is no page"
    assert client.ask("/section").status == 404


@pytest.mark.parametrize(
    "path",
    [
        "//evil.example",
        "//evil.example/",
        "//section/local",
        "/%2fsection/local",
        "/\\section/local",
        "/section//local",
        "///",
        "/section/local%0d%0aSet-Cookie:x",
        "/%2f%2fevil.example/..",
    ],
)
def test_no_open_redirect(client: Client, path: str) -> None:
    answer = client.ask(path)
    assert answer.status in {400, 404}
    assert "location" not in answer.headers
    assert "set-cookie" not in answer.headers


def test_missing_data_costs_no_page(client: Client) -> None:
    """A script's question for counts that are not there yet, of a story or in English."""
    for path in ("/a/none/n.json", "/en/none.json"):
        answer = client.ask(path, accept_encoding="br")
        assert answer.status == 404
        assert answer.headers["content-type"] == "text/plain; charset=utf-8"
        assert answer.headers["cache-control"] == "no-store"
        assert answer.headers["content-security-policy"] == "default-src 'none'"
        assert "لا توجد صفحة" in answer.plain().decode()
        assert len(answer.body) < 120
    assert client.ask("/a/none/n.json", "HEAD").status == 404


def test_missing(client: Client) -> None:
    answer = client.ask("/a/none/", accept_encoding="br")
    assert answer.status == 404
    assert "لا صفحة هنا" in answer.plain().decode()
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    english = client.ask("/en/a/none/", accept_encoding="gzip")
    assert english.status == 404
    assert b"No page here" in english.plain()
    assert client.ask("/404.html").status == 404
    head = client.ask("/a/none/", "HEAD")
    assert head.status == 404
    tag = answer.headers.get("etag", "*")
    assert client.ask("/a/none/", if_none_match=tag, range="bytes=0-1").status == 404


@pytest.mark.parametrize("path", ["/a/7m2qd4h/", "/a/7m2qd4h/index.html"])
def test_gone(client: Client, path: str) -> None:
    for accept in ("br", "gzip", "identity"):
        answer = client.ask(path, accept_encoding=accept, if_none_match="*", range="bytes=0-1")
        assert answer.status == 410
        assert "سُحب هذا الخبر" in answer.plain().decode()
        assert answer.headers["content-type"] == "text/html; charset=utf-8"


def test_old_protocol(client: Client) -> None:
    data = client.raw(b"GET /robots.txt HTTP/1.0\r\n\r\n")
    assert data.split(b" ", 2)[1] == b"200"
    assert data.endswith(b"Allow: /\n")


def test_connection_is_kept(client: Client) -> None:
    request = b"GET /robots.txt HTTP/1.1\r\nHost: a\r\n\r\n"
    last = b"GET /robots.txt HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"
    assert client.raw(request * 3 + last).count(b"Allow: /\n") == 4
