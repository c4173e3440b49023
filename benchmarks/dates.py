"""How well dates are read: the project's own expressions, and the TIMEX3 samples.

    nice .venv/bin/python benchmarks/dates.py [--samples ../shared/samples/timex-ar] [--list]

Own expressions: the share whose expression, value and certainty are as written by hand, and the
silent errors (a wrong value, or one where there should be none, that is called certain).

Samples: news annotated with TIMEX3 by a rule system and partly mended by hand. An expression is
found if it overlaps an annotated one. The first line counts as annotated; the second after
judging every disagreement (``JUDGED``): an expression of time that the annotation passes over is
no error of precision, and an annotated word that is none («اب» for father) none of recall.
Values are not compared: the annotation reckons from a day that the texts were not written on.
"""

from __future__ import annotations

import argparse
import re
import sys
import time
import tomllib
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Final, NamedTuple

sys.path.insert(0, str(Path(__file__).parent.parent))

from nashra.arabic.dates import DateMention, find_expressions

ROOT: Final = Path(__file__).parent.parent
FIXTURE: Final = ROOT / "tests" / "fixtures" / "dates" / "expressions.toml"
SAMPLES: Final = ROOT.parent / "shared" / "samples" / "timex-ar"
_TIMEX: Final = re.compile(r"<TIMEX3([^>]*)>(.*?)</TIMEX3>", re.DOTALL)

#: Disagreements by document and offset that are the annotation's.
JUDGED: Final = {
    # Expressions of time that it passes over: a weekday behind a joined «و», two nights, a year
    # that the next word is glued to, a distance, a century.
    "passed over": {
        ("doc13", 5659), ("doc23", 725), ("doc23", 2865), ("doc38", 337), ("doc38", 502),
        ("doc38", 4364),
    },
    # Words that it takes for dates: a father, a quarter of a billion, «يوما» for once, a battle's
    # day, adjectives, «أول يوم» and «ذلك اليوم» of a story, a half of what is annotated beside.
    "no expression": {
        ("doc13", 5014), ("doc17", 513), ("doc18", 116), ("doc23", 51), ("doc28", 1043),
        ("doc32", 1893), ("doc38", 2515), ("doc38", 3664), ("doc40", 2216), ("doc40", 2241),
        ("doc40", 2299), ("doc40", 2525), ("doc42", 3269), ("doc46", 524),
    },
}  # fmt: skip


class Annotated(NamedTuple):
    """One annotated expression: where it stands in the bare text, and its TIMEX3 type."""

    start: int
    end: int
    type: str


def documents(folder: Path) -> Iterator[tuple[str, str, list[Annotated]]]:
    """Name, bare text and annotation of every sample."""
    for path in sorted(folder.glob("*.tml")):
        marked = path.read_text(encoding="utf-8").split("<TimeML>")[1].split("</TimeML>")[0]
        text, found, last = "", [], 0
        for timex in _TIMEX.finditer(marked):
            text += marked[last : timex.start()]
            kind = re.search(r'type="(\w+)"', timex[1])
            start, last = len(text), timex.end()
            text += timex[2]
            found.append(Annotated(start, len(text), kind[1] if kind else ""))
        yield path.stem, text + marked[last:], found


def own_expressions() -> None:
    """The share of the project's expressions that are right, and the silent errors."""
    right = total = silent = 0
    for group in tomllib.loads(FIXTURE.read_text(encoding="utf-8")).values():
        anchor = datetime.fromisoformat(group["anchor"]) if "anchor" in group else None
        for sentence, expression, value, certainty in group["cases"]:
            found = find_expressions(sentence, anchor)
            there = [m for m in found if m.text == expression]
            total += 1
            right += [(m.value or "", m.certainty) for m in there] == (
                [(value, certainty)] if expression else []
            ) and (bool(expression) or not found)
            wrong = [m for m in (there or found) if (m.value or "") != value]
            silent += any(m.certainty == "certain" for m in wrong)
    print(f"own expressions: {right}/{total} right ({right / total:.3f}), {silent} silent errors")


def overlaps(a: DateMention | Annotated, b: DateMention | Annotated) -> bool:
    """Whether two expressions share a character."""
    return a.start < b.end and b.start < a.end


def samples(folder: Path, *, show: bool) -> None:
    """Precision and recall of extents, as annotated and as judged; and the speed."""
    hits = extra = missed = exact = passed = none = length = 0
    spent = 0.0
    for name, text, annotated in documents(folder):
        begin = time.process_time()
        found = find_expressions(text, date(2015, 12, 24))
        spent, length = spent + time.process_time() - begin, length + len(text)
        exact += len({(m.start, m.end) for m in found} & {(a.start, a.end) for a in annotated})
        for mention in found:
            if any(overlaps(mention, other) for other in annotated):
                hits += 1
                continue
            extra += 1
            passed += (name, mention.start) in JUDGED["passed over"]
            if show:
                print(f"  + {name} {mention.start} {mention.text}")
        for other in annotated:
            if not any(overlaps(mention, other) for mention in found):
                missed += 1
                none += (name, other.start) in JUDGED["no expression"]
                if show:
                    print(f"  - {name} {other.start} {text[other.start : other.end]}")
    total = sum(len(annotated) for _, _, annotated in documents(folder))
    report(hits, extra, missed, total, "as annotated")
    report(hits + passed, extra - passed, missed - none, total - none, "as judged")
    print(f"  same first and last letter: {exact / (hits + extra):.3f} of those found")
    print(f"  {length / spent / 1000:.0f} thousand characters a second")


def report(hits: int, extra: int, missed: int, total: int, label: str) -> None:
    """One line of precision and recall."""
    precision, recall = hits / (hits + extra), (total - missed) / total
    print(f"timex-ar {label}: precision {precision:.3f}, recall {recall:.3f} of {total}")


def main() -> None:
    """Measure what there is to measure with."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--samples", type=Path, default=SAMPLES)
    parser.add_argument("--list", action="store_true", help="show every disagreement")
    options = parser.parse_args()
    own_expressions()
    if options.samples.is_dir():
        samples(options.samples, show=options.list)
    else:
        print(f"no samples at {options.samples}: extents not measured")


if __name__ == "__main__":
    main()
