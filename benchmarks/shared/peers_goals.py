"""What Nashra wants to reach beside the peers, and what is known of the reason where not."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

Results = dict[str, Any]


def row(rows: list[dict[str, Any]], name: str) -> dict[str, Any]:
    """The row of that name. Raises KeyError."""
    for found in rows:
        if found["name"] == name:
            return found
    raise KeyError(name)


def times(rows: list[dict[str, Any]], name: str, key: str) -> float:
    """A figure of that row, as a part of nginx's on Nashra's root."""
    return float(row(rows, name)[key] / row(rows, "nashra-nginx")[key])


@dataclass(frozen=True)
class Goal:
    """A figure and its bound."""

    part: str
    """The section of the results that it is read from."""
    text: str
    measure: Callable[[Results], float]
    bound: float
    at_least: bool
    unit: str
    why: str
    """What is known of the reason; shown only where the goal is missed."""

    def met(self, results: Results) -> bool:
        """Whether the results reach it."""
        found = self.measure(results)
        return found >= self.bound if self.at_least else found <= self.bound


def _reads(results: Results, name: str, key: str) -> float:
    return float(row(results["reads"]["stacks"], name)[key])


def _seconds(results: Results, name: str) -> float:
    return float(row(results["build"]["builders"], name)["seconds"])


GOALS = (
    Goal(
        "reads", "Embedded server: reads a second, as a part of nginx on the same files",
        lambda results: _reads(results, "nashra", "ratio"), 0.35, True, "",
        "The answers are made in Python from memory; nginx hands files to the kernel.",
    ),
    Goal(
        "reads", "Embedded server: processor time a read, as a part of nginx's on the same files",
        lambda results: times(results["reads"]["stacks"], "nashra", "processor_ms"),
        2.86, False, "times",
        "The answers are made in Python from memory; nginx hands files to the kernel. Giving an "
        "answer again within its second of trust made it an eighth less, Granian's own choices "
        "(runtime, loop, tasks) change nothing, and what is left of ours is a third (decision 8).",
    ),
    Goal(
        "reads", "nginx on Nashra's root: processor time a read, its limit for static files",
        lambda results: _reads(results, "nashra-nginx", "processor_ms"), 0.02, False, "ms",
        "The bound leaves half as much again to what was seen with one page on a quiet machine. "
        "Random articles miss the processor's caches, and cores that others use count more time "
        "for the same work.",
    ),
    Goal(
        "rebuild", "One publication, as many times faster than Hugo's rebuild of a large archive",
        lambda results: float(results["rebuild"]["ratio"]), 20, True, "times",
        "A publication here is counted from the order to publish, with the editor's "
        "transaction, until the last of article, home, section, tag and author page stands.",
    ),
    Goal(
        "build", "Full build with compression, as many times faster than wagtail-bakery's",
        lambda results: _seconds(results, "wagtail-bakery") / _seconds(results, "nashra"),
        20, True, "times",
        "Both begin by starting Django, which a small archive does not make up for. The "
        "bakery writes the bare pages of our small peer, without archives, feeds or variants; a "
        "page of Nashra carries the whole design, the facts that it read are recorded, and it "
        "is compressed twice. Tried and kept: stories read together, a renderer for each core, "
        "libdeflate (decision 13), a folder of its own for each chunk (decision 23).",
    ),
    Goal(
        "build", "Full build without compression, as many times slower than Hugo's",
        lambda results: _seconds(results, "nashra-uncompressed") / _seconds(results, "hugo"),
        2, False, "times",
        "Hugo is compiled, keeps the whole site in memory, and records nothing. Nashra starts "
        "Django in three processes, reads each story from the database, fills templates in "
        "Python, and writes down what each page depends on, so that the next publication builds "
        "a few pages and not the site. The larger the archive, the less its start counts: it was "
        "12 times at 1,000 stories. A faster template engine was looked at before the first line: "
        "it gives other bytes, and rendering is a quarter of a page's time.",
    ),
    Goal(
        "memory", "Whole embedded stack after reads, proportional set size",
        lambda results: float(
            row(results["memory"]["stacks"], "nashra")["after_reads"]["pss"]
        ), 200, False, "MB",
        "Desk and worker are two processes that each hold Django, Wagtail and all that both "
        "import, nearly all of it before the first request. The rest is small: see the processes "
        "below. Forking both from one process that has loaded all of it was tried: desk and "
        "worker then hold about 70 MB less together, which is still above the goal, and a "
        "supervisor could no longer restart either by itself. Allocator settings changed nothing.",
    ),
)  # fmt: skip
