"""``nashra check``: the copy desk on a file."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

import click

from nashra.arabic.checks import RULES, Copy, Finding, Part, check
from nashra.cli.language_commands import Moment
from nashra.newsroom.plain import plain

_LARGEST = 2_000_000


@click.command("check")
@click.argument(
    "file", type=click.Path(exists=True, dir_okay=False, allow_dash=True, path_type=Path)
)
@click.option("--day", type=Moment(), help="The day of publication, 2026-03-31.")
@click.option("--off", multiple=True, type=click.Choice([rule.id for rule in RULES]),
              help="A rule to leave out; may be given again.")  # fmt: skip
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
def check_command(file: Path, day: date | None, off: tuple[str, ...], as_json: bool) -> None:
    """Look FILE over: plain text or HTML, its first line the headline; - is standard input."""
    lines = _lines(file)
    parts = [
        Part(field=str(number), text=line, kind="headline" if place == 0 else "body")
        for place, (number, line) in enumerate(lines)
    ]
    found = check(Copy(parts=tuple(parts), day=day), off=off)
    if as_json:
        values = {"file": str(file), "findings": [_plain(one) for one in found]}
        click.echo(json.dumps(values, ensure_ascii=False))
        return
    for one in found:
        fix = f" ← {one.fix!r}" if one.fix is not None else ""
        click.echo(f"{file}:{one.field}:{one.start + 1}: {one.rule}: «{one.evidence}»{fix}")
        click.echo(f"    {one.ar} {one.en}")
    click.echo(f"{len(found)} ملاحظة findings")


def _plain(one: Finding) -> dict[str, Any]:
    values = asdict(one)
    return {"line": int(values.pop("field")), **values}


def _lines(file: Path) -> list[tuple[int, str]]:
    """The lines with anything on them, numbered from 1."""
    with click.open_file(str(file), "rb") as source:
        raw = source.read(_LARGEST + 1)
    if len(raw) > _LARGEST:
        raise click.ClickException(f"{file}: أكبر من 2 ميغابايت | larger than 2 MB")
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise click.ClickException(
            f"{file}: ليس UTF-8 عند البايت {error.start} | no UTF-8 at byte {error.start}"
        ) from None
    if text.lstrip()[:1] == "<":
        text = plain(text)
    lines = enumerate(text.split("\n"), 1)
    return [(number, line.rstrip("\r")) for number, line in lines if line.strip()]
