"""Records of a large XML export, one at a time, in memory that does not grow with the file.

Hostile and damaged files are the rule: no DTD is read, so there are no entities and nothing outside
the file; towers of elements and endless tags end at a limit. Where the markup is broken, the fault
is given with its place, and reading begins again at the next record.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import BinaryIO, Final
from xml.parsers import expat

from nashra.community.importing.model import Fault
from nashra.community.importing.source import Source

MAX_DEPTH: Final = 64
MAX_FIELD: Final = 1 << 20
"""Characters that are kept of one field."""
MAX_TAG: Final = 1 << 20
"""Bytes of one tag; a longer one is no markup but an attack."""
_OVERLAP: Final = 400
"""Characters in which the beginning of a record is found across two pieces of the file."""


@dataclass(kw_only=True)
class Record:
    """One element of interest: texts of its wanted descendants and attributes, by path.

    ``inside`` is the number of the record around it (0: none), ``number`` its own. One that was
    broken off has what had been read of it.
    """

    kind: str
    number: int
    line: int
    inside: int = 0
    fields: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Shape:
    """What is read of a format.

    Records are elements named ``outer``, or ``inner``, which stand inside an outer one if
    ``nested`` and beside it otherwise. ``wanted`` are paths below a record (``author/name``,
    ``thread@id``). Behind a fault, ``resume`` finds where the next record begins, its group 1
    being the name; ``around`` are the tags around records.
    """

    outer: str
    inner: str
    nested: bool
    wanted: frozenset[str]
    around: tuple[str, ...]
    resume: re.Pattern[str]


class _Refused(Exception):
    """What no export of comments has; ``forbidden`` ends the whole file."""

    def __init__(self, detail: str, *, forbidden: bool = False) -> None:
        super().__init__(detail)
        self.forbidden = forbidden


def _local(name: str) -> str:
    return name.rpartition(":")[2]


class _Collector:
    """Listens to the parser and collects finished records."""

    def __init__(self, shape: Shape) -> None:
        self.shape = shape
        self.done: list[Record] = []
        self.open: list[tuple[int, Record]] = []
        self.path: list[str] = []
        self.line = 0
        self._count = 0
        self._field: str | None = None
        self._text: list[str] = []
        self._length = 0

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        name = _local(tag)
        if len(self.path) >= MAX_DEPTH:
            raise _Refused(f"more than {MAX_DEPTH} elements in each other")
        self._field = None
        if self._begins(name):
            self.open.append((len(self.path), self._new(name)))
            self._keep("", attributes)
        elif self.open:
            depth, record = self.open[-1]
            below = "/".join([*self.path[depth + 1 :], name])
            self._keep(below, attributes)
            if below in self.shape.wanted and below not in record.fields:
                self._field, self._text, self._length = below, [], 0
        self.path.append(name)

    def _new(self, kind: str) -> Record:
        self._count += 1
        inside = self.open[-1][1].number if self.open else 0
        return Record(kind=kind, number=self._count, line=self.line, inside=inside)

    def _begins(self, name: str) -> bool:
        if name == self.shape.inner and self.shape.nested:
            return len(self.open) == 1
        return name in (self.shape.inner, self.shape.outer) and not self.open

    def _keep(self, below: str, attributes: dict[str, str]) -> None:
        for key, value in attributes.items():
            path = f"{below}@{_local(key)}"
            if path in self.shape.wanted:
                self.open[-1][1].fields.setdefault(path, value[:MAX_FIELD])

    def text(self, data: str) -> None:
        if self._field is not None and self._length < MAX_FIELD:
            self._text.append(data[: MAX_FIELD - self._length])
            self._length += len(data)

    def end(self, _tag: str) -> None:
        self.path.pop()
        if not self.open:
            return
        depth, record = self.open[-1]
        if self._field is not None:
            record.fields[self._field] = "".join(self._text)
            self._field = None
        if len(self.path) == depth:
            self.open.pop()
            self.done.append(record)

    def refuse(self, *_: object) -> None:
        raise _Refused("DTD", forbidden=True)

    def broken(self, resumes_with: str) -> list[str]:
        """Ends what a fault broke off; returns the tags that are open where reading resumes."""
        self._field = None
        keep = self.shape.nested and resumes_with == self.shape.inner
        while self.open and not (keep and len(self.open) == 1):
            self.done.append(self.open.pop()[1])
        self.path = [*self.shape.around]
        if self.shape.nested and resumes_with == self.shape.inner:
            outer = self.open[0][1] if self.open else self._new(self.shape.outer)
            self.open = [(len(self.path), outer)]
            self.path.append(self.shape.outer)
        return self.path

    def taken(self) -> list[Record]:
        """The records that ended since this was last asked."""
        done, self.done = self.done, []
        return done


class _Run:
    """One parser: from the beginning of the file, or from the record behind a fault."""

    def __init__(self, collector: _Collector, *, line: int, around: list[str]) -> None:
        self._collector = collector
        self._parser = expat.ParserCreate("utf-8")
        self._parser.buffer_text = True
        self._before = line - 1
        prefix = "".join(f"<{tag}>" for tag in around).encode()
        if prefix:
            self._parser.Parse(prefix, False)
        self._prefix = self._fed = len(prefix)
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = collector.end
        self._parser.CharacterDataHandler = collector.text
        self._parser.StartDoctypeDeclHandler = collector.refuse
        self._parser.EntityDeclHandler = collector.refuse

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        self._collector.line = self.line
        self._collector.start(tag, attributes)

    @property
    def line(self) -> int:
        return self._before + self._parser.CurrentLineNumber

    def feed(self, text: str) -> tuple[Fault, int] | None:
        """Parses a piece. A fault comes with the character of the piece behind which it is."""
        raw = text.encode()
        try:
            self._parser.Parse(raw, False)
            if self._fed + len(raw) - self._parser.CurrentByteIndex > MAX_TAG:
                raise _Refused(f"a tag of more than {MAX_TAG} bytes")
        except (expat.ExpatError, _Refused) as error:
            behind = max(0, self._parser.CurrentByteIndex - self._fed)
            offset = len(raw[:behind].decode("utf-8", "ignore"))
            return self._fault(error), min(offset + 1, len(text))
        self._fed += len(raw)
        return None

    def finish(self) -> Fault | None:
        """The fault of a file that ends too early, or what a deferred tag brought to light."""
        try:
            self._parser.Parse(b"", True)
        except (expat.ExpatError, _Refused) as error:
            if isinstance(error, expat.ExpatError) and error.code in _CUT:
                return Fault("cut_off", {"line": self.line})
            return self._fault(error)
        return None

    def _fault(self, error: expat.ExpatError | _Refused) -> Fault:
        first = self._parser.CurrentLineNumber == 1
        column = self._parser.CurrentColumnNumber - (self._prefix if first else 0)
        place: dict[str, object] = {"line": self.line, "column": max(0, column) + 1}
        if isinstance(error, _Refused):
            if error.forbidden:
                return Fault("forbidden", place)
            return Fault("broken", {**place, "detail": str(error)})
        return Fault("broken", {**place, "detail": expat.ErrorString(error.code)})


_CUT: Final = frozenset(
    expat.errors.codes[text]
    for text in (
        expat.errors.XML_ERROR_NO_ELEMENTS, expat.errors.XML_ERROR_UNCLOSED_TOKEN,
        expat.errors.XML_ERROR_UNCLOSED_CDATA_SECTION, expat.errors.XML_ERROR_PARTIAL_CHAR,
    )
)  # fmt: skip


def records(file: BinaryIO, shape: Shape) -> Iterator[Record | Fault]:
    """The records of a file in the order of their ends, and the faults between them."""
    source = Source(file)
    collector = _Collector(shape)
    run: _Run | None = _Run(collector, line=1, around=[])
    rest = ""
    for piece in source:
        yield from source.taken_faults()
        line = source.line - rest.count("\n")
        text, rest = rest + piece, ""
        while text:
            if run is None:
                found = shape.resume.search(text)
                if found is None:
                    rest = text[-_OVERLAP:]
                    break
                line += text.count("\n", 0, found.start())
                text = text[found.start() :]
                run = _Run(collector, line=line, around=collector.broken(found[1]))
            wrong = run.feed(text)
            yield from collector.taken()
            if wrong is None:
                break
            fault, behind = wrong
            yield fault
            if fault.code == "forbidden":
                return
            line += text.count("\n", 0, behind)
            text, run = text[behind:], None
    ended = run.finish() if run is not None else None
    collector.broken("")
    yield from collector.taken()
    if ended is not None:
        yield ended
