"""``nashra import-comments``: discussions of other systems beneath the stories they were about."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import click

from nashra.cli.comments_places import MapError, Places, read_map
from nashra.community.importing.run import Progress, Summary, import_file
from nashra.community.importing.staging import Unplaced

_WORDS = {
    "spam": "مزعج spam",
    "deleted": "محذوف deleted",
    "notice": "إشعار ربط pingback",
    "empty": "بلا نص empty",
    "twice": "مكرر twice",
    "shortened": "مختصر shortened",
    "undated": "بلا تاريخ undated",
}


@click.command("import-comments")
@click.argument("files", nargs=-1, required=True, metavar="FILE...",
                type=click.Path(path_type=Path))  # fmt: skip
@click.option("--origin", metavar="NAME", help="Name of the site that the comments' ids are of.")
@click.option("--map", "map_file", type=click.Path(path_type=Path), metavar="FILE",
              help="Address and story id a line, for what cannot be placed without.")  # fmt: skip
@click.option("--unplaced", "report", type=click.Path(path_type=Path), metavar="FILE",
              default="comments-unplaced.tsv", show_default=True,
              help="Where addresses without a story go, to be filled in as a map.")  # fmt: skip
@click.option("--dry-run", "dry", is_flag=True, help="Read, place and count; change nothing.")
@click.option("--json", "as_json", is_flag=True, help="One line of JSON a file.")
@click.pass_context
def import_comments(
    context: click.Context,
    files: tuple[Path, ...],
    origin: str | None,
    map_file: Path | None,
    report: Path,
    dry: bool,
    as_json: bool,
) -> None:
    """Import comments of WordPress (WXR), Disqus (XML) or a JSON list.

    Importing the same twice changes nothing, so an interrupted import is simply begun again. Ends
    with status 1 if anything could not be read.
    """
    try:
        places = Places(read_map(map_file) if map_file else {})
    except (MapError, OSError) as error:
        raise click.ClickException(str(error)) from error
    broken, unplaced = False, []
    for path in files:
        summary = import_file(
            path, origin=origin, find_story=places.find, dry=dry, progress=_progress(path)
        )
        broken = broken or bool(summary.faults)
        unplaced += summary.unplaced
        for fault in summary.faults:
            click.echo(f"{path}: {fault.message}", err=True)
        click.echo(json.dumps(summary.to_json(), ensure_ascii=False) if as_json else _line(summary))
    if unplaced:
        report.write_text(_report(unplaced), "utf-8")
        click.echo(f"بلا خبر، في {report} | without a story, see {report}", err=True)
    if broken:
        context.exit(1)


def _progress(path: Path) -> Progress:
    """Progress on a terminal; nothing in a log."""
    words = {"read": "قُرئ read", "kept": "حُفظ kept"}

    def tell(what: str, count: int) -> None:
        if sys.stderr.isatty():
            click.echo(f"\r{path.name}: {words[what]} {count:,}  ", nl=False, err=True)

    return tell


def _line(summary: Summary) -> str:
    told = summary.to_json()
    parts = [
        f"جديد new {summary.new:,}",
        f"ينتظر waiting {summary.waiting:,}",
        f"معروف known {summary.known:,}",
        f"بلا خبر unplaced {told['unplaced']:,}",
        *(
            f"{_WORDS[name]} {count:,}"
            for name, count in (summary.skipped | summary.remarks).items()
        ),
    ]
    return f"{summary.file}: " + "، ".join(parts)


def _report(unplaced: list[Unplaced]) -> str:
    """A map without ids: address, an empty place for the id, how many comments wait, the title."""
    lines = ["# address\tstory id\tcomments\ttitle"]
    for one in unplaced:
        address = one.addresses[0] if one.addresses else f"# {one.title}"
        cells = (address, "", str(one.comments), one.title)
        lines.append("\t".join(" ".join(cell.split()) for cell in cells))
    return "\n".join(lines) + "\n"
