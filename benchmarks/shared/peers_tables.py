"""The peers' part of docs/benchmarks.md, made of its results alone."""

from typing import Any

from shared.peers_goals import GOALS, Results, row, times
from shared.tables import figure, table

NAMES = {
    "nashra": "Nashra, embedded server", "nashra-nginx": "Nashra, nginx on the root",
    "nashra-files": "Nashra, the files themselves",
    "wagtail": "Wagtail under Gunicorn", "wagtail-django-cache": "Wagtail, Django's cache",
    "wagtail-nginx-cache": "Wagtail, nginx's cache",
}  # fmt: skip
BUILDERS = {
    "nashra": "Nashra, with Brotli and gzip, hash lists and signature",
    "nashra-uncompressed": "Nashra, uncompressed, with hash lists and signature",
    "hugo": "Hugo", "hugo-compressed": "Hugo, then Brotli and gzip",
    "wagtail-bakery": "wagtail-bakery",
}  # fmt: skip


def render_peers(results: Results) -> str:
    """Markdown beneath a heading of the second rank."""
    parts = {
        "reads": _reads, "publish": _publish, "build": _build, "rebuild": _rebuild,
        "weight": _weight, "memory": _memory,
    }  # fmt: skip
    shown = [part for part in parts if part in results]
    return "\n".join([
        "## Beside the peers\n", PREAMBLE, _goals(results),
        *(f"{parts[part](results[part])}\n{_made_of(results[part]['of'])}" for part in shown),
        *_skipped(results.get("skipped", {})), *_versions({p: results[p]["of"] for p in shown}),
    ])  # fmt: skip


PREAMBLE = """\
The same stories in every newsroom. Servers, watchers and the load generator share one machine, so
read the ratios, which are of one run, and no absolute number. What Nashra's worker does once when
it meets an archive was done before (its search index, what it learns of the texts) or left out: it
has no related stories to find, of which an archive drawn from a few sentences could tell nothing.
"""


def _made_of(about: dict[str, Any]) -> str:
    """Which stories a part was measured with, when, where and how."""
    cores = f"{about['cores']} core{'s' if about['cores'] > 1 else ''}"
    return f"{about['stories']:,} stories, {cores}, {about['date']}: `{about['command']}`.\n"


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
            figure(times(found["stacks"], one["name"], "processor_ms")), figure(one["p99_ms"]),
            f"{100 * one['generator']:.0f} %",
        ]
        for one in found["stacks"]
    )  # fmt: skip
    heads = [
        "Server", "encoding", "bytes of a body", "reads a second", "part of nginx's",
        "processor ms a read", "part of nginx's", "99th percentile, ms", "generator busy",
    ]  # fmt: skip
    where = (
        "Every server, with all its processes, was held to one core, and the generator to another."
        if found["pinned"]
        else "There is a single core: servers and the generator shared it."
    )
    return (
        f"### Reads of random articles\n\n{table(heads, rows)}\n"
        f"Medians of {found['rounds']} rounds of {found['seconds']} s in turns, 32 kept "
        f"connections, every cache filled before. {where} Parts are of nginx's on Nashra's root. "
        "*Generator busy* is the generator's processor time as a part of the round: near 100 % it "
        "is the generator that set the reads a second, and only the processor time tells what the "
        "server could do. Processor time is that of all processes of the stack. The Wagtail site "
        "runs under Gunicorn with two workers of two threads, which were faster than two sync "
        "workers; Django's cache is Memcached, and both caches keep answers that are compressed "
        "already.\n"
    )


def _publish(found: dict[str, Any]) -> str:
    cap = found["cap_seconds"]
    rows = (
        [
            NAMES[one["name"]], str(one["publications"]),
            *(_seen(one, place, cap) for place in ("article", "home", "section", "everywhere")),
        ]
        for one in found["stacks"]
    )  # fmt: skip
    heads = ["Newsroom", "publications", "article", "home", "section", "everywhere"]
    return (
        f"### From the order to publish until readers see it\n\n{table(heads, rows)}\n"
        "Median (longest) in ms, from the call that publishes a draft, which includes its "
        "transaction; one publication before was not watched. Home and section were visited when "
        "the draft stood, as in a site that has readers, and the order came up to a second later, "
        "each newsroom waiting the same times drawn at random: both servers of Nashra may trust "
        "their last look at a file for a second. Every place was then asked over a connection of "
        "its own, with the same short pause. The caches keep a page for "
        f"{found['kept_seconds']} s: Django's default, and set for nginx to the same. Wagtail's "
        "contrib.frontend_cache, which orders a cache to drop pages, was not set up. What was "
        f"stale after {cap} s was not waited for. *The files themselves* counts tag and author "
        "pages too.\n"
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
        f"Medians of {found['rounds']} builds each, wagtail-bakery once, all of a site as it was "
        "loaded and into an empty folder. Nashra's hash lists count as files. It always "
        "compresses; that it does not here is the measurement's doing. wagtail-bakery builds what "
        "its view of published pages finds, so no tag, author, or further section pages, and was "
        "spared static files. It runs as it is under this Django and Wagtail; only its "
        "requirements had to name six and setuptools below 81, which it uses without saying so.\n"
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


def _skipped(reasons: dict[str, list[str]]) -> list[str]:
    """What could not be measured, by the names of what was not there."""
    told = "; ".join(f"{part} ({', '.join(names)})" for part, names in reasons.items())
    return [f"Left out, since what they need was not installed: {told}.\n"] if told else []


def _versions(parts: dict[str, dict[str, Any]]) -> list[str]:
    """Once for all parts that were measured with the same."""
    together: dict[str, list[str]] = {}
    for part, about in parts.items():
        told = ", ".join(f"{name} {value}" for name, value in about["versions"].items())
        together.setdefault(told, []).append(part)
    if len(together) == 1:
        return [f"Versions: {told}.\n" for told in together]
    return [f"Versions ({', '.join(names)}): {told}.\n" for told, names in together.items()]
