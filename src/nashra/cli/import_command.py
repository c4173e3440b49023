"""``nashra import``: wire copy from files, folders and standard input to drafts."""

from __future__ import annotations

import json
import sys
from typing import Final

import click

from nashra.wire.importer import import_paths
from nashra.wire.item import WireItem

_STATUS: Final = {
    "created": "أُنشئت created",
    "updated": "عُدلت updated",
    "unchanged": "كما هي unchanged",
    "error": "خطأ error",
}


@click.command("import")
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@click.option("--section", metavar="SLUG", help="Put every story into this section.")
@click.option("--agency", metavar="NAME", help="Who sent it, for copy that does not say.")
@click.option("--publish", is_flag=True, help="Publish what is complete, in order of its dates.")
@click.option("--json", "as_json", is_flag=True, help="One line of JSON an item.")
@click.pass_context
def import_command(
    context: click.Context,
    paths: tuple[str, ...],
    section: str | None,
    agency: str | None,
    publish: bool,
    as_json: bool,
) -> None:
    """Make drafts of wire copy: files, folders, or - for standard input.

    Importing the same twice changes nothing; a changed version becomes a new revision of the
    draft. Ends with status 1 if anything could not be imported.
    """
    broken = False
    items = import_paths(
        paths=paths,
        section=section,
        agency=agency,
        publish=publish,
        stdin=sys.stdin.buffer,
    )
    for item in items:
        broken = broken or item.error is not None
        click.echo(json.dumps(item.to_json(), ensure_ascii=False) if as_json else _line(item))
    if broken:
        context.exit(1)


def _line(item: WireItem) -> str:
    """One item for a person: what became of it, and under it what an editor should know."""
    if item.error is not None:
        return f"{_STATUS['error']}  {item.file}: {item.error.message}"
    title = item.headline or f"[{item.suggested_headline or item.body[0][:80]}]"
    status = _STATUS[item.status or "unchanged"]
    lines = [f"{status}  {item.story or '-'}  {title}  ({item.file})"]
    if item.status != "unchanged":
        lines += [f"    ! {warning.message}" for warning in item.warnings]
    return "\n".join(lines)
