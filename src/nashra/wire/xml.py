"""Hostile XML made safe: no DTD, no entities, no deep nesting, and errors with their place."""

from __future__ import annotations

import re
from html.entities import html5
from typing import Any, Final
from xml.etree.ElementTree import Element, TreeBuilder
from xml.sax.saxutils import escape

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser, ParseError

from nashra.wire.findings import Finding, UnreadableError, finding

MAX_DEPTH: Final = 64
#: Mended places reported one by one; the rest would only repeat them.
_MAX_REPORTED: Final = 5

_XML_NAMES: Final = frozenset({"amp", "lt", "gt", "quot", "apos"})
#: Characters that XML 1.0 (section 2.2) does not allow in any form.
_FORBIDDEN: Final = "\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff"
_TO_MEND: Final = re.compile(
    "&(?:#(?P<decimal>[0-9]{1,7});|#x(?P<hexadecimal>[0-9A-Fa-f]{1,6});"
    f"|(?P<name>[A-Za-z][A-Za-z0-9]{{1,31}});)?|[{_FORBIDDEN}]"
)
_IS_FORBIDDEN: Final = re.compile(f"[{_FORBIDDEN}]")
_DECLARATION: Final = re.compile(r"\A\s*<\?xml[^>]{0,200}\?>")
_DTD: Final = re.compile(
    r"\s*(?:<!--(?:(?!-->).)*-->\s*|<\?(?:(?!\?>).)*\?>\s*)*<!(?!--|\[)", re.DOTALL
)


class _TooDeepError(Exception):
    pass


class _LimitedBuilder(TreeBuilder):
    """Builds the tree and stops at a depth, before a tower of elements eats the stack."""

    def __init__(self, limit: int) -> None:
        super().__init__()
        self._limit = limit
        self._depth = 0

    def start(self, tag: Any, attrs: Any, /) -> Any:
        self._depth += 1
        if self._depth > self._limit:
            raise _TooDeepError
        return super().start(tag, attrs)

    def end(self, tag: Any, /) -> Any:
        self._depth -= 1
        return super().end(tag)


def mend(text: str) -> tuple[str, list[Finding]]:
    """Mend what can be mended without a guess, and say where.

    A bare ``&`` (in an address, in «AT&T») can only be itself; an HTML entity has one
    meaning; a forbidden control character has none and goes. A stray ``<`` or a tag that is
    not closed could be meant in several ways and is left to fail.
    """
    mended: list[Finding] = []
    pieces: list[str] = []
    last = 0
    for found in _TO_MEND.finditer(text):
        replacement = _replacement(found)
        if replacement == found.group():
            continue
        if len(mended) < _MAX_REPORTED:
            line, column = _place(text, found.start())
            mended.append(finding("xml_repaired", detail=_named(found), line=line, column=column))
        pieces += [text[last : found.start()], replacement]
        last = found.end()
    return "".join([*pieces, text[last:]]), mended


def _replacement(found: re.Match[str]) -> str:
    """What stands in the place of a match; the match itself if nothing is wrong with it."""
    whole = found.group()
    if not whole.startswith("&"):
        return ""
    if whole == "&":
        return "&amp;"
    if found["name"]:
        known = html5.get(f"{found['name']};")
        if found["name"] in _XML_NAMES:
            return whole
        return escape(known) if known is not None else f"&amp;{whole[1:]}"
    number = int(found["decimal"]) if found["decimal"] else int(found["hexadecimal"], 16)
    sound = 0 < number <= 0x10FFFF and not _IS_FORBIDDEN.match(chr(number))
    return whole if sound else ""


def _named(found: re.Match[str]) -> str:
    whole = found.group()
    return whole if whole.startswith("&") else f"U+{ord(whole):04X}"


def _place(text: str, offset: int) -> tuple[int, int]:
    line = text.count("\n", 0, offset) + 1
    return line, offset - (text.rfind("\n", 0, offset) + 1) + 1


def parse_xml(text: str, *, max_depth: int = MAX_DEPTH) -> tuple[list[Element], list[Finding]]:
    """The root elements of a text (some agencies put several in one file) and what was mended.

    Raises ``UnreadableError``: ``xml_broken`` with line and column of the text as it came,
    ``xml_forbidden`` for any DTD or entity definition, ``too_deep``.
    """
    declaration = _DECLARATION.match(text)
    prefix = declaration.end() if declaration else 0
    if _DTD.match(text, prefix):
        raise UnreadableError("xml_forbidden")
    # Blank, not cut: offsets and line numbers stay those of the file.
    blanked = re.sub(r"[^\n]", " ", text[:prefix]) + text[prefix:]
    source, mended = mend(blanked)
    builder = _LimitedBuilder(max_depth + 1)
    parser = DefusedXMLParser(target=builder, forbid_dtd=True)
    try:
        # The wrapper stands on the first line; its length is taken off the column again.
        parser.feed("<_>" + source + "</_>")
        root = parser.close()
    except DefusedXmlException as error:
        raise UnreadableError("xml_forbidden") from error
    except _TooDeepError as error:
        line = parser.parser.CurrentLineNumber
        raise UnreadableError("too_deep", limit=max_depth, line=line) from error
    except ParseError as error:
        raise _broken(blanked, error) from error
    return list(root), mended


def _broken(text: str, error: ParseError) -> UnreadableError:
    line, column = error.position
    if line == 1:
        column = max(0, column - len("<_>"))
    original = text.split("\n")[line - 1]
    # Past the end is the wrapper's end tag: something before it was never closed.
    column = min(column - _shift(original, column), len(original))
    detail = str(error).split(":", 1)[0]
    return UnreadableError("xml_broken", line=line, column=column + 1, detail=detail)


def _shift(original: str, column: int) -> int:
    """By how many characters mending moved a column of this line."""
    shift = 0
    for found in _TO_MEND.finditer(original):
        if found.start() + shift >= column:
            break
        shift += len(_replacement(found)) - len(found.group())
    return shift
