"""What docs/benchmarks.md tells of large archives, made of the results alone."""

from collections.abc import Iterable, Iterator
from typing import Any

from shared.tables import figure, table

Results = dict[str, Any]

WITHIN = 300
"""Milliseconds that a page of the desk may take."""
MEDIAN, LATEST, TIMES = 50, 200, 1.2
"""Goals of one publication in the largest archive: milliseconds, and of the smallest one's time."""
SLOWEST = 8


def render_scale(results: Results) -> str:
    """Markdown beneath a heading of the second rank."""
    rooms = results["newsrooms"]
    return "\n".join([
        "## One edit, whatever the archive\n",
        f"Measured {results['date']} on 2 shared cores: `{results['command']}`. Milliseconds "
        "until readers see an edit on its page, the front page and the lists of section, tag and "
        f"author that show it, each verb {results['times']} times, the newsrooms in turns; every "
        "publication was waited for before the next.\n",
        _goals(rooms), "### Milliseconds until seen everywhere\n", _seconds(rooms),
        "### Files put in place and rows written by one edit\n", _counts(rooms),
        "### Making such an archive\n", _making(rooms), "### Rows of the largest\n",
        _rows(rooms[-1]), *(f"{note}\n" for note in results["notes"]),
    ])  # fmt: skip


def _heads(rooms: list[Results]) -> list[str]:
    return [f"{room['stories']:,} stories" for room in rooms]


def _goals(rooms: list[Results]) -> str:
    first, last = rooms[0], rooms[-1]
    ratio = last["all"]["p50"] / first["all"]["p50"]
    goals = [
        (f"median at {last['stories']:,}", f"≤ {MEDIAN} ms", last["all"]["p50"], MEDIAN),
        (f"99th percentile at {last['stories']:,}", f"≤ {LATEST} ms", last["all"]["p99"], LATEST),
        (f"median, times that at {first['stories']:,}", f"≤ {TIMES:g}", ratio, TIMES),
    ]
    return table(
        ["Goal", "wanted", "measured", ""],
        (
            [name, wanted, figure(found), "met" if found <= bound else "**missed**"]
            for name, wanted, found, bound in goals
        ),
    )


def _seconds(rooms: list[Results]) -> str:
    def row(name: str, found: Iterable[Results], *parts: str) -> list[str]:
        return [name, *(" / ".join(figure(one[part]) for part in parts) for one in found)]

    most = ("p50", "p99", "max")
    return table(
        ["", *_heads(rooms)],
        [
            row("all from the commit: median / 99th percentile / longest",
                (room["all"] for room in rooms), *most),
            row("all from the click, which includes the transaction",
                (room["clicked"] for room in rooms), *most),
            row("all from the commit, until nothing is left to render",
                (room["done"] for room in rooms), *most),
            *(
                row(f"{verb}: median / longest", (r["seconds"][verb] for r in rooms), "p50", "max")
                for verb in rooms[0]["seconds"]
            ),
            row("until the root is signed again: median / longest",
                (room["signed"] for room in rooms), "p50", "max"),
        ],
    )  # fmt: skip


def _counts(rooms: list[Results]) -> str:
    def cells(verb: str) -> Iterator[str]:
        for room in rooms:
            yield f"{room['verbs'][verb]['files']} files, {room['verbs'][verb]['rows']} rows"

    return table(["Verb", *_heads(rooms)], ([verb, *cells(verb)] for verb in rooms[0]["verbs"]))


def _making(rooms: list[Results]) -> str:
    def rows() -> Iterator[list[str]]:
        for room in rooms:
            seed, build = room["made"]["seed"], room["made"]["build"]
            yield [
                f"{room['stories']:,}", figure(seed["seconds"]), figure(seed["bytes"] / 1e6),
                f"{build['files']:,}", figure(build["seconds"]),
                figure(build["made"] / build["seconds"]), figure(build["memory"]["own"]),
                figure(room["size"]["database_bytes"] / 1e6),
            ]  # fmt: skip

    heads = ["Stories", "seeded in s", "MB", "files", "built in s", "files a second",
             "MB of memory", "MB of database then"]  # fmt: skip
    return table(heads, rows()) + (
        "\nA build includes the compressed variants, the hash lists and their signature. Memory is "
        "what builder and renderers hold for themselves, at most; what maps the database can be "
        "dropped at any time. A build that is killed goes on where it was.\n"
    )


def _rows(room: Results) -> str:
    size = room["size"]
    rows = ([f"`{name}`", f"{count:,}"] for name, count in size["rows"].items())
    return table(["Table", f"of {size['all_rows']:,} rows in all tables"], rows)


def render_desk(results: Results) -> str:
    """Markdown beneath a heading of the second rank."""
    pages = sorted(results["pages"], key=lambda page: -page["ms"])
    over = [page for page in pages if page["ms"] > WITHIN]
    rows = (
        [page["page"], page["as"], figure(page["ms"]), figure(page["cpu_ms"]), str(page["queries"])]
        for page in [*over, *(p for p in pages[:SLOWEST] if p not in over)]
    )
    return "\n".join([
        "## The desk of a large archive\n",
        f"{len(pages)} pages and roles at {results['stories']:,} stories, {results['date']}: "
        f"`{results['command']}`. Within {WITHIN} ms: {len(pages) - len(over)}. The slowest:\n",
        table(["Page", "asked by", "ms", "processor ms", "queries"], rows),
        *(f"{note}\n" for note in results["notes"]),
    ])  # fmt: skip
