"""What is typed on the posting screen, to markup and back without loss.

Plain text with three marks that a telephone's keyboard has: an empty line ends a paragraph,
``*...*`` is bold, ``[words](https://...)`` is a link; a bare address becomes one.
"""

import re
from html.parser import HTMLParser

from django.utils.html import escape

_ADDRESS = r"https?://[^\s<>()\"'،؛]+[^\s<>()\"'،؛.,:!؟?]"
_MARKS = re.compile(
    rf"\[(?P<words>[^\]\n]+)\]\((?P<to>{_ADDRESS})\)|(?P<bare>{_ADDRESS})"
    r"|(?<![\w*])\*(?P<bold>[^*\n]+)\*(?![\w*])"
)


def to_html(text: str) -> str:
    """Markup of a typed text; it is cleaned with everything else when it is posted."""
    parts = re.split(r"\n[ \t]*\n", text.replace("\r\n", "\n").strip())
    return "".join(f"<p>{_inline(part.strip())}</p>" for part in parts if part.strip())


def _inline(text: str) -> str:
    found, done = [], 0
    for match in _MARKS.finditer(text):
        found += [escape(text[done : match.start()]), _marked(match)]
        done = match.end()
    found.append(escape(text[done:]))
    return "".join(found).replace("\n", "<br>")


def _marked(match: re.Match[str]) -> str:
    if match["bold"]:
        return f"<b>{_inline(match['bold'])}</b>"
    to = match["to"] or match["bare"]
    return f'<a href="{escape(to)}">{escape(match["words"] or to)}</a>'


class _Typed(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.text = ""
        self._to = ""
        self._from = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in {"b", "strong"}:
            self.text += "*"
        elif tag == "br":
            self.text += "\n"
        elif tag == "a":
            self._to, self._from = dict(attrs).get("href") or "", len(self.text)

    def handle_endtag(self, tag: str) -> None:
        if tag in {"b", "strong"}:
            self.text += "*"
        elif tag == "p":
            self.text += "\n\n"
        elif tag == "a" and self._to:
            words = self.text[self._from :]
            if words != self._to:
                self.text = f"{self.text[: self._from]}[{words}]({self._to})"
            self._to = ""

    def handle_data(self, data: str) -> None:
        self.text += data


def to_text(html: str) -> str:
    """What somebody would have typed for an entry's markup."""
    parser = _Typed()
    parser.feed(html)
    parser.close()
    return parser.text.strip()
