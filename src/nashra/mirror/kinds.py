"""Where readers find copies of the site, and with which key they are verified."""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Final

from markupsafe import Markup

from nashra.mirror import keys
from nashra.mirror.words import WORDS
from nashra.newsroom import queries
from nashra.newsroom.addresses import MAIN_LANGUAGE, MIRRORS_PATH
from nashra.newsroom.models import Mirror
from nashra.publishing import views
from nashra.publishing.kinds.common import (
    FIRST,
    at,
    edition,
    has_edition,
    output,
    standing_editions,
)
from nashra.publishing.kinds.common import pattern as in_edition
from nashra.publishing.pages import Output, PageKind
from nashra.publishing.reader import Reader

JSON_PATH: Final = "/mirror/mirrors.json"


def shown_key() -> str:
    """The public key that readers are told, part of each page's epoch."""
    return _key() if queries.languages() else ""


def _key() -> str:
    """The public key in one line; empty where there is none, which the log tells."""
    key = keys.public_key()
    return key.line() if key else ""


def _page(reader: Reader, language: str | None) -> Output | None:
    code = edition(language)
    if not has_edition(reader, code):
        return None
    with reader.reading(f"site:{code}"):
        room = queries.newsroom()
        mirrors = list(room.mirrors.all()) if room.pk else []
        key = _key()
    if not mirrors:
        return None
    words, own = WORDS["en" if code == "en" else "ar"], at(code, MIRRORS_PATH)
    parts = [
        Markup("<p>{}</p>").format(words["what"]),
        Markup("<ul>{}</ul>").format(Markup("").join(_item(one, code) for one in mirrors)),
        *(_how(words, key) if key else ()),
    ]
    view = views.StaticView(
        path=own, title=words["title"], html=Markup("\n").join(parts), modified_at=None,
        editions=_editions(reader, own),
    )  # fmt: skip
    return output(reader, view, code)


def _how(words: Mapping[str, str], key: str) -> Iterator[Markup]:
    """How a copy is verified with a key."""
    code = Markup('<p dir="ltr" lang="en"><code>{}</code></p>')
    yield Markup("<h2>{}</h2><p>{}</p>").format(words["how_title"], words["how"])
    yield code.format(key)
    yield Markup("<p>{}</p>").format(words["commands"])
    yield code.format(f"nashra verify-mirror DIR --key {key}")
    yield code.format(f"minisign -V -m mirror/SHA256SUMS -P {key}")
    yield Markup("<p>{}</p>").format(words["date"])


def _item(mirror: Mirror, language: str) -> Markup:
    name = mirror.name_en or mirror.name if language == "en" else mirror.name
    return Markup('<li><bdi>{}</bdi><br><a href="{}" dir="ltr">{}</a></li>').format(
        name, mirror.url, mirror.url
    )


def _editions(reader: Reader, own: str) -> tuple[views.Link, ...]:
    pages = (
        (language, at(language, MIRRORS_PATH), words["title"])
        for language, words in WORDS.items()
        if has_edition(reader, language)
    )
    return standing_editions(reader, own, pages)


def _json(reader: Reader) -> Output | None:
    if not has_edition(reader, MAIN_LANGUAGE):
        return None
    with reader.reading(f"site:{MAIN_LANGUAGE}"):
        room = queries.newsroom()
        mirrors = list(room.mirrors.all()) if room.pk else []
        key = _key()
    value = {
        "v": 1, "origin": room.origin, "onion": room.onion, "key": key,
        "mirrors": [{"name": m.name, "name_en": m.name_en, "url": m.url} for m in mirrors],
    }  # fmt: skip
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return Output(body=f"{text}\n".encode(), sort_at=FIRST)


def _json_arises(key: str) -> Iterator[str]:
    if key == f"site:{MAIN_LANGUAGE}":
        yield JSON_PATH


def _page_arises(key: str) -> Iterator[str]:
    # A page that waits counts as standing in a first build, so none may wait that never stands.
    if key.startswith("site:") and Mirror.objects.exists():
        yield at(key.removeprefix("site:"), MIRRORS_PATH)


def _pages() -> Iterator[str]:
    if Mirror.objects.exists():
        yield from (at(language, MIRRORS_PATH) for language in queries.languages())


KINDS = (
    PageKind(
        name="mirror-list", pattern=re.compile(re.escape(JSON_PATH)), rank=0, build=_json,
        arises=_json_arises, every=lambda: iter([JSON_PATH]),
        doc="Known mirrors and the key, for programmes.",
    ),
    PageKind(
        name="mirrors", pattern=in_edition(re.escape(MIRRORS_PATH)), rank=7, build=_page,
        arises=_page_arises, every=_pages,
        doc="Known mirrors, and how a reader verifies a copy.",
    ),
)  # fmt: skip
