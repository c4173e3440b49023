"""The reader's style and scripts, joined from their parts: what stands inline, and what follows.

The inline parts are on every page. ``/assets/live.js`` is one file for all pages, fetched when a
page is there; docs/architecture.md says what it does.
"""

import json
import re
from functools import cache
from pathlib import Path
from typing import Final

from nashra.publishing.labels import LIVE_WORDS
from nashra.publishing.talk_words import TALK_WORDS

_ASSETS: Final = Path(__file__).resolve().parent.parent / "assets"
_FOLDERS: Final = ("reader", "journal", "live", "search", "talk")
_LINE_COMMENT: Final = re.compile(r"^\s*//.*$", re.MULTILINE)
_BLOCK_COMMENT: Final = re.compile(r"/\*.*?\*/", re.DOTALL)
_LIVE: Final = """(function(d,w,n,vocabulary){{
'use strict';
{parts}
}})(document,window,navigator,{words});
"""


def sources() -> list[Path]:
    """Every file that the reader's style and scripts are made of."""
    return [path for name in _FOLDERS for path in sorted((_ASSETS / name).iterdir())]


@cache
def style() -> str:
    """The style sheets in the order of their names, without comments and needless white space."""
    return _small("".join(_read("reader", "css")))


@cache
def journal_style() -> str:
    """What pages with a live coverage have besides, in an element of its own."""
    return _small("".join(_read("journal", "css")))


@cache
def search_style() -> str:
    """What the search page has besides."""
    return _small("".join(_read("search", "css")))


@cache
def talk_style() -> str:
    """``/assets/talk.css``: forms and discussions; inline on pages of the application."""
    return _small("".join(_read("talk", "css")))


def _small(css: str) -> str:
    text = re.sub(r"\s+", " ", _BLOCK_COMMENT.sub("", css))
    return re.sub(r" ?([{};,>]) ?", r"\1", text).replace(": ", ":").replace(";}", "}").strip()


@cache
def inline_script() -> str:
    """The script of every page, without comment lines and indentation."""
    return _bare(_read("reader", "js"))


@cache
def live_script() -> str:
    """``/assets/live.js``: its parts within one function, and the words that it says."""
    words = json.dumps(LIVE_WORDS, ensure_ascii=False, separators=(",", ":"))
    return _LIVE.format(parts=_bare(_read("live", "js")), words=words)


@cache
def talk_script() -> str:
    """``/assets/talk.js``: the discussion beneath a story, and the words that it says.

    It takes markup and numbers as the other script does, from the same parts.
    """
    words = json.dumps(TALK_WORDS, ensure_ascii=False, separators=(",", ":"))
    shared = [live_part("0-page"), live_part("1-words")]
    return _LIVE.format(parts=_bare([*shared, *_read("talk", "js")]), words=words)


def live_part(name: str) -> str:
    """One part of it; those of pure functions run by themselves."""
    return (_ASSETS / "live" / f"{name}.js").read_text("utf-8")


def _bare(parts: list[str]) -> str:
    lines = _LINE_COMMENT.sub("", "".join(parts)).splitlines()
    return "\n".join(line.strip() for line in lines if line.strip())


def _read(folder: str, suffix: str) -> list[str]:
    return [path.read_text("utf-8") for path in sorted((_ASSETS / folder).glob(f"*.{suffix}"))]
