"""The peers' part of docs/benchmarks.md, made of its results alone."""

from collections.abc import Iterator
from typing import Any

from peers.goals import GOALS, Results, row

NAMES = {
    "nashra": "Nashra, embedded server", "nashra-nginx": "Nashra, nginx on the root",
    "nashra-files": "Nashra, the files themselves", "nashra-uncompressed": "Nashra, uncompressed",
    "wagtail": "Wagtail under Gunicorn", "wagtail-django-cache": "Wagtail, Django's cache",
    "wagtail-nginx-cache": "Wagtail, nginx's cache", "hugo": "Hugo",
    "hugo-compressed": "Hugo, then Brotli and gzip", "wagtail-bakery": "wagtail-bakery",
}  # fmt: skip
BUILDERS = NAMES | {"nashra": "Nashra, with Brotli and gzip"}


def table(heads: list[str], rows: Iterator[list[str]]) -> str:
    """A Markdown table; the first column is text, the others are figures."""
    lines = [heads, ["---", *["---:"] * (len(heads) - 1)], *rows]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines) + "\n"


def figure(value: float) -> str:
    """Three digits that count, thousands apart."""
    if value >= 100:
        return f"{value:,.0f}"
    return f"{value:.1f}" if value >= 10 else f"{value:.2f}" if value >= 0.1 else f"{value:.3f}"


def render_peers(results: Results) -> str:
    """Markdown beneath a heading of the second rank."""
    parts = {
        "reads": _reads, "publish": _publish, "build": _build, "rebuild": _rebuild,
        "weight": _weight, "memory": _memory,
    }  # fmt: skip
    return "\n".join([
        "## Beside the peers\n", _preamble(results), _goals(results),
        *(render(results[part]) for part, render in parts.items() if part in results),
        _versions(results["versions"]),
    ])  # fmt: skip


def _preamble(results: Results) -> str:
    return (
        f"The same {results['stories']:,} stories in every newsroom, on {results['machine']}, "
        f"{results['date']}: `{results['command']}`. Load generator and servers share the cores, "
        "so read the ratios, which are of one run, and no absolute number.\n"
    )


def _goals(results: Results) -> str:
    measured = [goal for goal in GOALS if goal.part in results]
    rows = (
        [
            goal.text, f"{'≥' if goal.at_least else '≤'} {goal.bound:g} {goal.unit}".strip(),
            f"{figure(goal.measure(results))} {goal.unit}".strip(),
            "met" if goal.met(results) else "**missed**",
        ]
        for goal in measured
    )  # fmt: skip
    missed = "".join(
        f"- *Missed: {goal.text}.* {goal.why}\n" for goal in measured if not goal.met(results)
    )
    heads = ["Goal", "wanted", "measured", ""]
    return f"### Goals\n\n{table(heads, rows)}\n{missed}"


def _reads(found: dict[str, Any]) -> str:
    rows = (
        [
            NAMES[one["name"]], one["encoding"], f"{one['body_bytes']:,}",
            figure(one["per_second"]), figure(one["ratio"]), figure(one["processor_ms"]),
            figure(one["p99_ms"]),
        ]
        for one in found["stacks"]
    )  # fmt: skip
    heads = [
        "Server", "encoding", "bytes of a body", "reads a second", "of nginx on the root",
        "processor ms a read", "99th percentile, ms",
    ]  # fmt: skip
    return (
        f"### Reads of random articles\n\n{table(heads, rows)}\n"
        f"Medians of {found['rounds']} rounds of {found['seconds']} s in turns, 32 kept "
        "connections, every cache filled before. Processor time is that of all processes of the "
        "stack. The Wagtail site runs under Gunicorn with two workers of two threads, which were "
        "faster than two sync workers; Django's cache is Memcached, and both caches keep answers "
        "that are compressed already.\n"
    )


def _publish(found: dict[str, Any]) -> str:
    cap = found["cap_seconds"]
    rows = (
        [
            NAMES[one["name"]],
            *(_seen(one, place, cap) for place in ("article", "home", "section")),
            _seen(one, "everywhere", cap),
        ]
        for one in found["stacks"]
    )  # fmt: skip
    heads = ["Newsroom", "article", "home", "section", "everywhere"]
    kept = max(one.get("kept_seconds", 0) for one in found["stacks"])
    return (
        f"### From the order to publish until readers see it\n\n{table(heads, rows)}\n"
        "Median (longest) in ms, from the call that publishes a draft, which includes its "
        "transaction. Home and section were read just before, as in a site that has readers. The "
        f"caches keep a page for {kept} s, as Django and nginx do by default; what was stale after "
        f"{cap} s was not waited for. Both servers of Nashra may trust their last look at a file "
        "for a second. *The files themselves* counts tag and author pages too.\n"
    )


def _seen(one: dict[str, Any], place: str, cap: int) -> str:
    value = one[place]
    if value is None:
        return f"stale after {cap} s"
    return f"{figure(value['median'])} ({figure(value['longest'])})"


def _build(found: dict[str, Any]) -> str:
    own = row(found["builders"], "nashra")["seconds"]
    rows = (
        [
            BUILDERS[one["name"]], f"{one['files']:,}", figure(one["seconds"]),
            figure(one["processor_seconds"]), figure(one["files_a_second"]),
            figure(one["seconds"] / own),
        ]
        for one in found["builders"]
    )  # fmt: skip
    heads = [
        "Builder", "files", "seconds", "processor seconds", "files a second", "of Nashra's time",
    ]  # fmt: skip
    return (
        f"### Building the whole site\n\n{table(heads, rows)}\n"
        f"Medians of {found['rounds']} builds each, wagtail-bakery once. Nashra always compresses; "
        "that it does not here is the measurement's doing. wagtail-bakery builds what its view of "
        "published pages finds, so no tag, author, or further section pages, and was spared "
        "static files. It runs as it is under this Django and Wagtail; only its requirements had "
        "to name six and setuptools below 81, which it uses without saying so.\n"
    )


def _rebuild(found: dict[str, Any]) -> str:
    rows = iter([
        ["Nashra, one publication", figure(found["nashra_ms"] / 1000), "1"],
        ["Hugo, built again", figure(found["hugo_seconds"]), figure(found["ratio"])],
    ])  # fmt: skip
    heads = ["", "seconds", "times"]
    return (
        f"### One story more among {found['stories']:,}\n\n{table(heads, rows)}\n"
        f"Medians of {found['publications']} publications, each seen in the files of article, "
        f"home, section, tag and author, and of {found['rebuilds']} builds over the last one, "
        "which compress nothing.\n"
    )


def _weight(found: dict[str, Any]) -> str:
    rows = (
        [
            NAMES[one["name"]],
            *(
                f"{one[what][key]:,.0f}"
                for what in ("to_read", "in_all")
                for key in ("requests", "bytes")
            ),
        ]
        for one in found["stacks"]
    )
    heads = ["", "requests to read", "bytes to read", "requests in 5 s", "bytes in 5 s"]
    return (
        f"### What an article weighs\n\n{table(heads, rows)}\n"
        f"Chromium with an empty cache, heads included, medians of {found['articles']} articles; "
        "*to read* is without scripts. The peer's page is bare: text, a menu, five further stories "
        "and a style sheet of 2 KB. Nashra's carries its whole design, dark and print styles, "
        "structured data and the reader's core script; what follows in 5 s is the live script, "
        "the newest stories and the count of a view.\n"
    )


def _memory(found: dict[str, Any]) -> str:
    rows = (
        [
            NAMES[one["name"]], figure(one["idle"]["pss"]), figure(one["after_reads"]["pss"]),
            figure(one["after_reads"]["own"]), str(len(one["processes"])),
        ]
        for one in found["stacks"]
    )  # fmt: skip
    heads = ["Stack", "at rest", "after reads", "of it, no mapped file", "processes"]
    own = row(found["stacks"], "nashra")["processes"]
    parts = ", ".join(f"{one['name']} {figure(one['pss'])}" for one in own)
    return (
        f"### Memory of the whole stack\n\n{table(heads, rows)}\n"
        "Proportional set size in MB of all processes, each stack measured alone. Nashra's, after "
        f"reads: {parts}.\n"
    )


def _versions(found: dict[str, str]) -> str:
    return "Versions: " + ", ".join(f"{name} {value}" for name, value in found.items()) + ".\n"
